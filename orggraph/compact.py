"""Compact graphs: read-only networkx graphs over compressed rows, made straight from tables.

A compact graph is a networkx graph: everything that networkx reads off a graph can be read off it.
It holds no dictionaries but two columns of numbers, so that five million organisations with
twelve million relations take a tenth of a second and a few hundred megabytes. Ordinary
``nx.…`` calls on it run on these columns; ``backend.py`` says which and how.
"""

from collections.abc import Callable, Collection, Hashable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Any, NamedTuple, Self

import networkx as nx
import numpy as np
import numpy.typing as npt
import polars as pl
from networkx.classes.reportviews import DiDegreeView, OutEdgeView

from orggraph import kernels
from orggraph.errors import NetworkError
from orggraph.kernels import Nodes, Offsets, Rows
from orggraph.language import _
from orggraph.names import Codes, Names
from orggraph.neighbourhoods import Adjacency, NodeData, degree_view, edge_view

MOST_CONVERTED = 200_000  # nodes; above this no networkx graph is made unasked

Data = pl.DataFrame | list[dict[str, Any]] | None


class Edges(NamedTuple):
    """The edges of a graph, in their order.

    ``data`` holds their attributes, None where there are none; ``keys`` those of a multigraph,
    None where parallel edges are merely counted.
    """

    start: Nodes
    end: Nodes
    data: Data = None
    keys: list[Hashable] | None = None


