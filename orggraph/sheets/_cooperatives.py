"""合作社: cooperatives, the branches that lead them and the unions that they are in."""

import polars as pl

from orggraph.language import _
from orggraph.sheets._draft import Draft, hashed
from orggraph.sheets._names import key
from orggraph.sheets._organizations import PARTY
from orggraph.sheets._places import find, join_town, refuse_unfound, tell_refused, with_town
from orggraph.sheets._rules import refuse_contradicting, refuse_reversed
from orggraph.sheets._units import CREDIT_CODE

NAME, LEADER, UNION = "名称", "领办村(社区)", "所属联合社"
COOPERATIVE = "Cooperative"
PERIOD = {"since": "成立时间", "until": "注销时间"}


def add_cooperatives(draft: Draft) -> None:
    """Make the cooperatives and unions that 合作社 lists."""
    issues = draft.issues
    rows = with_town(draft, draft.rows["合作社"])
    refuse_reversed(issues, rows, "成立时间", "注销时间")
    rows = _led(draft, rows).with_columns(
        key(pl.col(NAME)).alias("key"), pl.col("类别").fill_null("cooperative").alias("kind")
    )
    made = "C-" + hashed(rows, "town", "key")
    rows = rows.with_columns(pl.coalesce(CREDIT_CODE, made).alias("id"))
    refuse_contradicting(issues, issues.good(rows), "id")
    named = join_town(draft, draft.rows["合作社"])
    draft.remember_refused(named, pl.col("town"), key(pl.col(NAME)))
    joined = _joined(draft, issues.good(rows))
    rows = issues.good(rows)
    _add(draft, rows)
    members = issues.good(joined)
    draft.add_links("MEMBER_OF", members, (COOPERATIVE, "id"), (COOPERATIVE, "union"), **PERIOD)


def _led(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    asks = rows.filter(pl.col(LEADER).is_not_null(), pl.col("town").is_not_null())
    found = find(draft, asks.select("at", "town", item=LEADER, want=pl.lit("place")))
    refuse_unfound(draft, found, LEADER)
    leaders = found.select("at", "organization")
    return rows.join(leaders, on="at", how="left", maintain_order="left")


def _joined(draft: Draft, rows: pl.DataFrame) -> pl.DataFrame:
    """Find the union that a cooperative is in: of its own town, else of the county."""
    unions = rows.filter(pl.col("kind") == "union").unique("id", maintain_order=True)
    unions = unions.select("key", union="id", union_town="town")
    asks = rows.filter(pl.col(UNION).is_not_null()).with_columns(
        key(pl.col(UNION)).alias("key"), item=UNION
    )
    far = pl.col("town") != pl.col("union_town")
    found = asks.join(unions, on="key", maintain_order="left").filter(
        pl.col("id") != pl.col("union")
    )
    found = found.filter(far == far.min().over("at"))
    several = found.filter(pl.len().over("at") > 1).unique("at")
    expected = _("A name that only one union of the county has.")
    draft.issues.note_rows("ambiguous-union", UNION, expected, several)
    lost = tell_refused(draft, asks.join(found, on="at", how="anti"), UNION)
    expected = _("The 名称 of another row of 合作社 with 联合社 as 类别.")
    draft.issues.note_rows("unknown-union", UNION, expected, lost)
    return found


def _add(draft: Draft, rows: pl.DataFrame) -> None:
    draft.add_nodes(
        COOPERATIVE,
        rows,
        id="id",
        name=NAME,
        kind="kind",
        capital="出资总额(万元)",
        collective_share="集体占比(%)",
        member_households="社员户数",
        chaired_by_secretary="理事长是否书记",
    )
    cooperative = (COOPERATIVE, "id")
    draft.add_links("SEATED_IN", rows, cooperative, ("Area", "town"), **PERIOD)
    led = rows.filter(pl.col("organization").is_not_null())
    draft.add_links("LEADS", led, (PARTY, "organization"), cooperative, **PERIOD)
