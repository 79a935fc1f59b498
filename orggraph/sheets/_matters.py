"""议事: matters that places decide, and the days of their steps."""

import polars as pl

from orggraph.sheets._columns import ITEM, STEPS
from orggraph.sheets._draft import Draft
from orggraph.sheets._names import key
from orggraph.sheets._places import with_village
from orggraph.sheets._rules import refuse_repeated

NUMBER = "编号"


def add_matters(draft: Draft) -> None:
    """Make the matters that 议事 lists."""
    rows = with_village(draft, draft.rows["议事"]).with_columns(
        key(pl.col(NUMBER)).alias("id"),
        # A matter is there from its first step.
        pl.min_horizontal(list(STEPS)).alias("since"),
    )
    refuse_repeated(draft.issues, draft.issues.good(rows), "id", NUMBER)
    rows = draft.issues.good(rows)
    days = {name: heading for heading, name in STEPS.items()}
    draft.add_nodes("Matter", rows, id="id", name=pl.coalesce(ITEM, "id"), topic=ITEM, **days)
    matter, place = ("Matter", "id"), ("Village", "village")
    draft.add_links("CONCERNS", rows, matter, place, since="since")
