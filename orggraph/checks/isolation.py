"""Checks of isolation: weak branches that stand alone or hang on one helper."""

from collections.abc import Mapping

import polars as pl

from orggraph import isolation, resilience
from orggraph.checks._check import Fault, check
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.population import Population

# Why a relation that was considered does not count, by Network.considered's verdict.
_VERDICTS = {
    "ended": N_("{other} ended on {day}"),
    "not_begun": N_("{other} begins on {day} only"),
    "dissolved": N_("{other} no longer stands"),
}


@check(
    "ISO001",
    N_("Isolated weak branch"),
    asks=lambda network: network.need_set,
    cured_by=("结对", "联村党委"),
)
def isolated_weak_branch(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak branch in no active pairing of any mechanism and in no active joint committee.

    Why it matters
    --------------
    These branches need help most and are reached by nothing. Counts of pairs hide them.

    How it is measured
    ------------------
    Asked is the need set: organisations with an active designation as weak and lax or as
    economically weak. One fails that takes part in no active pairing on either side and is a
    member of no active joint committee. A dormant pairing counts as a pairing. The evidence
    lists each relation on record and why it does not count. Unknown where its town did not
    report the ledger of pairings or that of joint committees.

    What to do
    ----------
    Take these first: give each a helper or a place in a joint committee.
    """
    alone = isolation.isolated_branches(
        network.pairing_graph, network.committee_graph, need_set=asked.ids
    )
    considered = network.considered(alone).partition_by("organization", as_dict=True)
    return {node: _isolation_fault(considered.get((node,))) for node in alone}


def _isolation_fault(considered: pl.DataFrame | None) -> Fault:
    reason = _("in no active pairing and in no active joint committee")
    if considered is None:
        return Fault(reason)
    verdicts = considered.select("verdict", "other", "day").iter_rows()
    told = [_(_VERDICTS[v]).format(other=other, day=day) for v, other, day in verdicts]
    why = _("{reason} ({relations})").format(reason=reason, relations=_("; ").join(told))
    return Fault(why, tuple(considered["source"].drop_nulls()))


@check(
    "ISO002",
    N_("Weak branch with dormant help only"),
    asks=lambda network: network.need_set,
    cured_by=("活动",),
)
def dormant_help_only(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak branch all of whose help is dormant.

    Why it matters
    --------------
    On paper it is helped; nothing has happened for months.

    How it is measured
    ------------------
    Asked is the need set. One fails that benefits from at least one active pairing, not
    counting the four duties, and all of these are dormant: active throughout the recent window,
    and without an activity in it. Unknown where its town did not report the ledger of
    activities.

    What to do
    ----------
    Treat it like an isolated branch: revive the help, or find another helper.
    """
    benefits = network.now.relationships["BENEFITS"].select(id="start", helped="end")
    others = network.pairings.filter(pl.col("mechanism") != "four_duties")
    helped = others.join(benefits, on="id").filter(pl.col("helped").is_in(list(asked.ids)))
    dormant = helped.with_columns(dormant=pl.col("id").is_in(list(network.dormant)))
    grouped = dormant.sort("id").group_by("helped").agg(pl.col("dormant").all(), "name", "source")
    return {
        node: Fault(_("dormant: {names}").format(names="、".join(names)), tuple(sources))
        for node, silent, names, sources in grouped.iter_rows()
        if silent
    }


@check(
    "ISO003",
    N_("Weak branch with a single helper"),
    asks=lambda network: network.need_set,
    cured_by=("结对",),
)
def single_helper_branch(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak branch that exactly one provider helps.

    Why it matters
    --------------
    If that one helper drops out, the branch is left without help.

    How it is measured
    ------------------
    Asked is the need set. One fails with exactly one distinct provider, itself not counted,
    over all its active pairings of any mechanism; several pairings with one provider are one.
    Unknown where its town did not report the ledger of pairings.

    What to do
    ----------
    Add a second kind of help, and watch these branches when a helper changes.
    """
    sole = resilience.sole_helpers(network.help_graph, need_set=asked.ids)
    names = network.names(set(sole.values()))
    rows = network.help.group_by("helped").agg(pl.col("source").unique().sort())
    sources = dict(rows.iter_rows())
    return {
        node: Fault(_("its only helper is {name}").format(name=names[helper]), tuple(sources[node]))
        for node, helper in sole.items()
    }


@check(
    "ISO004",
    N_("Weak branch out of reach of a strong one"),
    asks=lambda network: network.need_set,
    cured_by=("结对",),
)
def out_of_reach(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak branch that no help path reaches from a red-flag or strong branch.

    Why it matters
    --------------
    Experience spreads along help; here no path of help begins at a branch that has it.

    How it is measured
    ------------------
    Asked is the need set. One fails that no path of at most reach_steps help steps over active
    pairings reaches from an organisation with an active red flag or from a strong branch: one
    that provides an active strong-helps-weak pairing and is not in the need set itself. These
    pass themselves. Unknown where its town did not report the ledger of pairings.

    What to do
    ----------
    Pair it with a strong branch, or its helper with one.
    """
    strong = network.designated("red_flag").ids | network.strong
    reached = isolation.within_reach(
        network.help_graph, sources=strong, steps=network.profile.reach_steps
    )
    reason = _("no path of {steps} help steps from a red-flag or strong branch")
    told = reason.format(steps=network.profile.reach_steps)
    return {node: Fault(told) for node in asked.ids - reached}
