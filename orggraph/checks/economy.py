"""Checks of the villages' economy: income, and the projects that are to raise it."""

from collections.abc import Mapping

import polars as pl

from orggraph import bunching, months
from orggraph.checks._check import UNKNOWN, Alike, Asks, Fault, Tag, check
from orggraph.dataset import those
from orggraph.language import N_, _
from orggraph.mechanisms import leading
from orggraph.network import Network
from orggraph.population import Population


def _incomes(network: Network) -> pl.DataFrame:
    """Give the income of the latest complete year by village: ``place``, ``yuan``, ``source``."""
    year = str(months.complete_year(network.as_of))
    metric = pl.lit(network.profile.income_metric, pl.String)
    incomes = network.measured("income").filter(
        (pl.col("period") == year) & (pl.col("indicator_name") == metric)
    )
    first = incomes.sort("source").unique("node", keep="first")
    return first.select("source", place="node", yuan="value")


def _villages_with_incomes(network: Network) -> pl.DataFrame:
    """Give each village's organisation with ``yuan``, null where its income is not on record."""
    organizations = network.organizations.filter(pl.col("kind") == "village")
    incomes = _incomes(network).rename({"source": "income_source"})
    return organizations.select("id", "town", "place").join(incomes, on="place", how="left")


def _villages_where(*thresholds: str) -> Asks:
    """Ask all villages where the profile sets these thresholds; else nobody."""

    def asks(network: Network) -> Population:
        villages = network.villages
        if None in [getattr(network.profile, name) for name in thresholds]:
            return Population(villages.label, villages.ledger, villages.table.clear())
        return villages

    return asks


def _towns_with_incomes(network: Network) -> Population:
    towns = network.town_areas
    if network.profile.income_line is None or network.profile.income_metric is None:
        return Population(towns.label, towns.ledger, towns.table.clear())
    rows = _villages_with_incomes(network).drop_nulls("yuan").sort("income_source")
    first = rows.group_by("town", maintain_order=True).agg(pl.col("income_source").first())
    table = towns.table.drop("source").join(first, left_on="id", right_on="town")
    return Population.of("Area", "收入", table.rename({"income_source": "source"}))


def _economically_weak(network: Network) -> Population:
    return network.designated("economically_weak")


def _funded(network: Network) -> Population:
    rows = network.funded.sort("source").unique("organization", keep="first")
    helped = those(network.organizations.select("id", "name", "town"), rows["organization"])
    table = helped.join(rows, left_on="id", right_on="organization")
    return Population.of("PartyOrganization", "项目", table)


