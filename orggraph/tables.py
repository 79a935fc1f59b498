"""A folder of tables: a file per label and per relationship type, Parquet or CSV, and a manifest.

``nodes/<Label>`` and ``relationships/<TYPE>`` hold the columns of ``dataset``; empty tables and
columns may be missing. ``about.json`` says what it is and, under ``files``, how many rows each
file has and its SHA-256: a folder that is as it was written is read without being checked anew,
one that was changed is checked like any other input. In CSV, lists are joined by ``；``.

Nothing is lost by writing: only a folder of the same kind that is as it was written is replaced.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import polars as pl

from orggraph import __version__, drafts
from orggraph.dataset import LABEL, Dataset, node_schema, relationship_schema
from orggraph.errors import DatasetError, SettingsError
from orggraph.language import _
from orggraph.model import LABELS, RELATIONSHIPS, SCHEMA_VERSION
from orggraph.progress import counted

ABOUT = "about.json"
FORMATS = ("parquet", "csv")
LIST = "；"
# What is not counted: what shows a row, and of each label beside what coverage asks of nobody.
_SHOWN = ("source", "name")
_UNCOUNTED = {
    "Area": ("source",),  # their names tell the cells of a table of counts apart
    "Activity": (*_SHOWN, "level", "held_on", "topic"),  # CONCERNS has the day too
    "PartyOrganization": (
        *_SHOWN,
        "form",
        "members_full",
        "members_probationary",
        "elected_on",
        "term_end",
    ),
}
_LABELS = ("start_label", "end_label")
_SCHEMAS = {
    **{f"nodes/{label}": node_schema(label) for label in LABELS},
    **{f"relationships/{name}": relationship_schema(name) for name in RELATIONSHIPS},
}
_THREADS = 2


class Kind(StrEnum):
    """What a folder of tables is, and so what may take its place."""

    DATASET = "dataset"  # everything, to be read again
    EXPORT = "export"  # the graph of one day, for other programs


def is_tables(source: str | Path) -> bool:
    """Say whether a SOURCE is a folder of tables.

    Parameters
    ----------
    source
        Path or address.

    Returns
    -------
    is_tables
        True for a folder with a manifest.
    """
    return (Path(source) / ABOUT).is_file()


def write(
    dataset: Dataset,
    folder: Path,
    *,
    format: str = "parquet",  # noqa: A002 - as the option is called
    beside: Mapping[str, object] | None = None,
) -> None:
    """Write a dataset as a folder of tables, whole or not at all.

    Parameters
    ----------
    dataset
        The dataset.
    folder
        Where to put it; in place of an earlier folder of tables that is as it was written.
    format
        ``parquet`` or ``csv``.
    beside
        What else to write, as JSON, by name of the file.

    Raises
    ------
    SettingsError
        The folder holds something else, an export, or tables that were changed since.
    OSError
        The files cannot be written.
    """
    with _replacing(folder, Kind.DATASET) as made:
        written = {
            f"{name}.{format}": _write_table(_held(table), made / f"{name}.{format}")
            for name, table in _named(dataset)
            if table.height
        }
        for name, content in (beside or {}).items():
            _write_json(made / name, content)
        sums = {name: {"sha256": digest(made / name)} for name in beside or {}}
        about = _about(dataset, made, written, Kind.DATASET)
        _write_json(made / ABOUT, about | ({"beside": sums} if sums else {}))


def write_export(dataset: Dataset, folder: Path, *, facts: Mapping[str, object]) -> None:
    """Write the graph of a day as a folder of tables for other programs, whole or not at all.

    Tables and columns that hold nothing are there too, and labels are texts.

    Parameters
    ----------
    dataset
        The graph of the day.
    folder
        Where to put it; in place of an earlier export that is as it was written.
    facts
        What the export says of itself, in its manifest and in each table.

    Raises
    ------
    SettingsError
        The folder holds something else, a dataset, or an export that was changed since.
    OSError
        The files cannot be written.
    """
    with _replacing(folder, Kind.EXPORT) as made:
        written = {
            f"{name}.parquet": _write_told(table, made / f"{name}.parquet", facts)
            for name, table in _named(dataset)
        }
        _write_json(made / ABOUT, {**_about(dataset, made, written, Kind.EXPORT), **facts})


def read(folder: str | Path, *, for_coverage: bool = False) -> Dataset:
    """Read a folder of tables.

    Parameters
    ----------
    folder
        A folder with a manifest.
    for_coverage
        Whether to read only what coverage and isolation are counted of, in two thirds of the time
        and half the memory: rows have no source, nodes no name but areas, and organisations
        nothing but their kind. No other check can be asked of it, and no number shown down to its
        row.

    Returns
    -------
    dataset
        What was written, or what was made of it since, checked.

    Raises
    ------
    DatasetError
        The manifest or a table cannot be read, or the tables do not fit the model.
    """
    root = Path(folder)
    about = _read_about(root)
    paths = {name: path for name in _SCHEMAS if (path := _path(root, name)) is not None}
    with ThreadPoolExecutor(_THREADS) as pool:
        sums = pool.map(
            lambda path: (path.relative_to(root).as_posix(), digest(path)), paths.values()
        )
        tables = _read_tables(paths, for_coverage=for_coverage)
        found = dict(sums)
    if found == _sums(about, "files"):
        return Dataset.kept(*tables)
    return Dataset(*(_read_tables(paths, for_coverage=False) if for_coverage else tables))


def into_parquet(folder: str | Path, target: Path) -> None:
    """Make Parquet of a folder of tables, in memory that does not grow with its size.

    Parameters
    ----------
    folder
        A folder with a manifest.
    target
        Where to put the new folder; it is read like one that was changed, checked anew.

    Raises
    ------
    DatasetError
        The manifest or a table cannot be read.
    SettingsError
        The target exists.
    OSError
        The files cannot be written.
    """
    root, target = Path(folder), Path(target)
    about = _read_about(root)
    if target.exists():
        raise SettingsError(
            _("There is a folder {name} already.").format(name=target.name),
            _("Choose a new folder."),
        )
    with drafts.folder(target) as made:
        for name, schema in _SCHEMAS.items():
            if path := _path(root, name):
                new = made / f"{name}.parquet"
                new.parent.mkdir(parents=True, exist_ok=True)
                with _told(path):
                    _scanned(path, schema).sink_parquet(new)
        _write_json(made / ABOUT, about | {"files": {}})


def digest(path: Path) -> str:
    """Give the SHA-256 of a file.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    digest
        64 hex digits.
    """
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _named(dataset: Dataset) -> Iterator[tuple[str, pl.DataFrame]]:
    for label, table in dataset.nodes.items():
        yield f"nodes/{label}", table
    for name, table in dataset.relationships.items():
        yield f"relationships/{name}", table


def _held(table: pl.DataFrame) -> pl.DataFrame:
    """Keep the columns that hold anything."""
    return table.select(c.name for c in table.get_columns() if c.null_count() < table.height)


def _write_table(table: pl.DataFrame, path: Path) -> int:
    """Write a table, and give the number of its rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.suffix == ".parquet":
        table.write_parquet(path)
    else:
        lists = [name for name, dtype in table.schema.items() if isinstance(dtype, pl.List)]
        table.with_columns(pl.col(name).list.join(LIST) for name in lists).write_csv(path)
    return table.height


