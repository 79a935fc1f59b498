"""Names found in the right town: towns, places and party organisations.

Names are compared inside one town only, and never in part: one name may stand for two places of a
county, and one may hold another. The whole name comes first; then the base name with the kind that
is said; then the base name alone, if only one place has it; then aliases.csv. What is alike is told
and never taken.
"""

import polars as pl

from orggraph.language import _
from orggraph.sheets._bases import base, of_place, spoken_kind
from orggraph.sheets._columns import TOWN, VILLAGE
from orggraph.sheets._draft import JOINT_RANK, PLACE_RANK, Draft
from orggraph.sheets._kin import PLACE_KINDS, kin
from orggraph.sheets._names import key
from orggraph.sheets._roster import town_key
from orggraph.sheets._suggestions import alike

PLACE_CODE = r"^\d{12}$"
TOWN_DIGITS = 9
FOUND = ("target", "village", "organization", "kind", "name", "rank", "method")


def with_town(draft: Draft, rows: pl.DataFrame, column: str = TOWN) -> pl.DataFrame:
    """Add ``town`` and ``town_name`` of the town named in a column, refusing unknown ones."""
    found = join_town(draft, rows, column)
    lost = found.filter(pl.col(column).is_not_null() & pl.col("town").is_null())
    expected = _("A town as 村情 writes it; the 区划代码 of a place there gives its code.")
    draft.issues.note_rows("unknown-town", column, expected, lost)
    draft.remember_unfound(lost.with_columns(pl.col(column).alias("item")), "towns")
    return found


