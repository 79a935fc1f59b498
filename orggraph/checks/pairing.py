"""Checks of pairings: who has none, which are dormant, and who helps whom."""

from collections.abc import Mapping

import polars as pl

from orggraph import coverage, resilience
from orggraph.checks._check import Fault, check
from orggraph.language import N_, _
from orggraph.network import Network, Population


def _co_building_throughout(network: Network) -> Population:
    return network.lasting(network.paired(mechanism="co_building"))


def _co_building_helpers(network: Network) -> Population:
    pairings = network.paired(mechanism="co_building").ids
    helpers = network.now.relationships["PROVIDES"].filter(
        (pl.col("start_label") == "PartyOrganization") & pl.col("end").is_in(pairings)
    )
    first = helpers.sort("source").unique("start", keep="first").select(id="start", source="source")
    table = network.organizations.drop("source").join(first, on="id")
    return Population.of("PartyOrganization", "结对", table)


@check(
    "PAIR001",
    N_("Village without co-building"),
    asks=lambda network: network.villages,
    cured_by=("结对",),
)
def village_without_pairing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village's party organisation takes part in no active co-building pairing.

    Why it matters
    --------------
    The number of pairs does not say who is left out: 122 pairs can touch as few as 17 villages
    or as many as 241. This is the list of those left out.

    How it is measured
    ------------------
    Asked are the party organisations of all villages. One fails that neither provides nor
    benefits from a co-building pairing that is active on the day. Unknown where its town did
    not report the ledger of pairings.

    What to do
    ----------
    Decide whether the village needs a partner; weak branches first (PAIR002, ISO001). If it has
    one, mend the ledger: the pairing is missing, or its dates have run out.
    """
    pairings = network.paired(mechanism="co_building").ids
    paired = coverage.takes_part(network.pairing_graph, pairings=pairings)
    reason = _("takes part in no active co-building pairing")
    return {node: Fault(reason) for node in asked.ids - paired}


@check(
    "PAIR002",
    N_("Weak branch without a helper"),
    asks=lambda network: network.need_set,
    cured_by=("结对",),
)
def weak_branch_without_helper(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak branch benefits from no active pairing of any mechanism.

    Why it matters
    --------------
    Help is meant for those who need it. A weak branch that only helps others, or that nobody
    helps, is not reached however many pairs the county counts.

    How it is measured
    ------------------
    Asked is the need set: organisations with an active designation as weak and lax or as
    economically weak. One fails that no active pairing benefits. A joint committee is not help
    (see ISO001). Unknown where its town did not report the ledger of pairings.

    What to do
    ----------
    Find it a helper: a strong branch, an agency or a firm.
    """
    helped = coverage.is_helped(network.pairing_graph, pairings=frozenset(network.pairings["id"]))
    reason = _("benefits from no active pairing")
    return {node: Fault(reason) for node in asked.ids - helped}


@check("PAIR005", N_("Dormant pairing"), asks=_co_building_throughout, cured_by=("活动",))
def dormant_pairing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A co-building pairing without an activity in the recent window.

    Why it matters
    --------------
    A pairing that stands in the register and does nothing is help on paper.

    How it is measured
    ------------------
    Asked are the co-building pairings that were active throughout the recent window: the last
    complete months that the profile names (dormant_months), up to the day. One fails that no
    activity of any kind concerns in that window. Unknown where its town did not report the
    ledger of activities.

    What to do
    ----------
    Ask both sides. Revive it, end it in the ledger, or enter the activities that took place.
    """
    held = network.meetings.group_by("pairing").agg(
        pl.col("held_on").max(), pl.col("source").sort_by("held_on").last()
    )
    last = {pairing: (day, row) for pairing, day, row in held.iter_rows()}
    faults = {}
    for node in asked.ids:
        day, row = last.get(node, (None, None))
        if day is None:
            faults[node] = Fault(_("no activity on record"))
        elif day < network.recent_start:
            faults[node] = Fault(_("no activity since {day}").format(day=day), (row,))
    return faults


@check(
    "PAIR006",
    N_("Weak branch as helper"),
    asks=lambda network: network.paired(mode="strong_weak"),
)
def weak_helps_weak(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A strong-helps-weak pairing whose helper is itself a weak branch.

    Why it matters
    --------------
    A branch that needs help can hardly give it; the pair exists to fill a quota.

    How it is measured
    ------------------
    Asked are the active pairings of the mode strong helps weak, of any mechanism. One fails
    where a provider is in the need set.

    What to do
    ----------
    Give the helped branch a strong helper, or change the mode if the two complement each other.
    """
    providers = network.now.relationships["PROVIDES"].select("end", id="start")
    weak = providers.join(network.need_set.table, on="id").filter(pl.col("end").is_in(asked.ids))
    grouped = weak.sort("id").group_by("end").agg("name", "source")
    return {
        pairing: Fault(
            _("helper is itself a weak branch: {names}").format(names="、".join(names)),
            tuple(sources),
        )
        for pairing, names, sources in grouped.iter_rows()
    }


@check("PAIR007", N_("Overloaded helper"), asks=_co_building_helpers)
def helper_overloaded(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A party organisation that helps more organisations than it can.

    Why it matters
    --------------
    Help is spread thin, and all these branches lose it at once if the helper fails.

    How it is measured
    ------------------
    Asked are the party organisations that provide an active co-building pairing. One fails that
    helps more distinct organisations by co-building than the profile allows (max_helped),
    itself never counted.

    What to do
    ----------
    Share the helped branches out among strong branches that help nobody yet.
    """
    co_building = network.help.filter(pl.col("mechanism") == "co_building")
    load = resilience.loads(network.help_graph_of("co_building"))
    rows = co_building.group_by("helper").agg(pl.col("source").unique().sort())
    sources = dict(rows.iter_rows())
    return {
        node: Fault(
            _("helps {count} organisations, at most {limit} are allowed").format(
                count=load[node], limit=network.profile.max_helped
            ),
            tuple(sources[node]),
        )
        for node in asked.ids
        if load.get(node, 0) > network.profile.max_helped
    }
