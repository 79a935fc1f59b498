"""志愿服务队: the volunteer teams of places."""

import polars as pl

from orggraph.sheets._draft import TEAMS, Draft, hashed
from orggraph.sheets._names import key
from orggraph.sheets._places import join_town, with_village
from orggraph.sheets._rules import refuse_contradicting

NAME, FOUNDED = "名称", "成立时间"
TEAM = "VolunteerTeam"


def add_teams(draft: Draft) -> None:
    """Make the teams that 志愿服务队 lists."""
    rows = with_village(draft, draft.rows["志愿服务队"])
    # Teams of one name are told apart by their place: many towns call each of theirs the same.
    rows = rows.with_columns(key(pl.col(NAME)).alias("key"))
    rows = rows.with_columns(
        pl.concat_str(pl.lit("T-"), hashed(rows, "village", "key")).alias("id")
    )
    refuse_contradicting(draft.issues, draft.issues.good(rows), "id")
    named = join_town(draft, draft.rows["志愿服务队"])
    draft.remember_refused(named, pl.col("town"), key(pl.col(NAME)))
    rows = draft.issues.good(rows)
    teams = rows.unique("id", maintain_order=True)
    draft.teams = teams.select(
        pl.col(source).alias(name)
        for name, source in zip(TEAMS, ("town", "key", "id"), strict=True)
    )
    draft.add_nodes(TEAM, rows, id="id", name=NAME)
    draft.add_links("SEATED_IN", rows, (TEAM, "id"), ("Village", "village"), since=FOUNDED)
