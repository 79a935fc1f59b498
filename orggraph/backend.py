"""The networkx backend ``orggraph``: what ordinary ``nx.…`` calls do on a compact graph.

networkx finds ``interface`` by its entry point and asks it for a function by name. A function that
stands here runs on the columns of the graph. Any other call converts a compact graph of up to
200,000 nodes to networkx and runs there; above that it says what to do instead. Arguments, errors
and answers are those of networkx, where its documentation stands; what it leaves open, the order
of a set or of bridges, may come out otherwise.
"""

import math
from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, TypeVar

import networkx as nx
import numpy as np
import numpy.typing as npt

from orggraph import blocks, communities, kernels
from orggraph.backend_info import FUNCTIONS
from orggraph.compact import Compact, Edges, kind_of
from orggraph.kernels import Nodes, Rows
from orggraph.language import _
from orggraph.names import Objects

FAR = 2**31 - 1
Thing = TypeVar("Thing")


class _Functions:
    """The functions of networkx that run on compact graphs, by networkx's names."""

    def connected_components(self, G: Compact) -> Iterator[set[Hashable]]:
        count, label = kernels.engine.components(G.out)
        yield from _groups(G, label, count)

    weakly_connected_components = connected_components

    def number_connected_components(self, G: Compact) -> int:
        count: int = kernels.engine.components(G.out)[0]
        return count

    number_weakly_connected_components = number_connected_components

    def is_connected(self, G: Compact) -> bool:
        if not len(G):
            message = "Connectivity is undefined for the null graph."
            raise nx.NetworkXPointlessConcept(message)
        return self.number_connected_components(G) == 1

    is_weakly_connected = is_connected

    def strongly_connected_components(self, G: Compact) -> Iterator[set[Hashable]]:
        count, label = kernels.engine.strong_components(G.out)
        yield from _groups(G, label, count)

    def number_strongly_connected_components(self, G: Compact) -> int:
        count: int = kernels.engine.strong_components(G.out)[0]
        return count

    def is_strongly_connected(self, G: Compact) -> bool:
        if not len(G):
            message = "Connectivity is undefined for the null graph."
            raise nx.NetworkXPointlessConcept(message)
        return self.number_strongly_connected_components(G) == 1

    def node_connected_component(self, G: Compact, n: Hashable) -> set[Hashable]:
        node = G.names.position(n)
        if node < 0:
            raise KeyError(n)
        return set(G.names.at(_walk(G.out, [node])[1]))

    def bfs_layers(self, G: Compact, sources: Any) -> Iterator[list[Hashable]]:  # noqa: ANN401 - a node or several
        if G.has_node(sources):
            sources = [sources]
        found = _find(G, list(sources), nx.NetworkXError, "The node {} is not in the graph.")
        distance, order = _walk(G.out, found)
        ends = np.cumsum(np.bincount(distance[order]))
        names = G.names.at(order)
        yield from _runs(names, ends)

    def descendants_at_distance(self, G: Compact, source: Hashable, distance: int) -> set[Hashable]:
        found = _find(G, [source], nx.NetworkXError, "The node {} is not in the graph.")
        steps, order = _walk(G.out, found)
        return set(G.names.at(order[steps[order] == distance]))

    def single_source_shortest_path_length(
        self, G: Compact, source: Hashable, cutoff: float | None = None
    ) -> dict[Hashable, int]:
        found = _find(G, [source], nx.NodeNotFound, "Source {} is not in G")
        return _lengths(G, *_walk(G.out, found, _ceiling(cutoff)))

    def single_target_shortest_path_length(
        self, G: Compact, target: Hashable, cutoff: float | None = None
    ) -> dict[Hashable, int]:
        found = _find(G, [target], nx.NodeNotFound, "Target {} is not in G")
        return _lengths(G, *_walk(G.into, found, _ceiling(cutoff)))

    def multi_source_dijkstra_path_length(
        self,
        G: Compact,
        sources: Iterable[Hashable],
        cutoff: float | None = None,
        weight: Any = "weight",  # noqa: ANN401 - a name or a function
    ) -> dict[Hashable, int]:
        if not sources:
            message = "sources must not be empty"
            raise ValueError(message)
        _only_without(G, weight)
        found = _find(G, list(sources), nx.NodeNotFound, "Node {} not found in graph")
        return _lengths(G, *_walk(G.out, found, FAR if cutoff is None else math.floor(cutoff)))

    def single_source_dijkstra_path_length(
        self,
        G: Compact,
        source: Hashable,
        cutoff: float | None = None,
        weight: Any = "weight",  # noqa: ANN401 - a name or a function
    ) -> dict[Hashable, int]:
        return self.multi_source_dijkstra_path_length(G, {source}, cutoff, weight)

    def shortest_path_length(
        self,
        G: Compact,
        source: Hashable = None,
        target: Hashable = None,
        weight: Any = None,  # noqa: ANN401 - a name or a function
        method: str = "dijkstra",
    ) -> Any:  # noqa: ANN401 - a number or a dictionary, as networkx has it
        if method not in {"dijkstra", "bellman-ford"}:
            message = f"method not supported: {method}"
            raise ValueError(message)
        if source is None and target is None:
            raise NotImplementedError
        _only_without(G, weight)
        if target is None:
            return self.single_source_shortest_path_length(G, source)
        if source is None:
            return self.single_target_shortest_path_length(G, target)
        start, end = _ends(G, source, target)
        steps = int(_walk(G.out, [start])[0][end])
        if steps < 0:
            message = f"No path between {source} and {target}."
            raise nx.NetworkXNoPath(message)
        return steps

    def has_path(self, G: Compact, source: Hashable, target: Hashable) -> bool:
        start, end = _ends(G, source, target)
        return bool(_walk(G.out, [start])[0][end] >= 0)

    def descendants(self, G: Compact, source: Hashable) -> set[Hashable]:
        found = _find(G, [source], nx.NetworkXError, "The node {} is not in the graph.")
        return set(G.names.at(_walk(G.out, found)[1][1:]))

    def ancestors(self, G: Compact, source: Hashable) -> set[Hashable]:
        found = _find(G, [source], nx.NetworkXError, "The node {} is not in the graph.")
        return set(G.names.at(_walk(G.into, found)[1][1:]))

    def is_isolate(self, G: Compact, n: Hashable) -> bool:
        return bool(G.degree(n) == 0)

    def isolates(self, G: Compact) -> Iterator[Hashable]:
        return iter(G.names.at(np.flatnonzero(G.degrees == 0)))

    def number_of_isolates(self, G: Compact) -> int:
        return int(np.count_nonzero(G.degrees == 0))

    def bridges(self, G: Compact, root: Hashable = None) -> Iterator[tuple[Hashable, Hashable]]:
        low, high = self._bridges(G, root)
        yield from zip(G.names.at(low), G.names.at(high), strict=True)

    def has_bridges(self, G: Compact, root: Hashable = None) -> bool:
        return bool(len(self._bridges(G, root)[0]))

    def _bridges(self, G: Compact, root: Hashable) -> tuple[Nodes, Nodes]:
        low, high = blocks.bridges(G.out)
        if root is None:
            return low, high
        found = _find(G, [root], nx.NodeNotFound, "Root node {} is not in graph")
        inside = _walk(G.out, found)[0][low] >= 0
        return low[inside], high[inside]

    def articulation_points(self, G: Compact) -> Iterator[Hashable]:
        yield from G.names.at(blocks.articulation_points(G.out))

    def biconnected_components(self, G: Compact) -> Iterator[set[Hashable]]:
        members, ends = blocks.members(G.out)
        yield from map(set, _runs(G.names.at(members), ends))

    def biconnected_component_edges(self, G: Compact) -> Iterator[list[tuple[Hashable, Hashable]]]:
        start, end, ends = blocks.edges(G.out)
        yield from _runs(list(zip(G.names.at(start), G.names.at(end), strict=True)), ends)

    def is_biconnected(self, G: Compact) -> bool:
        _, ends = blocks.members(G.out)
        return len(ends) == 1 and int(ends[0]) == len(G)

    def core_number(self, G: Compact) -> dict[Hashable, int]:
        if np.any(G.edge_list.start == G.edge_list.end):
            message = (
                "Input graph has self loops which is not permitted; "
                "Consider using G.remove_edges_from(nx.selfloop_edges(G))."
            )
            raise nx.NetworkXNotImplemented(message)
        return dict(zip(G.names, kernels.engine.cores(G.around).tolist(), strict=True))

    def topological_generations(self, G: Compact) -> Iterator[list[Hashable]]:
        if not G.is_directed():
            message = "Topological sort not defined on undirected graphs."
            raise nx.NetworkXError(message)
        order, level = kernels.engine.topological(G.out)
        yield from _runs(G.names.at(order), np.cumsum(np.bincount(level[order])))
        if len(order) < len(G):
            message = "Graph contains a cycle or graph changed during iteration"
            raise nx.NetworkXUnfeasible(message)

    def topological_sort(self, G: Compact) -> Iterator[Hashable]:
        for generation in self.topological_generations(G):
            yield from generation

    def is_directed_acyclic_graph(self, G: Compact) -> bool:
        return bool(G.is_directed()) and len(kernels.engine.topological(G.out)[0]) == len(G)

    def leiden_communities(  # noqa: PLR0913, PLR0917 - networkx's own signature
        self,
        G: Compact,
        weight: str | None = "weight",
        resolution: float = 1,
        max_level: int | None = None,
        seed: Any = None,  # noqa: ANN401 - networkx hands over its generator
        metric: str = "modularity",  # networkx names one from 3.7 on; it had none of its own before
        theta: float = 0.01,
    ) -> list[set[Hashable]]:
        if max_level is not None or G.is_directed() or metric not in ("cpm", "modularity"):
            raise NotImplementedError
        label = communities.leiden(
            G,
            weight=weight,
            resolution=resolution,
            seed=_drawn(seed),
            metric=metric,
            theta=theta,
        )
        return list(_groups(G, label, int(label.max(initial=-1)) + 1))

    def louvain_communities(
        self,
        G: Compact,
        weight: str | None = "weight",
        resolution: float = 1,
        threshold: float = 1e-7,
        max_level: int | None = None,
        seed: Any = None,  # noqa: ANN401 - networkx hands over its generator
    ) -> list[set[Hashable]]:
        if max_level is not None or threshold != 1e-7 or G.is_directed():  # noqa: PLR2004 - networkx's default
            raise NotImplementedError
        label = communities.louvain(G, weight=weight, resolution=resolution, seed=_drawn(seed))
        return list(_groups(G, label, int(label.max(initial=-1)) + 1))

    def ego_graph(
        self,
        G: Compact,
        n: Hashable,
        radius: float = 1,
        center: bool = True,  # noqa: FBT001, FBT002 - networkx's own signature
        undirected: bool = False,  # noqa: FBT001, FBT002 - networkx's own signature
        distance: str | None = None,
    ) -> nx.Graph:
        if distance is not None:
            raise NotImplementedError
        found = _find(G, [n], nx.NodeNotFound, "Source {} is not in G")
        near = _walk(G.around if undirected else G.out, found, _ceiling(radius))[1]
        return G.subgraph(G.names.at(near if center else near[1:]))


