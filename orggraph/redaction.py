"""What leaves the house: a dataset without what its readers may not see.

Internal: everything; people stand in the data by role and place alone. Briefing: no people, and
counts of people below 5 blank. Public: also no designations with the pairings that serve them, no
values measured for a village, and no row of a ledger.
"""

from enum import StrEnum

import polars as pl

from orggraph.dataset import Dataset
from orggraph.model import LABELS

FEWEST = 5  # people; fewer might be known by name
PEOPLE = "人"  # the unit of counts of people


class Level(StrEnum):
    """Who may read it."""

    INTERNAL = "internal"
    BRIEFING = "briefing"
    PUBLIC = "public"


def redact(dataset: Dataset, *, level: Level) -> Dataset:
    """Take out of a dataset what readers of a level may not see.

    Parameters
    ----------
    dataset
        A county's graph.
    level
        Who may read it.

    Returns
    -------
    redacted
        A dataset of the same shape; the same one for ``internal``.
    """
    if level is Level.INTERNAL:
        return dataset
    labels = ("Person",) if level is Level.BRIEFING else ("Person", "Designation")
    gone = [dataset.nodes[label]["id"] for label in labels]
    if level is Level.PUBLIC:
        duties = dataset.nodes["Pairing"].filter(pl.col("mechanism") == "four_duties")
        gone.append(duties["id"])
    kept = _without(dataset, pl.concat(gone))
    nodes = {label: _few_hidden(label, table) for label, table in kept.nodes.items()}
    if level is Level.BRIEFING:
        return Dataset(nodes, kept.relationships)
    relationships = {
        name: table.with_columns(source=pl.lit(None, pl.String))
        for name, table in kept.relationships.items()
    }
    measured = relationships["MEASURED"]
    relationships["MEASURED"] = measured.filter(pl.col("start_label") != "Village")
    return Dataset(nodes, relationships)


def _without(dataset: Dataset, gone: pl.Series) -> Dataset:
    lost = gone.to_frame("id")
    nodes = {n: t.join(lost, on="id", how="anti") for n, t in dataset.nodes.items()}
    relationships = {
        name: table.join(lost, left_on="start", right_on="id", how="anti").join(
            lost, left_on="end", right_on="id", how="anti"
        )
        for name, table in dataset.relationships.items()
    }
    return Dataset(nodes, relationships)


def _few_hidden(label: str, table: pl.DataFrame) -> pl.DataFrame:
    counts = [item.name for item in LABELS[label].properties if item.unit == PEOPLE]
    return table.with_columns(pl.when(pl.col(name) >= FEWEST).then(pl.col(name)) for name in counts)
