"""活动: activities, the pairing that each concerns, and who took part."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import TOWN
from orggraph.sheets._draft import Draft, hashed
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._places import find, refuse_unfound, tell_refused, town_known, with_town
from orggraph.sheets._rules import refuse_contradicting, refuse_repeated
from orggraph.sheets._values import key

NUMBER, PAIRING, DAY, TOPIC, PARTICIPANTS = "编号", "结对编号", "日期", "主题", "参加单位"
TEAM_WORDS = r"队$|志愿"  # in the names of volunteer teams, whose ledger is not read yet


def add_activities(draft: Draft) -> None:
    """Make the activities that 活动 lists."""
    issues = draft.issues
    rows = with_town(draft, draft.rows["活动"])
    rows = _with_pairing(draft, rows)
    rows = rows.with_columns(
        key(pl.col(NUMBER)).alias("number"), pl.col(DAY).cast(pl.String).alias("day")
    )
    refuse_repeated(issues, rows, "number", NUMBER)
    made = hashed(rows, "day", "pairing", "类型", TOPIC)
    rows = rows.with_columns(
        pl.concat_str(pl.lit("A-"), pl.coalesce("number", made)).alias("id"),
        pl.coalesce(TOPIC, pl.concat_str(_word(draft, "类型"), "day", separator=" ")).alias("name"),
    )
    refuse_contradicting(issues, rows.filter(pl.col("number").is_null()), "id")
    took_part = _participants(draft, rows)
    _add(draft, issues.good(rows), took_part)


def _word(draft: Draft, column: str) -> pl.Expr:
    described = draft.sheets["活动"].ledger.column(column)
    terms = described.terms if described else {}
    return pl.col(column).replace_strict(terms, default=None, return_dtype=pl.String)


def _with_pairing(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    asked = rows.with_columns(key(pl.col(PAIRING)).alias("key"))
    found = asked.join(draft.pairings, on="key", how="left", maintain_order="left")
    lost = found.filter(pl.col("key").is_not_null() & pl.col("pairing").is_null())
    if draft.given("结对"):
        named = lost.with_columns(pl.col(PAIRING).alias("item"), pl.lit("结对").alias("town"))
        lost = tell_refused(draft, named, PAIRING)
        expected = _("A 编号 of a row of 结对 that has no error.")
        draft.issues.note_rows("unknown-pairing", PAIRING, expected, lost)
    else:
        draft.issues.note_rows("unread-pairing", PAIRING, _("Add the ledger 结对."), lost)
    return found.drop("key")


def _participants(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    asks = rows.explode(PARTICIPANTS).filter(pl.col(PARTICIPANTS).is_not_null(), town_known())
    asks = asks.select(
        *("at", "town", "类型", "helper"),
        item=PARTICIPANTS,
        want=pl.lit(None, dtype=pl.String),
    )
    found = find(draft, asks)
    lost = pl.col("hits") == 0
    name = key(pl.col("item"))
    unit = lost & name.is_in(draft.units["key"].implode())
    team = lost & ~unit & (name.str.contains(TEAM_WORDS) | (pl.col("类型") == "volunteer"))
    # The unit that helps in the activity's own pairing is known by the pairing.
    other_unit = unit & name.ne_missing(pl.col("helper"))
    expected = _("It is left out of the participants.")
    for code, which in (("not-a-participant", other_unit), ("unread-participant", team)):
        items = found.filter(which).select("at", "item").rows()
        draft.issues.note(code, PARTICIPANTS, expected, items)
    found = found.filter(~(unit | team))
    refuse_unfound(draft, found, PARTICIPANTS)
    return found.filter(pl.col("hits") == 1).select("at", "organization")


def _add(draft: Draft, rows: pl.DataFrame, took_part: pl.DataFrame) -> None:
    draft.add_nodes(
        "Activity",
        rows,
        id="id",
        name="name",
        kind="类型",
        level="层级",
        held_on=DAY,
        topic=TOPIC,
    )
    activity = ("Activity", "id")
    concerning = rows.filter(pl.col("pairing").is_not_null())
    draft.add_links("CONCERNS", concerning, activity, ("Pairing", "pairing"), since=DAY)
    present = rows.select("at", "source", "id", DAY).join(took_part, on="at")
    draft.add_links("TOOK_PART", present, (PARTY, "organization"), activity, since=DAY)
    placed = rows.filter(pl.col(TOWN).is_not_null())
    draft.add_links("HELD_IN", placed, activity, ("Area", "town"))
