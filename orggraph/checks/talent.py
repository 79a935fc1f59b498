"""Checks of reserve cadres: places without one, reserves without a mentor, mentors with many."""

from collections.abc import Mapping

import polars as pl

from orggraph.checks._check import Fault, check
from orggraph.language import N_, _
from orggraph.mechanisms import registered
from orggraph.network import Network
from orggraph.population import Population


def _persons(network: Network, rows: pl.DataFrame, end: str) -> Population:
    """Ask the persons at one end of relationships; a person has no town."""
    first = rows.sort("source").unique(end, keep="first").select("source", id=end)
    table = network.now.nodes["Person"].join(first, on="id")
    return Population.of("Person", "后备人才", table.with_columns(town=pl.lit(None, pl.String)))


def _reserves(network: Network) -> Population:
    return _persons(network, network.now.relationships["RESERVE_FOR"], "start")


def _mentors(network: Network) -> Population:
    return _persons(network, network.now.relationships["MENTORS"], "start")


@check(
    "TAL001",
    N_("Place without a reserve"),
    asks=lambda network: network.units,
    cured_by=("后备人才",),
)
def unit_without_reserve(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village or community without a reserve cadre.

    Why it matters
    --------------
    When its secretary leaves there is nobody to follow.

    How it is measured
    ------------------
    Asked are the party organisations of villages and communities. One fails without an active
    reserve for its place. Unknown where its town did not report the ledger of reserves.

    What to do
    ----------
    Find and enter a reserve, also among those who have left for work.
    """
    reason = _("no reserve")
    return {node: Fault(reason) for node in asked.ids - registered(network, "reserve")}


@check("TAL002", N_("Reserve without a mentor"), asks=_reserves, cured_by=("后备人才",))
def reserve_without_mentor(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A reserve cadre whom nobody mentors.

    Why it matters
    --------------
    A name on a list learns nothing.

    How it is measured
    ------------------
    Asked are the active reserves. One fails without an active mentor. Persons are told by role
    and place, never by name.

    What to do
    ----------
    Name a mentor in the column 导师.
    """
    mentored = set(network.now.relationships["MENTORS"]["end"])
    reason = _("no mentor")
    return {node: Fault(reason) for node in asked.ids - mentored}


@check("TAL003", N_("Mentor with too many reserves"), asks=_mentors)
def mentor_overloaded(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A mentor of more reserves than one has time for.

    Why it matters
    --------------
    Mentoring that is shared among many is done for none.

    How it is measured
    ------------------
    Asked are the persons who mentor somebody on the day. One fails with more than max_reserves
    reserves. Persons are told by role and place, never by name.

    What to do
    ----------
    Share the reserves out among more mentors.
    """
    rows = network.now.relationships["MENTORS"].sort("source").unique(["start", "end"])
    told, most = _("{count} reserves"), network.profile.max_reserves
    return {
        mentor: Fault(told.format(count=len(sources)), tuple(sorted(filter(None, sources))))
        for mentor, sources in rows.group_by("start").agg("source").iter_rows()
        if mentor in asked.ids and len(sources) > most
    }
