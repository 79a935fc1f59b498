"""Checks of the monthly supervision of towns: scores, ranks, and who stays last."""

from collections.abc import Iterator, Mapping

import polars as pl

from orggraph import months, ranking
from orggraph.checks._check import Fault, Tag, check
from orggraph.language import N_, _
from orggraph.network import Network
from orggraph.population import Population


def latest_month(network: Network) -> str:
    """Name the latest complete month.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    month
        As periods are written: ``2022-12``.
    """
    (month,) = months.complete_months(network.as_of, 1)
    return f"{month:%Y-%m}"


def graded_months(network: Network) -> list[dict[str, str | int]]:
    """List the complete months of the year to the day, and what towns are graded by in each.

    Parameters
    ----------
    network
        The county on one day.

    Returns
    -------
    months
        Oldest first, with ``period`` (``2022-12``), ``number`` (from 0) and ``kind``, the
        indicators whose sum is the grade: ``supervision_total`` where a town has one that
        month, else ``supervision``.
    """
    totals = set(network.measured("supervision_total")["period"])
    periods = [f"{month:%Y-%m}" for month in months.of_year(network.as_of)]
    return [
        {
            "period": period,
            "number": number,
            "kind": "supervision_total" if period in totals else "supervision",
        }
        for number, period in enumerate(periods)
    ]


def _towns(network: Network) -> Population:
    return network.town_areas


def _towns_of_known_items(network: Network) -> Population:
    """Ask all towns where the profile names the items that are scored; else nobody."""
    towns = network.town_areas
    known = network.profile.supervision_items is not None
    return towns if known else Population(towns.label, towns.ledger, towns.table.clear())


@check(
    "SUPV001",
    N_("Score missing"),
    asks=_towns_of_known_items,
    tag=Tag.QUALITY,
    cured_by=("督导",),
)
def score_missing(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A town without a score for one of the items of the latest complete month.

    Why it matters
    --------------
    A total without an item is no total, and a rank by it is none.

    How it is measured
    ------------------
    Asked are all towns, where the profile names the items (supervision_items). One fails
    without a score for one of them in the latest complete month. Unknown where it did not
    report the ledger of supervision.

    What to do
    ----------
    Ask the body that scores the item.
    """
    month, items = latest_month(network), network.profile.supervision_items or ()
    scores = network.measured("supervision").filter(pl.col("period") == month)
    scored = set(scores.select("node", "indicator_name").iter_rows())
    missing = {town: [item for item in items if (town, item) not in scored] for town in asked.ids}
    told = _("{month} lacks: {items}")
    return {
        town: Fault(told.format(month=month, items="、".join(lacking)))
        for town, lacking in missing.items()
        if lacking
    }


@check("SUPV002", N_("Rank not reproducible"), asks=_towns, tag=Tag.QUALITY)
def rank_not_reproducible(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A town with a reported rank that the scores of that month do not give.

    Why it matters
    --------------
    Ranks are made public; one that cannot be recomputed will be disputed.

    How it is measured
    ------------------
    Asked are all towns. One fails with a rank, of an item or of the total, in the year to the
    day, that is not one more than there are towns with a better score of that month. Equal
    scores share a rank.

    What to do
    ----------
    Recompute the month's ranks, and mend the score or the rank that is wrong.
    """
    values = network.measured("supervision", "supervision_total")
    recent = values.filter(
        (pl.col("since") > network.year_start) & pl.col("node").is_in(list(asked.ids))
    )
    faults: dict[str, list[tuple[str, str]]] = {}
    for (period, _item), rows in recent.group_by("period", "indicator"):
        ranks = ranking.competition(dict(rows.select("node", "value").iter_rows()))
        for town, item, rank, source in rows.select(
            "node", "indicator_name", "rank", "source"
        ).iter_rows():
            if rank is not None and rank != ranks[town]:
                told = _("{month} {item}: rank {rank}, by the scores {right}")
                reason = told.format(month=period, item=item, rank=rank, right=ranks[town])
                faults.setdefault(town, []).append((reason, source))
    return {
        town: Fault("; ".join(sorted(r for r, _s in found)), tuple(sorted(s for _r, s in found)))
        for town, found in faults.items()
    }


@check("SUPV003", N_("Among the last month after month"), asks=_towns)
def bottom_three_persistently(network: Network, asked: Population) -> Mapping[str, Fault]:
    """A town that stays among the last of the monthly supervision.

    Why it matters
    --------------
    Once is chance; month after month it needs help, not another ranking.

    How it is measured
    ------------------
    Asked are all towns. One fails that is among the last bottom_towns by the total, or where a
    month has none by the sum of the items, in bottom_months complete months running within the
    year to the day. Towns with equal totals at the edge are all among the last.

    What to do
    ----------
    Look at which items hold it back, and send help for these.
    """
    profile, graded = network.profile, _graded(network)
    turns = [
        ranking.last(grades, count=profile.bottom_towns) for grades in _grades(network, graded)
    ]
    persistent = ranking.running(turns, length=profile.bottom_months)
    told = _("among the last {count} in {months} months running")
    reason = told.format(count=profile.bottom_towns, months=profile.bottom_months)
    scores = graded.sort("number", "source").select("node", "number", "source").rows()
    return {
        town: Fault(
            reason, tuple(s for node, n, s in scores if node == town and n in numbers and s)
        )
        for town, numbers in persistent.items()
        if town in asked.ids
    }


def _graded(network: Network) -> pl.DataFrame:
    """Give the values that towns are graded by, with the ``number`` of their month."""
    schema = {"period": pl.String, "number": pl.Int64, "kind": pl.String}
    of_year = pl.DataFrame(graded_months(network), schema=schema)
    values = network.measured("supervision", "supervision_total")
    return values.join(of_year, on=["period", "kind"])


def _grades(network: Network, graded: pl.DataFrame) -> Iterator[dict[str, float]]:
    """Add up the grade of each town, month by month; empty for a month without any."""
    sums = graded.group_by("number", "node").agg(pl.col("value").sum().round(6))
    for month in graded_months(network):
        rows = sums.filter(pl.col("number") == month["number"])
        yield dict(rows.select("node", "value").iter_rows())
