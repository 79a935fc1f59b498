"""活动: activities, the pairing that each concerns, and who took part."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._columns import TOWN
from orggraph.sheets._draft import Draft, hashed
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._places import find, refuse_unfound, tell_refused, town_known, with_town
from orggraph.sheets._rules import refuse_contradicting, refuse_repeated
from orggraph.sheets._teams import TEAM

NUMBER, PAIRING, DAY, TOPIC, PARTICIPANTS = "编号", "结对编号", "日期", "主题", "参加单位"
TEAM_WORDS = r"队$|志愿"  # in the names of volunteer teams


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
    """Find who took part: ``label`` and ``participant`` for each row and name."""
    asks = rows.explode(PARTICIPANTS).filter(pl.col(PARTICIPANTS).is_not_null(), town_known())
    asks = asks.select(
        *("at", "town", "类型", "helper"),
        item=PARTICIPANTS,
        want=pl.lit(None, dtype=pl.String),
    )
    found = find(draft, asks)
    lost = found.filter(pl.col("hits") == 0)
    teams = _teams(draft, lost)
    _tell_lost(draft, lost.join(teams, on=["at", "town", "key"], how="anti"))
    refuse_unfound(draft, found.filter(pl.col("hits") > 0), PARTICIPANTS)
    organizations = found.filter(pl.col("hits") == 1)
    return pl.concat(
        [
            organizations.select("at", label=pl.lit(PARTY), participant="organization"),
            teams.select("at", label=pl.lit(TEAM), participant="team"),
        ]
    )


def _teams(draft: Draft, lost: pl.DataFrame) -> pl.DataFrame:
    teams = lost.join(draft.teams, on=["town", "key"])
    several = teams.filter(pl.len().over("at", "town", "key") > 1).unique(["at", "item"])
    expected = _("A name that only one team of the town has.")
    items = several.select("at", "item").rows()
    draft.issues.note("ambiguous-place", PARTICIPANTS, expected, items)
    return teams


def _tell_lost(draft: Draft, lost: pl.DataFrame) -> None:
    """Tell of participants that are units, or teams not listed; refuse the rows with others."""
    name = key(pl.col("item"))
    unit = name.is_in(draft.units["key"].implode())
    team = ~unit & (name.str.contains(TEAM_WORDS) | (pl.col("类型") == "volunteer"))
    # The unit that helps in the activity's own pairing is known by the pairing.
    other_unit = unit & name.ne_missing(pl.col("helper"))
    expected = _("It is left out of the participants.")
    units = lost.filter(other_unit).select("at", "item").rows()
    draft.issues.note("not-a-participant", PARTICIPANTS, expected, units)
    if draft.given("志愿服务队"):
        teams = tell_refused(draft, lost.filter(team), PARTICIPANTS)
        expected = _("A name as 志愿服务队 writes it for this town, or as 村情 writes a place.")
        items = teams.select("at", "item").rows()
        draft.issues.note("unknown-place", PARTICIPANTS, expected, items)
    else:
        items = lost.filter(team).select("at", "item").rows()
        expected = _("Add the ledger 志愿服务队; it is left out of the participants.")
        draft.issues.note("unread-participant", PARTICIPANTS, expected, items)
    refuse_unfound(draft, lost.filter(~(unit | team)), PARTICIPANTS)


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
    draft.add_links("TOOK_PART", present, (pl.col("label"), "participant"), activity, since=DAY)
    placed = rows.filter(pl.col(TOWN).is_not_null())
    draft.add_links("HELD_IN", placed, activity, ("Area", "town"))
