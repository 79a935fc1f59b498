"""Names found in the right town: towns, places and party organisations.

Names are compared whole and inside one town only: one name may stand for two places of a county,
and one name may be part of another.
"""

from difflib import get_close_matches

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import TOWN, VILLAGE
from orggraph.sheets._draft import JOINT_RANK, PLACE_RANK, Draft
from orggraph.sheets._names import key

PLACE_CODE = r"^\d{12}$"
TOWN_DIGITS = 9
PLACE_KINDS = ("village", "community")
FOUND = ("target", "village", "organization", "kind", "name", "rank")


def with_town(draft: Draft, rows: pl.DataFrame, column: str = TOWN) -> pl.DataFrame:
    """Add ``town`` and ``town_name`` of the town named in a column, refusing unknown ones."""
    found = join_town(draft, rows, column)
    lost = found.filter(pl.col(column).is_not_null() & pl.col("town").is_null())
    expected = _("A town as 村情 writes it; the 区划代码 of a place there gives its code.")
    draft.issues.note_rows("unknown-town", column, expected, lost)
    return found


def join_town(draft: Draft, rows: pl.DataFrame, column: str = TOWN) -> pl.DataFrame:
    """Add ``town`` and ``town_name`` of the town named in a column, null where it is unknown."""
    return (
        rows.with_columns(key(pl.col(column)).alias("key"))
        .join(draft.towns, on="key", how="left", maintain_order="left")
        .drop("key")
    )


def town_known(column: str = TOWN, town: str = "town") -> pl.Expr:
    """Say in which rows the town named in a column, if any, is known."""
    return pl.col(column).is_null() | pl.col(town).is_not_null()


def find(draft: Draft, asks: pl.DataFrame) -> pl.DataFrame:
    """Find what names stand for.

    ``asks`` has ``at``, ``town`` (code, null for the county), ``item`` (the name, a place code, or
    ``town/name``) and ``want`` (place, a kind of place or joint_committee; null for anything).
    Given back is a row for each ask, with ``hits`` (how many it may stand for) and, where that is
    1, ``target``, ``village``, ``organization``, ``kind``, ``name`` and ``rank``.
    """
    asked = _placed(draft, asks).with_row_index("ask")
    joined = asked.join(draft.parties, on=["town", "key"], how="left")
    hit = joined.filter(_wanted()).with_columns(
        pl.when(pl.col("rank") == PLACE_RANK)
        .then(pl.col("village"))
        .otherwise(pl.col("organization"))
        .alias("target"),
        _preference().alias("preference"),
    )
    best = hit.filter(pl.col("preference") == pl.col("preference").min().over("ask"))
    answers = best.group_by("ask").agg(
        pl.col("target").n_unique().alias("hits"),
        *(pl.col(name).first() for name in FOUND),
    )
    return (
        asked.join(answers, on="ask", how="left", maintain_order="left")
        .with_columns(pl.col("hits").fill_null(0))
        .drop("ask")
    )


def with_village(
    draft: Draft, rows: pl.DataFrame, column: str = VILLAGE, town: str = TOWN
) -> pl.DataFrame:
    """Add the town, and ``village``, ``organization`` and ``place`` (its name) of a place there.

    Rows that name no place of the town are refused; a place needs no organisation of its own.
    """
    rows = with_town(draft, rows, town)
    asks = rows.filter(pl.col(column).is_not_null(), pl.col("town").is_not_null())
    found = find(draft, asks.select("at", "town", item=column, want=pl.lit("place")))
    bare = found.with_columns(pl.coalesce("organization", "village").alias("organization"))
    refuse_unfound(draft, bare, column)
    places = found.select("at", "village", "organization", place="name")
    return rows.join(places, on="at", how="left", maintain_order="left")


