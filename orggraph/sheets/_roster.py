"""村情 beside the gazetteer: blank codes filled in, and codes and names that do not agree."""

import polars as pl

from orggraph import gazetteer
from orggraph.language import _
from orggraph.sheets._aliases import both_ways, new_areas
from orggraph.sheets._bases import base
from orggraph.sheets._columns import CODE, TOWN, VILLAGE
from orggraph.sheets._draft import BASES, Draft
from orggraph.sheets._kin import kin, summed
from orggraph.sheets._names import key

_OFFICE = r"(?:人民政府|政府|办事处)$"


def with_codes(draft: Draft, aliases: pl.DataFrame) -> pl.DataFrame:
    """Give the rows of 村情, blank codes filled in; those that cannot be are refused."""
    rows = draft.rows["村情"]
    blank = draft.issues.good(rows).filter(
        pl.col(CODE).is_null(), pl.col(TOWN).is_not_null(), pl.col(VILLAGE).is_not_null()
    )
    if blank.is_empty():
        return rows
    asked = _in_towns(draft, blank, aliases)
    found = _found(draft, asked.filter(pl.col("town").is_not_null()), aliases)
    expected = _("A town of the county as the Bureau writes it (edition of {edition}).").format(
        edition=gazetteer.EDITION
    )
    lost = asked.filter(pl.col("town").is_null())
    draft.issues.note_rows("unknown-town", TOWN, expected, lost)
    draft.remember_unfound(lost.with_columns(pl.col("area").alias("item")), "towns")
    _refuse(draft, asked.join(lost, on="at", how="anti"), found)
    good = found.filter(pl.col("hits") == 1).select("at", pl.col("village").alias("filled"))
    draft.remember_matches(found.filter(pl.col("hits") == 1).rename({"village": "target"}))
    return (
        rows.join(good, on="at", how="left", maintain_order="left")
        .with_columns(pl.coalesce(CODE, "filled").alias(CODE))
        .drop("filled")
    )


def refuse_unlisted(draft: Draft, aliases: pl.DataFrame) -> None:
    """Refuse the codes that the gazetteer lacks, unless aliases.csv lists the place as new."""
    if not gazetteer.has_county(draft.county.code):
        return  # told of 说明, once
    new = aliases.filter(pl.col("old").is_null(), pl.col("area").is_not_null())
    rows = draft.rows["村情"].filter(pl.col(CODE).str.starts_with(draft.county.code))
    lacking = rows.join(
        gazetteer.villages(draft.county.code), left_on=CODE, right_on="code", how="anti"
    ).with_columns(key(pl.col(VILLAGE)).alias("new"), key(pl.col(TOWN)).alias("area"))
    unknown = lacking.join(new, on=["new", "area"], how="anti").filter(
        ~pl.col("area").is_in(new_areas(aliases).implode())
    )
    expected = _(
        "A code of the Bureau's edition of {edition}; a newer place goes into aliases.csv."
    ).format(edition=gazetteer.EDITION)
    draft.issues.note_rows("unknown-code", CODE, expected, unknown)


def tell_other_names(draft: Draft, rows: pl.DataFrame, aliases: pl.DataFrame) -> None:
    """Tell where a code is that of a place with another name; refuse it if another has the name."""
    places = gazetteer.villages(draft.county.code)
    named = rows.select("at", "town", code=CODE, key=key(pl.col(VILLAGE))).join(
        places.select("code", "name"), on="code"
    )
    hidden = pl.col("name").str.contains(gazetteer.UNSHOWABLE)
    other = named.filter(base(pl.col("key")) != base(key(pl.col("name"))), ~hidden)
    alias = both_ways(aliases).select("key", "other")
    same = other.join(alias, on="key").filter(base(pl.col("other")) == base(key(pl.col("name"))))
    other = other.join(same, on="at", how="anti")
    if other.is_empty():
        return
    taken = other.join(
        gazetteer_keys(draft.county.code), on=["town", "key"], maintain_order="left"
    ).unique("at", maintain_order=True)
    for at, name, village in taken.select("at", "name", "village").rows():
        expected = _("{village}, or the name {name}.").format(village=village, name=name)
        draft.issues.note("code-of-another", CODE, expected, [(at, None)])
    renamed = other.join(taken, on="at", how="anti")
    written = rows.select("at", new=VILLAGE)
    draft.renamed = renamed.join(written, on="at").select("at", "town", "new", old="name")
    for at, name in renamed.select("at", "name").rows():
        expected = _("{name}; where it was renamed, list both names in aliases.csv.").format(
            name=name
        )
        draft.issues.note("other-name", VILLAGE, expected, [(at, None)])


