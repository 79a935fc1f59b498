"""Checks of village matters: who checks them, in which order they are decided, what is told."""

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import polars as pl

from orggraph.checks._check import Fault, Tag, check
from orggraph.language import N_, _
from orggraph.mechanisms import registered
from orggraph.model import LABELS, Type
from orggraph.network import Network
from orggraph.population import Population

# The steps of a matter in the order in which they are to be taken, with their headings.
_STEPS = {item.name: item.heading for item in LABELS["Matter"].properties if item.type is Type.DATE}


def publish_start(network: Network) -> date:
    """Give the day before which what was resolved is to be public by now.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    start
        So many days before the day as the profile's publish_days says.
    """
    return network.as_of - timedelta(days=network.profile.publish_days)


def _taken(network: Network) -> pl.DataFrame:
    """Give the matters with the steps that were taken by the day, and null for the others."""
    taken = [pl.when(pl.col(step) <= network.as_of).then(step).alias(step) for step in _STEPS]
    return network.dataset.nodes["Matter"].with_columns(taken)


def _matters(network: Network) -> Population:
    """Ask the matters of which a step was taken by the day."""
    begun = _taken(network).filter(pl.any_horizontal(pl.col(list(_STEPS)).is_not_null()))
    concerns = network.dataset.relationships["CONCERNS"].select("source", id="start", place="end")
    first = concerns.sort("source").unique("id", keep="first")
    placed = begun.join(first, on="id").join(network.places, on="place", how="left")
    return Population.of("Matter", "议事", placed)


@check(
    "GOV001",
    N_("Village without a village cadre"),
    asks=lambda network: network.villages,
    cured_by=("任职",),
)
def village_without_village_cadre(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village that no cadre of the town answers for.

    Why it matters
    --------------
    Nobody checks its matters before they are put to the vote.

    How it is measured
    ------------------
    Asked are the party organisations of all villages. One fails whose village nobody has as its
    village cadre on the day. Unknown where its town did not report the ledger of posts.

    What to do
    ----------
    Name a cadre, or enter the one there is.
    """
    reason = _("no village cadre")
    return {node: Fault(reason) for node in asked.ids - registered(network, "village_cadre")}


@check("GOV002", N_("Steps of a matter out of order"), asks=_matters, tag=Tag.QUALITY)
def matter_steps_out_of_order(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village matter of which a later step is dated before an earlier one.

    Why it matters
    --------------
    What is resolved before it is deliberated was decided by a few.

    How it is measured
    ------------------
    Asked are the matters of which a step was taken by the day. One fails of which two steps
    taken by the day are not in order: checked beforehand, proposed, consulted, deliberated,
    resolved, decision made public, result made public. Equal days pass, blanks are skipped.

    What to do
    ----------
    Look into the records; mend the date, or repeat the step.
    """
    faults = {}
    for row in _rows(network, asked):
        days = [(row[step], heading) for step, heading in _STEPS.items() if row[step]]
        wrong = [(one, other) for one, other in pairwise(days) if other[0] < one[0]]
        if wrong:
            (first, before), (second, after) = wrong[0]
            told = _("{after} on {second}, before {before} on {first}")
            reason = told.format(after=after, second=second, before=before, first=first)
            faults[row["id"]] = Fault(reason)
    return faults


@check("GOV003", N_("Matter not checked beforehand"), asks=_matters, cured_by=("议事",))
def matter_without_precheck(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village matter that no village cadre checked beforehand.

    Why it matters
    --------------
    The check beforehand is what keeps a matter within the rules before it is voted on.

    How it is measured
    ------------------
    Asked are the matters of which a step was taken by the day. One fails without a check
    beforehand by the day. Unknown where its town did not report the ledger of matters.

    What to do
    ----------
    Check it now, or enter the day on which it was checked.
    """
    reason = _("not checked beforehand")
    unchecked = [row for row in _rows(network, asked) if row["prechecked_on"] is None]
    return {row["id"]: Fault(reason) for row in unchecked}


@check("GOV004", N_("Matter not made public"), asks=_matters, cured_by=("议事",))
def matter_not_published(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village matter resolved a while ago and not made public, or its result not.

    Why it matters
    --------------
    Villagers are to see what was decided and what came of it.

    How it is measured
    ------------------
    Asked are the matters of which a step was taken by the day. One fails that was resolved more
    than publish_days days ago and lacks one of the two publications. Unknown where its town did
    not report the ledger of matters.

    What to do
    ----------
    Make it public, or enter the day on which that was done.
    """
    start, publications = publish_start(network), ("decision_published_on", "result_published_on")
    faults = {}
    for row in _rows(network, asked):
        missing = [_STEPS[step] for step in publications if row[step] is None]
        resolved = row["resolved_on"]
        if missing and resolved is not None and resolved < start:
            told = _("resolved on {day}, lacks: {missing}")
            faults[row["id"]] = Fault(told.format(day=resolved, missing="、".join(missing)))
    return faults


def _rows(network: Network, asked: Population) -> list[dict[str, Any]]:
    return _taken(network).filter(pl.col("id").is_in(list(asked.ids))).to_dicts()
