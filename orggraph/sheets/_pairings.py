"""结对: pairings, who provides and who benefits, and the projects that they use."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import UNIT_CLASSES
from orggraph.sheets._draft import Draft, hashed
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._persons import HELPER_TITLE, add_people, pseudonyms
from orggraph.sheets._places import find, refuse_unfound, town_known, warn_of_kind, with_town
from orggraph.sheets._projects import name_projects
from orggraph.sheets._rules import refuse_contradicting, refuse_repeated, refuse_reversed
from orggraph.sheets._units import name_units

NUMBER, HELPER, HELPED, CARRIER = "编号", "帮扶方", "受帮方", "项目载体"
HELPER_TOWN, HELPED_TOWN = "帮扶方镇(街道)", "受帮方镇(街道)"
MUTUAL = ("industry", "complement")
PERIOD = {"since": "开始时间", "until": "结束时间"}


def add_pairings(draft: Draft) -> None:
    """Make the pairings that 结对 lists."""
    issues = draft.issues
    rows = _sided(draft)
    refuse_reversed(issues, rows, "开始时间", "结束时间")
    itself = rows.filter(pl.col("helper") == pl.col("helped"))
    issues.note_rows("pairing-with-itself", HELPED, _("Another than the helper."), itself)
    rows = _identified(issues.good(rows))
    refuse_repeated(issues, rows, "number", NUMBER)
    refuse_contradicting(issues, rows.filter(pl.col("number").is_null()), "id")
    rows = name_projects(draft, issues.good(rows), CARRIER)
    draft.remember_refused(draft.rows["结对"], pl.lit("结对"), key(pl.col(NUMBER)))
    rows = issues.good(rows)
    _warn_of_duplicates(draft, rows)
    draft.pairings = rows.filter(pl.col("number").is_not_null()).select(
        pl.col("number").alias("key"),
        pl.col("id").alias("pairing"),
        key(pl.col("helper_name")).alias("helper"),
    )
    _add(draft, rows)


def _sided(draft: Draft) -> pl.DataFrame:
    """Find both sides of each row: ``helper`` with its label and name, and ``helped``."""
    rows = with_town(draft, draft.rows["结对"], HELPER_TOWN).rename(
        {"town": "helper_town", "town_name": "helper_town_name"}
    )
    rows = with_town(draft, rows, HELPED_TOWN)
    helpers = pl.concat([_organizations(draft, rows), _units(draft, rows), _persons(draft, rows)])
    asks = rows.filter(pl.col(HELPED).is_not_null(), pl.col("town").is_not_null())
    found = find(draft, asks.select("at", "town", item=HELPED, want=pl.lit(None, dtype=pl.String)))
    refuse_unfound(draft, found, HELPED)
    helped = found.select("at", helped="organization", helped_name="name")
    return rows.join(helpers, on="at", how="left", maintain_order="left").join(
        helped, on="at", how="left", maintain_order="left"
    )


def _organizations(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    known = town_known(HELPER_TOWN, "helper_town")
    named = rows.filter(~pl.col("帮扶方类别").is_in([*UNIT_CLASSES, "Person"]), _named(), known)
    asks = named.select("at", "helper_town", item=HELPER, want="帮扶方类别")
    found = find(draft, asks.rename({"helper_town": "town"}))
    refuse_unfound(draft, found, HELPER)
    warn_of_kind(draft, found, "帮扶方类别")
    return found.select(
        "at",
        pl.col("organization").alias("helper"),
        pl.lit(PARTY).alias("helper_label"),
        pl.col("name").alias("helper_name"),
    )


def _units(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    named = draft.issues.good(rows).filter(pl.col("帮扶方类别").is_in(list(UNIT_CLASSES)), _named())
    asks = named.select(
        "at",
        "source",
        pl.coalesce("helper_town", pl.lit(draft.county.code)).alias("seat"),
        pl.lit(None, dtype=pl.String).alias("other"),
        item=HELPER,
        label="帮扶方类别",
    )
    found = name_units(draft, asks, HELPER)
    return found.select("at", helper="unit", helper_label="label", helper_name="name")


def _persons(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Make pseudonyms of the persons who help, inside their town, else inside the county."""
    named = draft.issues.good(rows).filter(pl.col("帮扶方类别") == "Person", _named())
    scoped = named.with_columns(
        pl.coalesce("helper_town", pl.lit(draft.county.code)).alias("scope"),
        pl.coalesce("helper_town_name", pl.lit(draft.county.name)).alias("place"),
    )
    persons = scoped.with_columns(pseudonyms(draft, scoped, "scope", HELPER))
    add_people(draft, persons, HELPER_TITLE)
    return persons.select(
        "at",
        pl.col("person").alias("helper"),
        pl.lit("Person").alias("helper_label"),
        pl.concat_str("place", pl.lit(HELPER_TITLE)).alias("helper_name"),
    )


