"""收入 and 督导: what villages and towns are measured by."""

from datetime import date

import polars as pl

from orggraph import profile as profiles
from orggraph.language import _
from orggraph.model import INCOMES, SUPERVISION_TOTAL
from orggraph.sheets._columns import AMOUNT, ITEM, METRIC, MONTH, RANK, SCORE, YEAR
from orggraph.sheets._draft import Draft
from orggraph.sheets._persons import folded
from orggraph.sheets._places import with_town, with_village
from orggraph.sheets._rules import refuse_contradicting

INDICATOR = "Indicator"
YUAN, POINTS = "元", "分"
TOTAL = "supervision_total"
EQUAL = 1e-6  # scores that differ by less are the same


def add_incomes(draft: Draft) -> None:
    """Make the incomes that 收入 lists."""
    rows = with_village(draft, draft.rows["收入"])
    word = pl.col(METRIC).replace_strict(INCOMES, default=None, return_dtype=pl.String)
    last_day = pl.concat_str(YEAR, pl.lit("-12-31")).str.to_date("%Y-%m-%d", strict=False)
    rows = rows.with_columns(
        word.alias("name"), last_day.alias("since"), pl.lit("income").alias("kind")
    )
    measured = {"period": YEAR, "value": AMOUNT}
    rows = _measure(draft, _identified(rows, "village", YEAR), ("Village", "village"), **measured)
    _add_indicators(draft, rows, unit=pl.lit(YUAN))


def add_scores(draft: Draft) -> None:
    """Make the scores that 督导 lists."""
    rows = with_town(draft, draft.rows["督导"]).with_columns(folded(ITEM).alias("name"))
    kind = pl.when(pl.col("name") == SUPERVISION_TOTAL).then(pl.lit(TOTAL))
    rows = rows.with_columns(
        kind.otherwise(pl.lit("supervision")).alias("kind"),
        pl.col(MONTH).dt.strftime("%Y-%m").alias("period"),
        pl.col(MONTH).dt.month_end().alias("since"),
    )
    measured = {"period": "period", "value": SCORE, "rank": RANK}
    scores = _measure(draft, _identified(rows, "town", "period"), ("Area", "town"), **measured)
    _add_items(draft, scores)
    _warn_of_totals(draft, draft.issues.good(rows).unique(["town", "period", "name"]))


def _warn_of_totals(draft: Draft, rows: pl.DataFrame) -> None:
    """Warn of totals that are not the sum of the items, where the town has all of the month's."""
    scored = rows.filter(pl.col("kind") != TOTAL)
    sums = scored.group_by("town", "period").agg(pl.col(SCORE).sum().alias("sum"), pl.len())
    whole = sums.filter(pl.col("len") == pl.col("len").max().over("period"))
    totals = rows.filter(pl.col("kind") == TOTAL).join(whole, on=["town", "period"])
    wrong = totals.filter((pl.col(SCORE) - pl.col("sum")).abs() > EQUAL).sort("at")
    for at, total in wrong.select("at", "sum").rows():
        expected = _("{total}, the sum of the items.").format(total=f"{total:g}")
        draft.issues.note("wrong-total", SCORE, expected, [(at, None)])


def _identified(rows: pl.DataFrame, *cell: str) -> pl.DataFrame:
    """Add the id of the indicator, and the ``cell`` that one row alone may fill."""
    rows = rows.with_columns(
        pl.concat_str(pl.lit("IN"), "kind", "name", separator="-").alias("indicator")
    )
    return rows.with_columns(pl.concat_str("indicator", *cell, separator="|").alias("cell"))


def _measure(
    draft: Draft, rows: pl.DataFrame, whose: tuple[str, str], **columns: str
) -> pl.DataFrame:
    """Add what was measured, and give its rows."""
    refuse_contradicting(draft.issues, draft.issues.good(rows), "cell")
    rows = draft.issues.good(rows)
    draft.add_links("MEASURED", rows, whose, (INDICATOR, "indicator"), since="since", **columns)
    return rows


def _add_items(draft: Draft, scores: pl.DataFrame) -> None:
    """Add the items of supervision with what the profile of the last year scored says of them."""
    last = scores["since"].max()
    if isinstance(last, date):
        profile = profiles.choose(draft.county.code, last)
        items, bodies = profile.supervision_items or (), list(profile.supervision_bodies or ())
        known = (pl.col("kind") != TOTAL) & pl.col("name").is_in(items)
        facts = {"max_score": pl.lit(profile.supervision_most), "bodies": pl.lit(bodies)}
        stated = {name: pl.when(known).then(value) for name, value in facts.items()}
        _add_indicators(draft, scores, unit=pl.lit(POINTS), **stated)


def _add_indicators(draft: Draft, rows: pl.DataFrame, **facts: pl.Expr) -> None:
    draft.add_nodes(INDICATOR, rows, id="indicator", name="name", kind="kind", **facts)
