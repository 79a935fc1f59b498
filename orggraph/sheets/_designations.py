"""认定: designations, and the four duties towards weak and lax organisations."""

import polars as pl

from orggraph.language import _
from orggraph.model import DESIGNATION_KINDS
from orggraph.sheets._columns import VILLAGE
from orggraph.sheets._draft import Draft
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._persons import add_posts
from orggraph.sheets._places import find, refuse_unfound, with_town
from orggraph.sheets._rules import refuse_contradicting, refuse_reversed
from orggraph.sheets._units import name_units

WEAK_LAX, FOUR_DUTIES = "weak_lax", "four_duties"
UNIT = "帮包单位"
COUNTY_POST, TOWN_POSTS = (
    ("县级领导", "county_leader"),
    (
        ("镇街领导", "town_leader"),
        ("第一书记", "first_secretary"),
    ),
)
DUTIES = (COUNTY_POST[0], *(heading for heading, _role in TOWN_POSTS), UNIT)
PERIOD = {"since": "since", "until": "until"}


def add_designations(draft: Draft) -> None:
    """Make the designations that 认定 lists."""
    issues = draft.issues
    rows = with_town(draft, draft.rows["认定"])
    refuse_reversed(issues, rows, "认定时间", "解除时间")
    rows = _with_place(draft, rows).rename({"认定时间": "since", "解除时间": "until"})
    rows = rows.with_columns(
        pl.concat_str("类别", "organization", "since", separator=":").alias("id"),
        pl.concat_str("place", pl.col("类别").replace(DESIGNATION_KINDS)).alias("name"),
    )
    refuse_contradicting(issues, issues.good(rows), "id")
    idle = rows.filter(pl.col("类别") != WEAK_LAX)
    for heading in DUTIES:
        named = idle.filter(pl.col(heading).is_not_null())
        issues.note_rows("unused-duty", heading, _("Blank, or 软弱涣散 as 类别."), named)
    rows = issues.good(rows)
    _add(draft, rows)
    _add_duties(draft, rows.filter(pl.col("类别") == WEAK_LAX))


def _with_place(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    asks = rows.filter(pl.col(VILLAGE).is_not_null(), pl.col("town").is_not_null())
    found = find(draft, asks.select("at", "town", item=VILLAGE, want=pl.lit("place")))
    refuse_unfound(draft, found, VILLAGE)
    places = found.select("at", "organization", place="name")
    return rows.join(places, on="at", how="left", maintain_order="left")


def _add(draft: Draft, rows: pl.DataFrame) -> None:
    draft.add_nodes(
        "Designation",
        rows,
        id="id",
        name="name",
        kind="类别",
        situations="主要问题",
        due_on="整顿时限",
        escalation="提级",
    )
    draft.add_links("CONCERNS", rows, ("Designation", "id"), (PARTY, "organization"), **PERIOD)


def _add_duties(draft: Draft, rows: pl.DataFrame) -> None:
    target = ("Designation", "id")
    county = rows.with_columns(pl.lit(draft.county.code).alias("scope"))
    add_posts(draft, county, *COUNTY_POST, target)
    for heading, role in TOWN_POSTS:
        add_posts(draft, rows.with_columns(pl.col("town").alias("scope")), heading, role, target)
    helped = rows.filter(pl.col(UNIT).is_not_null())
    asks = helped.select(
        "at",
        "source",
        pl.lit(draft.county.code).alias("seat"),
        pl.col("town").alias("other"),
        pl.lit(None, dtype=pl.String).alias("label"),
        item=UNIT,
    )
    units = name_units(draft, asks, UNIT).select("at", "unit", unit_label="label", unit_name="name")
    paired = helped.join(units, on="at", maintain_order="left").with_columns(
        pl.concat_str(pl.lit(FOUR_DUTIES), "id", separator=":").alias("pairing"),
        pl.concat_str("unit_name", "place", separator="—").alias("pairing_name"),
    )
    draft.add_nodes(
        "Pairing", paired, id="pairing", name="pairing_name", mechanism=pl.lit(FOUR_DUTIES)
    )
    unit = (pl.col("unit_label"), "unit")
    draft.add_links("PROVIDES", paired, unit, ("Pairing", "pairing"), **PERIOD)
    draft.add_links("BENEFITS", paired, ("Pairing", "pairing"), (PARTY, "organization"), **PERIOD)
