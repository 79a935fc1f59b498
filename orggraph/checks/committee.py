"""Checks of joint committees: overlapping membership, vacant posts."""

from collections.abc import Mapping

import polars as pl

from orggraph.checks._check import UNKNOWN, Alike, Fault, Tag, check
from orggraph.dataset import those
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.population import Population


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
    rows = network.memberships.filter(pl.col("member").is_in(asked.table["id"].implode())).join(
        names, on="committee"
    )
    several = rows.filter(pl.col("committee").n_unique().over("member") > 1)
    spells = several.group_by("member", "committee").agg(
        pl.col("name").first(), pl.col("source").sort().first()
    )
    grouped = spells.sort("committee").group_by("member").agg("name", "source")
    return {
        member: Fault(_("member of {names}").format(names="、".join(joined)), tuple(sources))
        for member, joined, sources in grouped.iter_rows()
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
    return Alike(asked.without(led), Fault(reason))


@check(
    "JOINT003",
    N_("Joint committee too small"),
    asks=lambda network: network.committees,
    tag=Tag.QUALITY,
)
def joint_committee_too_small(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A joint committee with too few members or too few party members.

    Why it matters
    --------------
    A committee of one village joins nothing, and a party committee is for a hundred members or
    more.

    How it is measured
    ------------------
    Asked are the active joint committees. One fails with fewer than committee_villages member
    organisations, or whose member organisations have fewer than committee_members party members
    together, full and probationary. Unknown where a member's count is blank and the rest do not
    reach the line.

    What to do
    ----------
    Enter the members that are missing, or join the committee with its neighbour.
    """
    limits = network.profile
    sizes = (
        _members(network)
        .group_by(id="committee")
        .agg(n=pl.len(), party=pl.col("party").sum(), blank=pl.col("party").null_count())
    )
    sized = asked.table.select("id").join(sizes, on="id", how="left")
    sized = sized.with_columns(pl.col("n", "party", "blank").fill_null(0))
    small = (pl.col("n") < limits.committee_villages) | (pl.col("party") < limits.committee_members)
    faults = {}
    for node, villages, party, blank in sized.filter(small).iter_rows():
        told = _("{villages} members with {party} party members").format(
            villages=villages, party=party
        )
        judged = villages < limits.committee_villages or not blank
        faults[node] = Fault(told) if judged else UNKNOWN
    return faults


@check(
    "JOINT004",
    N_("Joint committee across towns"),
    asks=lambda network: network.committees,
    tag=Tag.QUALITY,
)
def joint_committee_across_towns(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A joint committee whose members lie in more than one town.

    Why it matters
    --------------
    Two town committees stand above it, and neither answers for it.

    How it is measured
    ------------------
    Asked are the active joint committees. One fails whose member organisations lie in two or
    more towns.

    What to do
    ----------
    Agree on the town that leads, or mend the member that was matched to the wrong town.
    """
    rows = _members(network).drop_nulls("town").unique(["committee", "town"]).sort("town")
    names = network.towns.select(town="id", town_name="name")
    towns = rows.join(names, on="town").group_by("committee").agg("town_name")
    return {
        node: Fault(_("members in {names}").format(names="、".join(sorted(found))))
        for node, found in towns.iter_rows()
        if node in asked.ids and len(found) > 1
    }


@check(
    "JOINT005", N_("Joint committee of weak branches only"), asks=lambda network: network.committees
)
def joint_committee_all_weak(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A joint committee all of whose members are weak branches.

    Why it matters
    --------------
    Nobody in it can help the others.

    How it is measured
    ------------------
    Asked are the active joint committees. One fails that has members, all of them in the need
    set.

    What to do
    ----------
    Bring a strong village in, or give the committee a strong partner.
    """
    weak = network.need_set.table["id"].implode()
    flagged = _members(network).with_columns(weak=pl.col("member").is_in(weak))
    members = flagged.group_by("committee").agg(pl.col("weak").all(), n=pl.len())
    return {
        node: Fault(_("all {count} members are weak branches").format(count=count))
        for node, all_weak, count in members.iter_rows()
        if node in asked.ids and all_weak
    }


def _members(network: Network) -> pl.DataFrame:
    """Give the member organisations: ``committee``, ``member``, ``town``, ``party`` members."""
    party = pl.col("members_full") + pl.col("members_probationary").fill_null(0)
    organizations = network.organizations.select("id", "town", party=party)
    facts = those(organizations, network.memberships["member"]).rename({"id": "member"})
    memberships = network.memberships.select("committee", "member").unique()
    return memberships.join(facts, on="member")
