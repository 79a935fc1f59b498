"""Counties made up by hypothesis: realistic in shape, hostile in detail."""

from datetime import date
from itertools import product

from hypothesis import strategies as st

from orggraph.model import MODES, ORGANIZATION_FORMS, PAIRING_MECHANISMS
from tests.county import ALL_LEDGERS, County

# Few days, close to each other and to the edges of months, so that boundaries are hit.
DAYS = [
    date(2022, 9, 30),
    date(2022, 10, 31),
    date(2022, 11, 1),
    date(2022, 11, 30),
    date(2022, 12, 30),
    date(2022, 12, 31),
    date(2023, 1, 1),
]
# The profile of 2022 sets every threshold; that of 2023 leaves some unset.
AS_OF = st.sampled_from(
    [date(2022, 12, 15), date(2022, 12, 31), date(2022, 11, 30), date(2023, 1, 1)]
)
NAMES = "abcdefgh"


@st.composite
def counties(draw: st.DrawFn) -> County:
    """Draw a county with everything that the checks look at."""
    towns = draw(st.integers(1, 3))
    ledgers = draw(st.one_of(st.just(ALL_LEDGERS), st.sets(st.sampled_from(ALL_LEDGERS))))
    county = County(towns=towns, ledgers=tuple(sorted({"村情", *ledgers})))
    for name in NAMES:
        kind = draw(st.sampled_from(["village", "village", "village", "community"]))
        county.villages(name, town=draw(st.integers(0, towns - 1)), kind=kind)
    county.firm("firm")
    names = st.sampled_from(NAMES)
    for name in draw(st.lists(names, unique=True)):
        _designate(draw, county, name)
    for number in range(draw(st.integers(0, 3))):
        _committee(draw, county, f"J{number}", towns)
    committees = [name for name in ("J0", "J1") if county.has(name)]
    helped = st.sampled_from([*NAMES, *committees])
    parties = (st.one_of(helped, st.just("firm")), helped)
    for number in range(draw(st.integers(0, 10))):
        _pair(draw, county, f"p{number}", parties)
    _organizations(draw, county)
    _grids(draw, county)
    _economy(draw, county)
    _scores(draw, county, towns)
    _people(draw, county)
    _matters(draw, county)
    for number in draw(st.lists(st.integers(0, towns - 1), max_size=2, unique=True)):
        ledger = draw(st.sampled_from(sorted({*ALL_LEDGERS} - {"村情"})))
        county.silence(number, ledger, since=draw(st.sampled_from([None, *DAYS])))
    return county


def _spell(draw: st.DrawFn) -> dict[str, date | None]:
    days = sorted(draw(st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True)))
    open_start, open_end = draw(st.booleans()), draw(st.booleans())
    return {"since": None if open_start else days[0], "until": None if open_end else days[1]}


def _designate(draw: st.DrawFn, county: County, name: str) -> None:
    kind = draw(st.sampled_from(["weak_lax", "economically_weak", "red_flag"]))
    spell = _spell(draw)
    designation = county.weak(name, kind, since=spell["since"] or DAYS[0], until=spell["until"])
    roles = st.sampled_from(["county_leader", "town_leader", "first_secretary"])
    county.lead(designation, *draw(st.lists(roles, unique=True)))
    county.mark("Designation", designation, due_on=draw(st.sampled_from([None, *DAYS])))


def _committee(draw: st.DrawFn, county: County, name: str, towns: int) -> None:
    members = draw(st.lists(st.sampled_from(NAMES), unique=True))
    led, town = draw(st.booleans()), draw(st.integers(0, towns - 1))
    county.committee(name, secretary=led, town=town, **_spell(draw))
    for member in members:
        # Rows of one committee are members of their own time, which may outlast the committee.
        county.join(member, name, **_spell(draw))


