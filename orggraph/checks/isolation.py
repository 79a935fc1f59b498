"""Checks of isolation: weak branches that stand alone or hang on one helper."""

from collections.abc import Iterable, Mapping
from datetime import date

import polars as pl

from orggraph import isolation
from orggraph.checks._check import Alike, Fault, check
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.population import Population

# Why a relation that was considered does not count, by the verdict that ``considered`` gives it.
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
    relations = considered(network, alone).partition_by("organization", as_dict=True)
    return {node: _isolation_fault(relations.get((node,))) for node in alone}


def _isolation_fault(relations: pl.DataFrame | None) -> Fault:
    reason = _("in no active pairing and in no active joint committee")
    if relations is None:
        return Fault(reason)
    verdicts = relations.select("verdict", "other", "day").iter_rows()
    told = [_(_VERDICTS[v]).format(other=other, day=day) for v, other, day in verdicts]
    why = _("{reason} ({relations})").format(reason=reason, relations=_("; ").join(told))
    return Fault(why, tuple(relations["source"].drop_nulls()))


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
    helped = others.join(benefits, on="id").filter(
        pl.col("helped").is_in(asked.table["id"].implode())
    )
    dormant = helped.with_columns(dormant=pl.col("id").is_in(network.dormant.implode()))
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
    helped = network.help.filter(pl.col("helped").is_in(asked.table["id"].implode()))
    helpers = helped.group_by("helped").agg(
        pl.col("helper").n_unique(), pl.col("helper").first().alias("only"), pl.col("source")
    )
    sole = helpers.filter(pl.col("helper") == 1)
    names = network.names(sole["only"])
    told = _("its only helper is {name}")
    return {
        node: Fault(told.format(name=names[helper]), tuple(sorted({s for s in sources if s})))
        for node, helper, sources in sole.select("helped", "only", "source").iter_rows()
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
    reached = isolation.within_reach(
        network.help_graph, sources=network.exemplary, steps=network.profile.reach_steps
    )
    reason = _("no path of {steps} help steps from a red-flag or strong branch")
    told = reason.format(steps=network.profile.reach_steps)
    return Alike(asked.without(pl.Series(list(reached), dtype=pl.String)), Fault(told))


def considered(network: Network, organizations: Iterable[str]) -> pl.DataFrame:
    """List the relations of organisations that do not count on the day of the question.

    Parameters
    ----------
    network
        The county on one day.
    organizations
        Ids of party organisations.

    Returns
    -------
    relations
        A row per pairing or committee membership of the whole dataset that is not active:
        ``organization``, ``other`` (its name), ``verdict`` (``ended``, ``not_begun`` or
        ``dissolved``), ``day`` (when it ended or begins) and ``source``.
    """
    wanted = pl.Series("organization", list(organizations), dtype=pl.String)
    whole = network.dataset.relationships
    provides = whole["PROVIDES"].select(
        "since", "until", "source", organization="start", other="end"
    )
    benefits = network.dataset.pairing_benefits.select(
        "since", "until", "source", organization="helped", other="pairing"
    )
    member = whole["MEMBER_OF"].filter(pl.col("start_label") == "PartyOrganization")
    member = member.select("since", "until", "source", organization="start", other="end")
    living = pl.concat([network.pairings["id"], network.committees.table["id"]])
    relations = (
        pl.concat([provides, benefits, member])
        .join(wanted.to_frame(), on="organization", how="semi")
        .with_columns(verdict=_verdict(network.as_of, living))
        .filter(pl.col("verdict").is_not_null())
        .with_columns(
            day=pl.when(pl.col("verdict") == "not_begun").then("since").otherwise("until")
        )
    )
    names = pl.concat(
        [
            network.dataset.nodes[label].select(other="id", name="name")
            for label in ("Pairing", "PartyOrganization")
        ]
    )
    return (
        relations.join(names, on="other")
        .select("organization", "verdict", "day", "source", other="name")
        .unique()
        .sort("organization", "source", "other", "verdict")
    )


def _verdict(as_of: date, living: pl.Series) -> pl.Expr:
    return (
        pl.when(pl.col("since") > as_of)
        .then(pl.lit("not_begun"))
        .when(pl.col("until") <= as_of)
        .then(pl.lit("ended"))
        .when(~pl.col("other").is_in(living.implode()))
        .then(pl.lit("dissolved"))
    )
