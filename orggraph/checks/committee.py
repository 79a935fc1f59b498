"""Checks of joint committees: overlapping membership, vacant posts."""

from collections.abc import Mapping

import polars as pl

from orggraph.checks._check import Fault, Tag, check
from orggraph.language import N_, _
from orggraph.network import Network, Population


@check(
    "JOINT001",
    N_("Village in two joint committees"),
    asks=lambda network: network.villages,
    tag=Tag.QUALITY,
)
def village_in_two_joint_committees(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village's party organisation is a member of two or more active joint committees.

    Why it matters
    --------------
    Its members are counted twice, and nobody knows which committee answers for it.

    How it is measured
    ------------------
    Asked are the party organisations of all villages. One fails with memberships, active on the
    day, in two or more joint committees that stand that day.

    What to do
    ----------
    Ask the town which membership holds, and end the other in the ledger.
    """
    names = network.committees.table.select(committee="id", name="name")
    rows = network.memberships.filter(pl.col("member").is_in(asked.ids)).join(names, on="committee")
    spells = rows.group_by("member", "committee").agg(
        pl.col("name").first(), pl.col("source").sort().first()
    )
    grouped = spells.sort("committee").group_by("member").agg("name", "source")
    return {
        member: Fault(_("member of {names}").format(names="、".join(joined)), tuple(sources))
        for member, joined, sources in grouped.iter_rows()
        if len(joined) > 1
    }


@check(
    "JOINT002",
    N_("Joint committee without a secretary"),
    asks=lambda network: network.committees,
    cured_by=("联村党委",),
)
def joint_committee_without_secretary(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A joint committee without an active secretary.

    Why it matters
    --------------
    A joint committee that nobody leads joins the villages on paper only.

    How it is measured
    ------------------
    Asked are the active joint committees. One fails where nobody holds the post of secretary on
    the day. A blank cell is a vacancy. Unknown where its town did not report the ledger of joint
    committees.

    What to do
    ----------
    Appoint a secretary, or enter the one there is.
    """
    led = network.now.relationships["HOLDS"].filter(pl.col("role") == "secretary")["end"]
    reason = _("no active secretary")
    return {node: Fault(reason) for node in asked.ids - set(led)}
