"""networkit: the organisation graph of arrays."""

from typing import NamedTuple

import networkit as nk
import numpy as np

from benchmarks.peers import Told
from benchmarks.region import STEPS, Columns, Region, columns

ABOUT = "the graph of two arrays of ends, its own algorithms, on every core"
PACKAGES = ("networkit",)
CANNOT = dict.fromkeys(("coverage", "isolation"), "holds a graph, no tables") | {
    "layout": "of connected graphs only"
}


class Held(NamedTuple):
    """The graph, and the columns that it is made of."""

    graph: nk.Graph
    columns: Columns

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        return {"nodes": [self.graph.numberOfNodes()], "edges": [self.graph.numberOfEdges()]}


def load(region: Region) -> Held:
    """Read columns and make the graph."""
    held = columns(region.folder)
    ends = tuple(held.pairs.T.astype(np.uint64))
    return Held(nk.GraphFromCoo(ends, n=len(held.ids)), held)


def components(held: Held) -> Told:
    """Give each group a number."""
    found = nk.components.ConnectedComponents(held.graph).run().getPartition().getVector()
    return lambda: {"id": held.columns.ids, "group": found}


def reach(held: Held) -> Told:
    """Measure distances from the strong branches together."""
    graph, root = _rooted(held)
    found = nk.distance.BFS(graph, root, storePaths=False).run().getDistances()

    def told() -> dict[str, object]:
        steps = np.array(found[:-1])
        near = np.flatnonzero(steps <= STEPS + 1)
        return {
            "id": held.columns.ids.gather(near),
            "steps": steps[near].astype(np.int64) - 1,
        }

    return told


def bridges(held: Held) -> Told:
    """Take the blocks of two nodes."""
    blocks = nk.components.BiconnectedComponents(held.graph).run().getComponents()
    found = [block for block in blocks if len(block) == 2]  # noqa: PLR2004 - the ends of one tie
    return lambda: {
        side: held.columns.ids.gather([block[i] for block in found])
        for i, side in enumerate(("low", "high"))
    }


def articulation(held: Held) -> Told:
    """Take the nodes of more than one block."""
    found = _dividing(held.graph)
    return lambda: {"id": held.columns.ids.gather(found)}


def losses(held: Held) -> Told:
    """Take out each articulation point in turn, and see whom the strong still reach."""
    graph, root = _rooted(held)
    weak = np.array(held.columns.weak)

    def cut_off() -> set[int]:
        far = np.array(nk.distance.BFS(graph, root, storePaths=False).run().getDistances())
        return set(weak[far[weak] > graph.numberOfNodes()].tolist())

    already, found = cut_off(), {}
    for n in set(_dividing(graph)) - {root}:
        ties = list(graph.iterNeighbors(n))
        for other in ties:
            graph.removeEdge(n, other)
        found[n] = len(cut_off() - already - {n})
        for other in ties:
            graph.addEdge(n, other)
    hit = [n for n, count in found.items() if count]
    return lambda: {"id": held.columns.ids.gather(hit), "lost": [found[n] for n in hit]}


def communities(held: Held) -> Told:
    """Find communities by its parallel Louvain, which it recommends."""
    found = nk.community.PLM(held.graph, refine=True).run().getPartition().getVector()
    return lambda: {"id": held.columns.ids, "group": found}


def readout(held: Held) -> Told:
    """Give all ties as pairs of ids."""
    ids = held.columns.ids.to_list()
    found = [(ids[u], ids[v]) for u, v in held.graph.iterEdges()]
    return lambda: {"start": [u for u, _v in found], "end": [v for _u, v in found]}


def _dividing(graph: nk.Graph) -> list[int]:
    blocks = nk.components.BiconnectedComponents(graph).run()
    return [n for n in graph.iterNodes() if len(blocks.getComponentsOfNode(n)) > 1]


def _rooted(held: Held) -> tuple[nk.Graph, int]:
    """Give a graph with one more node, which every strong branch is tied to."""
    graph = nk.Graph(held.graph)
    root = graph.addNode()
    for n in held.columns.strong:
        graph.addEdge(root, n)
    return graph, root