def _write_told(table: pl.DataFrame, path: Path, facts: Mapping[str, object]) -> int:
    """Write a table that says of itself what it is, and give the number of its rows."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - heavy, and only exports need it

    path.parent.mkdir(parents=True, exist_ok=True)
    told = {"orggraph": json.dumps(facts, ensure_ascii=False)}
    # polars keeps such words where pyarrow and pandas do not look for them.
    arrow = table.with_columns(pl.col(LABEL).cast(pl.String)).to_arrow()
    pq.write_table(arrow.replace_schema_metadata(told), path)
    return table.height


def _about(dataset: Dataset, made: Path, rows: Mapping[str, int], kind: Kind) -> dict[str, object]:
    with ThreadPoolExecutor(_THREADS) as pool:
        sums = list(pool.map(lambda name: digest(made / name), rows))
    top = dataset.county or {}
    return {
        "kind": kind,
        "orggraph": __version__,
        "schema": SCHEMA_VERSION,
        "county": top.get("id"),
        "county_name": top.get("name"),
        "files": {
            name: {"rows": count, "sha256": sha}
            for (name, count), sha in zip(rows.items(), sums, strict=True)
        },
    }


@contextmanager
def _replacing(folder: Path, kind: Kind) -> Iterator[Path]:
    """Give a folder to write to, and put it in the place of one that holds nothing to lose."""
    _refuse_loss(folder, kind)
    with drafts.folder(folder) as made:
        yield made


def _refuse_loss(folder: Path, kind: Kind) -> None:
    """Refuse to replace what orggraph has not written there, or what was changed since."""
    if not folder.exists():
        return
    lost = folder.name
    if folder.is_dir():
        there = {p.relative_to(folder).as_posix(): p for p in folder.rglob("*") if not p.is_dir()}
        kept = _as_written(folder, kind)
        names = (n for n in sorted(there) if n not in kept or kept[n] != digest(there[n]))
        lost = next(names, "")
    if lost:
        raise SettingsError(
            _("In the place of {folder} this would be lost: {file}").format(
                folder=folder.name, file=lost
            ),
            _("Choose a new folder."),
        )


def _as_written(folder: Path, kind: Kind) -> dict[str, str | None]:
    """Give the digests of what orggraph wrote there; empty where it wrote no folder of the kind."""
    path = folder / ABOUT
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    if not _is_manifest(about) or about.get("kind") != kind:
        return {}
    return {ABOUT: digest(path), **_sums(about, "files"), **_sums(about, "beside")}


def _sums(about: Mapping[str, Any], part: str) -> dict[str, str | None]:
    return {name: facts.get("sha256") for name, facts in about.get(part, {}).items()}


def _write_json(path: Path, content: object) -> None:
    path.write_text(
        json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def _read_about(root: Path) -> dict[str, Any]:
    try:
        about = json.loads((root / ABOUT).read_text(encoding="utf-8"))
    except ValueError as error:
        raise _no_manifest() from error
    if not _is_manifest(about) or "schema" not in about:
        raise _no_manifest()
    if (schema := about["schema"]) != SCHEMA_VERSION:
        raise DatasetError(
            _("The tables are of schema {found}, this is {known}.").format(
                found=schema, known=SCHEMA_VERSION
            ),
            _("Write them again with this version."),
        )
    return dict(about)


def _is_manifest(about: object) -> bool:
    """Say whether it has the form of a manifest, with facts by the name of each file."""
    return isinstance(about, dict) and all(
        isinstance(files, dict) and all(isinstance(facts, dict) for facts in files.values())
        for files in (about.get("files", {}), about.get("beside", {}))
    )


def _no_manifest() -> DatasetError:
    return DatasetError(
        _("The manifest {name} cannot be read.").format(name=ABOUT), _("Write the tables again.")
    )


def _path(root: Path, name: str) -> Path | None:
    found = [path for ending in FORMATS if (path := root / f"{name}.{ending}").is_file()]
    if len(found) > 1:
        raise DatasetError(
            _("Table {name} stands there twice, as Parquet and as CSV.").format(name=name),
            _("Keep one of them."),
        )
    return found[0] if found else None


def _read_tables(
    paths: Mapping[str, Path], *, for_coverage: bool
) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    """Read the tables of labels and those of relationship types."""
    nodes: dict[str, pl.DataFrame] = {}
    relationships: dict[str, pl.DataFrame] = {}
    # The largest first: the file that is being read stands in memory beside what was read.
    sizes = {name: path.stat().st_size for name, path in paths.items()}
    for name in counted(sorted(sizes, key=sizes.__getitem__, reverse=True), sizes.__getitem__):
        side, _slash, table = name.partition("/")
        without = _UNCOUNTED.get(table, _SHOWN) if for_coverage else ()
        tables = nodes if side == "nodes" else relationships
        labels = _only_labels(table) if for_coverage else {}
        tables[table] = _read_table(paths[name], _SCHEMAS[name], (*without, *labels)).with_columns(
            pl.lit(label, LABEL).alias(end) for end, label in labels.items()
        )
    return nodes, relationships


def _only_labels(table: str) -> dict[str, str]:
    """Give the labels of a relationship type that joins no others; they need not be read."""
    ends = RELATIONSHIPS[table].ends if table in RELATIONSHIPS else ()
    return dict(zip(_LABELS, *ends, strict=True)) if len(ends) == 1 else {}


def _read_table(path: Path, schema: pl.Schema, without: tuple[str, ...] = ()) -> pl.DataFrame:
    with _told(path):
        return _scanned(path, schema).select(pl.exclude(without)).collect()


def _scanned(path: Path, schema: pl.Schema) -> pl.LazyFrame:
    if path.suffix == ".parquet":
        return pl.scan_parquet(path)
    lists = [name for name, dtype in schema.items() if isinstance(dtype, pl.List)]
    types = {n: pl.String() if n in lists else dtype for n, dtype in schema.items()}
    table = pl.scan_csv(path, schema_overrides=types)
    there = table.collect_schema().names()
    return table.with_columns(pl.col(name).str.split(LIST) for name in lists if name in there)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tell which table cannot be read."""
    try:
        yield
    except (pl.exceptions.PolarsError, OSError) as error:
        raise DatasetError(
            _("Table {name} cannot be read.").format(name=path.name),
            _("A table has a heading of the model's columns; see docs/tables.md."),
        ) from error