class Compact(nx.Graph):  # type: ignore[misc]  # networkx has no types
    """What all compact graphs share, whether directed or not, with parallel edges or not.

    Parameters
    ----------
    names
        Names of the nodes.
    edges
        The edges; of equal edges of a graph without parallel ones, the first counts.
    node_data
        Attributes of the nodes in their order, None where there are none.
    graph
        Attributes of the graph.
    """

    __networkx_backend__ = "orggraph"
    __networkx_cache__ = None  # read-only: what is derived is kept here, and never goes stale
    borrowed = False  # whether it was made of a networkx graph for one call

    def __new__(
        cls,
        names: Names,  # noqa: ARG004 - as in __init__
        edges: Edges,  # noqa: ARG004 - as in __init__
        *,
        node_data: Data = None,  # noqa: ARG004 - as in __init__
        graph: dict[str, Any] | None = None,  # noqa: ARG004 - as in __init__
    ) -> Self:
        """Make one here: networkx would ask its backends for a graph of theirs."""
        return object.__new__(cls)

    def __init__(
        self,
        names: Names,
        edges: Edges,
        *,
        node_data: Data = None,
        graph: dict[str, Any] | None = None,
    ) -> None:
        self.names = names
        self.node_data = node_data
        self.graph = graph or {}
        self.edge_list = edges if self.is_multigraph() else self._without_parallels(edges)
        self._node = NodeData(self)
        self._adj = Adjacency(self, "out")
        if self.is_directed():
            self._succ = self._adj
            self._pred = Adjacency(self, "into")
        nx.freeze(self)

    @cached_property
    def out(self) -> Rows:
        """The rows that edges lead along: of an undirected graph, both ways."""
        return self._rows(self.edge_list.start, self.edge_list.end)

    @cached_property
    def into(self) -> Rows:
        """The rows against the direction of edges."""
        if not self.is_directed():
            return self.out
        return self._rows(self.edge_list.end, self.edge_list.start)

    @cached_property
    def around(self) -> Rows:
        """The rows both ways, whatever the direction of edges."""
        if not self.is_directed():
            return self.out
        start, end = self.edge_list.start, self.edge_list.end
        made: Rows = kernels.engine.adjacency(len(self), start, end, mirrored=True, numbered=False)
        return made

    @cached_property
    def degrees(self) -> Offsets:
        """The number of edges at each node; a loop counts twice."""
        n = len(self)
        return np.bincount(self.edge_list.start, minlength=n) + np.bincount(
            self.edge_list.end, minlength=n
        )

    @cached_property
    def edges(self) -> OutEdgeView:
        """The edges as networkx gives them, from the columns where all are walked over."""
        return edge_view(self)

    @cached_property
    def degree(self) -> DiDegreeView:
        """The degrees as networkx gives them."""
        return degree_view(self, "around")

    @cached_property
    def in_degree(self) -> DiDegreeView:
        """The in-degrees as networkx gives them."""
        return degree_view(self, "into")

    @cached_property
    def out_degree(self) -> DiDegreeView:
        """The out-degrees as networkx gives them."""
        return degree_view(self, "out")

    def nbunch_iter(self, nbunch: Any = None) -> Iterator[Hashable]:  # noqa: ANN401 - a node or several
        """Give the nodes of the graph that are among some.

        Parameters
        ----------
        nbunch
            A node, several, or None for all.

        Returns
        -------
        nodes
            In the order given; what is no node of the graph is passed over.
        """
        if nbunch is None or isinstance(nbunch, str) or not isinstance(nbunch, Collection):
            return super().nbunch_iter(nbunch)  # type: ignore[no-any-return]  # networkx has no types
        asked = list(nbunch)
        return iter([asked[at] for at in np.flatnonzero(self.names.find(asked) >= 0).tolist()])

    def size(self, weight: str | None = None) -> float:
        """Count the edges.

        Parameters
        ----------
        weight
            Attribute to add up instead.

        Returns
        -------
        size
            Number of edges, or the sum.
        """
        if weight is not None:
            return super().size(weight)  # type: ignore[no-any-return]  # networkx has no types
        return len(self.edge_list.start)

    def number_of_edges(self, u: Hashable = None, v: Hashable = None) -> int:
        """Count the edges, or those between two nodes.

        Parameters
        ----------
        u, v
            The two nodes; None for all edges.

        Returns
        -------
        count
            0 or more.
        """
        return len(self.edge_list.start) if u is None else int(super().number_of_edges(u, v))

    def weights(self, attribute: str | None) -> npt.NDArray[np.float64] | None:
        """Give the weights of the edges.

        Parameters
        ----------
        attribute
            Name of the attribute; None for none.

        Returns
        -------
        weights
            A number per edge, 1 where an edge lacks the attribute; None where no edge has it.
        """
        data = self.edge_list.data
        if attribute is None or data is None:
            return None
        if isinstance(data, pl.DataFrame):
            if attribute not in data.columns:
                return None
            return data[attribute].cast(pl.Float64).fill_null(1.0).to_numpy()
        if not any(attribute in row for row in data):
            return None
        return np.array([row.get(attribute, 1) for row in data], np.float64)

    def subgraph(self, nodes: Any) -> nx.Graph:  # noqa: ANN401 - a node or several
        """Cut a part out, with all attributes.

        Parameters
        ----------
        nodes
            Names of nodes; those that are no nodes of the graph are passed over.

        Returns
        -------
        part
            A real networkx graph of its own; above 200,000 nodes again a compact one.
        """
        found = self.names.find([nodes] if self.has_node(nodes) else nodes)
        chosen = np.unique(found[found >= 0])
        part = self._part(chosen)
        return part.copy() if len(chosen) <= MOST_CONVERTED else part

    def copy(self, as_view: bool = False) -> nx.Graph:  # noqa: FBT001, FBT002 - networkx's own signature
        """Make a real networkx graph of this, with all attributes, however large it gets.

        Parameters
        ----------
        as_view
            True gives this graph itself, which nobody can change.

        Returns
        -------
        G
            A ``networkx`` graph of the same kind.
        """
        if as_view:
            return self
        G = _plain_class(self)()
        G.graph.update(self.graph)
        names = list(self.names)
        G.add_nodes_from(zip(names, rows_of(self.node_data, np.arange(len(names))), strict=True))
        start, end, data, keys = self.edge_list
        columns: list[list[Any]] = [[names[v] for v in ends.tolist()] for ends in (start, end)]
        if keys is not None:
            columns.append(keys)
        G.add_edges_from(zip(*columns, rows_of(data, np.arange(len(start))), strict=True))
        return G

    @cached_property
    def converted(self) -> nx.Graph:
        """A real networkx graph for calls that know no other, made once.

        Raises
        ------
        NetworkError
            The graph has more than 200,000 nodes.
        """
        if len(self) > MOST_CONVERTED:
            raise NetworkError(
                _(
                    "This call knows no compact graphs, and {nodes} nodes are too many to convert."
                ).format(nodes=f"{len(self):,}"),
                _("Ask a part of it, G.subgraph(nodes); or convert it with G.copy()."),
            )
        return self.copy()

    def to_undirected(self, as_view: bool = False) -> "Compact":  # noqa: ARG002, FBT001, FBT002 - networkx's own signature
        """Give the same graph without directions.

        Parameters
        ----------
        as_view
            Either way nobody can change the graph.

        Returns
        -------
        G
            A compact graph. In a graph with parallel edges, edges of one key in both directions
            are one.
        """
        kind = CompactMultiGraph if self.is_multigraph() else CompactGraph
        edges = self.edge_list
        if self.is_multigraph() and self.is_directed():
            edges = _take(edges, _first_of_pairs(edges))
        return kind(self.names, edges, node_data=self.node_data, graph=dict(self.graph))

    def to_directed(self, as_view: bool = False) -> "Compact":  # noqa: ARG002, FBT001, FBT002 - networkx's own signature
        """Give the same graph with every edge both ways.

        Parameters
        ----------
        as_view
            Either way nobody can change the graph.

        Returns
        -------
        G
            A compact graph.
        """
        kind = CompactMultiDiGraph if self.is_multigraph() else CompactDiGraph
        edges = self.edge_list
        if not self.is_directed():
            both = np.repeat(np.arange(len(edges.start)), 2)
            both = both[(edges.start != edges.end)[both] | (np.arange(len(both)) % 2 == 0)]
            back = np.r_[False, both[1:] == both[:-1]]
            taken = _take(edges, both)
            start, end = (
                np.where(back, taken.end, taken.start),
                np.where(back, taken.start, taken.end),
            )
            edges = taken._replace(start=start, end=end)
        return kind(self.names, edges, node_data=self.node_data, graph=dict(self.graph))

    def reverse(self, copy: bool = True) -> "Compact":  # noqa: ARG002, FBT001, FBT002 - networkx's own signature
        """Turn every edge round.

        Parameters
        ----------
        copy
            Either way nobody can change the graph.

        Returns
        -------
        G
            A compact graph.
        """
        start, end = self.edge_list.start, self.edge_list.end
        edges = self.edge_list._replace(start=end, end=start)
        return type(self)(self.names, edges, node_data=self.node_data, graph=dict(self.graph))

    def _rows(self, start: Nodes, end: Nodes) -> Rows:
        multiple, data = self.is_multigraph(), self.edge_list.data
        made: Rows = kernels.engine.adjacency(
            len(self),
            np.ascontiguousarray(start),
            np.ascontiguousarray(end),
            mirrored=not self.is_directed(),
            numbered=data is not None or (multiple and self.edge_list.keys is not None),
        )
        return made

    def _without_parallels(self, edges: Edges) -> Edges:
        """Drop all but the first of equal edges, and keep the rows that this takes."""
        numbered, mirrored = edges.data is not None, not self.is_directed()
        rows = kernels.engine.adjacency(
            len(self.names), edges.start, edges.end, mirrored=mirrored, numbered=numbered
        )
        places = len(rows.neighbours)
        self.out = kernels.engine.distinct(rows)
        if len(self.out.neighbours) == places:
            return edges
        if not numbered:
            here = np.arange(len(self.names), dtype=np.int32).repeat(np.diff(self.out.offsets))
            once = here <= self.out.neighbours if mirrored else slice(None)
            return Edges(here[once], self.out.neighbours[once])
        kept = np.zeros(len(edges.start), bool)
        kept[self.out.edges] = True
        number = (np.cumsum(kept) - 1).astype(np.int32)
        self.out = self.out._replace(edges=number[self.out.edges])
        return _take(edges, np.flatnonzero(kept))

    def _part(self, chosen: Nodes) -> "Compact":
        number = np.full(len(self), -1, np.int32)
        number[chosen] = np.arange(len(chosen), dtype=np.int32)
        start, end = number[self.edge_list.start], number[self.edge_list.end]
        inside = np.flatnonzero((start >= 0) & (end >= 0))
        edges = _take(self.edge_list, inside)._replace(start=start[inside], end=end[inside])
        data = None if self.node_data is None else _taken(self.node_data, chosen)
        names = self.names.part(chosen)
        return type(self)(names, edges, node_data=data, graph=dict(self.graph))

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self.names)


