"""项目: projects and the organisations that benefit, and those that other ledgers name."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._draft import PROJECTS, Draft, hashed
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._places import find, refuse_unfound, tell_refused
from orggraph.sheets._rules import refuse_repeated, refuse_reversed

NUMBER, NAME, VILLAGES = "编号", "名称", "覆盖村"
LEDGER = "项目"
# A number before a name, a carrier's name before another's.
NUMBER_RANK, CARRIER_RANK, NAME_RANK = 0, 1, 2
PERIOD = {"since": "开始时间", "until": "结束时间"}


def add_projects(draft: Draft) -> None:
    """Make the projects that 项目 lists."""
    issues = draft.issues
    rows = draft.rows[LEDGER].with_columns(key(pl.col(NUMBER)).alias("id"))
    refuse_reversed(issues, rows, "开始时间", "结束时间")
    asks = rows.explode(VILLAGES).filter(pl.col(VILLAGES).is_not_null())
    county = pl.lit(None, dtype=pl.String)
    found = find(draft, asks.select("at", town=county, item=VILLAGES, want=pl.lit("place")))
    refuse_unfound(draft, found, VILLAGES)
    refuse_repeated(issues, issues.good(rows), "id", NUMBER)
    for name in (NUMBER, NAME):
        draft.remember_refused(draft.rows[LEDGER], pl.lit(LEDGER), key(pl.col(name)))
    rows = issues.good(rows)
    draft.projects = _named(rows)
    draft.add_nodes(
        "Project",
        rows,
        id="id",
        name=NAME,
        kind="类别",
        fund_source="资金来源",
        funds="资金(万元)",
    )
    covered = rows.join(found.select("at", "organization"), on="at", maintain_order="left")
    draft.add_links("BENEFITS", covered, ("Project", "id"), (PARTY, "organization"), **PERIOD)


def name_projects(draft: Draft, rows: pl.DataFrame, column: str) -> pl.DataFrame:
    """Add ``project``, the one that a column names, and whether it is ``listed`` in 项目.

    A name that 项目 does not list stands for a carrier of the row's ``town``. Rows that name one
    of several, or one that is left out, are refused.
    """
    asks = rows.filter(pl.col(column).is_not_null()).select("at", item=column)
    asks = asks.with_columns(key(pl.col("item")).alias("key"))
    found = asks.join(draft.projects, on="key", maintain_order="left")
    found = found.filter(pl.col("rank") == pl.col("rank").min().over("at"))
    several = found.filter(pl.len().over("at") > 1).unique("at")
    expected = _("The 编号 of one of them.")
    draft.issues.note_rows("ambiguous-project", column, expected, several)
    lost = asks.join(found, on="at", how="anti").with_columns(town=pl.lit(LEDGER))
    tell_refused(draft, lost, column)
    listed = found.unique("at").select("at", "project")
    joined = rows.join(listed, on="at", how="left", maintain_order="left")
    made = pl.when(pl.col(column).is_not_null()).then("K-" + hashed(rows, "town", column))
    return joined.with_columns(
        pl.col("project").is_not_null().alias("listed"), pl.coalesce("project", made)
    )


def _named(rows: pl.DataFrame) -> pl.DataFrame:
    by_name = pl.when(pl.col("类别") == "carrier").then(CARRIER_RANK).otherwise(NAME_RANK)
    named = [
        rows.select(key(pl.col(NUMBER)).alias("key"), project="id", rank=NUMBER_RANK),
        rows.select(key(pl.col(NAME)).alias("key"), by_name.alias("rank"), project="id"),
    ]
    return pl.concat(each.select(pl.col(c).cast(t) for c, t in PROJECTS.items()) for each in named)