def refuse_unfound(draft: Draft, found: pl.DataFrame, column: str) -> None:
    """Refuse the rows that name what is not found, stands for several, or has no organisation."""
    lost = tell_refused(draft, found.filter(pl.col("hits") == 0), column)
    for at, town, item in lost.select("at", "town", "item").rows():
        draft.issues.note("unknown-place", column, _meant(draft, town, item), [(at, item)])
    several = found.filter(pl.col("hits") > 1).select("at", "item").rows()
    draft.issues.note("ambiguous-place", column, _("Write its 区划代码 instead."), several)
    bare = found.filter((pl.col("hits") == 1) & pl.col("organization").is_null())
    expected = _("List its party organisation in 党组织.")
    draft.issues.note("no-organization", column, expected, bare.select("at", "item").rows())


def tell_refused(draft: Draft, lost: pl.DataFrame, column: str) -> pl.DataFrame:
    """Refuse the rows that name, by ``town`` and ``key``, what is refused; give the others."""
    known = lost.join(draft.refused, on=["town", "key"], maintain_order="left")
    for at, item, source in known.select("at", "item", "refused").rows():
        expected = _("Mend {source}; then this row holds.").format(source=source)
        draft.issues.note("refers-to-error", column, expected, [(at, item)])
    return lost.join(draft.refused, on=["town", "key"], how="anti", maintain_order="left")


def warn_of_kind(draft: Draft, found: pl.DataFrame, column: str) -> None:
    """Warn where a place is called a village and is a community, or the other way round."""
    known = pl.col("kind").is_in(PLACE_KINDS) & pl.col("want").is_in(PLACE_KINDS)
    wrong = found.filter(
        (pl.col("rank") == PLACE_RANK) & known & (pl.col("kind") != pl.col("want"))
    )
    draft.issues.note_rows("kind-mismatch", column, _("The kind that 村情 gives."), wrong)


def _placed(draft: Draft, asks: pl.DataFrame) -> pl.DataFrame:
    """Add the key to look for, and the town to look in: that of the name itself, else the row's."""
    folded = key(pl.col("item"))
    split = folded.str.splitn("/", 2).struct
    named = split.field("field_1").is_not_null()
    parts = asks.with_columns(
        pl.when(named).then(split.field("field_0")).alias("own_town"),
        pl.when(named)
        .then(split.field("field_1"))
        .otherwise(folded)
        .str.strip_chars()
        .alias("key"),
    )
    towns = draft.towns.select("key", pl.col("town").alias("found_town"))
    joined = parts.join(
        towns, left_on="own_town", right_on="key", how="left", maintain_order="left"
    )
    coded = pl.when(pl.col("key").str.contains(PLACE_CODE)).then(
        pl.col("key").str.slice(0, TOWN_DIGITS)
    )
    town = (
        pl.when(pl.col("own_town").is_not_null())
        .then("found_town")
        .otherwise(pl.coalesce("town", coded, pl.lit(draft.county.code)))
    )
    return joined.with_columns(town.alias("town")).drop("own_town", "found_town")


def _wanted() -> pl.Expr:
    place = pl.col("want").is_in(["place", *PLACE_KINDS])
    return (
        pl.col("rank").is_not_null()
        & (~place.fill_null(value=False) | (pl.col("rank") == PLACE_RANK))
        & (pl.col("want").ne_missing("joint_committee") | (pl.col("rank") == JOINT_RANK))
    )


def _preference() -> pl.Expr:
    """Places before committees before other organisations; of places those of the kind asked."""
    other_kind = pl.col("want").is_in(PLACE_KINDS) & (pl.col("kind") != pl.col("want"))
    return pl.col("rank") * 2 + other_kind.fill_null(value=False).cast(pl.Int8)


def _meant(draft: Draft, town: str | None, item: str) -> str:
    if town is None or town == draft.county.code:
        return _("A name with a town of 村情: fill the town in, or write town/name.")
    names = draft.parties.filter((pl.col("town") == town) & (pl.col("rank") == PLACE_RANK))["name"]
    close = get_close_matches(item.rpartition("/")[2], names.unique().sort().to_list(), n=3)
    if close:
        return _("A name as 村情 writes it for this town, such as {names}.").format(
            names="、".join(close)
        )
    return _("A name as 村情 writes it for this town; for another town, write town/name.")
