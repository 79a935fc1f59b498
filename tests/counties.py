"""Counties made up by hypothesis: realistic in shape, hostile in detail."""

from datetime import date

from hypothesis import strategies as st

from orggraph.model import MECHANISMS, MODES
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
AS_OF = st.sampled_from([date(2022, 12, 15), date(2022, 12, 31), date(2022, 11, 30)])
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
    parties = st.sampled_from([*NAMES, "firm", *[c for c in ("J0", "J1") if county.has(c)]])
    for number in range(draw(st.integers(0, 10))):
        _pair(draw, county, f"p{number}", parties)
    for number in draw(st.lists(st.integers(0, towns - 1), max_size=2, unique=True)):
        county.silence(number, draw(st.sampled_from(["结对", "活动", "联村党委"])))
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


def _committee(draw: st.DrawFn, county: County, name: str, towns: int) -> None:
    members = draw(st.lists(st.sampled_from(NAMES), unique=True))
    led, town = draw(st.booleans()), draw(st.integers(0, towns - 1))
    county.committee(name, *members, secretary=led, town=town, **_spell(draw))


def _pair(draw: st.DrawFn, county: County, key: str, parties: st.SearchStrategy[str]) -> None:
    helper, helped = draw(parties), draw(st.sampled_from(NAMES))
    mechanism = draw(st.sampled_from(["co_building", *MECHANISMS]))
    mode = draw(st.sampled_from([None, *MODES]))
    county.pair(key, helper, helped, mechanism=mechanism, mode=mode, **_spell(draw))
    for day in draw(st.lists(st.sampled_from(DAYS), max_size=2)):
        county.meet(key, day)
