"""联村党委: the joint committees.

Thirteen committees with 81 villages are published. The names of 朱家庄, 瓦泉榛子产业, 五阳湖,
红叶柿岩, 颜神古镇 and 戴北 are real, their member villages here are not (where 戴北 lies is not
confirmed); the other seven are made up.
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from orggraph.demo import _persons
from orggraph.demo._about import CUTOFF
from orggraph.demo._places import Place, listed, places
from orggraph.demo._roles import ALL_POOR
from orggraph.demo._sheet import Row, Sheet


class Committee(NamedTuple):
    """A joint committee as it stands at the end of 2022."""

    name: str
    town: str
    villages: str
    since: date
    led: bool = True


COMMITTEES = (
    Committee(
        "颜神古镇片区联村党委",
        "山头街道",
        "河南东村、河北东村、河北西村、东坡村、窑广村",
        date(2020, 6, 18),
    ),
    Committee(
        "红叶柿岩片区联村党委",
        "域城镇",
        "姚家峪村、和尚房村、岭西村、上虎村、下虎村、桃花泉村、牛角村",
        date(2020, 5, 20),
    ),
    Committee(
        "示例一片区联村党委",
        "域城镇",
        "西域城村、东域城村、大乔村、小乔村、杨家庄村、蕉庄村、大庄村、银龙村",
        date(2020, 9, 9),
    ),
    Committee(
        "示例二片区联村党委",
        "白塔镇",
        "大海眼村、小海眼村、小庄村、罗圈村、因阜村、石佛村、国家村",
        date(2020, 9, 25),
        led=False,
    ),
    Committee(
        "示例三片区联村党委",
        "八陡镇",
        "和平村、向阳村、增福村、金桥村、新生村、虎头崖村",
        date(2020, 10, 12),
        led=False,
    ),
    Committee(
        "五阳湖片区联村党委",
        "石马镇",
        "蛟龙村、东石村、中石村、淄井村、桥东村、桥西村",
        date(2019, 11, 6),
    ),
    Committee(
        "戴北片区联村党委",
        "源泉镇",
        "黄台村、岱庄东村、岱庄西村、岱庄北村、岱庄南村、南庄村、岳庄东村、岳庄西村",
        date(2020, 4, 15),
    ),
    Committee(
        "示例四片区联村党委",
        "源泉镇",
        "西皮村、中皮村、麻峪村、珍珠村、南坡村、麻庄村",
        date(2020, 11, 3),
    ),
    Committee(
        "示例五片区联村党委",
        "池上镇",
        "上郝峪村、中郝峪村、下郝峪村、西池村、东池村、西陈疃村、东陈疃村、王疃村",
        date(2020, 7, 1),
    ),
    Committee("示例六片区联村党委", *ALL_POOR, date(2020, 12, 8)),
    Committee(
        "示例七片区联村党委",
        "博山镇",
        "北博山村、洪山口村、五福峪村、邀兔村、谢家店村、石泉村、郭庄东村",
        date(2020, 8, 19),
    ),
    Committee("瓦泉榛子产业联村党委", "博山镇", "上瓦泉村、中瓦泉村、下瓦泉村", date(2021, 11, 5)),
    Committee(
        "朱家庄片区联村党委", "博山镇", "朱家南村、朱家东村、朱家西村、朱家北村", date(2022, 3, 18)
    ),
)
CHANGED = "五阳湖片区联村党委"
JOINED, JOINED_ON = "芦家台村", date(2021, 9, 1)
LEFT, LEFT_ON = "下焦村", date(2020, 12, 31)


@cache
def memberships(on: date = CUTOFF) -> dict[str, tuple[Place, ...]]:
    """Give the member villages of each committee on a day since 2021."""
    grown = CHANGED if on >= JOINED_ON else None
    return {
        each.name: listed(
            each.town, f"{each.villages}、{JOINED}" if each.name == grown else each.villages
        )
        for each in COMMITTEES
        if each.since <= on
    }


def _secretary(committee: Committee) -> str | None:
    """Let the first member's secretary lead it; a leader of the town where all are weak."""
    if not committee.led:
        return None
    first = listed(committee.town, committee.villages)[0]
    if (committee.town, committee.villages) == ALL_POOR:
        return _persons.town_leader(committee.town, 0)
    return _persons.name("place_secretary", places().index(first) + 1)


def _rows() -> list[Row]:
    rows: list[Row] = []
    for each in COMMITTEES:
        who = _secretary(each)
        rows.append((each.name, each.town, each.villages, who, each.since, None))
        if each.name == CHANGED:
            rows.append((each.name, each.town, JOINED, who, JOINED_ON, None))
            rows.append((each.name, each.town, LEFT, who, each.since, LEFT_ON))
    return rows


SHEET = Sheet("联村党委", ("名称", "镇(街道)", "成员村", "书记", "成立时间", "撤销时间"), _rows)
