"""The statements that make a dataset on a server, or one dataset of another, with their rows."""

from collections.abc import Iterator
from typing import NamedTuple

import polars as pl

from orggraph import queries
from orggraph.dataset import ENDS, Dataset
from orggraph.model import RELATIONSHIPS

BATCH = 20_000
Batch = tuple[str, pl.DataFrame]  # a statement, and the rows that it is sent


def batches(dataset: Dataset) -> Iterator[Batch]:
    """Say how to make a dataset in an empty database."""
    for label, table in dataset.nodes.items():
        yield from _created(label, table)
    for name, table in dataset.relationships.items():
        yield from _linked(name, table)


class Changes(NamedTuple):
    """What makes one dataset of another, to be done in this order.

    Nodes are removed last and all at once: after that every look-up of an id in the same
    transaction goes through all that were removed.
    """

    unlinked: list[Batch]
    written: list[Batch]
    removed: list[Batch]

    @property
    def only_add(self) -> bool:
        """Whether all that is there stays."""
        return not self.unlinked and not self.removed


def changes_between(old: Dataset, new: Dataset) -> Changes:
    """Say how to make one dataset of another."""
    found = Changes([], [], [])
    for name, table in new.relationships.items():
        found.unlinked.extend(_unlinked(name, _without(old.relationships[name], table)))
    for label, table in new.nodes.items():
        there = old.nodes[label]
        found.written.extend(_created(label, table.join(there, on="id", how="anti")))
        changed = _without(table, there).join(there, on="id", how="semi")
        found.written.extend(_updated(label, changed))
    for name, table in new.relationships.items():
        found.written.extend(_linked(name, _without(table, old.relationships[name])))
    for label, there in old.nodes.items():
        gone = there.join(new.nodes[label], on="id", how="anti").select("id")
        remove = queries.load("load/neo4j_pick").fill(label=label)
        found.removed.extend(_slices(remove, gone))
    if found.removed:
        found.removed.append((queries.load("load/neo4j_remove_picked").text, pl.DataFrame()))
    return found


def _without(table: pl.DataFrame, other: pl.DataFrame) -> pl.DataFrame:
    return table.join(other, on=table.columns, how="anti", nulls_equal=True)


def _created(label: str, table: pl.DataFrame) -> Iterator[Batch]:
    facts = ", ".join(f"{column}: row[{place}]" for place, column in enumerate(table.columns))
    yield from _slices(queries.load("load/neo4j_nodes").fill(label=label, properties=facts), table)


def _updated(label: str, table: pl.DataFrame) -> Iterator[Batch]:
    facts = ", ".join(
        f"n.{column} = row[{place}]" for place, column in enumerate(table.columns) if column != "id"
    )
    yield from _slices(queries.load("load/neo4j_update").fill(label=label, properties=facts), table)


def _linked(name: str, table: pl.DataFrame) -> Iterator[Batch]:
    facts = [column for column in table.columns if column not in ENDS]
    row = ", ".join(f"{column}: row[{place}]" for place, column in enumerate(facts, 2))
    query = queries.load("load/neo4j_relationships")
    for (start, end), rows in _by_ends(table):
        text = query.fill(type=name, start=start, end=end, properties=row)
        yield from _slices(text, rows.select("start", "end", *facts))


def _unlinked(name: str, table: pl.DataFrame) -> Iterator[Batch]:
    identity = ["since", *(item.name for item in RELATIONSHIPS[name].properties if item.identifies)]
    same = " AND ".join(
        f"(r.{key} = row[{place}] OR (r.{key} IS NULL AND row[{place}] IS NULL))"
        for place, key in enumerate(identity, 2)
    )
    query = queries.load("load/neo4j_unlink")
    for (start, end), rows in _by_ends(table):
        text = query.fill(type=name, start=start, end=end, same=same)
        yield from _slices(text, rows.select("start", "end", *identity))


def _by_ends(table: pl.DataFrame) -> Iterator[tuple[tuple[str, str], pl.DataFrame]]:
    parts = table.partition_by("start_label", "end_label", as_dict=True)
    for (start, end), rows in parts.items():
        yield (str(start), str(end)), rows


def _slices(text: str, table: pl.DataFrame) -> Iterator[Batch]:
    for rows in table.iter_slices(BATCH):
        yield text, rows
