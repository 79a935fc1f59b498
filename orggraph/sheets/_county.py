"""说明, 报送情况 and 村情: the county, its towns and places, and which ledgers came."""

from collections.abc import Mapping
from datetime import date

import polars as pl

from orggraph import gazetteer
from orggraph.errors import Problem
from orggraph.language import _
from orggraph.sheets._aliases import add_aliases, both_ways, in_force, new_areas
from orggraph.sheets._columns import CODE, ITEMS, READ, TOWN, VILLAGE
from orggraph.sheets._dates import deadline
from orggraph.sheets._draft import PARTIES, PLACE_RANK, County, Draft
from orggraph.sheets._files import letters
from orggraph.sheets._kin import PLACE_KINDS
from orggraph.sheets._lists import split_again
from orggraph.sheets._names import key, normal
from orggraph.sheets._other_names import with_other_names
from orggraph.sheets._places import TOWN_DIGITS, join_town, with_town
from orggraph.sheets._problems import PROBLEMS, Issues, Place, problem
from orggraph.sheets._roster import (
    bases,
    gazetteer_keys,
    refuse_unlisted,
    tell_other_names,
    town_key,
    town_names,
    with_codes,
)
from orggraph.sheets._rules import refuse_contradicting, refuse_repeated
from orggraph.sheets._sheet import Sheet
from orggraph.sheets._values import refuse_fractions

COUNTY_DIGITS = 6
NAME, COUNTY_CODE, CUTOFF, REPORTER = ITEMS[:4]
_SAID = pl.Schema({"said": pl.String})
REQUIRED_ITEMS = ITEMS[:3]


def county(sheet: Sheet, issues: Issues) -> tuple[County | None, list[Problem]]:
    """Read 说明: the county, or None where it is not told, and what whole sheets lack."""
    items = sheet.rows.select("at", "page", "source", key(pl.col("项")).alias("item"), text="值")
    lacking = _lacking_items(sheet, items)
    items = issues.good(items)
    unknown = items.filter(~pl.col("item").is_in(ITEMS))
    expected = _("One of: {words}").format(words="、".join(ITEMS))
    issues.note_rows("unknown-item", "项", expected, unknown)
    values = {name: items.filter(pl.col("item") == name) for name in ITEMS}
    codes, days = _codes(values[COUNTY_CODE], issues), _days(sheet, values[CUTOFF], issues)
    names, reporters = values[NAME]["text"].drop_nulls(), values[REPORTER]["text"].drop_nulls()
    if not len(codes) or not len(days) or not len(names):
        return None, lacking
    reporter = "、".join(reporters.unique(maintain_order=True)) or None
    return County(codes[0], names[0], days.sort()[-1], reporter), lacking


def other_cutoffs(sheets: Mapping[str, Sheet], cutoff: date | None) -> list[Problem]:
    """Warn of captions that name another cutoff date than 说明, whose date holds."""
    told = [
        (page, page.captions.cutoff)
        for sheet in sheets.values()
        for page in sheet.pages
        if page.captions.cutoff is not None
    ]
    said = pl.DataFrame({"said": [caption.said for _page, caption in told]}, schema=_SAID)
    days = said.select(deadline(pl.col("said"))).to_series()
    found = set()
    for (page, caption), day in zip(told, days, strict=True):
        if day not in (None, cutoff):
            place = (caption.row + 1, caption.said, letters(caption.column))
            expected = _("{day}, as 说明 says, or mend 说明.").format(day=cutoff)
            found.add(problem(Place(page.file, page.sheet, *place), "caption-cutoff", expected))
    return sorted(found)


def _codes(items: pl.DataFrame, issues: Issues) -> pl.Series:
    read = items.with_columns(key(pl.col("text")).str.extract(r"^(\d{6})$").alias("code"))
    wrong = read.filter(pl.col("code").is_null() & pl.col("text").is_not_null())
    issues.note_rows("bad-code", "值", _("A code of 6 digits."), wrong)
    codes = read["code"].drop_nulls()
    others = read.filter(pl.col("code") != pl.col("code").drop_nulls().first())
    issues.note_rows("other-county", "值", _("One county for all files."), others)
    return codes


def _days(sheet: Sheet, items: pl.DataFrame, issues: Issues) -> pl.Series:
    refuse_fractions(sheet, "值", issues, items)
    read = items.with_columns(deadline(pl.col("text")).alias("day"))
    wrong = read.filter(pl.col("day").is_null() & pl.col("text").is_not_null())
    expected = _("A date such as 2022-03-05, or a month such as 2022-03.")
    issues.note_rows("bad-date", "值", expected, wrong)
    earlier = read.filter(pl.col("day") < pl.col("day").max())
    issues.note_rows("other-cutoff", "值", _("The same date in all files."), earlier)
    return read["day"].drop_nulls()


