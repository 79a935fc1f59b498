"""Neighbourhoods: the rows of a compact graph as the mappings that networkx reads.

Where networkx keeps dictionaries of dictionaries, these make the answer when asked. They are for
looking around and for the calls that know nothing else; whole-graph questions go to the kernels.
"""

from collections.abc import Hashable, ItemsView, Iterable, Iterator, Mapping
from itertools import repeat
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from networkx.classes import reportviews

if TYPE_CHECKING:
    from orggraph.compact import Compact
    from orggraph.kernels import Nodes, Offsets, Rows


class NodeData(Mapping[Hashable, dict[str, Any]]):
    """The attributes of each node.

    Parameters
    ----------
    G
        A compact graph.
    """

    def __init__(self, G: "Compact") -> None:
        self._graph = G

    def __getitem__(self, name: Hashable) -> dict[str, Any]:
        """Give the attributes of a node."""
        node = self._graph.names.position(name)
        if node < 0:
            raise KeyError(name)
        return _attributes(self._graph.node_data, node)

    def __contains__(self, name: object) -> bool:
        """Whether this is a node."""
        return self._graph.names.position(name) >= 0

    def __iter__(self) -> Iterator[Hashable]:
        """Give the nodes in order."""
        return iter(self._graph.names)

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._graph.names)

    def items(self) -> ItemsView[Hashable, dict[str, Any]]:
        """Give each node with its attributes.

        Returns
        -------
        items
            In order of the nodes.
        """
        return _Items(self)

    def walk(self) -> Iterator[tuple[Hashable, dict[str, Any]]]:
        """Walk over the nodes without looking each one up.

        Yields
        ------
        item
            A node and its attributes.
        """
        for node, name in enumerate(self._graph.names):
            yield name, _attributes(self._graph.node_data, node)


class Adjacency(Mapping[Hashable, "Row"]):
    """The neighbourhood of each node.

    Parameters
    ----------
    G
        A compact graph.
    side
        ``out`` or ``into``.
    """

    def __init__(self, G: "Compact", side: str) -> None:
        self._graph = G
        self._side = side

    def __getitem__(self, name: Hashable) -> "Row":
        """Give the neighbourhood of a node."""
        node = self._graph.names.position(name)
        if node < 0:
            raise KeyError(name)
        return Row(self._graph, getattr(self._graph, self._side), node)

    def __contains__(self, name: object) -> bool:
        """Whether this is a node."""
        return self._graph.names.position(name) >= 0

    def __iter__(self) -> Iterator[Hashable]:
        """Give the nodes in order."""
        return iter(self._graph.names)

    def __len__(self) -> int:
        """Count the nodes."""
        return len(self._graph.names)

    def items(self) -> ItemsView[Hashable, "Row"]:
        """Give each node with its neighbourhood.

        Returns
        -------
        items
            In order of the nodes.
        """
        return _Items(self)

    def walk(self) -> Iterator[tuple[Hashable, "Row"]]:
        """Walk over the nodes without looking each one up.

        Yields
        ------
        item
            A node and its neighbourhood.
        """
        rows = getattr(self._graph, self._side)
        for node, name in enumerate(self._graph.names):
            yield name, Row(self._graph, rows, node)


class Row(Mapping[Hashable, dict[Any, Any]]):
    """The neighbours of one node, with the attributes of the edges there.

    Parameters
    ----------
    G
        A compact graph.
    rows
        Its rows on one side.
    node
        Number of the node.
    """

    def __init__(self, G: "Compact", rows: "Rows", node: int) -> None:
        self._graph = G
        self._rows = rows
        self._from, self._to = int(rows.offsets[node]), int(rows.offsets[node + 1])

    @property
    def _neighbours(self) -> "Nodes":
        """The distinct neighbours in the order of their first edge."""
        found = self._rows.neighbours[self._from : self._to]
        if not self._graph.is_multigraph():
            return found
        _, first = np.unique(found, return_index=True)
        return found[np.sort(first)]

    def __getitem__(self, name: Hashable) -> dict[Any, Any]:
        """Give the attributes of the edge to a neighbour; of a multigraph, by key."""
        node = self._graph.names.position(name)
        places = self._from + np.flatnonzero(
            self._rows.neighbours[self._from : self._to] == node if node >= 0 else []
        )
        if not len(places):
            raise KeyError(name)
        edges = None if self._rows.edges is None else self._rows.edges[places].tolist()
        data, keys = self._graph.edge_list.data, self._graph.edge_list.keys
        if not self._graph.is_multigraph():
            return {} if edges is None else _attributes(data, edges[0])
        return {
            number if keys is None or edges is None else keys[edges[number]]: {}
            if edges is None
            else _attributes(data, edges[number])
            for number in range(len(places))
        }

    def __contains__(self, name: object) -> bool:
        """Whether this is a neighbour."""
        node = self._graph.names.position(name)
        return node >= 0 and bool(np.any(self._rows.neighbours[self._from : self._to] == node))

    def __iter__(self) -> Iterator[Hashable]:
        """Give the neighbours."""
        return iter(self._graph.names.at(self._neighbours))

    def __len__(self) -> int:
        """Count the distinct neighbours."""
        return len(self._neighbours)


class _Items(ItemsView[Any, Any]):
    def __iter__(self) -> Iterator[tuple[Any, Any]]:
        yield from self._mapping.walk()  # type: ignore[attr-defined]  # ours alone


