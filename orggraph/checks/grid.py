"""Checks of grids: villages, base grids, micro-grids and centre households, one below the other."""

from collections.abc import Mapping

import polars as pl

from orggraph.checks._check import UNKNOWN, Asks, Fault, Tag, check
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.population import Population


def _grids(level: str) -> Asks:
    def asks(network: Network) -> Population:
        return Population.of("Grid", "网格", network.grids.filter(pl.col("level") == level))

    return asks


def _sized(level: str) -> Asks:
    """Ask the grids of a level where the profile says how large they are; else nobody."""

    def asks(network: Network) -> Population:
        if None in _limits(network, level):
            return Population.of("Grid", "村情", network.grids.clear())
        return _grids(level)(network)

    return asks


def _limits(network: Network, level: str) -> tuple[int | None, int | None]:
    profile = network.profile
    if level == "micro":
        return profile.micro_least, profile.micro_most
    return profile.centre_least, profile.centre_most


@check(
    "GRID001",
    N_("Village without a base grid"),
    asks=lambda network: network.villages,
    cured_by=("网格",),
)
def village_without_base_grid(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A village that no base grid is part of.

    Why it matters
    --------------
    Nobody there is reached through the grid, neither a branch nor a group nor a household.

    How it is measured
    ------------------
    Asked are the party organisations of all villages. One fails whose village has no base grid.
    Unknown where its town did not report the ledger of grids.

    What to do
    ----------
    Draw the grids of the village, or enter those there are.
    """
    based = network.grids.filter(pl.col("level") == "base")["village"].drop_nulls()
    reason = _("no base grid")
    return {node: Fault(reason) for node in asked.ids - network.units_at(based)}


@check("GRID002", N_("Base grid without a branch"), asks=_grids("base"), cured_by=("网格",))
def base_grid_without_branch(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A base grid that no party branch covers.

    Why it matters
    --------------
    The branch is to stand on the grid; here nobody answers for it.

    How it is measured
    ------------------
    Asked are all base grids. One fails that no party organisation covers on the day. Unknown
    where its town did not report the ledger of grids.

    What to do
    ----------
    Set up the branch of the grid, or enter it in the column 网格党支部.
    """
    return _uncovered(network, asked, _("no branch covers it"))


@check("GRID003", N_("Micro-grid without a group"), asks=_grids("micro"), cured_by=("网格",))
def micro_grid_without_group(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A micro-grid that no party group covers.

    Why it matters
    --------------
    Between the branch and the households a link is missing.

    How it is measured
    ------------------
    Asked are all micro-grids. One fails that no party organisation covers on the day. Unknown
    where its town did not report the ledger of grids.

    What to do
    ----------
    Form the group, or enter it in the column 微网格党小组.
    """
    return _uncovered(network, asked, _("no party group covers it"))


def _uncovered(network: Network, asked: Population, reason: str) -> dict[str, Fault]:
    covered = set(network.now.relationships["COVERS"]["end"])
    return {node: Fault(reason) for node in asked.ids - covered}


@check("GRID004", N_("Micro-grid out of size"), asks=_sized("micro"), tag=Tag.QUALITY)
def micro_grid_out_of_size(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A micro-grid with too few or too many households.

    Why it matters
    --------------
    A grid that is too large is not looked after; one that is too small ties people down.

    How it is measured
    ------------------
    Asked are all micro-grids, where the profile says how large they are. One fails with fewer
    than micro_least or more than micro_most households. Unknown where the number is blank.

    What to do
    ----------
    Divide or join grids, or mend the number in the ledger.
    """
    return _out_of_size(network, asked, "micro")


@check("GRID005", N_("Centre household out of size"), asks=_sized("centre"), tag=Tag.QUALITY)
def centre_out_of_size(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A centre household that links too few or too many households.

    Why it matters
    --------------
    One household can look after a handful of neighbours, not after a street.

    How it is measured
    ------------------
    Asked are all centre households, where the profile says how many they link. One fails that
    links fewer than centre_least or more than centre_most households, its own included. Unknown
    where the number is blank.

    What to do
    ----------
    Share the households out anew, or mend the number in the ledger.
    """
    return _out_of_size(network, asked, "centre")


def _out_of_size(network: Network, asked: Population, level: str) -> dict[str, Fault]:
    least, most = _limits(network, level)
    households = pl.col("households")
    odd = ~households.is_between(least, most).fill_null(value=False)
    told = _("{count} households, not {least} to {most}")
    return {
        node: UNKNOWN if count is None else Fault(told.format(count=count, least=least, most=most))
        for node, count in _of(network, asked).filter(odd).select("id", "households").iter_rows()
    }


@check("GRID006", N_("Households do not add up"), asks=_grids("micro"), tag=Tag.QUALITY)
def households_do_not_add_up(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A micro-grid whose households are not those that its centre households link.

    Why it matters
    --------------
    Either some households are linked by nobody, or some are counted twice.

    How it is measured
    ------------------
    Asked are all micro-grids. One fails whose number of households is not the sum of those that
    its centre households link. Unknown where one of the numbers is blank.

    What to do
    ----------
    Count the households of the grid, and mend the number that is wrong.
    """
    centres = network.grids.filter(pl.col("level") == "centre")
    links = pl.col("households")
    sums = centres.group_by(id="above").agg(linked=links.sum(), blank=links.null_count())
    rows = _of(network, asked).join(sums, on="id", how="left")
    rows = rows.with_columns(pl.col("linked", "blank").fill_null(0))
    judged = (links == pl.col("linked")) & (pl.col("blank") == 0)
    told = _("{households} households, its centres link {count}")
    wrong = rows.filter(~judged.fill_null(value=False))
    return {
        node: UNKNOWN
        if households is None or blank
        else Fault(told.format(households=households, count=count))
        for node, households, count, blank in wrong.select(
            "id", "households", "linked", "blank"
        ).iter_rows()
    }


def _of(network: Network, asked: Population) -> pl.DataFrame:
    return network.grids.join(asked.table.select("id"), on="id", how="semi")
