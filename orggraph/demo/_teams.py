"""志愿服务队: the volunteer teams, 756 of them, and when they turned out.

Every place has two or three. In the last quarter the teams of a place turned out together, but for
twelve that stayed away.
"""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from orggraph.demo._draw import number, order, pick
from orggraph.demo._pair import day
from orggraph.demo._places import Place, places
from orggraph.demo._sheet import Row, Sheet

TEAMS, EACH = 756, 2
KINDS = ("红马甲志愿服务队", "环境整治志愿服务队", "走访慰问志愿服务队")
TOPICS = ("疫情防控", "环境整治", "走访慰问")
FOUNDED = (2020, 2021, 2022)  # the first, second and third of a place, in the first half
# The 90 days to the end of 2022 begin on this day; what was on the day before lies outside.
FIRST_DAY = date(2022, 10, 3)
LAST_WEEKS = 87  # days from which the turnout of the last quarter is drawn
SILENT = 12
SILENT_BUT_ONCE = 8  # of the silent: so many turned out in summer, the first the day before
SUMMER_PLACES = 140
SUMMER = (7, 8, 9)


class Team(NamedTuple):
    """A volunteer team."""

    name: str
    place: Place
    since: date


class Turnout(NamedTuple):
    """Teams of one place at work on a day."""

    on: date
    place: Place
    topic: str
    teams: tuple[Team, ...]


@cache
def teams() -> dict[Place, tuple[Team, ...]]:
    """Give the teams of each place; one was founded too late to be asked about 90 days."""
    with_third = order(places(), "third team")[: TEAMS - EACH * len(places())]
    young = with_third[SILENT]
    return {
        place: tuple(
            Team(
                f"{place.name}{kind}",
                place,
                FIRST_DAY if (place, slot) == (young, EACH) else _since(place, slot),
            )
            for slot, kind in enumerate(KINDS)
            if slot < EACH or place in with_third
        )
        for place in places()
    }


def _since(place: Place, slot: int) -> date:
    month = 1 + number("team", place, slot, below=6)
    return day("team", place, slot, year=FOUNDED[slot], month=month)


def _absent() -> tuple[list[Team], Team]:
    """Give the silent teams, and the young one that had no turnout yet; all of other places."""
    third = [group[EACH] for group in teams().values() if len(group) > EACH]
    drawn = order(third, "third team", by=lambda team: team.place)
    return drawn[:SILENT], drawn[SILENT]


@cache
def turnouts() -> tuple[Turnout, ...]:
    """Give what the teams did from July to December 2022."""
    silent, young = _absent()
    once, never = silent[1:SILENT_BUT_ONCE], {*silent[SILENT_BUT_ONCE:], young}
    first = order(places(), "first day")[0]
    made = [_turnout(FIRST_DAY - timedelta(days=1), silent[0].place, silent[:1])]
    for place, group in teams().items():
        late = 0 if place == first else number("turnout", place, below=LAST_WEEKS)
        present = [team for team in group if team not in {*silent, young}]
        made.append(_turnout(FIRST_DAY + timedelta(days=late), place, present))
    summer = order([place for place in places() if place != first], "summer")[:SUMMER_PLACES]
    for place in dict.fromkeys([*summer, *(team.place for team in once)]):
        on = day("summer", place, year=2022, month=pick(SUMMER, "summer", place))
        present = [team for team in teams()[place] if team not in {*never, silent[0]}]
        made.append(_turnout(on, place, present))
    return tuple(sorted(made, key=lambda each: (each.on, each.place.code)))


def _turnout(on: date, place: Place, present: list[Team]) -> Turnout:
    return Turnout(on, place, pick(TOPICS, "turnout", place, on), tuple(present))


def _rows() -> list[Row]:
    every = [team for group in teams().values() for team in group]
    return [(team.place.town, team.place.name, team.name, team.since) for team in every]


SHEET = Sheet("志愿服务队", ("镇(街道)", "村(社区)", "名称", "成立时间"), _rows)
