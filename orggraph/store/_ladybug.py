"""The embedded store: one Ladybug file.

Written aside by COPY with the mark last, sealed with a checksum, read back and compared, and only
then put in the place of the old file. So a kill at any moment leaves the old file or the new one,
and no transaction is needed, which would write everything twice.
"""

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import ladybug
import polars as pl

from orggraph import guard, queries
from orggraph.dataset import ENDS, LABEL, Dataset, node_schema, relationship_schema
from orggraph.errors import DatasetError, QueryError, StoreError
from orggraph.language import _
from orggraph.model import LABELS, RELATIONSHIPS, Property, Type
from orggraph.names import Codes
from orggraph.progress import counted
from orggraph.reading import Reading
from orggraph.store._mark import mark_of, refuse_other_county, refuse_other_schema

_TYPES = {
    Type.TEXT: "STRING",
    Type.TEXTS: "STRING[]",
    Type.INTEGER: "INT64",
    Type.NUMBER: "DOUBLE",
    Type.DATE: "DATE",
    Type.BOOLEAN: "BOOL",
}
_CHILD = Path(__file__).with_name("_ladybug_child.py")
_FAILED = 3  # exit code of the child when the engine refused
# Failures that are found before any data is read, so that their words hold none.
_BEFORE_DATA = ("Parser exception", "Binder exception", "Catalog exception")
_SEAL = b"orggraph sha256 "
_PAGE = 4096  # bytes; the engine expects whole pages
_STALE = 3600.0  # seconds after which a draft beside a store is the left-over of a killed load


