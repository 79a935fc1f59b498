"""擂台比武: contests of the places' secretaries in 2022, a row a contestant.

Three of the county and 41 of towns are published, and that every village's secretary was on stage.
"""

from datetime import date

from orggraph.demo._draw import number, order
from orggraph.demo._pair import day
from orggraph.demo._places import Place, places, towns
from orggraph.demo._sheet import Row, Sheet

YEAR = 2022
COUNTY_MONTHS = (4, 8, 12)
TOWN_MONTHS = (3, 6, 9, 11)
EXTRA_TOWN, EXTRA_MONTH = "域城镇", 12  # its 66 places need a fifth; so there are 41
SENT = 2  # contestants whom each town sends to a contest of the county
LEAST, MOST = 70, 100  # points


def _row(code: str, level: str, held: tuple[date, str | None], who: list[Place]) -> list[Row]:
    points = {each: LEAST + number("points", code, each, below=MOST - LEAST + 1) for each in who}
    on, town = held
    return [
        (
            *(code, level, on, town, each.town, each.name, points[each]),
            1 + sum(other > points[each] for other in points.values()),
        )
        for each in who
    ]


def _of_town(town: str) -> list[Row]:
    """Let every place of a town come on stage in one of its contests."""
    months = (*TOWN_MONTHS, EXTRA_MONTH) if town == EXTRA_TOWN else TOWN_MONTHS
    drawn = order([each for each in places() if each.town == town], "stage")
    code = next(code for code, name in towns().items() if name == town)
    rows = []
    for turn, month in enumerate(months):
        who = sorted(drawn[turn :: len(months)], key=lambda each: each.code)
        held = (day("contest", town, year=YEAR, month=month), town)
        rows += _row(f"LT{YEAR}-{code[6:]}-{turn + 1}", "镇级", held, who)
    return rows


def _of_county() -> list[Row]:
    rows = []
    for turn, month in enumerate(COUNTY_MONTHS, start=1):
        who = []
        for town in towns().values():
            here = order([each for each in places() if each.town == town], "county stage", turn)
            who += sorted(here[:SENT], key=lambda each: each.code)
        held = (day("county contest", year=YEAR, month=month), None)
        rows += _row(f"LT{YEAR}-{turn}", "区级", held, who)
    return rows


def _rows() -> list[Row]:
    return [*_of_county(), *(row for town in towns().values() for row in _of_town(town))]


SHEET = Sheet(
    "擂台比武",
    ("编号", "层级", "日期", "镇(街道)", "参赛镇(街道)", "参赛村(社区)", "得分", "名次"),
    _rows,
)
