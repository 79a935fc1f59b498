"""Checks of party organisations: leaders, superiors, terms, forms, posts."""

from collections.abc import Mapping

import numpy as np
import polars as pl

from orggraph import hierarchy
from orggraph.checks._check import UNKNOWN, Alike, Fault, Tag, check
from orggraph.language import N_, _
from orggraph.names import Codes
from orggraph.network import Network
from orggraph.population import Population

# Duties of county and town leaders are not posts in an organisation.
_DUTIES = ("county_leader", "town_leader")


def _units(network: Network) -> Population:
    return network.units


def _subordinates(network: Network) -> Population:
    table = network.organizations.filter(pl.col("kind").ne_missing("county_committee"))
    return Population.of("PartyOrganization", "党组织", table)


def _posts(network: Network) -> pl.DataFrame:
    """Give the posts that persons hold: ``person``, ``role``, ``target``, ``source``."""
    holds = network.now.relationships["HOLDS"].filter(~pl.col("role").is_in(_DUTIES))
    return holds.select("role", "source", person="start", target="end")


def _post_holders(network: Network) -> Population:
    first = _posts(network).sort("source").unique("person", keep="first")
    table = network.now.nodes["Person"].join(first, left_on="id", right_on="person")
    return Population.of("Person", "党组织", table.with_columns(town=pl.lit(None, pl.String)))


@check("ORG001", N_("Organisation without a secretary"), asks=_units, cured_by=("党组织",))
def organisation_without_secretary(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village's or community's party organisation without an active secretary.

    Why it matters
    --------------
    Nobody leads it.

    How it is measured
    ------------------
    Asked are the party organisations of villages and communities. One fails where nobody holds
    the post of secretary on the day; a blank cell is a vacancy. Unknown where its town did not
    report the ledger of organisations.

    What to do
    ----------
    Fill the post, or enter who holds it.
    """
    led = network.now.relationships["HOLDS"].filter(pl.col("role") == "secretary")["end"]
    reason = _("no active secretary")
    return Alike(asked.without(led), Fault(reason))


@check(
    "ORG002",
    N_("Organisation outside the tree"),
    asks=_subordinates,
    tag=Tag.QUALITY,
    cured_by=("党组织",),
)
def organisation_outside_the_tree(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A party organisation without exactly one superior, or above itself.

    Why it matters
    --------------
    What is not in the tree is reached by no order and counted in no total.

    How it is measured
    ------------------
    Asked are all party organisations but the county committee. One fails that has no superior
    on the day, has two or more, or stands in a circle of superiors. Unknown where its town did
    not report the ledger of organisations.

    What to do
    ----------
    Mend the column 上级党组织.
    """
    names = Codes(network.organizations["id"])
    under = network.now.relationships["UNDER"]
    start, end = names.find(under["start"]), names.find(under["end"])
    mine = names.find(asked.table["id"])
    counts = np.bincount(start, minlength=len(names))[mine]
    wrong = np.flatnonzero(counts != 1)
    told = _("{count} superiors")
    faults = {
        node: Fault(told.format(count=count))
        for node, count in zip(asked.table["id"].gather(wrong), counts[wrong], strict=True)
    }
    is_asked = np.zeros(len(names), bool)
    is_asked[mine] = True
    circling = hierarchy.circling(start, end, n=len(names))
    found = names.at(circling[is_asked[circling]])
    return faults | dict.fromkeys(found, Fault(_("stands in a circle of superiors")))


@check("ORG003", N_("Term overdue"), asks=_units)
def term_overdue(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village's or community's party organisation whose term has run out.

    Why it matters
    --------------
    The election is overdue.

    How it is measured
    ------------------
    Asked are the party organisations of villages and communities. One fails whose term ended
    before the day. Unknown where the date is blank.

    What to do
    ----------
    Hold the election, or enter the one that was held.
    """
    faults = {}
    facts = _facts(network, asked, "term_end")
    due = facts.filter(pl.col("term_end").is_null() | (pl.col("term_end") < network.as_of))
    for node, end in due.iter_rows():
        if end is None:
            faults[node] = UNKNOWN
        elif end < network.as_of:
            faults[node] = Fault(_("the term ended on {day}").format(day=end))
    return faults


@check("ORG004", N_("Form does not fit the membership"), asks=_units, tag=Tag.NOTICE)
def form_against_membership(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A party organisation whose form does not fit its number of full members.

    Why it matters
    --------------
    The form is a general rule, not a law: look, and decide.

    How it is measured
    ------------------
    Asked are the party organisations of villages and communities. One fails with fewer than
    branch_least full members unless it is a joint branch; as a branch with more than
    branch_most; as a general branch with at most branch_most or more than general_most; as a
    committee with at most general_most. Unknown where form or members are blank.

    What to do
    ----------
    Ask the superior committee whether the form is to change.
    """
    limits = network.profile
    fits = {
        "branch": (limits.branch_least, limits.branch_most),
        "joint_branch": (0, limits.branch_most),
        "general_branch": (limits.branch_most + 1, limits.general_most),
        "committee": (limits.general_most + 1, None),
    }
    members, fit = pl.col("members_full"), pl.lit(value=False)
    for form, (least, most) in fits.items():
        size = members >= least if most is None else members.is_between(least, most)
        fit |= (pl.col("form") == form) & size
    misfits = _facts(network, asked, "form", "members_full").filter(~fit.fill_null(value=False))
    return {
        node: UNKNOWN
        if form is None or count is None
        else Fault(_("{count} full members").format(count=count))
        for node, form, count in misfits.iter_rows()
    }


@check("ORG005", N_("Person with many posts"), asks=_post_holders, tag=Tag.QUALITY)
def many_posts(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A person who holds more posts than one can fill.

    Why it matters
    --------------
    Posts that are piled up on one person are filled on paper.

    How it is measured
    ------------------
    Asked are the persons with an active post; the duties of county and town leaders are not
    counted. One fails with more than max_posts distinct posts: role and place. Persons are told
    by role and place, never by name.

    What to do
    ----------
    Share the posts out, or end those that no longer hold.
    """
    posts = _posts(network).sort("source").unique(["person", "role", "target"], keep="first")
    many = posts.filter(pl.len().over("person") > network.profile.max_posts)
    grouped = many.group_by("person").agg("source")
    return {
        person: Fault(
            _("{count} posts").format(count=len(sources)),
            tuple(sorted({row for row in sources if row})),
        )
        for person, sources in grouped.iter_rows()
        if person in asked.ids
    }


def _facts(network: Network, asked: Population, *columns: str) -> pl.DataFrame:
    facts = network.organizations.select("id", "kind", *columns)
    units = facts.filter(pl.col("kind").is_in(["village", "community"])).drop("kind")
    return units.join(asked.table.select("id"), on="id", how="semi")
