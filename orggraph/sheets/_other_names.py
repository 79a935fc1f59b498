"""The names beside its own by which a place is known: they stand for it and for nothing else."""

import polars as pl

from orggraph import gazetteer
from orggraph.sheets._bases import base
from orggraph.sheets._columns import CODE, VILLAGE
from orggraph.sheets._draft import Draft
from orggraph.sheets._names import key
from orggraph.sheets._places import resolved


def with_other_names(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``aliases`` to the rows of 村情: None where a place has no other name.

    Names of aliases.csv as they are written there, and the Bureau's where it calls the place of
    the code otherwise. A name that differs by the word for its kind alone is no other name.
    """
    asks = draft.aliases.select(
        "town", item="written", at=pl.lit(None, pl.Int64), want=pl.lit("place")
    )
    found = resolved(draft, asks.unique(maintain_order=True)).filter(pl.col("hits") == 1)
    told = found.select(code="village", other="item")
    official = gazetteer.villages(draft.county.code).select("code", other="called")
    hidden = pl.col("other").str.contains(gazetteer.UNSHOWABLE)
    named = rows.select(code=CODE, own=base(key(pl.col(VILLAGE))))
    others = (
        pl.concat([told, official.filter(~hidden)])
        .join(named, on="code")
        .filter(base(key(pl.col("other"))) != pl.col("own"), key(pl.col("other")) != pl.col("code"))
        .unique(["code", "other"])
        .sort("code", "other")
    )
    by_code = others.group_by("code").agg(aliases="other")
    return rows.join(by_code, left_on=CODE, right_on="code", how="left", maintain_order="left")
