"""A SOURCE: ledgers, a folder of tables, a Ladybug file, or a Neo4j address."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import polars as pl

from orggraph import queries, store, tables
from orggraph.dataset import Dataset
from orggraph.errors import SettingsError
from orggraph.language import _
from orggraph.reading import Reading
from orggraph.store import Store


def read(source: str | Path) -> Dataset:
    """Read everything that a SOURCE says.

    Parameters
    ----------
    source
        Folder or file of ledgers, folder of tables, ``*.lbug`` file, or ``bolt://`` or
        ``neo4j://`` address.

    Returns
    -------
    dataset
        The county's graph.

    Raises
    ------
    SheetError
        The ledgers cannot be read, or hold errors.
    DatasetError
        The tables cannot be read, or do not fit the model.
    StoreError
        The store cannot be read.
    """
    return read_all(source).dataset


def read_all(
    source: str | Path,
    *,
    keep_going: bool = False,
    keep_names: bool = False,
    for_coverage: bool = False,
) -> Reading:
    """Read a SOURCE with the problems found in it.

    Parameters
    ----------
    source
        Folder or file of ledgers, folder of tables, ``*.lbug`` file, or ``bolt://`` or
        ``neo4j://`` address.
    keep_going
        Whether rows with errors are left out, instead of refusing the ledgers.
    keep_names
        Whether persons of ledgers bear their names; a store and tables say it of themselves.
    for_coverage
        Whether only coverage is asked: tables are then read in part (see ``tables.read``).

    Returns
    -------
    reading
        The dataset, the problems, and the rows read of each ledger.

    Raises
    ------
    SheetError
        The ledgers cannot be read, or hold errors and ``keep_going`` is false.
    DatasetError
        The tables cannot be read, or do not fit the model.
    StoreError
        The store cannot be read.
    SettingsError
        Names are to be kept of what is no ledgers.
    """
    is_store, is_tables = store.is_store(str(source)), tables.is_tables(source)
    if keep_names and (is_store or is_tables):
        raise SettingsError(
            _("Only ledgers hold persons' names to keep: {source} is none.").format(source=source),
            _("Load the ledgers themselves, or leave --keep-names out."),
        )
    if is_store:
        with store.open_store(str(source)) as opened:
            return opened.read()
    if is_tables:
        return Reading(tables.read(source, for_coverage=for_coverage))
    return _from_sheets(source, keep_going=keep_going, keep_names=keep_names)


@contextmanager
def opened(source: str | Path) -> Iterator[Store]:
    """Open a SOURCE to be asked in Cypher.

    Parameters
    ----------
    source
        Folder or file of ledgers, folder of tables, ``*.lbug`` file, or ``bolt://`` or
        ``neo4j://`` address.

    Yields
    ------
    store
        The store itself; of ledgers and tables one that is gone at the end.

    Raises
    ------
    SheetError
        The ledgers cannot be read, or hold errors.
    DatasetError
        The tables cannot be read, or do not fit the model.
    StoreError
        The store cannot be opened.
    """
    if store.is_store(str(source)):
        with store.open_store(str(source)) as there:
            yield there
        return
    with (
        tempfile.TemporaryDirectory() as folder,
        store.open_store(str(Path(folder) / "ledgers.lbug")) as made,
    ):
        made.write(read(source))
        yield made


def names_kept(asked: Store) -> bool:
    """Say whether persons bear their names in a store, without reading all of it.

    Parameters
    ----------
    asked
        A store.

    Returns
    -------
    kept
        As its area says.

    Raises
    ------
    StoreError
        The store cannot be read.
    """
    return asked.ask(queries.load("read/names_kept").text, {}).height > 0


def query(source: str | Path, cypher: str, *, limit: int, timeout: float) -> pl.DataFrame:
    """Ask a SOURCE a read-only question in Cypher.

    Parameters
    ----------
    source
        Folder or file of ledgers, folder of tables, ``*.lbug`` file, or ``bolt://`` or
        ``neo4j://`` address.
    cypher
        One statement that only reads.
    limit
        Most rows to give; 1 or more.
    timeout
        Most seconds to wait.

    Returns
    -------
    rows
        The answer, a column per returned value; empty where nothing matches.

    Raises
    ------
    QueryError
        The statement is refused or fails, or takes too long.
    SheetError
        The ledgers cannot be read, or hold errors.
    DatasetError
        The tables cannot be read, or do not fit the model.
    StoreError
        The store cannot be read.
    """
    with opened(source) as asked:
        return asked.query(cypher, {}, limit=limit, timeout=timeout)


def _from_sheets(
    source: str | Path, *, keep_going: bool = False, keep_names: bool = False
) -> Reading:
    from orggraph import sheets  # noqa: PLC0415 - a store is read without them

    return sheets.read(source, keep_going=keep_going, keep_names=keep_names)


def refuse_overwriting(source: str | Path, output: Path) -> None:
    """Refuse to put an answer in the place of what it is an answer of.

    Parameters
    ----------
    source
        The SOURCE that is asked.
    output
        Where the answer is to be written.

    Raises
    ------
    SettingsError
        The file or folder is there and is the SOURCE, or a file of it.
    """
    read = Path(source)
    if not (output.exists() and read.exists()):
        return
    within = output.is_file() and read.resolve() in output.resolve().parents
    if within and not tables.is_tables(read):
        from orggraph import sheets  # noqa: PLC0415 - a store is read without them

        within = sheets.is_read(output)
    if within or output.samefile(read):
        raise SettingsError(
            _("{name} is what is read; the answer would take its place.").format(name=output),
            _("Choose another name."),
        )
