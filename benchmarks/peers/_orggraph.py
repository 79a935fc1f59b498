"""orggraph on columns: numbers in, numbers out."""

from typing import NamedTuple

import numpy as np
import polars as pl

from benchmarks.peers import Told
from benchmarks.region import PARTIES, STEPS, Region
from orggraph import blocks, compact, kernels, mechanisms, source, stranding, tables, webmap
from orggraph import communities as groups
from orggraph import isolation as lonely
from orggraph import layout as places
from orggraph.compact import Compact
from orggraph.dataset import Dataset
from orggraph.network import Network

ABOUT = "its own kernels on the columns of a compact graph"
PACKAGES = ("polars", "numpy")
CANNOT: dict[str, str] = {}


class Held(NamedTuple):
    """A network, which remembers what it has counted, and its organisation graph."""

    network: Network
    graph: Compact
    strong: list[str]
    weak: list[str]

    def ids(self) -> pl.Series:
        """Give the ids of the nodes in order."""
        return pl.Series(list(self.graph.names))

    def told(self) -> dict[str, list[int]]:
        """Say how much there is."""
        return {"nodes": [len(self.graph)], "edges": [self.graph.number_of_edges()]}


def load(region: Region) -> Held:
    """Read the tables and make the graph of a network's own tables."""
    return _held(source.read(region.folder))


def counted(region: Region) -> Held:
    """Read of the tables only what coverage and isolation count, as ``orggraph coverage`` does."""
    return _held(tables.read(region.folder, for_coverage=True))


def _held(dataset: Dataset) -> Held:
    network = Network(dataset)
    graph = organization_graph(network)
    return Held(network, graph, list(network.strong), list(network.need_set.ids))


def organization_graph(network: Network) -> Compact:
    """Tie each party to its superior, its joint committees and those that it helps."""
    nodes = pl.concat([network.now.nodes[label].select("id") for label in PARTIES])
    ties = (
        network.now.relationships["UNDER"].select("start", "end"),
        network.memberships.select(start="member", end="committee"),
        network.help.select(start="helper", end="helped"),
    )
    return compact.from_tables(nodes, pl.concat(ties), directed=False)


def anew(held: Held) -> Held:
    """Give the same with a network that has counted nothing yet."""
    return held._replace(network=Network(held.network.dataset))


def coverage(held: Held) -> Told:
    """Count the whole matrix."""
    counts = mechanisms.counts(held.network)

    def told() -> dict[str, pl.Series]:
        paired = (pl.col("mechanism") == "co_building") & (pl.col("asked") > 0)
        rows = counts.filter(paired, pl.col("town").is_not_null())
        return rows.select("town", "asked", "registered").to_dict()

    return told


def isolation(held: Held) -> Told:
    """Find the isolated weak branches."""
    network = held.network
    alone = lonely.isolated_branches(
        network.pairing_graph, network.committee_graph, need_set=network.need_set.ids
    )
    return lambda: {"id": list(alone)}


def components(held: Held) -> Told:
    """Give each group a number."""
    _count, label = kernels.engine.components(held.graph.out)
    return lambda: {"id": held.ids(), "group": label}


def reach(held: Held) -> Told:
    """Walk in breadth."""
    sources = held.graph.names.find(held.strong)
    steps, order = kernels.engine.breadth_first(held.graph.out, sources, STEPS)
    return lambda: {"id": held.ids().gather(order), "steps": steps[order]}


def bridges(held: Held) -> Told:
    """Find the bridges."""
    low, high = blocks.bridges(held.graph.out)
    return lambda: {"low": held.ids().gather(low), "high": held.ids().gather(high)}


def articulation(held: Held) -> Told:
    """Find the articulation points."""
    found = blocks.articulation_points(held.graph.out)
    return lambda: {"id": held.ids().gather(found)}


def losses(held: Held) -> Told:
    """Find what each loss strands, in one walk."""
    found = stranding.stranded(held.graph, sources=held.strong, targets=held.weak).by_loss
    return lambda: {"id": list(found), "lost": list(found.values())}


def communities(held: Held) -> Told:
    """Find communities by Leiden."""
    label = groups.leiden(held.graph, weight=None, resolution=1, seed=1)
    return lambda: {"id": held.ids(), "group": label}


def layout(held: Held) -> Told:
    """Draw the map's graph and place it."""
    drawn = webmap.graph(held.network)
    placed = places.arrange(drawn, list(held.network.towns["id"])).positions

    def told() -> dict[str, list[object]]:
        x, y = np.array(list(placed.values())).T
        return {"id": list(placed), "x": list(x), "y": list(y)}

    return told


def readout(held: Held) -> Told:
    """Give the ends of all ties as two columns of ids."""
    edges = held.graph.edge_list
    start, end = (held.graph.names.at(side) for side in (edges.start, edges.end))
    return lambda: {"start": start, "end": end}