class LadybugStore:
    """A county in one Ladybug file.

    Parameters
    ----------
    path
        The file, which need not exist yet.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def write(self, dataset: Dataset, *, replace: bool = False) -> None:
        """Make the file equal to a dataset; see ``Store.write``."""
        self._refuse(dataset, replace=replace)
        with self._draft() as draft:
            _load(draft, dataset)
            _seal(draft)
            with _connected(draft) as connection:
                written = Dataset.stored(*_read(connection))
            if written != dataset:
                raise StoreError(
                    _("What was written to {path} does not read back.").format(path=self._path),
                    _("The disk may be faulty; the store is as it was."),
                )
            # Another load may have put its county there in the meantime.
            self._refuse(dataset, replace=replace)
            # A journal that a stranger left beside the old file would not fit the new one.
            Path(f"{self._path}.wal").unlink(missing_ok=True)
            draft.replace(self._path)

    def read(self) -> Reading:
        """Read everything back; see ``Store.read``."""
        with _opened(self._path) as connection:
            mark = self._mark(connection)
            try:
                dataset = Dataset.recalled(*_read(connection), mark["digest"])
            except (RuntimeError, DatasetError) as error:
                raise _damaged(self._path) from error
        if dataset.digest != mark["digest"]:
            raise _damaged(self._path)
        return Reading(dataset)

    def ask(self, text: str, parameters: Mapping[str, object]) -> pl.DataFrame:
        """Ask one of the product's own queries; see ``Store.ask``."""
        with _opened(self._path) as connection:
            self._mark(connection)
            try:
                return _rows(connection, text, parameters)
            except RuntimeError as error:
                raise QueryError(_("The query fails: {why}").format(why=_kind(error))) from error

    def query(
        self, text: str, parameters: Mapping[str, object], *, limit: int, timeout: float
    ) -> pl.DataFrame:
        """Ask a user's query, which may only read the graph; see ``Store.query``."""
        guard.check_read_only(text, parameters)
        with _opened(self._path) as connection:
            self._mark(connection)
        task = pickle.dumps((str(self._path), text, dict(parameters), limit))
        try:
            child = subprocess.run(  # noqa: S603 - our own file, its task by standard input
                [sys.executable, "-I", str(_CHILD)],
                input=task,
                capture_output=True,
                timeout=timeout,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise QueryError(
                _("The query takes more than {seconds:g} seconds.").format(seconds=timeout),
                _("Ask for less, or give it more time: --timeout"),
            ) from error
        if child.returncode:
            raise _failure(child.returncode, child.stdout.decode(errors="replace"))
        return pl.read_ipc_stream(child.stdout)

    def forget(self) -> None:
        """Remove the file, if it bears our mark; see ``Store.forget``."""
        with _opened(self._path) as connection:
            self._marked(connection)
        try:
            self._path.unlink()
            Path(f"{self._path}.wal").unlink(missing_ok=True)
            for left_over in self._path.parent.glob(f".{self._path.name}-*"):
                shutil.rmtree(left_over)
        except OSError as error:
            raise StoreError(
                _("The store {path} cannot be removed: {why}").format(
                    path=self._path, why=error.strerror or ""
                ),
                _("Close what has it open, and check that you may write there."),
            ) from error

    def close(self) -> None:
        """Let go of the store; nothing is held between calls."""

    def __enter__(self) -> Self:
        """Open it for a with block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    def _refuse(self, dataset: Dataset, *, replace: bool) -> None:
        """Refuse to write over another county."""
        if self._path.exists() and not replace:
            with _opened(self._path) as connection:
                refuse_other_county(self._mark(connection), dataset)

    def _mark(self, connection: ladybug.Connection) -> dict[str, Any]:
        mark = self._marked(connection)
        refuse_other_schema(self._path, mark)
        return mark

    def _marked(self, connection: ladybug.Connection) -> dict[str, Any]:
        """Give the mark, of whatever version."""
        try:
            rows = _rows(connection, queries.load("read/ladybug_mark").text, {}).to_dicts()
        except RuntimeError as error:
            raise _no_county(self._path) from error
        if len(rows) != 1:
            raise _no_county(self._path)
        return rows[0]

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        """Give a path beside the store to write to; nothing is left of it afterwards."""
        folder = self._path.parent
        prefix = f".{self._path.name}-"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for left_over in folder.glob(f"{prefix}*"):
                if time.time() - left_over.stat().st_mtime > _STALE:
                    shutil.rmtree(left_over, ignore_errors=True)
            aside = tempfile.mkdtemp(prefix=prefix, dir=folder)
        except OSError as error:
            raise _unwritable(self._path, error.strerror or "") from error
        try:
            yield Path(aside) / self._path.name
        except OSError as error:
            raise _unwritable(self._path, error.strerror or "") from error
        except RuntimeError as error:
            raise _unwritable(self._path, _kind(error)) from error
        finally:
            shutil.rmtree(aside, ignore_errors=True)


def _load(path: Path, dataset: Dataset) -> None:
    with (
        closing(ladybug.Database(str(path))) as database,
        closing(ladybug.Connection(database)) as connection,
    ):
        for statement in _schema():
            connection.execute(statement)
        tables = [*dataset.nodes.items(), *dataset.relationships.items()]
        codes: dict[str, Codes] = {}
        for name, table in counted(tables, lambda named: named[1].height):
            if name in LABELS:
                codes[name] = Codes(table["id"])
                row = pl.int_range(pl.len(), dtype=pl.Int64).alias("_row")
                _copy(connection, name, table.select(row, pl.all()))
                continue
            for start, end in RELATIONSHIPS[name].ends:
                between = (pl.col("start_label") == start) & (pl.col("end_label") == end)
                rows = _by_row(table.filter(between), codes[start], codes[end])
                _copy(connection, name, rows, f" (from='{start}', to='{end}')")
        connection.execute(queries.load("load/ladybug_mark").text, mark_of(dataset))


def _by_row(rows: pl.DataFrame, starts: Codes, ends: Codes) -> pl.DataFrame:
    """Name the ends by the row of their node, and put them before everything else."""
    start = pl.Series("start", starts.find(rows["start"]))
    end = pl.Series("end", ends.find(rows["end"]))
    return rows.select(start, end, pl.exclude(ENDS))


def _schema() -> Iterator[str]:
    node_table = queries.load("schema/ladybug_node_table")
    for label in LABELS.values():
        columns = _columns(label.properties)
        yield node_table.fill(label=label.name, columns=columns)
    relationship_table = queries.load("schema/ladybug_relationship_table")
    for kind in RELATIONSHIPS.values():
        ends = ", ".join(f"FROM {start} TO {end}" for start, end in kind.ends)
        yield relationship_table.fill(type=kind.name, ends=ends, columns=_columns(kind.properties))
    yield queries.load("schema/ladybug_mark_table").text


def _columns(properties: tuple[Property, ...]) -> str:
    return "".join(f", {item.name} {_TYPES[item.type]}" for item in properties)


def _copy(connection: ladybug.Connection, name: str, rows: pl.DataFrame, ends: str = "") -> None:
    """Copy a table; Ladybug finds the frame by the name of the variable."""
    if rows.height:
        connection.execute(f"COPY {name} FROM rows{ends}")


def _seal(path: Path) -> None:
    """Add a page with the checksum of the file; the engine itself notices little damage."""
    seal = _SEAL + _checksum(path, path.stat().st_size)
    with path.open("ab") as file:
        file.write(seal.ljust(_PAGE, b"\0"))
        file.flush()
        os.fsync(file.fileno())


def _is_sealed(path: Path) -> bool:
    size = path.stat().st_size - _PAGE
    if size < 0:
        return False
    with path.open("rb") as file:
        file.seek(size)
        page = file.read()
    return page == (_SEAL + _checksum(path, size)).ljust(_PAGE, b"\0")


def _checksum(path: Path, size: int) -> bytes:
    """Sum up the first bytes of a file."""
    sha = hashlib.sha256()
    with path.open("rb") as file:
        while size > 0 and (piece := file.read(min(size, 1 << 20))):
            sha.update(piece)
            size -= len(piece)
    return sha.hexdigest().encode()


def _read(
    connection: ladybug.Connection,
) -> tuple[dict[str, pl.DataFrame], dict[str, pl.DataFrame]]:
    nodes: dict[str, pl.DataFrame] = {}
    relationships: dict[str, pl.DataFrame] = {}
    for name in counted([*LABELS, *RELATIONSHIPS]):
        if name in LABELS:
            nodes[name] = _read_nodes(connection, name)
        else:
            ids = {label: table["id"] for label, table in nodes.items()}
            relationships[name] = _read_relationships(connection, name, ids)
    return nodes, relationships


def _read_nodes(connection: ladybug.Connection, label: str) -> pl.DataFrame:
    """Read nodes in the order of the engine's offsets, by which relationships name them."""
    columns = "".join(f", n.{column} AS {column}" for column in node_schema(label))
    text = queries.load("read/ladybug_nodes").fill(label=label, columns=columns)
    return _rows(connection, text, {}).sort("offset").drop("offset")


def _read_relationships(
    connection: ladybug.Connection, name: str, ids: Mapping[str, pl.Series]
) -> pl.DataFrame:
    schema = relationship_schema(name)
    facts = [column for column in schema if column not in ENDS]
    columns = "".join(f", r.{column} AS {column}" for column in facts)
    query = queries.load("read/ladybug_relationships")
    tables = []
    for start, end in RELATIONSHIPS[name].ends:
        rows = _rows(connection, query.fill(type=name, start=start, end=end, columns=columns), {})
        ends: dict[str, pl.Expr | pl.Series] = {
            "start_label": pl.lit(start, LABEL),
            "start": ids[start].gather(rows["start"]),
            "end_label": pl.lit(end, LABEL),
            "end": ids[end].gather(rows["end"]),
        }
        tables.append(rows.with_columns(**ends).select(schema.names()))
    return pl.concat(tables)


def _rows(
    connection: ladybug.Connection, text: str, parameters: Mapping[str, object]
) -> pl.DataFrame:
    result = connection.execute(text, dict(parameters))
    if isinstance(result, list):
        raise QueryError(_("Only one statement at a time."))
    # query_as_arrow would be twice as fast, but Ladybug 0.22 loses nulls there.
    with closing(result):
        rows: pl.DataFrame = result.get_as_pl()
    return rows


@contextmanager
def _opened(path: Path) -> Iterator[ladybug.Connection]:
    """Open a whole store."""
    if not path.is_file():
        raise StoreError(
            _("There is no store at {path}").format(path=path),
            _("Make one: orggraph load LEDGERS --to {path}").format(path=path),
        )
    try:
        sealed = _is_sealed(path)
    except OSError as error:
        raise _unreadable(path, error.strerror or "") from error
    if not sealed:
        raise _damaged(path)
    with _connected(path) as connection:
        yield connection


@contextmanager
def _connected(path: Path) -> Iterator[ladybug.Connection]:
    try:
        database = ladybug.Database(str(path), read_only=True)
    except RuntimeError as error:
        raise _damaged(path) from error
    with closing(database), closing(ladybug.Connection(database)) as connection:
        yield connection


def _no_county(path: Path) -> StoreError:
    return StoreError(
        _("{path} holds no county that orggraph has loaded.").format(path=path),
        _("Name another file, or load the ledgers again with --replace."),
    )


def _damaged(path: Path) -> StoreError:
    return StoreError(
        _("The store {path} is damaged, or not a store.").format(path=path),
        _("Load the ledgers again: orggraph load LEDGERS --to {path} --replace").format(path=path),
    )


def _unreadable(path: Path, why: str) -> StoreError:
    return StoreError(
        _("The store {path} cannot be read: {why}").format(path=path, why=why),
        _("Ask who owns the file to let you read it."),
    )


def _unwritable(path: Path, why: str) -> StoreError:
    return StoreError(
        _("The store {path} cannot be written: {why}").format(path=path, why=why),
        _("It is as it was. Make room or choose another place, and load again."),
    )


def _kind(error: RuntimeError) -> str:
    """Give the kind of failure: the first words, since the rest may hold values."""
    return str(error).split(":", 1)[0]


def _failure(code: int, words: str) -> QueryError:
    if code != _FAILED:
        return QueryError(
            _("The query crashed the engine."), _("The store is as it was. Ask it another way.")
        )
    kind, _colon, rest = words.partition("\n")[0].partition(":")
    if kind not in _BEFORE_DATA:
        return QueryError(_("The query fails: {why}").format(why=kind))
    return QueryError(
        _("The query is not understood: {why}").format(why=rest.strip()),
        _("Check how labels, properties and words are spelt."),
    )