class CompactGraph(Compact):
    """An undirected graph."""


class CompactDiGraph(Compact, nx.DiGraph):  # type: ignore[misc]  # networkx has no types
    """A directed graph."""

    @cached_property
    def out_edges(self) -> OutEdgeView:
        """The edges, as ``edges``."""
        return self.edges


class CompactMultiGraph(Compact, nx.MultiGraph):  # type: ignore[misc]  # networkx has no types
    """An undirected graph with parallel edges."""


class CompactMultiDiGraph(Compact, nx.MultiDiGraph):  # type: ignore[misc]  # networkx has no types
    """A directed graph with parallel edges."""

    @cached_property
    def out_edges(self) -> OutEdgeView:
        """The edges, as ``edges``."""
        return self.edges


def kind_of(*, directed: bool, multigraph: bool) -> type[Compact]:
    """Choose the class of a compact graph.

    Parameters
    ----------
    directed
        Whether edges have a direction.
    multigraph
        Whether edges may be parallel.

    Returns
    -------
    kind
        One of the four classes.
    """
    if directed:
        return CompactMultiDiGraph if multigraph else CompactDiGraph
    return CompactMultiGraph if multigraph else CompactGraph


def from_tables(
    nodes: pl.DataFrame, edges: pl.DataFrame, *, directed: bool = True, multigraph: bool = False
) -> Compact:
    """Make a compact graph of a table of nodes and a table of edges.

    Parameters
    ----------
    nodes
        ``id``, distinct, and attributes. Nodes are numbered in this order: sort codes, and what
        lies together in the country lies together in memory.
    edges
        ``start`` and ``end``, each an id of a node; ``key`` in a multigraph where edges have one;
        and attributes.
    directed
        Whether edges have a direction.
    multigraph
        Whether edges may be parallel.

    Returns
    -------
    G
        A read-only networkx graph.

    Raises
    ------
    NetworkError
        An id is missing or comes twice, or an edge leads to what is no node.

    Examples
    --------
    >>> nodes = pl.DataFrame({"id": ["370304001", "370304002", "370304003"]})
    >>> edges = pl.DataFrame({"start": ["370304001"], "end": ["370304003"]})
    >>> G = from_tables(nodes, edges)
    >>> nx.number_weakly_connected_components(G), nx.descendants(G, "370304001")
    (2, {'370304003'})
    """
    names = Codes(nodes["id"])
    with ThreadPoolExecutor(2) as pool:  # the kernels run side by side
        start, end = pool.map(lambda side: ends_of(names, edges[side]), ("start", "end"))
    key = edges["key"].to_list() if multigraph and "key" in edges.columns else None
    structure = ["start", "end"] if key is None else ["start", "end", "key"]
    data = edges.drop(structure)
    return kind_of(directed=directed, multigraph=multigraph)(
        names,
        Edges(start, end, data if data.width else None, key),
        node_data=nodes.drop("id") if nodes.width > 1 else None,
    )


