"""The files of which ``neo4j-admin database import full`` makes a whole database, server stopped.

A file per label, and per relationship type and pair of labels, with the types in its heading; the
mark, as a load writes it last; the arguments of the command; and the constraints, which the import
itself makes in no edition but Enterprise. CSV, since the import takes no lists from Parquet.
"""

from collections.abc import Iterator
from pathlib import Path

import polars as pl

from orggraph import drafts, queries
from orggraph.dataset import Dataset
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.model import LABELS
from orggraph.store._mark import MARK, server_mark

ARGUMENTS = "arguments.txt"
CONSTRAINTS = "constraints.cypher"
_LIST = "\x1f"  # between the texts of a list: the separator of units, which no cell holds
_TYPES = {
    pl.String(): "string",
    pl.Int64(): "long",
    pl.Float64(): "double",
    pl.Date(): "date",
    pl.Boolean(): "boolean",
    pl.List(pl.String()): "string[]",
}


def write(dataset: Dataset, folder: Path) -> None:
    """Write the files, whole or not at all; see ``store.write_import``."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SettingsError(
            _("{name} is there already, and not an empty folder.").format(name=folder),
            _("Choose a new folder."),
        )
    with drafts.folder(folder) as made:
        (made / "nodes").mkdir()
        (made / "relationships").mkdir()
        (made / CONSTRAINTS).write_text(_constraints(), encoding="utf-8")
        words = [f"--array-delimiter=U+{ord(_LIST):04X}", *_files(dataset, made)]
        (made / ARGUMENTS).write_text("\n".join((*words, "")), encoding="utf-8")


def _files(dataset: Dataset, made: Path) -> Iterator[str]:
    """Write the tables, and give the arguments that name them."""
    long_lines = False
    for label, table in dataset.nodes.items():
        if table.height:
            long_lines |= _write(table, {"id": f"id:ID({label})"}, made / f"nodes/{label}.csv")
            yield f"--nodes={label}=nodes/{label}.csv"
    mark = pl.DataFrame([{"key": 1, **server_mark(dataset, complete=True)}])
    _write(mark, {}, made / f"nodes/{MARK}.csv")
    yield f"--nodes={MARK}=nodes/{MARK}.csv"
    for name, table in dataset.relationships.items():
        parts = table.partition_by("start_label", "end_label", as_dict=True, include_key=False)
        for (start, end), rows in parts.items():
            ends = {"start": f":START_ID({start})", "end": f":END_ID({end})"}
            path = f"relationships/{name}-{start}-{end}.csv"
            long_lines |= _write(rows, ends, made / path)
            yield f"--relationships={name}={path}"
    if long_lines:  # the import is slower by it, so only where it must be
        yield "--multiline-fields=true"


def _write(table: pl.DataFrame, ids: dict[str, str], path: Path) -> bool:
    """Write the columns that hold anything; say whether a text goes over several lines."""
    held = table.select(c.name for c in table.get_columns() if c.null_count() < table.height)
    lists = [name for name, dtype in held.schema.items() if dtype == pl.List(pl.String())]
    for name in lists:
        _refuse_lost(path.stem, held[name])
    heading = {
        name: ids.get(name, f"{name}:{_TYPES[dtype]}") for name, dtype in held.schema.items()
    }
    texts = held.with_columns(pl.col(name).list.join(_LIST) for name in lists)
    texts.rename(heading).write_csv(path)
    several = pl.any_horizontal(pl.col(pl.String).str.contains("[\r\n]").any())
    return bool(texts.select(several).item())


def _refuse_lost(name: str, lists: pl.Series) -> None:
    """Refuse what would be lost: a text with the separator, and a list of one empty text."""
    lost = lists.list.join("") == ""
    lost &= lists.list.len() == 1
    lost |= lists.list.join("").str.contains(_LIST, literal=True)
    if lost.any():
        raise SettingsError(
            _("Table {name} holds a list in {column} that neo4j-admin would not keep.").format(
                name=name, column=lists.name
            ),
            _("Load it by batches: orggraph load SOURCE --to neo4j://HOST:7687"),
        )


def _constraints() -> str:
    query = queries.load("schema/neo4j_constraint")
    filled = [query.fill(label=label, key="id") for label in LABELS]
    filled.append(query.fill(label=MARK, key="key"))
    return "".join(f"{text.splitlines()[-1]};\n" for text in filled)