def _pair(
    draw: st.DrawFn,
    county: County,
    key: str,
    parties: tuple[st.SearchStrategy[str], st.SearchStrategy[str]],
) -> None:
    helper, helped = map(draw, parties)
    mechanism = draw(st.sampled_from(["co_building", *PAIRING_MECHANISMS]))
    mode = draw(st.sampled_from([None, *MODES]))
    document = draw(st.sampled_from([None, "文1"]))
    facts = {"mechanism": mechanism, "mode": mode, "document": document}
    county.pair(key, helper, helped, **facts, **_spell(draw))
    for project in draw(st.lists(st.sampled_from(["K-0", "K-1"]), max_size=1)):
        county.use(key, project, **_spell(draw))
    for day in draw(st.lists(st.sampled_from(DAYS), max_size=2)):
        county.meet(key, day)


def _some(draw: st.DrawFn, *, most: int = 4) -> list[str]:
    return draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=most))


def _organizations(draw: st.DrawFn, county: County) -> None:
    """Give some organisations members, a term, a superior, industries, and people with posts."""
    heads = [county.committee_of_county(), *(county.org(name) for name in NAMES[:2])]
    for name in _some(draw, most=len(NAMES)):
        county.put(
            name,
            form=draw(st.sampled_from([None, *ORGANIZATION_FORMS])),
            members_full=draw(st.sampled_from([None, 2, 3, 50, 51, 100, 101])),
            members_probationary=draw(st.sampled_from([None, 0, 50])),
            term_end=draw(st.sampled_from([None, *DAYS])),
        )
        for upper in draw(st.lists(st.sampled_from(heads), unique=True, max_size=2)):
            county.under(county.org(name), upper)
    for name in (*_some(draw), "firm"):
        county.tag(name, *draw(st.lists(st.sampled_from("xyz"), min_size=1, unique=True)))
    for name in _some(draw):
        role = draw(st.sampled_from(["secretary", "secretary", "deputy"]))
        county.post(draw(st.sampled_from(["P-busy", f"P-of-{name}"])), role, name, **_spell(draw))


def _grids(draw: st.DrawFn, county: County) -> None:
    covered, sizes = st.booleans(), st.sampled_from([9, 10, 16, 29, 30, 51, None])
    for name in _some(draw):
        grids = [(f"{name}-B", name, "base")]
        grids += [(f"{name}-M{n}", f"{name}-B", "micro") for n in range(draw(st.integers(0, 2)))]
        micros = [key for key, _above, level in grids if level == "micro"]
        grids += [(f"{key}-C", key, "centre") for key in micros if draw(covered)]
        for key, above, level in grids:
            county.grid(key, above, level, draw(sizes))
            if level != "centre" and draw(covered):
                county.cover(key, **_spell(draw))


def _economy(draw: st.DrawFn, county: County) -> None:
    incomes = st.sampled_from([99_999, 100_000, 104_999.99, 105_000])
    for name in _some(draw, most=len(NAMES)):
        county.earn(name, draw(incomes), year=draw(st.sampled_from([2021, 2022, 2022])))
    for number in range(draw(st.integers(0, 2))):
        county.fund(f"F{number}", *_some(draw), **_spell(draw))
    for number in range(draw(st.integers(0, 5))):
        kind = draw(st.sampled_from(["union", "cooperative", "cooperative"]))
        chaired = draw(st.sampled_from([True, False, None]))
        leaders = _some(draw, most=1)
        county.cooperative(f"k{number}", *leaders, kind=kind, chaired=chaired, **_spell(draw))
        if number and kind == "cooperative":
            county.join_union(f"k{number}", "k0")


def _scores(draw: st.DrawFn, county: County, towns: int) -> None:
    items = st.sampled_from(["总分", "三务公开", "五代理"])
    for month in (9, 10, 11, 12):
        for item in draw(st.lists(items, unique=True)):
            for town in draw(st.lists(st.integers(0, towns - 1), unique=True)):
                value, rank = draw(st.sampled_from([80, 80.1, 90])), draw(st.integers(0, 2))
                county.score(town, item, value, rank=rank or None, month=month)


