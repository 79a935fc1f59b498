"""The mechanisms of the coverage matrix: whom each asks, whom it reaches, by which ledger."""

from collections.abc import Callable
from typing import NamedTuple

import polars as pl

from orggraph import coverage
from orggraph.coverage import Cell, Reach
from orggraph.network import Network, Population


class Mechanism(NamedTuple):
    """A row of the coverage matrix.

    ``asks`` gives the population, ``reach`` whom of it the mechanism reaches; ``ledger`` is the
    ledger without which a missing relation is unknown.
    """

    name: str
    ledger: str
    asks: Callable[[Network], Population]
    reach: Callable[[Network, Population], Reach]


def matrix(network: Network) -> list[Cell]:
    """Count every mechanism in every town and in the whole county.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    cells
        Mechanisms in the order of MECHANISMS, of each the towns by code and then the county.
    """
    return [cell for mechanism in MECHANISMS for cell in _cells(network, mechanism)]


def _cells(network: Network, mechanism: Mechanism) -> list[Cell]:
    population = mechanism.asks(network)
    return coverage.cells(
        mechanism.name,
        mechanism.reach(network, population),
        towns=list(network.towns["id"]),
        town_of=dict(population.table.select("id", "town").iter_rows()),
        silent=network.silent_towns(mechanism.ledger),
    )


def _co_building(network: Network, asked: Population) -> Reach:
    return _paired_reach(network, asked, "co_building", coverage.takes_part)


def _double_hundred(network: Network, asked: Population) -> Reach:
    return _paired_reach(network, asked, "double_hundred", coverage.is_helped)


def _hundred_firms(network: Network, asked: Population) -> Reach:
    return _paired_reach(network, asked, "hundred_firms", coverage.is_helped)


def _paired_reach(
    network: Network, asked: Population, mechanism: str, parties: Callable[..., set[str]]
) -> Reach:
    pairings = network.paired(mechanism=mechanism).ids

    def reached(among: frozenset[str]) -> set[str]:
        return parties(network.pairing_graph, pairings=pairings & among) & asked.ids

    recent = network.meetings.filter(pl.col("held_on") >= network.recent_start)
    return Reach(
        asked.ids,
        reached(pairings),
        reached(_evidenced(network)),
        reached(frozenset(recent["pairing"])) if network.was_given("活动") else None,
    )


def _evidenced(network: Network) -> frozenset[str]:
    """Pairings with an activity, a carrier or a document."""
    documented = network.pairings.filter(pl.col("document").is_not_null())["id"]
    carried = network.now.relationships["USES"]["start"]
    return frozenset([*network.meetings["pairing"], *carried, *documented])


def with_four_duties(network: Network) -> set[str]:
    """Find the organisations with all four duties of a weak and lax branch.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    complete
        Ids of those with a designation that has all three leaders, and with an active pairing of
        the four duties.
    """
    return _led(network) & _served_by_unit(network)


def _four_duties(network: Network, asked: Population) -> Reach:
    registered = asked.ids & with_four_duties(network)
    return Reach(asked.ids, registered, registered, registered)


def _led(network: Network) -> set[str]:
    """Organisations of which one weak_lax designation has all three leaders."""
    leaders = ("county_leader", "town_leader", "first_secretary")
    holds = network.now.relationships["HOLDS"].filter(
        (pl.col("end_label") == "Designation") & pl.col("role").is_in(leaders)
    )
    filled = (
        holds.group_by("end").agg(pl.col("role").n_unique()).filter(pl.col("role") == len(leaders))
    )
    weak_lax = network.now.nodes["Designation"].filter(pl.col("kind") == "weak_lax")
    led = network.now.relationships["CONCERNS"].join(filled, left_on="start", right_on="end")
    return set(led.join(weak_lax, left_on="start", right_on="id")["end"])


def _served_by_unit(network: Network) -> set[str]:
    duties = network.paired(mechanism="four_duties").ids
    return coverage.is_helped(network.pairing_graph, pairings=duties)


def _joint_committee(network: Network, asked: Population) -> Reach:
    members = asked.ids & set(network.memberships["member"])
    return Reach(asked.ids, members, members, members)


MECHANISMS = (
    Mechanism("co_building", "结对", lambda network: network.villages, _co_building),
    Mechanism(
        "double_hundred", "结对", lambda network: network.designated("weak_lax"), _double_hundred
    ),
    Mechanism("hundred_firms", "结对", lambda network: network.need_set, _hundred_firms),
    Mechanism("four_duties", "认定", lambda network: network.designated("weak_lax"), _four_duties),
    Mechanism("joint_committee", "联村党委", lambda network: network.villages, _joint_committee),
)
