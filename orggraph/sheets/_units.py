"""单位: enterprises and agencies, and those that other ledgers name without listing them."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import UNIT_CLASSES
from orggraph.sheets._draft import UNITS, Draft, hashed
from orggraph.sheets._names import key
from orggraph.sheets._places import join_town, tell_refused, with_town
from orggraph.sheets._rules import refuse_contradicting, refuse_repeated

CREDIT_CODE = "统一社会信用代码"


def add_units(draft: Draft) -> None:
    """Make the enterprises and agencies that 单位 lists."""
    issues = draft.issues
    rows = with_town(draft, draft.rows["单位"])
    rows = rows.with_columns(
        _seat(draft).alias("seat"),
        key(pl.col("名称")).alias("key"),
    )
    rows = rows.with_columns(pl.concat_str("seat", "key", separator="/").alias("named"))
    _refuse_two_classes(draft, issues.good(rows))
    refuse_contradicting(issues, issues.good(rows), "named")
    rows = issues.good(rows).unique("named", keep="first", maintain_order=True)
    refuse_repeated(issues, rows, CREDIT_CODE, CREDIT_CODE)
    rows = issues.good(rows)
    listed = join_town(draft, draft.rows["单位"])
    draft.remember_refused(listed, _seat(draft), key(pl.col("名称")))
    _add(
        draft,
        _identified(rows.with_columns(pl.col("类别").alias("label"), name="名称")),
        tags="产业优势",
    )


def name_units(draft: Draft, asks: pl.DataFrame, column: str) -> pl.DataFrame:
    """Find the units that a column names; those not listed are added, with a warning.

    ``asks`` has ``at``, ``source``, ``seat`` (code of the town or county to look in), ``other``
    (a second one to look in, or null), ``item`` and ``label`` (null where either will do). Given
    back are ``at``, ``unit``, ``label`` and ``name``; rows of the wrong class are refused.
    """
    asked = asks.with_columns(key(pl.col("item")).alias("key"), asked="label").drop("label")
    found = _found(draft, asked)
    lost = asked.join(found, on="at", how="anti").with_columns(pl.col("seat").alias("town"))
    new = tell_refused(draft, lost, column).with_columns(
        pl.col("asked").fill_null("Agency").alias("label"), name="item"
    )
    first = new.sort("at").unique(["seat", "key"], keep="first", maintain_order=True)
    expected = _("List it in 单位.")
    draft.issues.note_rows("unlisted-unit", column, expected, first)
    _add(draft, _identified(first.with_columns(pl.lit(None, dtype=pl.String).alias(CREDIT_CODE))))
    found = _found(draft, asked)
    wrong = found.filter(pl.col("asked") != pl.col("label"))
    for (label,), rows in wrong.group_by("label"):
        expected = _("{word}, as it is called elsewhere.").format(word=UNIT_CLASSES[str(label)])
        draft.issues.note_rows("two-classes", column, expected, rows)
    return found.select("at", "unit", "label", "name")


def _seat(draft: Draft) -> pl.Expr:
    return pl.coalesce("town", pl.lit(draft.county.code))


def _found(draft: Draft, asked: pl.DataFrame) -> pl.DataFrame:
    here = asked.join(draft.units, on=["seat", "key"])
    there = asked.join(here, on="at", how="anti").join(
        draft.units, left_on=["other", "key"], right_on=["seat", "key"]
    )
    columns = ["at", "asked", "unit", "label", "name"]
    return pl.concat([here.select(columns), there.select(columns)])


def _refuse_two_classes(draft: Draft, rows: pl.DataFrame) -> None:
    first = pl.col("类别").sort_by("at").first().over("named")
    wrong = rows.filter(pl.col("类别") != first)
    expected = _("One class for one name in one place.")
    draft.issues.note_rows("two-classes", "类别", expected, wrong)


def _identified(rows: pl.DataFrame) -> pl.DataFrame:
    made = "U-" + hashed(rows, "seat", "key")
    return rows.with_columns(pl.coalesce(CREDIT_CODE, made).alias("unit"))


def _add(draft: Draft, rows: pl.DataFrame, **columns: str) -> None:
    for label in UNIT_CLASSES:
        own = rows.filter(pl.col("label") == label)
        draft.add_nodes(label, own, id="unit", name="name", **columns)
        draft.add_links("SEATED_IN", own, (label, "unit"), ("Area", "seat"))
    draft.units = pl.concat(
        [draft.units, rows.select(pl.col(name).cast(dtype) for name, dtype in UNITS.items())]
    )