def join_town(draft: Draft, rows: pl.DataFrame, column: str = TOWN) -> pl.DataFrame:
    """Add ``town`` and ``town_name`` of the town named in a column, null where it is unknown."""
    return (
        rows.with_columns(town_key(pl.col(column)).alias("key"))
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
    Given back is a row for each ask, with ``hits`` (how many it may stand for), their
    ``candidates``, ``absent`` (a place that the gazetteer has and 村情 lacks) and, where there is
    one hit, ``target``, ``village``, ``organization``, ``kind``, ``name``, ``rank`` and ``method``.
    """
    found = resolved(draft, asks)
    draft.remember_matches(found.filter(pl.col("hits") == 1))
    return found


def resolved(draft: Draft, asks: pl.DataFrame) -> pl.DataFrame:
    """Find what names stand for, as ``find`` does, where no ledger asks."""
    asked = _placed(draft, asks).with_row_index("ask")
    answers = _renamed(draft, asked, _answers(draft, asked))
    return (
        asked.join(answers, on="ask", how="left", maintain_order="left")
        .with_columns(pl.col("hits").fill_null(0))
        .drop("ask")
    )


def _answers(draft: Draft, asked: pl.DataFrame) -> pl.DataFrame:
    """Answer asks by whole names and, where those are unknown, by base names."""
    whole = _whole(draft, asked)
    rest = asked.filter(pl.col("want").ne_missing("joint_committee"))
    hits = pl.concat([whole, _near(draft, rest.join(whole, on="ask", how="anti"))])
    candidate = pl.format("{} {}", "name", "target")
    answers = hits.group_by("ask").agg(
        pl.col("target").n_unique().alias("hits"),
        candidate.unique().sort().str.join("、").alias("candidates"),
        (~pl.col("listed")).all().alias("bare"),
        *(pl.col(name).first() for name in FOUND),
    )
    absent = (pl.col("hits") == 1) & pl.col("bare")
    return answers.with_columns(
        pl.when(absent).then("candidates").alias("absent"),
        pl.when(absent).then(0).otherwise("hits").alias("hits"),
    ).drop("bare")


def _whole(draft: Draft, asked: pl.DataFrame) -> pl.DataFrame:
    joined = asked.join(draft.parties, on=["town", "key"], how="left")
    place = pl.col("rank") == PLACE_RANK
    hit = joined.filter(_wanted()).with_columns(
        pl.when(place).then("village").otherwise("organization").alias("target"),
        _preference().alias("preference"),
        pl.when(place & (pl.col("key") == pl.col("village")))
        .then(pl.lit("code"))
        .otherwise(pl.lit("name"))
        .alias("method"),
        pl.lit(value=True).alias("listed"),
    )
    best = hit.filter(pl.col("preference") == pl.col("preference").min().over("ask"))
    return best.select("ask", "listed", *FOUND)


def _near(draft: Draft, asked: pl.DataFrame) -> pl.DataFrame:
    """Find places by their base names; a base name of a refused row stands for nothing else."""
    if asked.is_empty():
        return _whole(draft, asked)  # as empty as this, and of the same columns
    bare = asked.join(_town_words(draft), on="town", how="left", maintain_order="left")
    shorn = pl.col("key").str.strip_prefix("中共").str.strip_prefix(key(pl.lit(draft.county.name)))
    shorn = shorn.str.strip_prefix(pl.col("town_word").fill_null(""))
    bare = bare.with_columns(pl.when(shorn != "").then(shorn).otherwise("key").alias("key"))
    refused = draft.refused.select("town", base(pl.col("key")).alias("base"))
    free = bare.with_columns(base(of_place(pl.col("key"))).alias("base")).join(
        refused, on=["town", "base"], how="anti"
    )
    near = kin(free, draft.bases).select("ask", "village", "method", told_name="name")
    places = draft.parties.filter(
        pl.col("rank") == PLACE_RANK, pl.col("key") == pl.col("village")
    ).drop("town", "key")
    joined = near.join(places, on="village", how="left", maintain_order="left")
    return joined.with_columns(
        pl.col("rank").is_not_null().alias("listed"),
        pl.coalesce("name", "told_name").alias("name"),
        pl.col("village").alias("target"),
    ).select("ask", "listed", *FOUND)


def _town_words(draft: Draft) -> pl.DataFrame:
    named = draft.towns.filter(pl.col("key") == pl.col("town"))
    return named.select("town", key(pl.col("town_name")).alias("town_word"))


def _renamed(draft: Draft, asked: pl.DataFrame, answers: pl.DataFrame) -> pl.DataFrame:
    """Answer by aliases what is not answered."""
    if draft.aliases.is_empty():
        return answers
    lost = asked.join(answers.filter(pl.col("hits") == 1), on="ask", how="anti")
    aliases = draft.aliases.select("town", "key", "other")
    other = lost.join(aliases, on=["town", "key"]).with_columns(pl.col("other").alias("key"))
    found = _answers(draft, other.drop("other")).filter(pl.col("hits") > 0)
    found = found.with_columns(pl.lit("alias").alias("method"))
    return pl.concat([answers.join(found, on="ask", how="anti"), found])


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
    absent = lost.filter(pl.col("absent").is_not_null())
    for at, item, place in absent.select("at", "item", "absent").rows():
        expected = _("List it in 村情, or its new name in aliases.csv: {place}").format(place=place)
        draft.issues.note("unknown-place", column, expected, [(at, item)])
    unknown = lost.filter(pl.col("absent").is_null())
    for (town, item), rows in unknown.group_by(["town", "item"], maintain_order=True):
        expected = _meant(draft, town, item)
        draft.issues.note("unknown-place", column, expected, ((at, item) for at in rows["at"]))
    draft.remember_unfound(unknown, "places")
    several = found.filter(pl.col("hits") > 1).select("at", "item", "candidates")
    for at, item, candidates in several.rows():
        expected = _("The 区划代码 or the whole name of one of: {places}").format(places=candidates)
        draft.issues.note("ambiguous-place", column, expected, [(at, item)])
    _warn_of_words(draft, found, column)
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


def _warn_of_words(draft: Draft, found: pl.DataFrame, column: str) -> None:
    """Warn where a name ends with the word for another kind of place than it was found to be."""
    taken = found.filter(pl.col("hits") == 1, pl.col("method") == "base")
    if taken.is_empty():
        return
    other = pl.col("spoken").is_not_null() & (pl.col("spoken") != pl.col("kind"))
    spoken = taken.with_columns(spoken_kind(of_place(pl.col("key"))).alias("spoken")).filter(other)
    # 三村 is short for 三村居委会: its 村 belongs to the name.
    forms = draft.bases.select("village", key(pl.col("name")).alias("form"))
    own = spoken.join(forms, on="village").filter(pl.col("form").str.starts_with(pl.col("key")))
    for at, item, name in spoken.join(own, on="at", how="anti").select("at", "item", "name").rows():
        expected = _("{name}, the only place of this name in the town.").format(name=name)
        draft.issues.note("kind-mismatch", column, expected, [(at, item)])


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
    close = alike(item.rpartition("/")[2], names.unique().sort().to_list())
    if close:
        return _("A name as 村情 writes it for this town, such as {names}.").format(
            names="、".join(each.name for each in close)
        )
    return _("A name as 村情 writes it for this town; for another town, write town/name.")