def ends_of(names: Codes, column: pl.Series) -> Nodes:
    """Give the numbers of the nodes that edges lead to.

    Parameters
    ----------
    names
        Names of the nodes.
    column
        An id for each edge.

    Returns
    -------
    numbers
        In the same order.

    Raises
    ------
    NetworkError
        An edge leads to what is no node.
    """
    found = names.find(column)
    lost = np.flatnonzero(found < 0)
    if len(lost):
        raise NetworkError(
            _("An edge leads to {id}, which is no node.").format(id=column[int(lost[0])]),
            _("{count} such ends: add the nodes, or leave these edges out.").format(
                count=len(lost)
            ),
        )
    return found


def rows_of(data: Data, at: npt.NDArray[Any]) -> list[dict[str, Any]]:
    """Give attributes as networkx wants them.

    Parameters
    ----------
    data
        A row per node or edge, or None.
    at
        The rows wanted.

    Returns
    -------
    attributes
        A dictionary of its own for each; empty where there are none.
    """
    if data is None:
        return [{} for _ in at]
    if isinstance(data, pl.DataFrame):
        return data[at].to_dicts()
    return [dict(data[row]) for row in at.tolist()]


def _taken(data: Data, at: npt.NDArray[Any]) -> Data:
    if data is None or isinstance(data, pl.DataFrame):
        return None if data is None else data[at]
    return [data[row] for row in at.tolist()]


def _take(edges: Edges, at: npt.NDArray[Any]) -> Edges:
    keys = None if edges.keys is None else [edges.keys[row] for row in at.tolist()]
    return Edges(edges.start[at], edges.end[at], _taken(edges.data, at), keys)


def _first_of_pairs(edges: Edges) -> npt.NDArray[Any]:
    """Find the first edge of each pair of nodes and key, whatever its direction."""
    low, high = np.minimum(edges.start, edges.end), np.maximum(edges.start, edges.end)
    table = pl.DataFrame({"start": edges.start, "end": edges.end, "low": low, "high": high})
    if edges.keys is None:
        table = table.with_columns(key=pl.int_range(pl.len()).over("start", "end"))
    else:
        numbers: dict[Hashable, int] = {}
        codes = [numbers.setdefault(key, len(numbers)) for key in edges.keys]
        table = table.with_columns(key=pl.Series(codes, dtype=pl.Int64))
    first = table.with_row_index("row").unique(["low", "high", "key"], keep="first")
    return first["row"].sort().to_numpy()


def _plain_class(G: nx.Graph) -> Callable[[], nx.Graph]:
    if G.is_directed():
        return nx.MultiDiGraph if G.is_multigraph() else nx.DiGraph  # type: ignore[no-any-return]
    return nx.MultiGraph if G.is_multigraph() else nx.Graph  # type: ignore[no-any-return]
