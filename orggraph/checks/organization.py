"""Checks of party organisations: leaders, superiors, terms, forms, posts."""

from collections.abc import Mapping

import networkx as nx
import polars as pl

from orggraph.checks._check import UNKNOWN, Fault, Tag, check
from orggraph.language import N_, _
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
    return {node: Fault(reason) for node in asked.ids - set(led)}


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
    under = network.now.relationships["UNDER"].select("start", "end")
    counts = under.group_by(id="start").agg(above=pl.len())
    rows = asked.table.select("id").join(counts, on="id", how="left").fill_null(0)
    wrong = rows.filter(pl.col("above") != 1)
    told = _("{count} superiors")
    faults = {node: Fault(told.format(count=count)) for node, count in wrong.iter_rows()}
    for node in _circling(under) & asked.ids:
        faults[node] = Fault(_("stands in a circle of superiors"))
    return faults


def _circling(under: pl.DataFrame) -> set[str]:
    """Find who is above itself: what is left when the tree is taken down from its top."""
    left, height = under, under.height + 1
    while left.height < height:
        height = left.height
        left = left.join(left.select(end="start").unique(), on="end", how="semi")
    G = nx.DiGraph(left.iter_rows())
    circles = [c for c in nx.strongly_connected_components(G) if len(c) > 1]
    return set(nx.nodes_with_selfloops(G)).union(*circles)


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
    for node, end in _facts(network, asked, "term_end").iter_rows():
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
    faults = {}
    for node, form, members in _facts(network, asked, "form", "members_full").iter_rows():
        if form is None or members is None:
            faults[node] = UNKNOWN
            continue
        least, most = fits[form]
        if members < least or (most is not None and members > most):
            faults[node] = Fault(_("{count} full members").format(count=members))
    return faults


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
    grouped = posts.group_by("person").agg("source")
    return {
        person: Fault(
            _("{count} posts").format(count=len(sources)),
            tuple(sorted({row for row in sources if row})),
        )
        for person, sources in grouped.iter_rows()
        if person in asked.ids and len(sources) > network.profile.max_posts
    }


def _facts(network: Network, asked: Population, *columns: str) -> pl.DataFrame:
    rows = network.organizations.filter(pl.col("id").is_in(list(asked.ids)))
    return rows.select("id", *columns)
