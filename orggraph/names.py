"""Names: which node has which number, for columns of ids and for anything else that can be a node.

Numbers run from 0 in the order of the names. An id is looked up by its 64-bit hash: that an id
which is not there shares the hash of one that is happens once in 3 * 10**12 look-ups among five
million; two ids of one table that share a hash are refused.
"""

from collections.abc import Hashable, Iterable, Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from orggraph import kernels
from orggraph.errors import NetworkError
from orggraph.kernels import Hashes, Nodes
from orggraph.language import _

Numbers = npt.NDArray[np.integer]


class Codes:
    """A column of ids.

    Parameters
    ----------
    column
        Distinct strings, none of them null.

    Raises
    ------
    NetworkError
        An id is missing or comes twice.
    """

    def __init__(self, column: pl.Series) -> None:
        if column.null_count():
            raise NetworkError(
                _("A node has no id."), _("Every row of the table of nodes needs one.")
            )
        self._column = column
        self._hashes: Hashes = column.hash().to_numpy()
        self._table, twice = kernels.engine.index(self._hashes)
        if twice >= 0:
            raise NetworkError(
                _("The id {id} comes twice.").format(id=column[twice]),
                _("Keep one row for each node."),
            )

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._column)

    def __iter__(self) -> Iterator[str]:
        """Give the ids in order of their number."""
        return iter(self._column.to_list())

    def position(self, name: Hashable) -> int:
        """Give the number of an id, or -1.

        Parameters
        ----------
        name
            Anything; only strings are ids.

        Returns
        -------
        number
            0 or more, or -1.
        """
        return int(self.find([name])[0]) if isinstance(name, str) else -1

    def find(self, names: Iterable[Hashable]) -> Nodes:
        """Give the numbers of ids.

        Parameters
        ----------
        names
            A column of ids, or anything else.

        Returns
        -------
        numbers
            0 or more, -1 for each that is no node.
        """
        column = names if isinstance(names, pl.Series) else _strings(names)
        hashes = column.hash().to_numpy()
        at: Nodes = kernels.engine.look_up(self._table, self._hashes, hashes)
        return np.where(column.is_not_null(), at, np.int32(-1)) if column.null_count() else at

    def at(self, nodes: Numbers) -> list[Hashable]:
        """Give the ids of numbers.

        Parameters
        ----------
        nodes
            Numbers of nodes.

        Returns
        -------
        ids
            In the same order.
        """
        return self._column.gather(nodes).to_list()

    def part(self, nodes: Numbers) -> "Codes":
        """Give some of the nodes numbers anew.

        Parameters
        ----------
        nodes
            Their numbers here.

        Returns
        -------
        codes
            The ids in the order given.
        """
        return Codes(self._column.gather(nodes))


def _strings(names: Iterable[Hashable]) -> pl.Series:
    """Make a column of anything; what is no string is null."""
    wanted = list(names)
    try:
        return pl.Series(wanted, dtype=pl.String)
    except (TypeError, ValueError):  # not all of them are
        return pl.Series([name if _is_string(name) else None for name in wanted], dtype=pl.String)


def _is_string(name: Hashable) -> bool:
    """Whether a column could hold it; half a character it could not."""
    return isinstance(name, str) and name.encode(errors="ignore").decode() == name


class Objects:
    """Anything that networkx takes as a node.

    Parameters
    ----------
    names
        Distinct and hashable.
    """

    def __init__(self, names: Iterable[Hashable]) -> None:
        self._names = list(names)

    @cached_property
    def _numbers(self) -> dict[Hashable, int]:
        return {name: number for number, name in enumerate(self._names)}

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._names)

    def __iter__(self) -> Iterator[Hashable]:
        """Give the names in order of their number."""
        return iter(self._names)

    def position(self, name: Hashable) -> int:
        """Give the number of a name, or -1.

        Parameters
        ----------
        name
            Anything hashable.

        Returns
        -------
        number
            0 or more, or -1.
        """
        return self._numbers.get(name, -1)

    def find(self, names: Iterable[Hashable]) -> Nodes:
        """Give the numbers of names.

        Parameters
        ----------
        names
            Anything hashable.

        Returns
        -------
        numbers
            0 or more, -1 for each that is no node.
        """
        return np.fromiter((self._numbers.get(name, -1) for name in names), np.int32)

    def at(self, nodes: Numbers) -> list[Hashable]:
        """Give the names of numbers.

        Parameters
        ----------
        nodes
            Numbers of nodes.

        Returns
        -------
        names
            In the same order.
        """
        return [self._names[number] for number in nodes.tolist()]

    def part(self, nodes: Numbers) -> "Objects":
        """Give some of the nodes numbers anew.

        Parameters
        ----------
        nodes
            Their numbers here.

        Returns
        -------
        objects
            The names in the order given.
        """
        return Objects(self.at(nodes))


Names = Codes | Objects