def _people(draw: st.DrawFn, county: County) -> None:
    mentors = st.sampled_from([None, "P-mentor", "P-0"])
    for number, name in enumerate(_some(draw)):
        mentor = draw(mentors)
        other = mentor if mentor != f"P-{number}" else None
        county.reserve(f"P-{number}", name, mentor=other, **_spell(draw))
    days = st.sampled_from([date(2021, 12, 31), *DAYS])
    for name in _some(draw):
        county.team(f"t{name}", name, **_spell(draw))
        if draw(st.booleans()):
            county.turn_out(f"t{name}", draw(days))
    for name in _some(draw):
        county.compete(name, draw(days), kind=draw(st.sampled_from(["contest", "training"])))
    for name in _some(draw):
        county.cadre(name, **_spell(draw))


def _matters(draw: st.DrawFn, county: County) -> None:
    steps = (*("prechecked_on", "proposed_on", "consulted_on", "deliberated_on"), "resolved_on")
    steps += ("decision_published_on", "result_published_on")
    for number, name in enumerate(_some(draw)):
        taken = draw(st.lists(st.sampled_from(steps), unique=True))
        days = {step: draw(st.sampled_from(DAYS)) for step in taken}
        county.matter(f"m{number}", name, **days)


def outlived() -> County:
    """Make a county whose pairings and memberships outlive the joint committee D, of two towns.

    D provides and benefits in each mechanism and mode, next to committees that stand; the second
    town is where it was seated.
    """
    county = County(towns=2)
    county.villages(*NAMES)
    county.villages("far", "near", town=1)
    county.firm("firm")
    county.committee("D", until=date(2022, 6, 1), town=1)
    for name in ("E", "J"):
        county.committee(name, "b")
    for name in ("a", "b", "far"):
        county.join(name, "D")
    county.join("c", "D")
    county.join("c", "J")
    for name in ("a", "c", "d", "e", "far"):
        county.weak(name, "economically_weak")
    for number, (mechanism, mode) in enumerate(product(PAIRING_MECHANISMS, (None, *MODES))):
        facts = {"mechanism": mechanism, "mode": mode}
        for end, (helper, helped) in {
            "to": ("f", "D"),
            "of": ("D", "e"),
            "by": ("firm", "D"),
        }.items():
            key = f"{end}-{number}"
            county.pair(key, helper, helped, **facts)
            county.use(key, f"K-{number}")
            for day in range(1, 8):
                county.meet(key, date(2022, 3, day))
    for name in NAMES:
        county.pair(f"many-{name}", "D", name)
    county.pair("both", "g", "e")
    county.villages("lone", "single", town=1)
    for name in ("lone", "single"):
        county.weak(name)
        county.pair(f"past-{name}", name, "D")
    county.committee("S", "single")
    county.pair("alone", "far", "D", mode="strong_weak")
    county.pair("led", "D", "near", mode="strong_weak")
    return county


def planted() -> County:
    """Make a county in which each check of the later ledgers finds something on 2022-12-31."""
    county = County(towns=4)
    county.villages(*NAMES)
    county.villages("far", town=1)
    county.grid("B", "a", "base")
    county.grid("M", "B", "micro", 51)
    county.grid("C", "M", "centre", 16)
    for name, yuan in zip(NAMES, [99_999, *[100_000] * 5, 105_000, 200_000], strict=True):
        county.earn(name, yuan)
    county.weak("a", "economically_weak")
    for project in ("F1", "F2"):
        county.fund(project, "a", "b")
    county.cooperative("k", chaired=False)
    county.cooperative("u", kind="union")
    for number in range(6):
        county.reserve(f"P-{number}", "a", mentor="P-many")
    county.reserve("P-alone", "a")
    for month in (10, 11, 12):
        for town in range(4):
            county.score(town, "总分", 10 * town, rank=1, month=month)
    county.team("t", "a")
    day = date(2022, 1, 1)
    county.matter("m", "a", proposed_on=date(2022, 2, 1), resolved_on=day)
    return county
