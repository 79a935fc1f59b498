"""A SOURCE: a folder or file of ledgers, a Ladybug file, or a Neo4j address."""

import tempfile
from pathlib import Path

import polars as pl

from orggraph import queries, store
from orggraph.dataset import Dataset, Reading


def read(source: str | Path) -> Dataset:
    """Read everything that a SOURCE says.

    Parameters
    ----------
    source
        Folder or file of ledgers, ``*.lbug`` file, or ``bolt://`` or ``neo4j://`` address.

    Returns
    -------
    dataset
        The county's graph.

    Raises
    ------
    SheetError
        The ledgers cannot be read, or hold errors.
    StoreError
        The store cannot be read.
    """
    return read_all(source).dataset


def read_all(source: str | Path, *, keep_going: bool = False) -> Reading:
    """Read a SOURCE with the problems found in it.

    Parameters
    ----------
    source
        Folder or file of ledgers, ``*.lbug`` file, or ``bolt://`` or ``neo4j://`` address.
    keep_going
        Whether rows with errors are left out, instead of refusing the ledgers.

    Returns
    -------
    reading
        The dataset, the problems, and the rows read of each ledger.

    Raises
    ------
    SheetError
        The ledgers cannot be read, or hold errors and ``keep_going`` is false.
    StoreError
        The store cannot be read.
    """
    if store.is_store(str(source)):
        with store.open_store(str(source)) as opened:
            return opened.read()
    return _from_sheets(source, keep_going=keep_going)


def names_kept(source: str | Path) -> bool:
    """Say whether persons bear their names in a SOURCE, without reading all of it.

    Parameters
    ----------
    source
        Folder or file of ledgers, ``*.lbug`` file, or ``bolt://`` or ``neo4j://`` address.

    Returns
    -------
    kept
        False for ledgers, of which only pseudonyms are made here.

    Raises
    ------
    StoreError
        The store cannot be read.
    """
    if not store.is_store(str(source)):
        return False
    with store.open_store(str(source)) as opened:
        return opened.ask(queries.load("read/names_kept").text, {}).height > 0


def query(source: str | Path, cypher: str, *, limit: int, timeout: float) -> pl.DataFrame:
    """Ask a SOURCE a read-only question in Cypher.

    Parameters
    ----------
    source
        Folder or file of ledgers, ``*.lbug`` file, or ``bolt://`` or ``neo4j://`` address.
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
    StoreError
        The store cannot be read.
    """
    if store.is_store(str(source)):
        with store.open_store(str(source)) as opened:
            return opened.query(cypher, {}, limit=limit, timeout=timeout)
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "ledgers.lbug")
        with store.open_store(path) as made:
            made.write(_from_sheets(source).dataset)
            return made.query(cypher, {}, limit=limit, timeout=timeout)


def _from_sheets(source: str | Path, *, keep_going: bool = False) -> Reading:
    from orggraph import sheets  # noqa: PLC0415 - a store is read without them

    return sheets.read(source, keep_going=keep_going)
