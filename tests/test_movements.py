"""What came, went and changed between two days, on counties worked out by hand."""

from datetime import date

import pytest
from hypothesis import given, settings

from orggraph.errors import DatasetError
from orggraph.model import LABELS
from orggraph.movements import Gap, Movement, Movements, Side, Tally, Verdict, movements
from orggraph.network import Network
from tests.counties import counties
from tests.county import ALL_LEDGERS, County
from tests.datasets import dataset

TOWN, OTHER = "370304100", "370304101"
OLD_DAY, NEW_DAY = date(2021, 12, 31), date(2022, 12, 31)
CAME, WENT, CHANGED = Verdict.CAME, Verdict.WENT, Verdict.CHANGED


def _between(
    old: County, new: County, old_day: date = NEW_DAY, new_day: date = NEW_DAY
) -> Movements:
    first, second = (
        Network(county.dataset(), day) for county, day in ((old, old_day), (new, new_day))
    )
    return movements(Side(first), Side(second))


def _brief(movement: Movement) -> tuple[object, ...]:
    m = movement
    return m.kind, m.verdict, m.start, m.end, m.changes


def _told(found: Movements) -> list[tuple[object, ...]]:
    return [_brief(m) for m in found.moved]


def _villages(towns: int = 1, ledgers: tuple[str, ...] = ALL_LEDGERS) -> County:
    county = County(towns=towns, ledgers=ledgers)
    county.villages("a", "b", "c")
    return county


def _without(*names: str) -> tuple[str, ...]:
    return tuple(name for name in ALL_LEDGERS if name not in names)


def test_a_pairing_that_ended_between_the_days_went_on_the_day_it_ended() -> None:
    county = _villages()
    county.pair("p", "a", "b", since=date(2021, 1, 1), until=date(2022, 3, 1))
    county.pair("q", "a", "c", since=date(2022, 4, 1))
    county.pair("stays", "b", "c", since=date(2021, 1, 1))
    found = _between(county, county, OLD_DAY, NEW_DAY)
    # Its PROVIDES and BENEFITS are told with the pairing.
    assert [(m.kind, m.verdict, m.start, m.day) for m in found.moved] == [
        ("Pairing", CAME, "q", date(2022, 4, 1)),
        ("Pairing", WENT, "p", date(2022, 3, 1)),
    ]
    assert {m.town for m in found.moved} == {TOWN}
    assert {m.sort for m in found.moved} == {"co_building"}


def test_what_the_later_ledgers_no_longer_list_went_on_no_day() -> None:
    old, new = _villages(), _villages()
    old.pair("p", "a", "b", since=date(2021, 1, 1))
    (movement,) = _between(old, new).moved
    assert (movement.verdict, movement.start, movement.day) == (WENT, "p", None)


def test_asked_the_other_way_round_what_had_not_begun_went_on_no_day() -> None:
    county = _villages()
    county.pair("p", "a", "b", since=date(2022, 1, 1), until=date(2023, 1, 1))
    (movement,) = _between(county, county, NEW_DAY, OLD_DAY).moved
    assert (movement.verdict, movement.day) == (WENT, None)


def test_a_pairing_that_gained_a_helper_changed_by_a_relation() -> None:
    old, new = _villages(), _villages()
    for county in (old, new):
        county.pair("p", "a", "b")
    new._link("PROVIDES", new._end("c"), ("Pairing", "p"), since=date(2022, 1, 1))  # noqa: SLF001
    assert _told(_between(old, new)) == [("PROVIDES", CAME, new.org("c"), "p", {})]


def test_memberships_are_told_also_of_a_committee_that_came() -> None:
    old, new = _villages(), _villages()
    new.committee("J", "a", "b", secretary=False)
    joint = new.org("J")
    assert _told(_between(old, new)) == [
        ("PartyOrganization", CAME, joint, None, {}),
        ("MEMBER_OF", CAME, new.org("a"), joint, {}),
        ("MEMBER_OF", CAME, new.org("b"), joint, {}),
    ]


def test_who_left_and_came_back_is_one_whose_start_changed() -> None:
    old, new = _villages(), _villages()
    for county, since in ((old, date(2021, 1, 1)), (new, date(2022, 5, 1))):
        county.committee("J", "a", since=date(2020, 1, 1), secretary=False)
        ends = (("PartyOrganization", county.org("b")), ("PartyOrganization", county.org("J")))
        county._link("MEMBER_OF", *ends, since=since)  # noqa: SLF001
    joint = new.org("J")
    change = {"since": (date(2021, 1, 1), date(2022, 5, 1))}
    assert _told(_between(old, new)) == [("MEMBER_OF", CHANGED, new.org("b"), joint, change)]


