"""aliases.csv beside the ledgers: names of one place that differ, and places newer than the list.

A row says that 旧名称 and 新名称 of a town mean the same, from 起始日期 on: a renaming, a merger
(the same 新名称 in several rows), an abbreviation. A row without 旧名称 lists a place that the
gazetteer does not have yet; one without 镇(街道) speaks of a town, or of the county. Where there is
a column 确认, only the rows with 是 hold: suggestions wait there for a person.
"""

import polars as pl

from orggraph.language import _
from orggraph.sheets._bases import base
from orggraph.sheets._columns import TOWN, Column, Kind, Ledger
from orggraph.sheets._draft import ALIASES, Draft
from orggraph.sheets._names import key

FILE = "aliases.csv"
OLD, NEW, SINCE = "旧名称", "新名称", "起始日期"
BASIS, WHERE, CONFIRMED = "依据", "出处", "确认"
LEDGER = Ledger(
    "aliases",
    (
        Column(OLD),
        Column(NEW, required=True),
        Column(TOWN),
        Column(SINCE, Kind.START),
        Column(BASIS),
        Column(WHERE),
        Column(CONFIRMED, Kind.YES_NO),
    ),
)


def in_force(draft: Draft) -> pl.DataFrame:
    """Give the rows that hold on the day of the ledgers.

    ``old``, ``new`` and ``area`` are keys; both names stand as they are written, too.
    """
    rows = draft.good_rows_of(LEDGER.name)
    asks = [page for page in draft.sheets[LEDGER.name].given if CONFIRMED in page.headings]
    waiting = rows.filter(~pl.col(CONFIRMED).fill_null(value=not asks))
    open_ = waiting.filter(pl.col(CONFIRMED).is_null())
    expected = _("是 where the two names mean the same, else 否.")
    draft.issues.note_rows("unconfirmed-alias", CONFIRMED, expected, open_)
    held = rows.join(waiting, on="at", how="anti")
    begun = pl.col(SINCE).is_null() | (pl.col(SINCE) <= pl.lit(draft.county.cutoff))
    return held.filter(begun.fill_null(value=True)).select(
        "at", OLD, NEW, old=key(pl.col(OLD)), new=key(pl.col(NEW)), area=key(pl.col(TOWN))
    )


def new_areas(rows: pl.DataFrame) -> pl.Series:
    """Give the keys of towns and counties that are listed as new."""
    return rows.filter(pl.col("old").is_null(), pl.col("area").is_null())["new"]


def both_ways(rows: pl.DataFrame) -> pl.DataFrame:
    """Give each name with the other that it stands for.

    ``area``, ``key`` and ``other`` are keys; ``written`` is the name as the row writes it.
    """
    named = rows.filter(pl.col("old").is_not_null())
    return pl.concat(
        [
            named.select("at", "area", key="old", written=OLD, other="new"),
            named.select("at", "area", key="new", written=NEW, other="old"),
        ]
    )


def add_aliases(draft: Draft, rows: pl.DataFrame) -> None:
    """Let names of places stand for others in their town, and tell of rows that help nobody."""
    placed = both_ways(rows.filter(pl.col("area").is_not_null())).join(
        draft.towns.select("town", area="key"), on="area", how="left", maintain_order="left"
    )
    lost = placed.filter(pl.col("town").is_null()).unique("at")
    expected = _("A town as 村情 writes it; the 区划代码 of a place there gives its code.")
    draft.issues.note_rows("unknown-town", TOWN, expected, lost)
    told = placed.filter(pl.col("town").is_not_null())
    known = told.join(draft.parties.select("town", "key"), on=["town", "key"])
    near = told.with_columns(base(pl.col("key")).alias("base")).join(
        draft.bases, on=["town", "base"]
    )
    idle = told.filter(~pl.col("at").is_in(pl.concat([known["at"], near["at"]]).implode()))
    expected = _("One name of a row has to be that of a place of the town.")
    draft.issues.note_rows("idle-alias", OLD, expected, idle.unique("at"))
    draft.aliases = told.select(ALIASES.names())
