"""任职: who looks after which village, and other posts that no other ledger names.

Every village but three has a cadre of its town; a cadre has two villages, and one has three.
"""

from collections.abc import Iterator
from datetime import date

from orggraph.demo import _persons
from orggraph.demo._about import CUTOFF
from orggraph.demo._draw import number, order
from orggraph.demo._grids import base
from orggraph.demo._organizations import WITHOUT_SECRETARY, of_unit
from orggraph.demo._pair import day
from orggraph.demo._places import Place, place, places, towns, villages
from orggraph.demo._roles import ALL_POOR, roles
from orggraph.demo._sheet import Row, Sheet
from orggraph.demo._units import AGENCIES

# Without a cadre: one left, one is still to come, one never was there.
CADRE_LEFT, LEFT_ON = ("山头街道", "土门头村"), date(2022, 9, 30)
CADRE_TO_COME, COMES_ON = ("博山镇", "南邢村"), date(2023, 1, 10)
CADRE_NEVER = ("池上镇", "花林村")
OF_A_CADRE, MANY, TOWN_OF_MANY = 2, 3, "域城镇"
# The leader of the weak committee looks after a village too: two posts, beside a leader's duties.
LED_BY_LEADER = ("池上镇", "板山村")
CAME_TODAY = ("石马镇", "盆泉村")
DEPUTIES, WITH_DEPUTY = 60, 4  # places, and the first agencies, that have a deputy secretary
# Their secretaries lead their own grids: of a village with a committee that is a third post, of a
# village without it is not; the third had given it up.
SECRETARY_LEADS = (("源泉镇", "黄台村"), ("白塔镇", "小店村"))
LED_BEFORE, UP_TO = ("山头街道", "河南东村"), date(2022, 8, 31)
SECRETARIES_LEFT = (date(2022, 5, 31), date(2022, 9, 30))


def _at(where: Place, who: str, role: str, *dates: date | None) -> Row:
    return (where.town, where.name, None, None, who, role, *dates)


def _cadres() -> Iterator[Row]:
    """Give the villages of a town to its cadres, in order of their codes."""
    without = {place(*each) for each in (CADRE_LEFT, CADRE_TO_COME, CADRE_NEVER, LED_BY_LEADER)}
    at = 0
    for town in towns().values():
        here = [each for each in villages() if each.town == town and each not in without]
        count = MANY if town == TOWN_OF_MANY else OF_A_CADRE
        while here:
            at += 1
            who = _persons.name("village_cadre", at)
            yield from (_cadre(each, who) for each in here[:count])
            here, count = here[count:], OF_A_CADRE
    leader = _persons.town_leader(ALL_POOR[0], 0)
    yield _cadre(place(*LED_BY_LEADER), leader)
    left, to_come = place(*CADRE_LEFT), place(*CADRE_TO_COME)
    yield _at(left, _persons.name("village_cadre", at + 1), "包村干部", date(2021, 3, 1), LEFT_ON)
    yield _at(to_come, _persons.name("village_cadre", at + 2), "包村干部", COMES_ON, None)


def _cadre(where: Place, who: str) -> Row:
    month = 1 + number("cadre", where, below=12)
    since = day("cadre", where, year=2021, month=month)
    return _at(where, who, "包村干部", CUTOFF if where == place(*CAME_TODAY) else since, None)


def _secretary(where: Place) -> str:
    return _persons.name("place_secretary", places().index(where) + 1)


def _of_branches() -> Iterator[Row]:
    """Give deputies, first secretaries of the weak, and secretaries who left a vacancy."""
    deputies = sorted(order(places(), "deputy")[:DEPUTIES], key=lambda each: each.code)
    for at, where in enumerate(deputies, start=1):
        yield _at(where, _persons.name("deputy", at), "副书记", date(2021, 3, 20), None)
    for at, agency in enumerate(AGENCIES[:WITH_DEPUTY], start=DEPUTIES + 1):
        who = _persons.name("deputy", at)
        yield (None, None, of_unit(agency), None, who, "副书记", date(2021, 6, 1), None)
    cast = roles()
    poor = sorted(cast.poor - cast.weak_lax, key=lambda each: each.code)
    for at, where in enumerate(poor, start=1):
        who = _persons.name("posted_secretary", at)
        yield _at(where, who, "第一书记", date(2021, 10, 8), None)
    for at, (post, left) in enumerate(zip(WITHOUT_SECRETARY, SECRETARIES_LEFT, strict=True)):
        who = _persons.name("former_secretary", at + 1)
        yield _at(place(*post), who, "书记", date(2018, 1, 15), left)


def _of_grids() -> Iterator[Row]:
    leading = {place(*each) for each in SECRETARY_LEADS}
    for at, village in enumerate(villages(), start=1):
        who = _secretary(village) if village in leading else _persons.name("grid_leader", at)
        yield _of_grid(village, who, day("grid leader", village, year=2020, month=9), None)
    before = place(*LED_BEFORE)
    yield _of_grid(before, _secretary(before), date(2019, 9, 1), UP_TO)


def _of_grid(village: Place, who: str, since: date, last: date | None) -> Row:
    return (village.town, village.name, None, base(village), who, "网格长", since, last)


SHEET = Sheet(
    "任职",
    ("镇(街道)", "村(社区)", "单位", "网格", "姓名", "职务", "开始时间", "结束时间"),
    lambda: [*_of_branches(), *_cadres(), *_of_grids()],
)