def test_a_place_with_another_name_changed() -> None:
    old, new = _villages(), _villages()
    new.mark("Village", "370304100200", name="甲村", households=30)
    change = {"name": ("a", "甲村"), "households": (None, 30)}
    assert _told(_between(old, new)) == [("Village", CHANGED, "370304100200", None, change)]


def test_a_row_that_moved_is_no_change() -> None:
    old, new = _villages(), _villages()
    for county, source in ((old, "f#结对#2"), (new, "f#结对#9")):
        ends = (("PartyOrganization", county.org("a")), ("Pairing", "p"))
        county.pair("p", "b", "c")
        county._link("PROVIDES", *ends, source=source)  # noqa: SLF001
    assert _between(old, new).moved == ()


def test_a_branch_newly_designated_is_told_with_its_town() -> None:
    old, new = _villages(), _villages()
    key = new.weak("b", since=date(2022, 6, 1))
    (movement,) = _between(old, new).moved
    assert (movement.kind, movement.start, movement.town) == ("Designation", key, TOWN)
    assert (movement.sort, movement.day) == ("weak_lax", date(2022, 6, 1))


@pytest.mark.parametrize("swap", [False, True], ids=["old lacks it", "new lacks it"])
def test_a_ledger_that_was_not_given_makes_nothing_come_or_go(swap: bool) -> None:  # noqa: FBT001
    bare, full = _villages(ledgers=_without("合作社")), _villages()
    full.cooperative("k", "a")
    full.cooperative("l", "b")
    found = _between(full, bare) if swap else _between(bare, full)
    assert [m for m in found.moved if m.kind not in ("Ledger", "REPORTED")] == []
    assert found.gaps == (Gap("Cooperative", TOWN, "old" if swap else "new", ("合作社",), 2),)


def test_a_town_that_did_not_report_is_not_compared_and_its_neighbour_is() -> None:
    old, new = (County(towns=2), County(towns=2))
    for county in (old, new):
        county.villages("a", town=0)
        county.villages("b", town=1)
    old.silence(1, "合作社")
    new.cooperative("k", "a", town=0)
    new.cooperative("l", "b", town=1)
    found = _between(old, new)
    assert [(m.kind, m.start) for m in found.moved if m.verdict is CAME] == [("Cooperative", "C-k")]
    assert [gap for gap in found.gaps if gap.kind == "Cooperative"] == [
        Gap("Cooperative", OTHER, "new", ("合作社",), 1)
    ]


def test_a_property_of_a_ledger_that_was_not_given_did_not_change() -> None:
    old, new = _villages(ledgers=_without("党组织")), _villages()
    key = new.org("a")
    new.mark("PartyOrganization", key, name="中共a村支部", members_full=30, form="branch")
    found = _between(old, new)
    assert [m for m in found.moved if m.kind == "PartyOrganization"] == []
    assert found.gaps == (Gap("PartyOrganization", TOWN, "new", ("党组织",), 1),)


def test_names_made_up_on_both_days_are_compared() -> None:
    bare = _without("党组织")
    old, new = _villages(ledgers=bare), _villages(ledgers=bare)
    new.mark("PartyOrganization", new.org("a"), name="甲村党组织")
    (movement,) = _between(old, new).moved
    assert movement.changes == {"name": ("a党支部", "甲村党组织")}


def test_what_both_days_state_changed_though_a_ledger_is_lacking() -> None:
    old, new = _villages(ledgers=_without("党组织")), _villages()
    for county, members in ((old, 20), (new, 30)):
        county.mark("PartyOrganization", county.org("a"), members_full=members)
    told = [m for m in _between(old, new).moved if m.kind == "PartyOrganization"]
    assert [m.changes for m in told] == [{"members_full": (20, 30)}]


def _persons(county: County, *names: str) -> County:
    for name in names:
        county.reserve(f"P-{name}", "a")
    return county


def test_persons_are_told_by_how_many_hold_what_where() -> None:
    old = _persons(_villages(), "x")
    new = _persons(_villages(), "y", "z")
    new.post("P-w", "deputy", "b")
    found = _between(old, new)
    place = new.place("a")[1]
    assert _told(found) == [
        ("HOLDS", CAME, None, new.org("b"), {"holders": (0, 1)}),
        ("RESERVE_FOR", CHANGED, None, place, {"holders": (1, 2)}),
    ]
    assert "P-" not in repr(found)
    assert Tally("Person", None, 1, 3, None, None, None, None) in found.tallies


def test_persons_read_with_another_key_did_not_change() -> None:
    old, new = _villages(), _villages()
    for county, person in ((old, "P-old-key"), (new, "P-new-key")):
        county.post(person, "secretary", "a")
        county.reserve(f"{person}-2", "b", mentor=f"{person}-3")
    assert _between(old, new).moved == ()