def _named() -> pl.Expr:
    return pl.col(HELPER).is_not_null()


def _identified(rows: pl.DataFrame) -> pl.DataFrame:
    mutual = pl.col("方式").is_in(MUTUAL).fill_null(value=False)
    sides = [pl.min_horizontal("helper", "helped"), pl.max_horizontal("helper", "helped")]
    sorted_sides = rows.with_columns(
        key(pl.col(NUMBER)).alias("number"),
        mutual.alias("mutual"),
        # Both orders of a mutual pairing are the same pairing.
        pl.when(mutual).then(sides[0]).otherwise("helper").alias("one"),
        pl.when(mutual).then(sides[1]).otherwise("helped").alias("two"),
        pl.col("开始时间").cast(pl.String).alias("start"),
    )
    made = hashed(sorted_sides, "机制", "one", "two", "start")
    return sorted_sides.with_columns(pl.coalesce("number", made).alias("id"))


def _warn_of_duplicates(draft: Draft, rows: pl.DataFrame) -> None:
    """Warn where the same two sides are paired in the same way at the same time (H4)."""
    sides = rows.select(
        "at",
        "source",
        "机制",
        "开始时间",
        "结束时间",
        pl.col("方式").fill_null("").alias("mode"),
        pl.min_horizontal("helper", "helped").alias("one"),
        pl.max_horizontal("helper", "helped").alias("two"),
    )
    both = sides.join(sides, on=["机制", "mode", "one", "two"], suffix="_first")
    begun = pl.col("开始时间") < pl.col("结束时间_first")
    lasting = pl.col("开始时间_first") < pl.col("结束时间")
    twice = both.filter(
        pl.col("at_first") < pl.col("at"),
        begun.fill_null(value=True),
        lasting.fill_null(value=True),
    )
    for at, source in twice.group_by("at").agg(pl.col("source_first").first()).sort("at").rows():
        expected = _("One row for the two sides; {source} has them too.").format(source=source)
        draft.issues.note("duplicate-pairing", HELPED, expected, [(at, None)])


def _add(draft: Draft, rows: pl.DataFrame) -> None:
    name = pl.concat_str("helper_name", "helped_name", separator="—")
    draft.add_nodes(
        "Pairing", rows, id="id", name=name, mechanism="机制", mode="方式", document="文号"
    )
    mutual = rows.filter("mutual")
    helper = (pl.col("helper_label"), "helper")
    pairing, helped = ("Pairing", "id"), (PARTY, "helped")
    draft.add_links("PROVIDES", rows, helper, pairing, **PERIOD)
    draft.add_links("PROVIDES", mutual, helped, pairing, **PERIOD)
    draft.add_links("BENEFITS", rows, pairing, helped, **PERIOD)
    both = mutual.filter(pl.col("helper_label") == PARTY)
    draft.add_links("BENEFITS", both, pairing, (PARTY, "helper"), **PERIOD)
    _add_carriers(draft, rows.filter(pl.col("project").is_not_null()))


def _add_carriers(draft: Draft, rows: pl.DataFrame) -> None:
    made = rows.filter(~pl.col("listed"))
    draft.add_nodes("Project", made, id="project", name=CARRIER, kind=pl.lit("carrier"))
    draft.add_links("USES", rows, ("Pairing", "id"), ("Project", "project"), **PERIOD)
