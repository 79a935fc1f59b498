"""党组织: the county's, the towns', the places', and some agencies' and firms'."""

from datetime import date

from orggraph.demo import _persons
from orggraph.demo._about import CUTOFF
from orggraph.demo._draw import number, order
from orggraph.demo._pair import day
from orggraph.demo._places import Place, place, places, towns
from orggraph.demo._sheet import Cell, Row, Sheet
from orggraph.demo._size import members
from orggraph.demo._units import AGENCIES, firms

COUNTY_COMMITTEE = "中共淄博市博山区委员会"
BRANCH, GENERAL_BRANCH, COMMITTEE = "党支部", "党总支", "党委"
MOST = {BRANCH: 50, GENERAL_BRANCH: 100}  # full members
BODY = {BRANCH: "支部委员会", GENERAL_BRANCH: "总支部委员会", COMMITTEE: "委员会"}
WITHOUT_SECRETARY = (("域城镇", "黄连峪村"), ("城西街道", "龙泽园社区"))
TERM = 5  # years
OVERDUE = 7
LAST_DAY = (date(2017, 12, 31), date(2022, 12, 31))  # a term that ends on the day, and is not
UNFIT_FORMS = 4
WITH_ORGANIZATION = (8, 4)  # the first agencies and firms
STREET = "街道"


def _form(full: int) -> str:
    return next((form for form, most in MOST.items() if full <= most), COMMITTEE)


def _town_committee(town: str) -> str:
    return f"中共{town}工作委员会" if town.endswith(STREET) else f"中共{town}委员会"


def of_unit(name: str) -> str:
    """Name the organisation of an agency or a firm."""
    return f"中共{name}支部委员会"


def rows(on: date = CUTOFF) -> list[Row]:
    """Give the organisations as they are on a day: their members and their terms."""
    made: list[Row] = [
        _above(None, COUNTY_COMMITTEE, "区委", None, _persons.name("county_leader", 0))
    ]
    for index, town in enumerate(towns().values(), start=1):
        who = _persons.name("town_secretary", index)
        made.append(_above(town, _town_committee(town), "镇街党委", COUNTY_COMMITTEE, who))
    made += _places(on)
    agencies, enterprises = WITH_ORGANIZATION
    listed = [(None, name, "机关党组织") for name in AGENCIES[:agencies]]
    listed += [(None, firm.name, "企业党组织") for firm in firms()[:enterprises]]
    made += [
        (
            *(town, None, of_unit(name), kind, BRANCH, COUNTY_COMMITTEE),
            *(8 + number("members", name, below=30), number("probationary", name, below=3)),
            *(_persons.name("unit_secretary", index), date(2021, 6, 1), date(2024, 5, 31)),
        )
        for index, (town, name, kind) in enumerate(listed, start=1)
    ]
    return [(*row[:-2], *_term_on(on, row[-2], row[-1])) for row in made]


def _term_on(on: date, elected: Cell, end: Cell) -> tuple[Cell, Cell]:
    """Give the term of a day: where the election was still to come, the one before."""
    if isinstance(elected, date) and elected > on:
        return elected.replace(year=elected.year - TERM), elected
    return elected, end


def _above(town: str | None, name: str, kind: str, parent: str | None, secretary: str) -> Row:
    terms = (date(2021, 12, 15), date(2026, 12, 14))
    return (town, None, name, kind, COMMITTEE, parent, None, None, secretary, *terms)


def _places(on: date) -> list[Row]:
    vacant = [place(*each) for each in WITHOUT_SECRETARY]
    drawn = order(places(), "overdue")
    late, on_the_day = drawn[:OVERDUE], drawn[OVERDUE]
    unfit = order([p for p in places() if _form(members(on)[p][0]) == GENERAL_BRANCH], "unfit")
    made = []
    for index, each in enumerate(places(), start=1):
        form = BRANCH if each in unfit[:UNFIT_FORMS] else _form(members(on)[each][0])
        terms = LAST_DAY if each == on_the_day else _terms(each, is_late=each in late)
        secretary = None if each in vacant else _persons.name("place_secretary", index)
        made.append(_row(each, form, members(on)[each], secretary, terms))
    return made


def _terms(where: Place, *, is_late: bool) -> tuple[date, date]:
    year, month = (2017, 11) if is_late else (2021, 1 + number("elected", where, below=3))
    elected = day("elected", where, year=year, month=month)
    return elected, elected.replace(year=year + TERM)


def _row(
    where: Place,
    form: str,
    size: tuple[int, int],
    secretary: str | None,
    terms: tuple[date, date],
) -> Row:
    kind = "村党组织" if where.is_village else "社区党组织"
    name = f"中共{where.town}{where.name}{BODY[form]}"
    parent = _town_committee(where.town)
    who = (where.town, where.name, name, kind, form, parent)
    return (*who, *size, secretary, *terms)


SHEET = Sheet(
    "党组织",
    (
        "镇(街道)",
        "村(社区)",
        "党组织名称",
        "类别",
        "组织形式",
        "上级党组织",
        "正式党员",
        "预备党员",
        "书记",
        "当选日期",
        "届满日期",
    ),
    rows,
)
