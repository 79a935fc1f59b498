"""任职: who holds which post in a place, an organisation or a grid."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import VILLAGE
from orggraph.sheets._draft import Draft
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._persons import add_posts
from orggraph.sheets._places import (
    find,
    refuse_unfound,
    tell_refused,
    town_known,
    with_town,
)
from orggraph.sheets._rules import refuse_blank, refuse_reversed

NAME, POST, UNIT, GRID = "姓名", "职务", "单位", "网格"
CADRE, LEADER = "village_cadre", "grid_leader"
OF_PLACES = {CADRE: ("Village", "village"), LEADER: ("Grid", "grid")}


def add_listed_posts(draft: Draft) -> None:
    """Make the posts that 任职 lists."""
    issues = draft.issues
    rows = draft.rows["任职"].rename({"开始时间": "since", "结束时间": "until"})
    refuse_reversed(issues, draft.rows["任职"], "开始时间", "结束时间")
    rows = _placed(draft, with_town(draft, rows))
    rows = _with_grid(draft, issues.good(_with_unit(draft, rows)))
    for role in rows[POST].unique().drop_nulls().sort():
        own = issues.good(rows).filter(pl.col(POST) == role)
        add_posts(draft, own, NAME, role, OF_PLACES.get(role, (PARTY, "organization")))


def _placed(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Find the place of each row: ``village``, ``organization``, ``place`` and ``scope``."""
    local = _local()
    refuse_blank(draft.issues, rows, VILLAGE, local | pl.col(UNIT).is_null())
    refuse_blank(draft.issues, rows, GRID, pl.col(POST) == LEADER)
    for column, used in ((UNIT, ~local), (GRID, pl.col(POST) == LEADER)):
        idle = rows.filter(~used, pl.col(column).is_not_null())
        expected = _("Blank with this 职务.")
        draft.issues.note_rows("unused-cell", column, expected, idle)
    asks = rows.filter(pl.col(VILLAGE).is_not_null(), town_known())
    asks = asks.select("at", "town", item=VILLAGE, want=pl.lit("place"), local=local)
    found = find(draft, asks)
    # A village's cadre needs no party organisation there.
    bare = pl.when("local").then("village")
    refuse_unfound(
        draft, found.with_columns(pl.coalesce("organization", bare).alias("organization")), VILLAGE
    )
    places = found.filter(pl.col("hits") == 1).select(
        "at", "village", "organization", scope="town", place="name"
    )
    return rows.join(places, on="at", how="left", maintain_order="left")


def _local() -> pl.Expr:
    return pl.col(POST).is_in(list(OF_PLACES))


def _with_unit(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Put the organisation that 单位 names in the place of the village's own."""
    named = rows.filter(
        pl.col(UNIT).is_not_null(), ~pl.col(POST).is_in(list(OF_PLACES)), town_known()
    )
    asks = named.select("at", "town", item=UNIT, want=pl.lit(None, dtype=pl.String))
    found = find(draft, asks)
    refuse_unfound(draft, found, UNIT)
    units = found.select("at", unit="organization", unit_scope="town", unit_name="name")
    joined = rows.join(units, on="at", how="left", maintain_order="left")
    over = {"organization": "unit", "scope": "unit_scope", "place": "unit_name"}
    return joined.with_columns(pl.coalesce(unit, own).alias(own) for own, unit in over.items())


def _with_grid(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    asks = rows.filter(pl.col(POST) == LEADER).select(
        "at", "village", pl.col(GRID).alias("item"), key=key(pl.col(GRID))
    )
    if not draft.given("网格"):
        draft.issues.note_rows("unread-grid", GRID, _("Add the ledger 网格."), asks)
        return rows.filter(pl.col(POST) != LEADER).with_columns(grid=pl.lit(None))
    found = asks.join(draft.grids, on=["village", "key"])
    several = found.filter(pl.len().over("at") > 1).unique("at")
    expected = _("A name that only one grid of the village has.")
    draft.issues.note_rows("ambiguous-grid", GRID, expected, several)
    lost = asks.join(found, on="at", how="anti").with_columns(pl.col("village").alias("town"))
    lost = tell_refused(draft, lost, GRID)
    expected = _("A 基础网格 or 微网格 of the village, as 网格 writes it.")
    draft.issues.note_rows("unknown-grid", GRID, expected, lost)
    grids = found.unique("at").select("at", "grid")
    return rows.join(grids, on="at", how="left", maintain_order="left")
