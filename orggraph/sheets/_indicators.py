"""收入 and 督导: what villages and towns are measured by."""

import polars as pl

from orggraph.model import INCOMES
from orggraph.sheets._draft import Draft
from orggraph.sheets._places import with_village
from orggraph.sheets._rules import refuse_contradicting

INDICATOR = "Indicator"
YEAR, METRIC, AMOUNT = "年度", "口径", "金额(万元)"
YUAN = "元"


def add_incomes(draft: Draft) -> None:
    """Make the incomes that 收入 lists."""
    rows = with_village(draft, draft.rows["收入"])
    word = pl.col(METRIC).replace_strict(INCOMES, default=None, return_dtype=pl.String)
    last_day = pl.concat_str(YEAR, pl.lit("-12-31")).str.to_date("%Y-%m-%d", strict=False)
    rows = rows.with_columns(
        word.alias("name"), last_day.alias("since"), pl.lit("income").alias("kind")
    )
    measured = {"period": YEAR, "value": AMOUNT}
    _measure(draft, _identified(rows, "village", YEAR), ("Village", "village"), **measured)


def _identified(rows: pl.DataFrame, *cell: str) -> pl.DataFrame:
    """Add the id of the indicator, and the ``cell`` that one row alone may fill."""
    rows = rows.with_columns(
        pl.concat_str(pl.lit("IN"), "kind", "name", separator="-").alias("indicator")
    )
    return rows.with_columns(pl.concat_str("indicator", *cell, separator="|").alias("cell"))


def _measure(draft: Draft, rows: pl.DataFrame, whose: tuple[str, str], **columns: str) -> None:
    refuse_contradicting(draft.issues, draft.issues.good(rows), "cell")
    rows = draft.issues.good(rows)
    unit = pl.when(pl.col("kind") == "income").then(pl.lit(YUAN))
    draft.add_nodes(INDICATOR, rows, id="indicator", name="name", kind="kind", unit=unit)
    draft.add_links("MEASURED", rows, whose, (INDICATOR, "indicator"), since="since", **columns)
