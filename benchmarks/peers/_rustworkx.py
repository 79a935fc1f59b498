"""rustworkx: the organisation graph of arrays."""

from typing import NamedTuple

import rustworkx as rx

from benchmarks.peers import Told
from benchmarks.region import STEPS, Columns, Region, columns

ABOUT = "the graph of a list of edges, its own algorithms"
PACKAGES = ("rustworkx",)
CANNOT = dict.fromkeys(("coverage", "isolation"), "holds a graph, no tables") | {
    "communities": "no algorithm"
}


class Held(NamedTuple):
    """The graph, and the columns that it is made of."""

    graph: rx.PyGraph
    columns: Columns

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        return {"nodes": [self.graph.num_nodes()], "edges": [self.graph.num_edges()]}


def load(region: Region) -> Held:
    """Read columns and make the graph."""
    held = columns(region.folder)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(held.ids.to_list())
    graph.add_edges_from_no_data(list(map(tuple, held.pairs.tolist())))
    return Held(graph, held)


def components(held: Held) -> Told:
    """Give the groups as sets."""
    found = rx.connected_components(held.graph)
    return lambda: {
        "id": held.columns.ids.gather([n for group in found for n in group]),
        "group": [number for number, group in enumerate(found) for _n in group],
    }


def reach(held: Held) -> Told:
    """Give the layers around the strong branches."""
    layers = rx.bfs_layers(held.graph, held.columns.strong)[: STEPS + 1]
    return lambda: {
        "id": held.columns.ids.gather([n for layer in layers for n in layer]),
        "steps": [step for step, layer in enumerate(layers) for _n in layer],
    }


def bridges(held: Held) -> Told:
    """Find the bridges."""
    found = list(rx.bridges(held.graph))
    return lambda: {
        "low": held.columns.ids.gather([u for u, _v in found]),
        "high": held.columns.ids.gather([v for _u, v in found]),
    }


def articulation(held: Held) -> Told:
    """Find the articulation points."""
    found = list(rx.articulation_points(held.graph))
    return lambda: {"id": held.columns.ids.gather(found)}


def losses(held: Held) -> Told:
    """Take out each articulation point in turn, and see whom the strong still reach."""
    graph, weak = held.graph.copy(), set(held.columns.weak)
    root = graph.add_node("")
    graph.add_edges_from_no_data([(root, n) for n in held.columns.strong])
    reached = weak & rx.node_connected_component(graph, root)
    found = {}
    for n in set(rx.articulation_points(graph)) - {root}:
        ties = [(n, other) for other in graph.neighbors(n)]
        graph.remove_edges_from(ties)
        found[n] = len(reached - {n} - rx.node_connected_component(graph, root))
        graph.add_edges_from_no_data(ties)
    hit = [n for n, count in found.items() if count]
    return lambda: {"id": held.columns.ids.gather(hit), "lost": [found[n] for n in hit]}


def layout(held: Held) -> Told:
    """Place every node by springs."""
    found = rx.spring_layout(held.graph, seed=1)
    return lambda: {
        "id": held.columns.ids.gather(list(found)),
        "x": [x for x, _y in found.values()],
        "y": [y for _x, y in found.values()],
    }


def readout(held: Held) -> Told:
    """Give all ties as pairs of ids."""
    ids = held.columns.ids.to_list()
    found = [(ids[u], ids[v]) for u, v in held.graph.edge_list()]
    return lambda: {"start": [u for u, _v in found], "end": [v for _u, v in found]}
