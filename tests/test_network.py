"""The network: populations, windows and graphs of one day, worked out by hand."""

from datetime import date

import polars as pl
import pytest

from orggraph.checks.isolation import considered
from orggraph.dataset import Dataset
from orggraph.errors import NetworkError
from orggraph.network import Network
from orggraph.reported import NOT_GIVEN
from tests.county import County


def test_the_day_is_the_cutoff_unless_another_is_asked() -> None:
    dataset = County().dataset()
    assert Network(dataset).as_of == date(2022, 12, 31)
    assert Network(dataset, date(2022, 6, 1)).as_of == date(2022, 6, 1)


def test_the_profile_is_that_of_the_county_and_year_of_the_day() -> None:
    dataset = County().dataset()
    assert Network(dataset).profile.name == "boshan-2022"
    assert Network(dataset, date(2023, 6, 1)).profile.name == "default"


def test_data_without_a_county_is_refused() -> None:
    with pytest.raises(NetworkError, match="names no county"):
        Network(Dataset({}, {}))


@pytest.mark.parametrize(
    ("day", "start"),
    [
        (date(2022, 12, 31), date(2022, 11, 1)),  # December is complete
        (date(2022, 12, 15), date(2022, 10, 1)),  # it is not
        (date(2023, 1, 30), date(2022, 11, 1)),
        (date(2024, 2, 29), date(2024, 1, 1)),  # a leap year's February is
    ],
)
def test_the_recent_window_counts_complete_months(day: date, start: date) -> None:
    assert Network(County().dataset(), day).recent_start == start


def test_villages_and_units_are_different_denominators() -> None:
    county = County()
    county.villages("a", "b")
    county.villages("c", kind="community")
    network = Network(county.dataset())
    assert network.villages.ids == {county.org("a"), county.org("b")}
    assert network.units.ids == {county.org("a"), county.org("b"), county.org("c")}


def test_the_need_set_holds_who_is_designated_on_the_day() -> None:
    county = County()
    county.villages("a", "b", "c", "d", "e")
    county.weak("a")
    county.weak("b", "economically_weak")
    county.weak("c", "red_flag")
    county.weak("d", until=date(2022, 12, 31))  # no longer on that day
    county.weak("e", since=date(2022, 12, 31))  # from that day
    network = Network(county.dataset())
    assert network.need_set.ids == {county.org("a"), county.org("b"), county.org("e")}


def test_help_runs_through_active_pairings_and_never_to_itself() -> None:
    county = County()
    county.villages("a", "b", "c")
    county.pair("p1", "a", "b", mode="strong_weak")
    county.pair("p2", "b", "c", mode="industry")
    county.pair("p3", "a", "c", until=date(2022, 12, 31))
    edges = set(Network(county.dataset()).help_graph.edges(keys=True))
    a, b, c = map(county.org, "abc")
    assert edges == {(a, b, "p1"), (b, c, "p2"), (c, b, "p2")}


def test_parallel_pairings_stay_apart() -> None:
    county = County()
    county.villages("a", "b")
    county.pair("p1", "a", "b")
    county.pair("p2", "a", "b", mechanism="double_hundred")
    assert Network(county.dataset()).help_graph.number_of_edges() == 2


def test_a_dissolved_committee_has_no_members() -> None:
    county = County()
    county.villages("a")
    county.committee("J", "a")
    county.committee("K", "a", until=date(2022, 6, 1))
    edges = set(Network(county.dataset()).committee_graph.edges)
    assert edges == {(county.org("a"), county.org("J"))}


def test_graphs_cannot_be_changed_by_who_is_given_them() -> None:
    import networkx as nx

    with pytest.raises(nx.NetworkXError, match="Frozen"):
        Network(County().dataset()).help_graph.add_node("x")


def test_a_ledger_that_was_not_given_silences_every_town() -> None:
    county = County(towns=2, ledgers=("村情", "认定"))
    network = Network(county.dataset())
    assert set(network.reported.silent_towns("结对")) == {county.town(0), county.town(1), NOT_GIVEN}
    assert network.reported.silent_towns("认定").is_empty()


def test_a_town_that_did_not_report_is_silent_alone() -> None:
    county = County(towns=2)
    county.silence(1, "结对")
    network = Network(county.dataset())
    assert set(network.reported.silent_towns("结对")) == {county.town(1)}
    assert set(network.reported.silent_towns("联村党委", "结对")) == {county.town(1)}
    assert network.reported.silent_towns("联村党委").is_empty()


def test_what_has_no_town_is_silent_only_where_a_ledger_was_not_given_at_all() -> None:
    county = County(towns=2, ledgers=("村情", "认定", "结对"))
    county.silence(1, "结对")
    network = Network(county.dataset())
    rows = pl.DataFrame({"town": [county.town(0), county.town(1), None]})

    def silent(*ledgers: str) -> list[bool]:
        return rows.select(network.reported.is_silent(*ledgers)).to_series().to_list()

    assert silent("认定") == [False, False, False]
    assert silent("认定", "结对") == [False, True, False]
    assert silent("认定", "联村党委") == [True, True, True]


def test_relations_that_do_not_count_are_told_with_the_reason() -> None:
    county = County()
    county.villages("a", "b")
    county.pair("old", "b", "a", until=date(2022, 3, 1))
    county.pair("new", "b", "a", since=date(2023, 2, 1))
    county.pair("now", "b", "a")
    county.committee("K", "a", until=date(2022, 6, 1))
    rows = considered(Network(county.dataset()), [county.org("a")])
    assert set(rows.select("other", "verdict", "day").rows()) == {
        ("old", "ended", date(2022, 3, 1)),
        ("new", "not_begun", date(2023, 2, 1)),
        ("K", "ended", date(2022, 6, 1)),
    }