class _Counted(reportviews.DiDegreeView):  # type: ignore[misc]  # networkx has no types
    """Degrees from the columns; weighted ones as networkx counts them."""

    side: str

    def __getitem__(self, name: Hashable) -> float:
        if self._weight is not None:
            return super().__getitem__(name)  # type: ignore[no-any-return]  # networkx has no types
        node = self._graph.names.position(name)
        if node < 0:
            raise KeyError(name)
        return int(_degrees(self._graph, self.side)[node])

    def __iter__(self) -> Iterator[tuple[Hashable, Any]]:
        if self._weight is not None:
            return super().__iter__()  # type: ignore[no-any-return]  # networkx has no types
        degrees, names = _degrees(self._graph, self.side), self._graph.names
        if not isinstance(self._nodes, list):  # all of them
            return zip(names, degrees.tolist(), strict=True)
        return zip(self._nodes, degrees[names.find(self._nodes)].tolist(), strict=True)


def degree_view(G: "Compact", side: str) -> reportviews.DiDegreeView:
    """Make networkx's view of degrees over a compact graph.

    Parameters
    ----------
    G
        A compact graph.
    side
        ``around``, ``out`` or ``into``.

    Returns
    -------
    view
        Subscripted, called and walked as networkx's own.
    """
    prefix = {"around": "Di" if G.is_directed() else "", "out": "Out", "into": "In"}[side]
    multi = "Multi" if G.is_multigraph() else ""
    base = getattr(reportviews, f"{prefix}{multi}DegreeView")
    return type("Degrees", (_Counted, base), {"side": side})(G)


class _Pairs:
    """Edges from the columns where all are walked over; else as networkx."""

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        G: Compact = self._viewer._graph  # type: ignore[attr-defined]  # noqa: SLF001 - as networkx's own views do
        keys = bool(getattr(self, "keys", False))
        if self._nbunch is not None or (keys and G.edge_list.keys is None):  # type: ignore[attr-defined]  # of the view it is mixed into
            return super().__iter__()  # type: ignore[misc, no-any-return]  # of the view it is mixed into
        order = _in_order(G)
        columns = _columns(G, order, keys=keys)
        if self._data is not False:  # type: ignore[attr-defined]  # of the view it is mixed into
            columns.append(_values(G, order, self._data, self._default))  # type: ignore[attr-defined]  # of the view it is mixed into
        return zip(*columns, strict=True)


class _Edges:
    """Edges from the columns where all are walked over; else as networkx."""

    def __len__(self) -> int:
        """Count the edges, which a list of them asks first."""
        return self._graph.number_of_edges()  # type: ignore[attr-defined, no-any-return]  # of the view it is mixed into

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        G: Compact = self._graph  # type: ignore[attr-defined]  # of the view it is mixed into
        if G.is_multigraph() and G.edge_list.keys is None:
            return super().__iter__()  # type: ignore[misc, no-any-return]  # of the view it is mixed into
        return zip(*_columns(G, _in_order(G), keys=G.is_multigraph()), strict=True)


def edge_view(G: "Compact") -> reportviews.OutEdgeView:
    """Make networkx's view of the edges of a compact graph.

    Parameters
    ----------
    G
        A compact graph.

    Returns
    -------
    view
        Called and walked as networkx's own.
    """
    kind = ("Out" if G.is_directed() else "") + ("Multi" if G.is_multigraph() else "")
    data = getattr(reportviews, f"{kind}EdgeDataView")
    base = getattr(reportviews, f"{kind}EdgeView")
    pairs = type("EdgeData", (_Pairs, data), {})
    return type("Edges", (_Edges, base), {"dataview": pairs})(G)


def _columns(G: "Compact", order: "Nodes", *, keys: bool) -> list[Iterable[Any]]:
    """Give the ends of edges, and their keys."""
    start, end = _sides(G)
    columns: list[Iterable[Any]] = [G.names.at(start[order]), G.names.at(end[order])]
    if keys:
        every = G.edge_list.keys or []
        columns.append([every[edge] for edge in order.tolist()])
    return columns


def _values(G: "Compact", order: "Nodes", attribute: Any, default: Any) -> Iterable[Any]:  # noqa: ANN401 - as networkx asks for data
    """Give what edges hold: one attribute, or all of them where ``True`` is asked for."""
    data = G.edge_list.data
    if data is None:
        return ({} for _ in order) if attribute is True else repeat(default, len(order))
    if not isinstance(data, pl.DataFrame):
        rows = (data[edge] for edge in order.tolist())
        return rows if attribute is True else (row.get(attribute, default) for row in rows)
    if attribute is True:
        return data[order].iter_rows(named=True)
    known = attribute in data.columns
    return data[attribute].gather(order).to_list() if known else repeat(default, len(order))


def _in_order(G: "Compact") -> "Nodes":
    """Give the numbers of the edges in the order of the nodes that they start from."""
    return np.argsort(_sides(G)[0], kind="stable").astype(np.int32)


def _sides(G: "Compact") -> tuple["Nodes", "Nodes"]:
    """Give the ends of the edges; without directions, the end that comes first among the nodes."""
    start, end = G.edge_list.start, G.edge_list.end
    if G.is_directed():
        return start, end
    return np.minimum(start, end), np.maximum(start, end)


def _degrees(G: "Compact", side: str) -> "Offsets":
    if side == "around":
        return G.degrees
    degrees: Offsets = np.diff(getattr(G, side).offsets)
    return degrees


def _attributes(data: "pl.DataFrame | list[dict[str, Any]] | None", row: int) -> dict[str, Any]:
    if data is None:
        return {}
    if isinstance(data, pl.DataFrame):
        return data.row(row, named=True)
    return data[row]