class _Interface(_Functions):
    """What networkx asks: functions by name, conversions, and whether a call can be served."""

    def __getattribute__(self, name: str) -> Any:  # noqa: ANN401 - whatever networkx gives
        if name in FUNCTIONS:
            return _served(name, super().__getattribute__(name))
        return super().__getattribute__(name)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.endswith("__new__") or name not in nx.utils.backends._registered_algorithms:  # noqa: SLF001 - networkx lists its functions nowhere else
            raise AttributeError(name)
        return lambda *args, **kwargs: _converted(name, args, kwargs)

    def can_run(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool:
        """Whether a call can be served: those that stand here, and any on a compact graph."""
        return name in FUNCTIONS or any(
            isinstance(thing, Compact) for thing in (*args, *kwargs.values())
        )

    def should_run(self, name: str, _args: tuple[Any, ...], _kwargs: dict[str, Any]) -> bool:
        """Whether to serve a call: only what stands here is worth a conversion."""
        return name in FUNCTIONS

    def convert_from_nx(
        self,
        graph: nx.Graph,
        *,
        edge_attrs: dict[str, Any] | None = None,
        preserve_edge_attrs: bool = False,
        preserve_node_attrs: bool = False,
        **_: object,
    ) -> Compact:
        """Make a compact graph of a networkx graph."""
        names = Objects(graph)
        pairs = list(graph.edges(keys=True) if graph.is_multigraph() else graph.edges())
        start, end = (names.find(pair[side] for pair in pairs) for side in (0, 1))
        data = None
        if preserve_edge_attrs:
            data = [dict(row) for *_ends, row in graph.edges(data=True)]
        elif edge_attrs:
            data = [
                {name: row[name] for name in edge_attrs if name in row}
                for *_ends, row in graph.edges(data=True)
            ]
        keys = [key for _u, _v, key in pairs] if graph.is_multigraph() else None
        attributes = [dict(row) for _n, row in graph.nodes(data=True)]
        kind = kind_of(directed=graph.is_directed(), multigraph=graph.is_multigraph())
        made = kind(
            names,
            Edges(start, end, data, keys),
            node_data=attributes if preserve_node_attrs else None,
            graph=dict(graph.graph),
        )
        made.borrowed = True
        return made

    def convert_to_nx(self, result: Any, *, name: str | None = None) -> Any:  # noqa: ANN401, ARG002 - networkx's own signature
        """Make a networkx graph of a compact one; anything else is as it should be."""
        return result.converted if isinstance(result, Compact) else result


interface = _Interface()


def _served(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Let networkx have what a function cannot do, such as weighted distances."""

    def serve(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - whatever networkx gives
        try:
            return function(*args, **kwargs)
        except NotImplementedError:
            if any(getattr(thing, "borrowed", False) for thing in (*args, *kwargs.values())):
                raise  # networkx has the graph that this one was made of
            return _converted(name, args, kwargs)

    return serve


def _converted(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever networkx gives
    """Run networkx's own function on converted graphs."""
    function = nx.utils.backends._registered_algorithms[name].__wrapped__  # noqa: SLF001 - networkx lists its functions nowhere else
    if function._will_call_mutate_input(args, kwargs):  # noqa: SLF001 - nor says this elsewhere
        message = _("A compact graph is read-only; change a copy, G.copy().")
        raise nx.NetworkXError(message)
    turned = [interface.convert_to_nx(thing) for thing in args]
    named = {key: interface.convert_to_nx(thing) for key, thing in kwargs.items()}
    return function.orig_func(*turned, **named)


def _walk(rows: Rows, sources: Any, most: int = FAR) -> tuple[Nodes, Nodes]:  # noqa: ANN401 - a list or an array
    steps, order = kernels.engine.breadth_first(
        rows, np.asarray(sources, np.int32), max(-1, min(most, FAR))
    )
    return steps, order


def _lengths(G: Compact, distance: Nodes, order: Nodes) -> dict[Hashable, int]:
    return dict(zip(G.names.at(order), distance[order].tolist(), strict=True))


def _ceiling(cutoff: float | None) -> int:
    return FAR if cutoff is None or cutoff >= FAR else math.ceil(cutoff)


def _find(G: Compact, names: list[Hashable], error: type[Exception], message: str) -> Nodes:
    found = G.names.find(names)
    if np.any(found < 0):
        raise error(message.format(names[int(np.argmin(found))]))
    return found


def _ends(G: Compact, source: Hashable, target: Hashable) -> tuple[int, int]:
    start, end = G.names.position(source), G.names.position(target)
    if start < 0 or end < 0:
        message = f"Either source {source} or target {target} is not in G"
        raise nx.NodeNotFound(message)
    return start, end


def _only_without(G: Compact, weight: Any) -> None:  # noqa: ANN401 - a name or a function
    """Leave weighted edges to networkx."""
    if callable(weight) or G.weights(weight) is not None:
        raise NotImplementedError


def _drawn(seed: Any) -> float:  # noqa: ANN401 - networkx hands over its generator
    """Take a number from networkx's generator, so that its seed fixes igraph's choices too."""
    return float(seed.random())


def _groups(G: Compact, label: Nodes, count: int) -> Iterator[set[Hashable]]:
    members = np.argsort(label, kind="stable")
    ends = np.cumsum(np.bincount(label, minlength=count))
    yield from map(set, _runs(G.names.at(members), ends))


def _runs(things: list[Thing], ends: npt.NDArray[np.int64]) -> Iterator[list[Thing]]:
    """Cut a list where its runs end."""
    begin = 0
    for end in ends.tolist():
        yield things[begin:end]
        begin = end
