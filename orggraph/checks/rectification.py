"""Checks of rectification: weak and lax branches, their duties, terms and relapses."""

from collections.abc import Mapping

import polars as pl

from orggraph import months
from orggraph.checks._check import UNKNOWN, Fault, Tag, check
from orggraph.language import N_, _, term
from orggraph.mechanisms import lacking_duties
from orggraph.model import ROLES
from orggraph.network import Network
from orggraph.population import Population


def _weak_lax(network: Network) -> Population:
    return network.designated("weak_lax")


@check("RECT001", N_("Four duties incomplete"), asks=_weak_lax, cured_by=("认定",))
def four_duties_incomplete(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak and lax branch that lacks one of the four duties.

    Why it matters
    --------------
    Every such branch is to have a county leader, a town leader, a first secretary and a unit
    that helps it.

    How it is measured
    ------------------
    Asked are the organisations with an active designation as weak and lax. One fails unless
    each such designation of it has all three persons and it benefits from an active four_duties
    pairing. Unknown where its town did not report the ledger of designations.

    What to do
    ----------
    Name who is missing, or enter them in the ledger.
    """
    told = _("lacks: {duties}")
    return {
        node: Fault(told.format(duties="、".join(map(_duty, duties))))
        for node, duties in lacking_duties(network).iter_rows()
        if node in asked.ids
    }


def _duty(name: str) -> str:
    return term(ROLES, name) if name in ROLES else _("a unit that helps it")


@check("RECT002", N_("Rectification overdue"), asks=_weak_lax)
def rectification_overdue(network: Network, _asked: Population) -> Mapping[str, Fault]:
    """A weak and lax branch whose time for being put right has passed.

    Why it matters
    --------------
    The date was set with the designation; after it the case is to be closed or raised a level.

    How it is measured
    ------------------
    Asked are the organisations with an active designation as weak and lax. One fails with such
    a designation whose due date lies before the day. Unknown where the date is blank.

    What to do
    ----------
    Accept it and close the designation, or raise the case a level and set a new date.
    """
    weak_lax = network.now.nodes["Designation"].filter(pl.col("kind") == "weak_lax")
    concerns = network.now.relationships["CONCERNS"].select("source", start="start", node="end")
    rows = weak_lax.join(concerns, left_on="id", right_on="start")
    dates = rows.group_by("node").agg(pl.col("due_on").min(), pl.col("source").sort().first())
    faults = {}
    for node, due, source in dates.iter_rows():
        if due is None:
            faults[node] = UNKNOWN
        elif due < network.as_of:
            faults[node] = Fault(_("was due on {day}").format(day=due), (source,))
    return faults


@check("RECT003", N_("Relapsed branch"), asks=_weak_lax)
def relapsed_branch(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A weak and lax branch that was listed before within a few years.

    Why it matters
    --------------
    What was done last time did not last.

    How it is measured
    ------------------
    Asked are the organisations with an active designation as weak and lax. One fails with two
    or more such designations begun in the relapse_years years to the day, those that have ended
    included.

    What to do
    ----------
    Look into what the last rectification left undone before closing this one.
    """
    start = months.years_before(network.as_of, network.profile.relapse_years)
    weak_lax = network.dataset.nodes["Designation"].filter(pl.col("kind") == "weak_lax")
    listed = network.dataset.relationships["CONCERNS"].filter(
        (pl.col("since") > start) & (pl.col("since") <= network.as_of)
    )
    rows = listed.join(weak_lax, left_on="start", right_on="id", how="semi").sort("since")
    grouped = rows.group_by("end").agg("since", "source", n=pl.col("start").n_unique())
    return {
        node: Fault(_("listed on {days}").format(days="、".join(map(str, days))), tuple(sources))
        for node, days, sources, n in grouped.iter_rows()
        if node in asked.ids and n > 1
    }


@check(
    "RECT004",
    N_("Red-flag branch under rectification"),
    asks=lambda network: network.designated("red_flag"),
    tag=Tag.QUALITY,
)
def red_flag_under_rectification(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A branch that is honoured and under rectification at once.

    Why it matters
    --------------
    One of the two judgements is out of date.

    How it is measured
    ------------------
    Asked are the organisations with an active red flag. One fails that also has an active
    designation as weak and lax.

    What to do
    ----------
    Withdraw the honour, or close the designation.
    """
    weak_lax = network.designated("weak_lax").table
    rows = weak_lax.filter(pl.col("id").is_in(asked.table["id"].implode()))
    reason = _("is designated weak and lax")
    return {
        node: Fault(reason, (source,)) for node, source in rows.select("id", "source").iter_rows()
    }
