"""Streams: graphs of more edges than memory holds, read from files some at a time.

Members and households are leaves by the ten million under five million organisations. Their edges
are never in memory together: a pass over the files joins the groups in four bytes a node, and two
more make the rows to walk along, eight bytes a node and four for each end of an edge. Whatever is
asked comes as columns of numbers; sets of a hundred million names would be larger than the graph.
"""

from collections.abc import Iterator

import polars as pl

from orggraph import kernels
from orggraph.compact import ends_of
from orggraph.errors import NetworkError
from orggraph.kernels import Nodes, Rows
from orggraph.language import _
from orggraph.names import Codes

PART = 1 << 20  # rows of a file in memory at once


class Stream:
    """The edges of files, as numbers of nodes; each time that it is walked over they are read anew.

    Parameters
    ----------
    nodes
        How many nodes there are; they are numbered from 0.
    *frames
        Tables of files, such as ``pl.scan_parquet`` and ``pl.scan_csv`` give, with the columns
        ``start`` and ``end``: numbers of nodes, or ids.
    names
        The nodes that have ids, in the order of their numbers; None where there are only numbers.

    Raises
    ------
    NetworkError
        As it is walked over: an edge leads to what is no node.

    Examples
    --------
    Two organisations, and three members of which only the organisation is on file:

    >>> names = Codes(pl.Series(["370304001001", "370304001002"]))
    >>> members = pl.LazyFrame({"end": ["370304001001", "370304001001", "370304001002"]})
    >>> numbered = members.with_row_index("start", offset=len(names))
    >>> stream = Stream(5, numbered, names=names)
    >>> stream.components()[0]
    2
    >>> kernels.engine.breadth_first(stream.rows(), names.find(["370304001001"]), 9)[0].tolist()
    [0, -1, 1, 1, -1]
    """

    def __init__(self, nodes: int, *frames: pl.LazyFrame, names: Codes | None = None) -> None:
        self.nodes = nodes
        self._frames = frames
        self._names = names

    def __iter__(self) -> Iterator[tuple[Nodes, Nodes]]:
        """Give the starts and the ends of some edges at a time."""
        for frame in self._frames:
            parts = frame.select("start", "end").collect_batches(
                chunk_size=PART, engine="streaming"
            )
            for part in parts:
                yield self._numbers(part["start"]), self._numbers(part["end"])

    def components(self) -> tuple[int, Nodes]:
        """Find the groups that edges join, whatever their direction.

        Returns
        -------
        count, group
            How many there are, and the number of each node's, in the order of their first node.
        """
        count, group = kernels.engine.components_of_parts(self.nodes, self)
        return int(count), group

    def rows(self) -> Rows:
        """Make the rows of the graph, each edge at both of its ends, for the kernels.

        Returns
        -------
        rows
            Compressed rows.
        """
        made: Rows = kernels.engine.rows_of_parts(self.nodes, self, mirrored=True)
        return made

    def _numbers(self, column: pl.Series) -> Nodes:
        if column.dtype == pl.String and self._names is not None:
            return ends_of(self._names, column)
        outside = column.is_null() | ~column.is_between(0, self.nodes - 1)
        if outside.any():
            raise NetworkError(
                _("An edge leads to {id}, which is no node.").format(
                    id=column.filter(outside).to_list()[0]
                ),
                _("Nodes are numbered from 0 to {last}.").format(last=self.nodes - 1),
            )
        numbers: Nodes = column.cast(pl.Int32).to_numpy()
        return numbers
