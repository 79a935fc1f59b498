"""擂台比武: contests, a row a contestant."""

import polars as pl

from orggraph.language import _
from orggraph.model import ACTIVITY_KINDS, ACTIVITY_LEVELS
from orggraph.sheets._columns import RANK, SCORE, TOWN
from orggraph.sheets._draft import Draft
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._places import find, refuse_unfound, with_town
from orggraph.sheets._rules import refuse_contradicting

NUMBER, LEVEL, DAY = "编号", "层级", "日期"
CONTESTANT_TOWN, CONTESTANT = "参赛镇(街道)", "参赛村(社区)"


def add_contests(draft: Draft) -> None:
    """Make the contests that 擂台比武 lists."""
    rows = _with_contestant(draft, with_town(draft, draft.rows["擂台比武"]))
    level = pl.col(LEVEL).replace(ACTIVITY_LEVELS)
    rows = rows.with_columns(
        pl.concat_str(pl.lit("S-"), key(pl.col(NUMBER))).alias("id"),
        pl.concat_str(
            level, pl.lit(ACTIVITY_KINDS["contest"] + " "), pl.col(DAY).cast(pl.String)
        ).alias("name"),
    )
    _refuse_differing(draft, rows)
    elsewhere = rows.filter(pl.col(LEVEL) == "town", pl.col("town") != pl.col("contestant_town"))
    expected = _("A place of the town that 镇(街道) names.")
    draft.issues.note_rows("contestant-from-elsewhere", CONTESTANT_TOWN, expected, elsewhere)
    _add(draft, draft.issues.good(rows))


def _with_contestant(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    sent = with_town(draft, draft.rows["擂台比武"], CONTESTANT_TOWN)
    asks = sent.filter(pl.col(CONTESTANT).is_not_null(), pl.col("town").is_not_null())
    found = find(draft, asks.select("at", "town", item=CONTESTANT, want=pl.lit("place")))
    refuse_unfound(draft, found, CONTESTANT)
    contestants = found.select("at", "organization", contestant_town="town")
    return rows.join(contestants, on="at", how="left", maintain_order="left")


def _refuse_differing(draft: Draft, rows: pl.DataFrame) -> None:
    """Refuse rows that tell a contest, or a contestant's part in it, otherwise than before."""
    contest = [pl.col(name).cast(pl.String).fill_null("") for name in (LEVEL, DAY, "town")]
    told = rows.with_columns(pl.concat_str(contest, separator="|").alias("facts"))
    refuse_contradicting(draft.issues, draft.issues.good(told), "id")
    parts = rows.with_columns(pl.concat_str("id", "organization", separator="|").alias("part"))
    refuse_contradicting(draft.issues, draft.issues.good(parts), "part")


def _add(draft: Draft, rows: pl.DataFrame) -> None:
    contest = ("Activity", "id")
    draft.add_nodes(
        "Activity",
        rows,
        id="id",
        name="name",
        kind=pl.lit("contest"),
        level=LEVEL,
        held_on=DAY,
    )
    result = {"score": SCORE, "rank": RANK}
    draft.add_links("TOOK_PART", rows, (PARTY, "organization"), contest, since=DAY, **result)
    placed = rows.filter(pl.col(TOWN).is_not_null())
    draft.add_links("HELD_IN", placed, contest, ("Area", "town"))