@check(
    "ECON001",
    N_("Income below the line"),
    asks=_villages_where("income_line", "income_metric"),
)
def income_below_line(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village whose income of the year lies below the line.

    Why it matters
    --------------
    The line is what the county has promised for every village.

    How it is measured
    ------------------
    Asked are the party organisations of all villages, where the profile names a line and what
    is held against it. One fails whose income of the latest complete year, by income_metric, is
    below income_line. Unknown where that income is not on record (ECON002).

    What to do
    ----------
    See whether help, a cooperative or a project reaches the village (ECON003).
    """
    line = network.profile.income_line or 0  # where there is none, nobody is asked
    faults = {}
    rows = _villages_with_incomes(network).filter(pl.col("id").is_in(asked.table["id"].implode()))
    for node, yuan, source in rows.select("id", "yuan", "income_source").iter_rows():
        if yuan is None:
            faults[node] = UNKNOWN
        elif yuan < line:
            told = _("income of {yuan} yuan, the line is {line}")
            faults[node] = Fault(told.format(yuan=f"{yuan:.0f}", line=line), (source,))
    return faults


@check(
    "ECON002",
    N_("Income missing"),
    asks=_villages_where("income_metric"),
    tag=Tag.QUALITY,
    cured_by=("收入",),
)
def income_missing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village whose income of the year is not on record.

    Why it matters
    --------------
    Who is not counted is not below the line, and nobody asks why.

    How it is measured
    ------------------
    Asked are the party organisations of all villages, where the profile names what is held
    against the line. One fails without an income of the latest complete year by income_metric.
    Unknown where its town did not report the ledger of incomes.

    What to do
    ----------
    Enter the income, by the metric that the county's line is about.
    """
    known = network.units_at(_incomes(network)["place"])
    reason = _("no income of {year} on record").format(year=months.complete_year(network.as_of))
    return Alike(asked.without(known), Fault(reason))


@check(
    "ECON003",
    N_("Weak village without support"),
    asks=_economically_weak,
    cured_by=("结对", "联村党委", "合作社"),
)
def weak_village_without_support(network: Network, asked: Population) -> Mapping[str, Fault]:
    """An economically weak village with no helper, no joint committee and no cooperative.

    Why it matters
    --------------
    A project alone is money, not help: nobody stays when it is spent.

    How it is measured
    ------------------
    Asked are the organisations with an active designation as economically weak. One fails that
    no active pairing benefits, that is a member of no active joint committee and leads no
    active cooperative. Unknown where its town did not report one of these three ledgers.

    What to do
    ----------
    Find it a helper, or bring it into its neighbours' committee or cooperative.
    """
    helped = network.now.pairing_benefits["helped"]
    supported = pl.concat([helped, network.memberships["member"], leading(network)])
    reason = _("no helper, no joint committee, no cooperative")
    return Alike(asked.without(supported), Fault(reason))


@check("ECON004", N_("Village funded twice"), asks=_funded)
def double_funded_village(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village that two funded projects cover at once.

    Why it matters
    --------------
    The money is meant to reach as many villages as it can.

    How it is measured
    ------------------
    Asked are the organisations that benefit from an active funded project. One fails with two
    or more.

    What to do
    ----------
    Ask whether the projects are one, or whether one can go to a village without.
    """
    names = network.now.nodes["Project"].select("name", project="id")
    rows = network.funded.join(names, on="project").sort("project", "source")
    grouped = rows.unique(["organization", "project"], keep="first", maintain_order=True)
    by_village = grouped.group_by("organization", maintain_order=True).agg("name", "source")
    return {
        node: Fault(_("funded by {names}").format(names="、".join(projects)), tuple(sources))
        for node, projects, sources in by_village.iter_rows()
        if node in asked.ids and len(projects) > 1
    }


@check("ECON005", N_("Funded but not listed as weak"), asks=_funded, cured_by=("认定",))
def funded_but_not_listed(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village that a funded project covers and that is not listed as economically weak.

    Why it matters
    --------------
    The money is meant for the villages on the list.

    How it is measured
    ------------------
    Asked are the organisations that benefit from an active funded project. One fails without an
    active designation as economically weak. Unknown where its town did not report the ledger of
    designations.

    What to do
    ----------
    Enter the designation that is missing, or ask why the project went there.
    """
    reason = _("not listed as economically weak")
    return Alike(asked.without(_economically_weak(network).table["id"]), Fault(reason))


@check("ECON006", N_("Incomes bunched just over the line"), asks=_towns_with_incomes)
def income_bunching(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A town where villages' incomes pile up just over the line.

    Why it matters
    --------------
    Incomes that were really earned do not stop at the line. Look before the success is
    reported.

    How it is measured
    ------------------
    Asked are the towns with incomes of villages in the latest complete year, by income_metric.
    One fails with at least bunch_least villages from income_line to bunch_percent per cent over
    it, and more than bunch_times as many as in the next stretch of the same width.

    What to do
    ----------
    Look into the books of these villages.
    """
    profile = network.profile
    line, percent = profile.income_line or 0, profile.bunch_percent
    told = _("{first} villages within {percent} % over the line, {second} in the next stretch")
    rows = _villages_with_incomes(network).drop_nulls("yuan")
    here = rows.filter(pl.col("town").is_in(asked.table["id"].implode()))
    faults = {}
    for town, incomes in here.group_by("town").agg("yuan").iter_rows():
        first, second = bunching.over(incomes, line=line, percent=percent)
        if first >= profile.bunch_least and first > profile.bunch_times * second:
            faults[town] = Fault(told.format(first=first, second=second, percent=percent))
    return faults
