"""igraph: the organisation graph of arrays."""

from typing import NamedTuple

import igraph

from benchmarks.peers import Told
from benchmarks.region import STEPS, Columns, Region, columns

ABOUT = "the graph of an array of edges, its own algorithms"
PACKAGES = ("igraph",)
CANNOT = dict.fromkeys(("coverage", "isolation"), "holds a graph, no tables")


class Held(NamedTuple):
    """The graph, and the columns that it is made of."""

    graph: igraph.Graph
    columns: Columns

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        return {"nodes": [self.graph.vcount()], "edges": [self.graph.ecount()]}

    def rooted(self) -> igraph.Graph:
        """Give a graph with one more node, which every strong branch is tied to."""
        graph = self.graph.copy()
        graph.add_vertices(1)
        root = graph.vcount() - 1
        graph.add_edges([(root, n) for n in self.columns.strong])
        return graph


def load(region: Region) -> Held:
    """Read columns and make the graph."""
    held = columns(region.folder)
    return Held(igraph.Graph(n=len(held.ids), edges=held.pairs), held)


def components(held: Held) -> Told:
    """Give each group a number."""
    found = held.graph.connected_components().membership
    return lambda: {"id": held.columns.ids, "group": found}


def reach(held: Held) -> Told:
    """Measure distances from a node that every strong branch is tied to."""
    graph = held.rooted()
    (found,) = graph.distances(source=graph.vcount() - 1)

    def told() -> dict[str, object]:
        near = [n for n, steps in enumerate(found[:-1]) if steps <= STEPS + 1]
        return {"id": held.columns.ids.gather(near), "steps": [int(found[n]) - 1 for n in near]}

    return told


def bridges(held: Held) -> Told:
    """Find the bridges."""
    found = held.graph.bridges()

    def told() -> dict[str, object]:
        pairs = held.columns.pairs[found]
        return {
            side: held.columns.ids.gather(pairs[:, i]) for i, side in enumerate(("low", "high"))
        }

    return told


def articulation(held: Held) -> Told:
    """Find the articulation points."""
    found = held.graph.articulation_points()
    return lambda: {"id": held.columns.ids.gather(found)}


def losses(held: Held) -> Told:
    """Take out each articulation point in turn, and see whom the strong still reach."""
    graph, weak = held.rooted(), set(held.columns.weak)
    root = graph.vcount() - 1
    reached = weak & set(graph.subcomponent(root))
    found = {}
    for n in set(graph.articulation_points()) - {root}:
        ties = graph.incident(n)
        ends = [graph.es[tie].tuple for tie in ties]
        graph.delete_edges(ties)
        found[n] = len(reached - {n} - set(graph.subcomponent(root)))
        graph.add_edges(ends)
    hit = [n for n, count in found.items() if count]
    return lambda: {"id": held.columns.ids.gather(hit), "lost": [found[n] for n in hit]}


def communities(held: Held) -> Told:
    """Find communities by Leiden."""
    found = held.graph.community_leiden(objective_function="modularity", n_iterations=2).membership
    return lambda: {"id": held.columns.ids, "group": found}


def layout(held: Held) -> Told:
    """Place every node by the forces of Fruchterman and Reingold."""
    found = held.graph.layout_fruchterman_reingold(grid="auto").coords
    return lambda: {
        "id": held.columns.ids,
        "x": [x for x, _y in found],
        "y": [y for _x, y in found],
    }


def readout(held: Held) -> Told:
    """Give all ties as pairs of ids."""
    ids = held.columns.ids.to_list()
    found = [(ids[u], ids[v]) for u, v in held.graph.get_edgelist()]
    return lambda: {"start": [u for u, _v in found], "end": [v for _u, v in found]}
