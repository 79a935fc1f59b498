"""活动: what pairings and volunteer teams did in 2022, and what county and towns held."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from orggraph.demo import _pairings, _teams
from orggraph.demo._co_building import ended
from orggraph.demo._draw import number, order, pick
from orggraph.demo._pair import Pair, day
from orggraph.demo._places import Place, places, towns
from orggraph.demo._sheet import Row, Sheet

YEAR = 2022
STUDY_TOPICS = (
    "主题党日联建",
    "产业项目观摩",
    "村务公开互查",
    "网格治理交流",
    "合作社经营互学",
    "人居环境整治",
)
VISIT_TOPICS = ("走访慰问", "项目对接", "技术指导", "助销农产品")
# What is no pairing's: kind, level, topic, and the months in which it is held.
EVENTS = (
    ("培训", "区级", "村党组织书记专题培训", (3, 9)),
    ("观摩", "区级", "一网三联现场观摩", (5, 11)),
    ("论坛", "区级", "头雁论坛", (7,)),
    ("培训", "镇级", "党务工作培训", (4,)),
    ("志愿服务", "镇级", "环境整治", (6, 12)),
)
ORGANIZATIONS = ("村", "社区", "联村党委")
AUDIENCE = 12
CATCH_UP = date(YEAR, 12, 20)  # the week in which activities were entered afterwards
OUTSIDE = (0, date(YEAR, 3, 15))  # which of the ended pairings, and a day after it ended


class Activity(NamedTuple):
    """A row of the ledger before it has its number."""

    on: date
    kind: str
    pairing: str | None
    town: str | None
    parties: str
    level: str
    topic: str


def of_year(pairs: Iterable[Pair], year: int, months: Sequence[int]) -> list[Row]:
    """Give what these pairings did in these months of another year."""
    held = [
        _activity(pair, day(pair.code, year=year, month=month), month)
        for month in months
        for pair in pairs
    ]
    return _numbered(f"HD{year}-", held)


def _of_pair(pair: Pair) -> list[Activity]:
    days = [day(pair.code, year=YEAR, month=month) for month in pair.months]
    days += [CATCH_UP + timedelta(days=extra % 7) for extra in range(pair.extra)]
    days += [day(pair.code, year=2021, month=month) for month in (4, 6) if pair.ended]
    return [_activity(pair, on, index) for index, on in enumerate(days)]


def _activity(pair: Pair, on: date, index: int) -> Activity:
    is_study = isinstance(pair.helper, Place)
    topics = STUDY_TOPICS if is_study else VISIT_TOPICS
    return Activity(
        on,
        "互学" if is_study else "走访",
        pair.code,
        pair.helped.town,
        "、".join(_parties(pair)),
        "村级",
        pick(topics, "topic", pair.code, index),
    )


def _parties(pair: Pair) -> list[str]:
    """Name the organisations of both sides, those of another town with their town."""
    side, helped = pair.side, pair.helped
    if side.kind not in ORGANIZATIONS:
        return [helped.name]
    helper = side.name if side.town == helped.town else f"{side.town}/{side.name}"
    return [helper, helped.name]


def _events() -> list[Activity]:
    held = []
    for kind, level, topic, months in EVENTS:
        for month in months:
            for town in towns().values() if level == "镇级" else (None,):
                on = day(kind, level, town, year=YEAR, month=month)
                held.append(
                    Activity(on, kind, None, town, _audience(on, topic, town), level, topic)
                )
    return held


def _audience(on: date, topic: str, town: str | None) -> str:
    there = [place for place in places() if town in (None, place.town)]
    count = AUDIENCE + number("audience", on, topic, town, below=AUDIENCE)
    drawn = sorted(order(there, topic, on)[:count], key=lambda place: place.code)
    return "、".join(place.name if town else f"{place.town}/{place.name}" for place in drawn)


def _rows() -> list[Row]:
    held = [activity for pair in _pairings.every() for activity in _of_pair(pair)] + _events()
    which, on = OUTSIDE
    held.append(_activity(ended()[which], on, 0))
    held.sort(key=lambda each: (each.on, each.pairing or "", each.town or "", each.kind))
    return _numbered("HD", held) + _numbered("ZY", _turnouts())


def _turnouts() -> list[Activity]:
    """Give the work of the volunteer teams, which has numbers of its own."""
    return [
        Activity(
            each.on,
            "志愿服务",
            None,
            each.place.town,
            "、".join(team.name for team in each.teams),
            "村级",
            each.topic,
        )
        for each in _teams.turnouts()
    ]


def _numbered(prefix: str, held: list[Activity]) -> list[Row]:
    rows = enumerate(held, start=1)
    return [(f"{prefix}{n:04d}", each.kind, each.on, *each[2:]) for n, each in rows]


SHEET = Sheet(
    "活动",
    ("编号", "类型", "日期", "结对编号", "镇(街道)", "参加单位", "层级", "主题"),
    _rows,
)
