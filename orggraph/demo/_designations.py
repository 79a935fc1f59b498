"""认定: weak and lax, economically weak, red-flag; of today and of before."""

from datetime import date
from functools import cache

from orggraph.demo import _persons
from orggraph.demo._draw import number, order
from orggraph.demo._pair import day
from orggraph.demo._places import Place, villages
from orggraph.demo._roles import roles
from orggraph.demo._sheet import Row, Sheet
from orggraph.demo._units import AGENCIES

SITUATIONS = (
    "班子配备不齐",
    "书记长期缺职",
    "组织生活制度不落实",
    "两年以上未发展党员",
    "村务公开不规范",
    "信访矛盾较多",
    "换届选举拖延",
    "集体经济薄弱",
)
DUE = date(2023, 6, 30)
# Two are overdue at the end of 2022; the third is due that very day and is not.
DUE_BEFORE = (date(2022, 10, 31), date(2022, 11, 30), date(2022, 12, 31))
# Listed once before: within five years, and longer ago.
BEFORE = ((date(2019, 4, 10), date(2020, 5, 31)), (date(2017, 5, 10), date(2018, 6, 30)))
RED_FLAGS = 18  # beside the stars and one that is weak and lax as well
LIFTED_LAX, LIFTED_POOR = 5, 10
COUNTY_LEADERS = 8


@cache
def _weak_lax() -> list[Place]:
    return sorted(roles().weak_lax, key=lambda place: place.code)


def _lax_rows() -> list[Row]:
    """Give the 19; the isolated have every duty filled but the unit."""
    due = dict(zip(order(_weak_lax(), "due"), DUE_BEFORE, strict=False))
    return [
        (
            "软弱涣散",
            place.town,
            place.name,
            day("weak and lax", place, year=2022, month=3 + number("listed", place, below=3)),
            None,
            due.get(place, DUE),
            "、".join(order(SITUATIONS, place)[: 1 + number("situations", place, below=3)]),
            number("escalation", place, below=3),
            *_leaders(place, index),
            None if place in roles().isolated else AGENCIES[index % len(AGENCIES)],
        )
        for index, place in enumerate(_weak_lax())
    ]


def _leaders(place: Place, index: int) -> tuple[str, str, str]:
    return (
        _persons.name("county_leader", 1 + index % COUNTY_LEADERS),
        _persons.town_leader(place.town, number("town leader", place, below=_persons.TOWN_LEADERS)),
        _persons.name("first_secretary", 1 + index),
    )


def _bare(kind: str, place: Place, since: date, lifted: date | None = None) -> Row:
    return (kind, place.town, place.name, since, lifted, *[None] * 7)


def _rows() -> list[Row]:
    cast = roles()
    well = [place for place in villages() if place not in cast.needy]
    rows = _lax_rows()
    again = order(_weak_lax(), "before")
    rows += [_bare("软弱涣散", place, *dates) for place, dates in zip(again, BEFORE, strict=False)]
    rows += [
        _bare("软弱涣散", place, date(2021, 4, 20), date(2021, 12, 20))
        for place in order(well, "lifted lax")[:LIFTED_LAX]
    ]
    poor = sorted(cast.poor, key=lambda place: place.code)
    rows += [_bare("经济薄弱", place, date(2022, 1, 10)) for place in poor]
    rows += [
        _bare("经济薄弱", place, date(2019, 3, 1), date(2021, 12, 31))
        for place in order(well, "lifted poor")[:LIFTED_POOR]
    ]
    lax = [place for place in _weak_lax() if place not in cast.isolated]
    flags = [*cast.stars, order(lax, "flag")[0]]
    flags += order([place for place in well if place not in cast.stars], "flag")[:RED_FLAGS]
    flags.sort(key=lambda place: place.code)
    return rows + [_bare("红旗党支部", place, date(2022, 7, 1)) for place in flags]


SHEET = Sheet(
    "认定",
    (
        "类别",
        "镇(街道)",
        "村(社区)",
        "认定时间",
        "解除时间",
        "整顿时限",
        "主要问题",
        "提级",
        "县级领导",
        "镇街领导",
        "第一书记",
        "帮包单位",
    ),
    _rows,
)