def test_a_handover_shows_by_its_day() -> None:
    old, new = _villages(), _villages()
    for county, person, since in (
        (old, "P-1", date(2019, 1, 1)),
        (new, "P-2", date(2022, 4, 1)),
    ):
        ends = (("Person", person), ("PartyOrganization", county.org("a")))
        county._node("Person", person, "a书记")  # noqa: SLF001
        county._link("HOLDS", *ends, role="secretary", since=since)  # noqa: SLF001
    (movement,) = _between(old, new).moved
    assert movement.changes == {"since": (date(2019, 1, 1), date(2022, 4, 1))}
    assert (movement.start, movement.sort) == (None, "secretary")


def test_reserves_with_a_mentor_are_counted_by_village() -> None:
    old, new = _persons(_villages(), "x", "y"), _villages()
    new.reserve("P-x", "a", mentor="P-m")
    new.reserve("P-y", "a", mentor="P-m")
    assert _told(_between(old, new)) == [
        ("MENTORS", CAME, None, new.place("a")[1], {"holders": (0, 2)})
    ]


def test_measured_values_are_told_by_period_and_by_value() -> None:
    old, new = _villages(), _villages()
    old.earn("a", 90_000, year=2021)
    new.earn("a", 95_000, year=2021)
    new.earn("a", 99_000, year=2022)
    indicator = "IN-income-总收入"
    village = new.place("a")[1]
    found = _between(old, new).moved
    assert [(m.kind, m.verdict, m.sort, m.changes) for m in found] == [
        ("MEASURED", CAME, "2022", {}),
        ("MEASURED", CHANGED, "2021", {"value": (90_000, 95_000)}),
    ]
    assert {(m.start, m.end) for m in found} == {(village, indicator)}


def test_the_day_of_the_ledgers_is_no_change() -> None:
    old, new = _villages(), _villages()
    new.mark("Area", "370304", cutoff=date(2023, 12, 31))
    assert _between(old, new).moved == ()


def test_counts_of_towns_and_of_the_county() -> None:
    old, new = County(towns=2), County(towns=2)
    for county in (old, new):
        county.villages("a", "b", town=0)
        county.villages("c", "d", town=1)
    old.pair("gone", "a", "b")
    new.pair("p", "a", "b")
    new.pair("q", "c", "d")
    tallies = [tally for tally in _between(old, new).tallies if tally.kind == "Pairing"]
    assert tallies == [
        Tally("Pairing", TOWN, 1, 1, 1, 1, 0, 0),
        Tally("Pairing", OTHER, 0, 1, 1, 0, 0, 0),
        Tally("Pairing", None, 1, 2, 2, 1, 0, 0),
    ]


def test_two_counties_are_not_compared() -> None:
    area = {"id": "370302", "name": "淄川区", "level": "county"}
    other = Network(dataset({"Area": [area]}, {}))
    with pytest.raises(DatasetError, match="two counties"):
        movements(Side(Network(_villages().dataset())), Side(other))


@settings(max_examples=25, deadline=None)
@given(counties())
def test_a_day_compared_with_itself_tells_nothing(county: County) -> None:
    network = Network(county.dataset())
    found = movements(Side(network), Side(network))
    assert (found.moved, found.gaps) == ((), ())


@settings(max_examples=25, deadline=None)
@given(counties(), counties())
def test_what_is_there_is_what_was_and_what_came_without_what_went(
    first: County, second: County
) -> None:
    old, new = Network(first.dataset()), Network(second.dataset())
    found = movements(Side(old), Side(new))
    for label in set(LABELS) - {"Person"}:
        before, after = ({*side.now.nodes[label]["id"]} for side in (old, new))
        told = [m for m in found.moved if m.kind == label]
        came, went, changed = ({m.start for m in told if m.verdict is v} for v in Verdict)
        assert came <= after - before
        assert went <= before - after
        assert changed <= before & after
        gaps = [gap for gap in found.gaps if gap.kind == label]
        unclear = sum(gap.number for gap in gaps if gap.present == "new")
        assert len(came) <= len(after - before) <= len(came) + unclear
        whole = [t for t in found.tallies if (t.kind, t.town) == (label, None)]
        for tally in whole:
            assert (tally.before, tally.after) == (len(before), len(after))
            assert (tally.came, tally.went) == (len(came), len(went))


@settings(max_examples=15, deadline=None)
@given(counties(), counties())
def test_the_way_back_tells_the_same_the_other_way_round(first: County, second: County) -> None:
    old, new = Side(Network(first.dataset())), Side(Network(second.dataset()))
    there, back = movements(old, new), movements(new, old)
    swapped = {CAME: WENT, WENT: CAME}

    def moved(found: Movements) -> set[tuple[object, ...]]:
        told = [m for m in found.moved if m.verdict in swapped]
        return {(m.kind, m.verdict, m.start, m.end, m.sort) for m in told}

    assert moved(there) == {(kind, swapped[v], *rest) for kind, v, *rest in moved(back)}