def town_names(county: str) -> pl.DataFrame:
    """Give the names by which the gazetteer knows the towns of a county: ``key`` and ``town``."""
    towns = gazetteer.towns(county).select("town", key=key(pl.col("name")))
    short = towns.with_columns(_town_key(pl.col("key")))
    return pl.concat([towns, short]).unique(maintain_order=True)


def town_key(name: pl.Expr) -> pl.Expr:
    """Fold the name of a town; 源泉镇政府 and 城东街道办事处 are the town and the street."""
    return _town_key(key(name))


def gazetteer_keys(county: str) -> pl.DataFrame:
    """Give each place of the gazetteer by its names: ``town``, ``key`` and ``village``."""
    places = gazetteer.villages(county)
    names = [
        places.select("town", key(pl.col(name)).alias("key"), village="code")
        for name in ("name", "called")
    ]
    return pl.concat(names).unique(maintain_order=True)


def bases(county: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Give the base names of a county's places, as 村情 writes them and as the gazetteer does.

    Places that 村情 lacks are among them, so that a base name is not taken for the only one.
    """
    listed = rows.select(
        "town", "kind", base(key(pl.col(VILLAGE))).alias("base"), village=CODE, name=VILLAGE
    )
    places = gazetteer.villages(county)
    official = places.select(
        "town", "kind", base(key(pl.col("name"))).alias("base"), "name", village="code"
    )
    return pl.concat([listed.select(BASES.names()), official.select(BASES.names())]).unique(
        ["town", "base", "village"], keep="first", maintain_order=True
    )


def _town_key(folded: pl.Expr) -> pl.Expr:
    bare = folded.str.replace(_OFFICE, "")
    return pl.when(bare.str.contains(r".(?:镇|乡|街道)$")).then(bare).otherwise(folded)


def _in_towns(draft: Draft, rows: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    asked = rows.select(
        "at",
        pl.col(VILLAGE).alias("item"),
        pl.col("类别").alias("want"),
        key(pl.col(VILLAGE)).alias("key"),
        town_key(pl.col(TOWN)).alias("area"),
    )
    towns = town_names(draft.county.code)
    renamed = both_ways(aliases.filter(pl.col("area").is_null())).select("other", area="key")
    by_alias = renamed.join(towns, left_on="other", right_on="key").select(key="area", town="town")
    known = pl.concat([towns.select("key", "town"), by_alias]).unique("key", keep="first")
    return asked.join(known, left_on="area", right_on="key", how="left", maintain_order="left")


def _found(draft: Draft, asked: pl.DataFrame, aliases: pl.DataFrame) -> pl.DataFrame:
    """Find places of the gazetteer by name, base name and alias."""
    numbered = asked.with_row_index("ask")
    found = _answers(draft, numbered)
    lost = numbered.join(found.filter(pl.col("hits") == 1), on="ask", how="anti")
    alias = both_ways(aliases).select("area", "key", "other")
    renamed = lost.join(alias, on=["area", "key"]).with_columns(pl.col("other").alias("key"))
    by_alias = _answers(draft, renamed).with_columns(pl.lit("alias").alias("method"))
    rest = found.join(by_alias, on="ask", how="anti")
    answers = pl.concat([rest, by_alias.select(rest.columns)])
    return numbered.select("ask", "at", "item").join(answers, on="ask", how="inner")


def _answers(draft: Draft, asked: pl.DataFrame) -> pl.DataFrame:
    county = draft.county.code
    full = asked.join(gazetteer_keys(county), on=["town", "key"]).with_columns(
        pl.lit("name").alias("method")
    )
    places = gazetteer.villages(county)
    official = places.select(
        "town", "kind", base(key(pl.col("name"))).alias("base"), "name", village="code"
    )
    near = kin(asked.join(full, on="ask", how="anti"), official)
    hits = pl.concat(
        [full.select("ask", "village", "method"), near.select("ask", "village", "method")]
    )
    return summed(hits.join(places.select("name", village="code"), on="village"))


def _refuse(draft: Draft, asked: pl.DataFrame, found: pl.DataFrame) -> None:
    several = found.filter(pl.col("hits") > 1)
    for at, candidates in several.select("at", "candidates").rows():
        expected = _("The 区划代码 of one of: {places}").format(places=candidates)
        draft.issues.note("ambiguous-place", VILLAGE, expected, [(at, None)])
    lost = asked.join(found, on="at", how="anti")
    draft.remember_unfound(lost, "gazetteer")
    expected = _(
        "Its 区划代码, or a name of the Bureau's edition of {edition}; "
        "a newer place goes into aliases.csv."
    ).format(edition=gazetteer.EDITION)
    draft.issues.note_rows("unknown-place", VILLAGE, expected, lost)
