"""Stores: where a dataset is kept as a property graph, behind one interface.

A store holds one county. Writing makes it equal to the dataset, all or nothing; reading gives the
same dataset back.
"""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import polars as pl

from orggraph import settings
from orggraph.dataset import Dataset
from orggraph.reading import Reading

SERVER_SCHEMES = ("bolt://", "bolt+s://", "bolt+ssc://", "neo4j://", "neo4j+s://", "neo4j+ssc://")


class Store(Protocol):
    """What every store does."""

    def write(self, dataset: Dataset, *, replace: bool = False) -> None:
        """Make the store equal to a dataset, all or nothing.

        Parameters
        ----------
        dataset
            The county's graph.
        replace
            Whether another county that the store holds may be replaced.

        Raises
        ------
        StoreError
            The store holds another county, or cannot be written; it is then as it was.
        """

    def read(self) -> Reading:
        """Read everything back.

        Returns
        -------
        reading
            The dataset, with a warning where the store was changed since it was loaded.

        Raises
        ------
        StoreError
            The store holds no county, is of another version, incomplete or damaged.
        """

    def ask(self, text: str, parameters: Mapping[str, object]) -> pl.DataFrame:
        """Ask one of the product's own queries.

        Parameters
        ----------
        text
            A Cypher statement that only reads.
        parameters
            A value for each parameter of the statement.

        Returns
        -------
        rows
            A column per returned value.

        Raises
        ------
        QueryError
            The statement fails.
        StoreError
            The store holds no county, is of another version, incomplete or damaged.
        """

    def query(
        self, text: str, parameters: Mapping[str, object], *, limit: int, timeout: float
    ) -> pl.DataFrame:
        """Ask a user's query, which may only read the graph.

        Parameters
        ----------
        text
            A Cypher statement of a user.
        parameters
            A value for each parameter of the statement.
        limit
            Most rows to give; 1 or more.
        timeout
            Most seconds to wait.

        Returns
        -------
        rows
            A column per returned value.

        Raises
        ------
        QueryError
            The statement is refused, fails, or takes too long.
        StoreError
            The store holds no county, is of another version, incomplete or damaged.
        """

    def forget(self) -> None:
        """Remove everything that orggraph has put there; nothing else.

        Raises
        ------
        StoreError
            The store does not bear orggraph's mark, or holds something else besides; it is then
            as it was. Or it cannot be removed.
        """

    def close(self) -> None:
        """Let go of the store."""

    def __enter__(self) -> Self:
        """Open it for a with block."""

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""


def is_store(source: str) -> bool:
    """Say whether a SOURCE is a store, by its name alone.

    Parameters
    ----------
    source
        Path or address.

    Returns
    -------
    is_store
        True for ``*.lbug`` and for addresses of servers.
    """
    return source.endswith(".lbug") or source.startswith(SERVER_SCHEMES)


def open_store(source: str) -> Store:
    """Open a store.

    Parameters
    ----------
    source
        Path of a Ladybug file, which need not exist yet, or address of a Neo4j server.

    Returns
    -------
    store
        The store, to be closed by its user.

    Raises
    ------
    StoreConnectionError
        The server does not answer, or does not let us in.
    """
    if source.startswith(SERVER_SCHEMES):
        from orggraph.store._neo4j import Neo4jStore  # noqa: PLC0415 - loading it takes a second

        return Neo4jStore(source)
    from orggraph.store._ladybug import LadybugStore  # noqa: PLC0415 - only where it is used

    return LadybugStore(Path(source))


def write_import(dataset: Dataset, folder: Path) -> str:
    """Write the files of which Neo4j makes a whole database while the server is stopped.

    The fast way for what is too large for batches. The files hold everything, and the mark that
    a store bears, so that what was made of them is read like any other store.

    Parameters
    ----------
    dataset
        The county's graph.
    folder
        A new or empty folder.

    Returns
    -------
    command
        What to run in that folder; the database is the one that NEO4J_DATABASE names.

    Raises
    ------
    SettingsError
        There is something already, or a list that the import would not keep.
    OSError
        The files cannot be written.
    """
    from orggraph.store import _offline  # noqa: PLC0415 - only where it is used

    _offline.write(dataset, folder)
    database = settings.server().database or "neo4j"
    return f"neo4j-admin database import full {database} @{_offline.ARGUMENTS}"