def refuse_unknown_county(draft: Draft) -> None:
    """Refuse a county code that the gazetteer lacks, unless aliases.csv lists the county as new."""
    new = new_areas(in_force(draft))
    known = gazetteer.has_county(draft.county.code)
    if known or normal(draft.county.name) in new:
        return
    items = draft.rows["说明"].filter(key(pl.col("项")) == COUNTY_CODE)
    expected = _("A county of the Bureau's edition of {edition}.").format(edition=gazetteer.EDITION)
    draft.issues.note_rows("unknown-county", "值", expected, items)


def _lacking_items(sheet: Sheet, items: pl.DataFrame) -> list[Problem]:
    found = []
    for index, page in enumerate(sheet.pages):
        own = items.filter((pl.col("page") == index) & pl.col("text").is_not_null())["item"]
        for name in REQUIRED_ITEMS if page.complete else ():
            if name not in own:
                expected = _("A row {item} with its value.").format(item=name)
                severity = PROBLEMS["missing-item"].severity
                place = (page.file, page.sheet, 0, "", "")
                found.append(Problem(*place, "missing-item", severity, expected))
    return found


def add_places(draft: Draft) -> None:
    """Make of 村情 the county, its towns, its places and their organisations' names."""
    aliases = in_force(draft)
    draft.rows = {**draft.rows, "村情": with_codes(draft, aliases)}
    refuse_unlisted(draft, aliases)
    located = _located(draft)
    # A town is known by all its places, also by those whose row is refused for something else.
    _add_areas(draft, located)
    _name_towns(draft, aliases)
    refuse_repeated(draft.issues, draft.good_rows_of("村情"), CODE, CODE)
    tell_other_names(draft, draft.issues.good(located), aliases)
    rows = _with_kind(draft, draft.issues.good(located))
    draft.parties = _named_places(draft, rows)
    draft.bases = bases(draft.county.code, rows)
    add_aliases(draft, aliases)
    rows = with_other_names(draft, rows)
    draft.add_nodes(
        "Village",
        rows,
        id=CODE,
        name=VILLAGE,
        kind="kind",
        households="户数",
        population="人口",
        tags="产业优势",
        aliases="aliases",
    )
    draft.add_links("PART_OF", rows, ("Village", CODE), ("Area", "town"))
    split_again(draft)
    for name in (VILLAGE, CODE):
        named = join_town(draft, draft.rows["村情"])
        draft.remember_refused(named, pl.col("town"), key(pl.col(name)))


def _located(draft: Draft) -> pl.DataFrame:
    """Give the rows of 村情 whose code and town agree, with ``town``; others are refused."""
    rows = draft.rows["村情"].filter(pl.col(CODE).is_not_null(), pl.col(TOWN).is_not_null())
    elsewhere = pl.col(CODE).str.slice(0, COUNTY_DIGITS) != draft.county.code
    expected = _("A code that begins with {code}.").format(code=draft.county.code)
    draft.issues.note_rows("other-county", CODE, expected, rows.filter(elsewhere))
    pairs = rows.filter(~elsewhere).with_columns(
        town_key(pl.col(TOWN)).alias("town_key"),
        pl.col(CODE).str.slice(0, TOWN_DIGITS).alias("town"),
    )
    # A town's code is that of most of its places; a place with another is in the wrong town.
    ranked = (
        pairs.group_by("town_key", "town")
        .len()
        .sort(["len", "town", "town_key"], descending=[True, False, False])
        .with_columns(
            pl.col("town").first().over("town_key").alias("right_town"),
            pl.col("town_key").first().over("town").alias("right_key"),
        )
    )
    judged = pairs.join(ranked, on=["town_key", "town"], maintain_order="left")
    wrong_code = pl.col("town") != pl.col("right_town")
    for (town,), group in judged.filter(wrong_code).group_by("right_town"):
        expected = _("A code that begins with {code}.").format(code=town)
        draft.issues.note_rows("code-outside-town", CODE, expected, group)
    wrong_name = pl.col("town_key") != pl.col("right_key")
    renamed = judged.filter(~wrong_code, wrong_name)
    for (name, town), group in renamed.group_by("right_key", "town"):
        expected = _("{name}, as other rows call the town {code}.").format(name=name, code=town)
        draft.issues.note_rows("code-outside-town", TOWN, expected, group)
    return judged.filter(~wrong_code, ~wrong_name)


