"""A plain networkx script: csv.DictReader, add_node(id, **row), add_edge(…, **row), stock calls.

``reach`` and what follows it are ordinary ``nx.…`` calls on whatever graph they are given, so that
backends of networkx are asked by the very same lines.
"""

import csv
from typing import NamedTuple

import networkx as nx

from benchmarks.peers import Told
from benchmarks.region import PARTIES, STEPS, TIES, WEAK, Region

ABOUT = (
    "a plain script: `csv.DictReader`, `add_node(id, **row)`, `add_edge(…, **row)`, "
    "`to_undirected()`, stock algorithms"
)
PACKAGES = ("networkx",)
CANNOT: dict[str, str] = {}


class Held(NamedTuple):
    """Everything as one graph, and the organisation graph."""

    whole: nx.DiGraph
    graph: nx.Graph
    strong: set[str]
    weak: set[str]

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        return {"nodes": [len(self.graph)], "edges": [self.graph.number_of_edges()]}


def load(region: Region) -> Held:
    """Read every row, and make the organisation graph of it."""
    G = nx.DiGraph()
    for path in (region.folder / "nodes").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                G.add_node(row["id"], label=path.stem, **row)
    for path in (region.folder / "relationships").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                G.add_edge(row["start"], row["end"], type=path.stem, **row)
    weak = {
        branch
        for listed, facts in G.nodes(data=True)
        if facts["label"] == "Designation" and facts["kind"] in WEAK
        for branch in _after(G, listed, "CONCERNS")
    }
    return Held(G, _organizations(G).to_undirected(), _helpers_of_weak(G) - weak, weak)


def coverage(held: Held) -> Told:
    """Count town by town in a loop."""
    G, counts = held.whole, {}
    for branch, facts in G.nodes(data=True):
        if facts["label"] == "PartyOrganization" and facts["kind"] == "village":
            (village,) = _after(G, branch, "SEATED_IN")
            (town,) = _after(G, village, "PART_OF")
            pairings = [*_after(G, branch, "PROVIDES"), *_before(G, branch, "BENEFITS")]
            paired = any(G.nodes[p].get("mechanism") == "co_building" for p in pairings)
            asked, registered = counts.get(town, (0, 0))
            counts[town] = asked + 1, registered + paired

    def told() -> dict[str, list[object]]:
        asked, registered = zip(*counts.values(), strict=True)
        return {"town": list(counts), "asked": list(asked), "registered": list(registered)}

    return told


def isolation(held: Held) -> Told:
    """Look at the ties of each weak branch."""
    G = held.whole
    alone = [
        branch
        for branch in held.weak
        if not any(_after(G, branch, "PROVIDES"))
        and not any(_before(G, branch, "BENEFITS"))
        and not any(_after(G, branch, "MEMBER_OF"))
    ]
    return lambda: {"id": alone}


def components(held: Held) -> Told:
    """Give the groups as sets."""
    found = list(nx.connected_components(held.graph))
    return lambda: _grouped(found)


def reach(held: Held) -> Told:
    """Give the layers around the strong branches."""
    layers = [
        layer
        for _step, layer in zip(
            range(STEPS + 1), nx.bfs_layers(held.graph, list(held.strong)), strict=False
        )
    ]
    return lambda: {
        "id": [n for layer in layers for n in layer],
        "steps": [step for step, layer in enumerate(layers) for _n in layer],
    }


def bridges(held: Held) -> Told:
    """Find the bridges."""
    found = list(nx.bridges(held.graph))
    return lambda: {"low": [u for u, _v in found], "high": [v for _u, v in found]}


def articulation(held: Held) -> Told:
    """Find the articulation points."""
    found = list(nx.articulation_points(held.graph))
    return lambda: {"id": found}


def losses(held: Held) -> Told:
    """Take out each articulation point in turn, and see whom the strong still reach."""
    G, root = nx.Graph(held.graph.edges), ""
    G.add_nodes_from(held.graph)
    G.add_edges_from((root, n) for n in held.strong)
    reached = held.weak & nx.node_connected_component(G, root)
    found = {}
    for n in set(nx.articulation_points(G)) - {root}:
        ties = list(G.edges(n))
        G.remove_node(n)
        found[n] = len(reached - {n} - nx.node_connected_component(G, root))
        G.add_edges_from(ties)
    return lambda: {
        "id": [n for n, count in found.items() if count],
        "lost": [count for count in found.values() if count],
    }


def communities(held: Held) -> Told:
    """Find communities by Louvain."""
    found = nx.community.louvain_communities(held.graph, weight=None, seed=1)
    return lambda: _grouped(found)


def layout(held: Held) -> Told:
    """Place every node by springs."""
    found = nx.spring_layout(held.graph, seed=1)
    return lambda: {
        "id": list(found),
        "x": [float(x) for x, _y in found.values()],
        "y": [float(y) for _x, y in found.values()],
    }


def readout(held: Held) -> Told:
    """Give all ties as pairs."""
    found = list(held.graph.edges)
    return lambda: {"start": [u for u, _v in found], "end": [v for _u, v in found]}


def _organizations(G: nx.DiGraph) -> nx.DiGraph:
    H = nx.DiGraph()
    H.add_nodes_from((n, facts) for n, facts in G.nodes(data=True) if facts["label"] in PARTIES)
    H.add_edges_from((u, v, facts) for u, v, facts in G.edges(data=True) if facts["type"] in TIES)
    for pairing, facts in G.nodes(data=True):
        if facts["label"] == "Pairing":
            for helper in _before(G, pairing, "PROVIDES"):
                for helped in _after(G, pairing, "BENEFITS"):
                    if helper != helped:
                        H.add_edge(helper, helped, **facts)
    return H


def _helpers_of_weak(G: nx.DiGraph) -> set[str]:
    return {
        helper
        for pairing, facts in G.nodes(data=True)
        if facts["label"] == "Pairing" and facts.get("mode") == "strong_weak"
        for helper in _before(G, pairing, "PROVIDES")
        if G.nodes[helper]["label"] == "PartyOrganization"
    }


def _after(G: nx.DiGraph, node: str, kind: str) -> list[str]:
    return [n for n, facts in G.succ[node].items() if facts["type"] == kind]


def _before(G: nx.DiGraph, node: str, kind: str) -> list[str]:
    return [n for n, facts in G.pred[node].items() if facts["type"] == kind]


def _grouped(found: list[set[str]]) -> dict[str, list[object]]:
    return {
        "id": [n for group in found for n in group],
        "group": [number for number, group in enumerate(found) for _n in group],
    }
