"""Checks of cooperatives that village branches lead, and of the unions that join them."""

from collections.abc import Mapping

import polars as pl

from orggraph.checks._check import UNKNOWN, Alike, Asks, Fault, Tag, check
from orggraph.dataset import those
from orggraph.language import N_, _
from orggraph.mechanisms import unregistered
from orggraph.network import Network
from orggraph.population import Population


def _of_kind(kind: str) -> Asks:
    def asks(network: Network) -> Population:
        wanted = network.now.nodes["Cooperative"].filter(pl.col("kind") == kind)
        seats = those(network.seats, wanted["id"])
        return Population.of("Cooperative", "合作社", wanted.join(seats, on="id"))

    return asks


@check(
    "COOP001",
    N_("Village without a cooperative"),
    asks=lambda network: network.villages,
    cured_by=("合作社",),
)
def village_without_cooperative(network: Network, _asked: Population) -> Mapping[str, Fault]:
    """A village whose party organisation leads no cooperative.

    Why it matters
    --------------
    The number of cooperatives does not say how many villages have one: some have two.

    How it is measured
    ------------------
    Asked are the party organisations of all villages. One fails that leads no active
    cooperative; a union of cooperatives is none. Unknown where its town did not report the
    ledger of cooperatives.

    What to do
    ----------
    Found one, or join that of a neighbour; not every village needs its own.
    """
    reason = _("leads no active cooperative")
    return Alike(unregistered(network, "cooperative"), Fault(reason))


@check(
    "COOP002",
    N_("Cooperative without a leading branch"),
    asks=_of_kind("cooperative"),
    tag=Tag.QUALITY,
    cured_by=("合作社",),
)
def cooperative_without_leading_branch(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A cooperative in the ledger of those led by branches that no branch leads.

    Why it matters
    --------------
    It is counted as led by a branch, and is not.

    How it is measured
    ------------------
    Asked are the active cooperatives. One fails that no party organisation leads on the day.
    Unknown where its town did not report the ledger of cooperatives.

    What to do
    ----------
    Enter the village that leads it, or take the cooperative out of this ledger.
    """
    led = network.now.relationships["LEADS"]["end"]
    reason = _("no branch leads it")
    return Alike(asked.without(led), Fault(reason))


@check(
    "COOP003",
    N_("Union of cooperatives too small"),
    asks=_of_kind("union"),
    tag=Tag.QUALITY,
    cured_by=("合作社",),
)
def union_too_small(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A union of cooperatives with too few members.

    Why it matters
    --------------
    A union of one or two joins nothing.

    How it is measured
    ------------------
    Asked are the active unions of cooperatives. One fails with fewer than union_least active
    member cooperatives. Unknown where its town did not report the ledger of cooperatives.

    What to do
    ----------
    Enter the members in the column 所属联合社, or win more.
    """
    members = network.now.relationships["MEMBER_OF"].filter(pl.col("start_label") == "Cooperative")
    counts = dict(members.group_by("end").agg(pl.col("start").n_unique()).iter_rows())
    told, least = _("{count} member cooperatives"), network.profile.union_least
    return {
        node: Fault(told.format(count=counts.get(node, 0)))
        for node in asked.ids
        if counts.get(node, 0) < least
    }


@check(
    "COOP004",
    N_("Secretary does not chair the cooperative"),
    asks=_of_kind("cooperative"),
    tag=Tag.NOTICE,
)
def secretary_not_chair(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A cooperative that somebody else than the branch secretary chairs.

    Why it matters
    --------------
    The secretary usually chairs it, elected by its members; where not, ask who decides.

    How it is measured
    ------------------
    Asked are the active cooperatives. One fails that by the ledger the secretary does not
    chair. Unknown where the cell is blank.

    What to do
    ----------
    Look at how the chair was elected; there may be good reasons.
    """
    rows = network.now.nodes["Cooperative"].filter(pl.col("id").is_in(asked.table["id"].implode()))
    reason = _("somebody else chairs it")
    return {
        node: UNKNOWN if chaired is None else Fault(reason)
        for node, chaired in rows.select("id", "chaired_by_secretary").iter_rows()
        if not chaired
    }