def _with_kind(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    by_code = gazetteer.kind_of(pl.col(CODE))
    off = rows.filter(pl.col("类别") != by_code)
    draft.issues.note_rows("kind-mismatch", "类别", _("Compare the kind and the code."), off)
    return rows.with_columns(pl.coalesce("类别", by_code).alias("kind"))


def _add_areas(draft: Draft, rows: pl.DataFrame) -> None:
    county_row = pl.DataFrame(
        {
            "id": [draft.county.code],
            "name": [draft.county.name],
            "cutoff": [draft.county.cutoff],
            "reporter": [draft.county.reporter],
            "names_kept": [draft.keep_names or None],
        }
    )
    columns = {name: name for name in county_row.columns}
    draft.add_nodes("Area", county_row, level=pl.lit("county"), **columns)
    # A town is told by all its rows; refusing one of them must not take it back.
    towns = rows.unique("town", keep="first", maintain_order=True).select(
        "town", "source", pl.col(TOWN).alias("town_name"), pl.lit(draft.county.code).alias("county")
    )
    segment = pl.col("town").str.slice(COUNTY_DIGITS).cast(pl.Int64)
    kind = (
        pl.when(segment.is_between(1, 99))
        .then(pl.lit("street"))
        .when(segment.is_between(100, 199))
        .then(pl.lit("town"))
        .when(segment.is_between(200, 399))
        .then(pl.lit("township"))
    )
    draft.add_nodes("Area", towns, id="town", name="town_name", level=pl.lit("town"), kind=kind)
    draft.add_links("PART_OF", towns, ("Area", "town"), ("Area", "county"))
    keys = [town_key(pl.col("town_name")), pl.col("town")]
    draft.towns = pl.concat(
        towns.select(each.alias("key"), "town", "town_name") for each in keys
    ).unique("key")


def _name_towns(draft: Draft, aliases: pl.DataFrame) -> None:
    """Let towns be known by the Bureau's names and by aliases too, unless another has them."""
    official = town_names(draft.county.code)
    names = draft.towns.select("town", "town_name").unique("town")
    more = pl.concat([draft.towns.select("key", "town"), official.select("key", "town")])
    others = both_ways(aliases.filter(pl.col("area").is_null()))
    renamed = others.join(more, left_on="other", right_on="key").select("key", "town")
    known = pl.concat([more, renamed]).join(names, on="town", maintain_order="left")
    draft.towns = known.unique("key", keep="first", maintain_order=True)


def _named_places(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    has_own = pl.col("kind").is_in(PLACE_KINDS)
    places = rows.select(
        "town",
        "kind",
        pl.col(CODE).alias("village"),
        pl.when(has_own).then(pl.concat_str(CODE, "kind", separator=":")).alias("organization"),
        pl.col(VILLAGE).alias("name"),
    )
    by_name = places.with_columns(key(pl.col("name")).alias("key"), rank=PLACE_RANK)
    by_code = places.with_columns(pl.col("village").alias("key"), rank=PLACE_RANK)
    official = gazetteer_keys(draft.county.code).join(
        by_name.select("town", "key"), on=["town", "key"], how="anti"
    )
    by_official = by_code.drop("key").join(official, on=["town", "village"])
    return pl.concat(
        each.select(pl.col(name).cast(dtype) for name, dtype in PARTIES.items())
        for each in (by_name, by_code, by_official)
    )


def add_reports(draft: Draft) -> None:
    """Make of 报送情况, and of what was given at all, who reported which ledger."""
    rows = with_town(draft, draft.rows["报送情况"])
    rows = rows.with_columns(
        pl.concat_str("town", "台账", "日期", separator="|", ignore_nulls=True).alias("id")
    )
    refuse_contradicting(draft.issues, draft.issues.good(rows), "id")
    rows = draft.issues.good(rows)
    draft.add_nodes("Ledger", rows, id="台账", name="台账")
    columns = {"since": "日期", "reported": "是否报送"}
    draft.add_links("REPORTED", rows, ("Area", "town"), ("Ledger", "台账"), **columns)
    given = pl.DataFrame(
        [
            (draft.county.code, name, f"{page.file}#{page.sheet}#{page.top}")
            for name in READ
            for page in draft.sheets[name].given[:1]
        ],
        schema={"county": pl.String, "ledger": pl.String, "source": pl.String},
        orient="row",
    )
    draft.add_nodes("Ledger", given, id="ledger", name="ledger")
    draft.add_links(
        "REPORTED", given, ("Area", "county"), ("Ledger", "ledger"), reported=pl.lit(value=True)
    )
