"""Coverage: counts by town, three levels, unknown apart."""

import numpy as np
import polars as pl
import pytest

from orggraph import mechanisms
from orggraph.coverage import Cell, ReachedFlags, count
from orggraph.network import Network
from tests.county import County


def test_taking_part_counts_both_sides_and_being_helped_one() -> None:
    county = County()
    county.villages("a", "b", "c")
    county.firm("f")
    county.pair("p", "f", "a")
    county.pair("q", "a", "b", mode="complement")
    network = Network(county.dataset())
    asked = network.villages.ids

    def of(found: pl.Series) -> set[str]:
        return {key.partition(":")[0][-1] for key in set(found) & asked}

    one, both = pl.Series(["p"]), pl.Series(["p", "q"])
    assert len(set(network.helped(one)["id"])) == 1
    assert set(network.parties(one)["id"]) - set(network.helped(one)["id"]) != set()
    assert len(set(network.parties(both)["id"]) & asked) == 2
    assert network.parties(pl.Series([], dtype=pl.String)).is_empty()
    assert len(of(network.parties(both)["id"])) == 2


def test_unknown_replaces_a_gap_and_never_what_is_registered() -> None:
    # a and b of town 1, c and d of town 2, which is silent; a and c registered, a evidenced.
    flags = [np.array(f, bool) for f in ([1, 0, 1, 0], [1, 0, 0, 0], [0, 0, 0, 0], [0, 0, 1, 1])]
    reach, town_of = ReachedFlags(*flags[:3]), np.array([0, 0, 1, 1])
    found = count(reach, towns=2, town_of=town_of, silent=flags[3])
    # Town 1, town 2, both.
    assert {name: list(numbers) for name, numbers in found._asdict().items()} == {
        "asked": [2, 2, 4],
        "registered": [1, 1, 2],
        "evidenced": [1, 0, 1],
        "active": [0, 0, 0],
        "unknown": [0, 1, 1],
    }
    cells = [Cell("m", None, *numbers) for numbers in zip(*found, strict=True)]
    assert [cell.rate for cell in cells] == [0.5, 1.0, 2 / 3]


def test_who_is_in_no_town_counts_for_the_county_alone() -> None:
    yes, no = np.array([True]), np.array([False])
    found = count(ReachedFlags(yes, no, None), towns=1, town_of=np.array([-1]), silent=no)
    assert [list(found.asked), list(found.registered)] == [[0, 1], [0, 1]]
    assert found.active is None


@pytest.mark.parametrize("unknown", [0, 3])
def test_a_rate_is_undefined_where_nobody_is_left_to_ask(unknown: int) -> None:
    assert Cell("m", None, unknown, 0, 0, 0, unknown).rate is None


def _county_cells(county: County) -> dict[str, Cell]:
    matrix = mechanisms.matrix(Network(county.dataset()))
    return {cell.mechanism: cell for cell in matrix if cell.town is None}


def test_the_levels_of_co_building_are_told_apart() -> None:
    from datetime import date

    county = County()
    county.villages(*"abcdefgh", "z")
    county.pair("bare", "a", "b")  # registered only
    county.pair("paper", "c", "d", document="文1")  # evidenced by a document
    county.pair("carrier", "e", "f")  # evidenced by a carrier
    county.carrier("carrier", "K-1")
    county.pair("live", "g", "h")  # active
    county.meet("live", date(2022, 11, 1))
    county.meet("paper", date(2022, 10, 31))  # a day before the window
    cell = _county_cells(county)["co_building"]
    assert cell == Cell("co_building", None, 9, 8, 6, 2, 0)


def test_without_a_ledger_of_activities_nothing_is_said_of_them() -> None:
    county = County(ledgers=("村情", "结对", "认定", "联村党委"))
    county.villages("a", "b")
    county.pair("p", "a", "b")
    assert _county_cells(county)["co_building"].active is None


def test_helping_is_not_being_helped_by_a_firm() -> None:
    county = County()
    county.villages("a", "b")
    county.firm("firm")
    county.weak("a")
    county.weak("b", "economically_weak")
    county.pair("p", "firm", "a", mechanism="hundred_firms")
    county.pair("q", "b", "a", mechanism="double_hundred")
    found = _county_cells(county)
    assert (found["hundred_firms"].asked, found["hundred_firms"].registered) == (2, 1)
    assert (found["double_hundred"].asked, found["double_hundred"].registered) == (1, 1)


def test_four_duties_need_three_leaders_and_a_unit() -> None:
    county = County()
    county.villages("a", "b", "c", "helper")
    for name in "abc":
        designation = county.weak(name)
        leaders = ["county_leader", "town_leader", "first_secretary"]
        county.lead(designation, *(leaders[:2] if name == "b" else leaders))
        if name != "c":
            key = f"four_duties:{designation}"
            county.pair(key, "helper", name, mechanism="four_duties")
    cell = _county_cells(county)["four_duties"]
    assert (cell.asked, cell.registered) == (3, 1)  # b lacks a leader, c a unit


def test_a_ledger_that_defines_the_population_and_is_missing_asks_nobody() -> None:
    county = County(ledgers=("村情", "结对"))
    county.villages("a")
    cell = _county_cells(county)["four_duties"]
    assert (cell.asked, cell.unknown, cell.rate) == (0, 0, None)


def test_town_rows_add_up_to_the_county() -> None:
    county = County(towns=2)
    county.villages("a", "b", town=0)
    county.villages("c", "d", "e", town=1)
    county.pair("p", "a", "c")
    county.silence(1, "结对")
    found = [
        c for c in mechanisms.matrix(Network(county.dataset())) if c.mechanism == "co_building"
    ]
    assert [(c.asked, c.registered, c.unknown) for c in found] == [(2, 1, 0), (3, 1, 2), (5, 2, 2)]
