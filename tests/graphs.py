"""Made-up graphs for property tests: any kind, with loops, parallel edges, islands, or nothing."""

import networkx as nx
import polars as pl
from hypothesis import strategies as st

from orggraph.compact import Compact, from_tables

KINDS = (nx.Graph, nx.DiGraph, nx.MultiGraph, nx.MultiDiGraph)


@st.composite
def graphs(
    draw: st.DrawFn, kinds: tuple[type[nx.Graph], ...] = KINDS, *, loops: bool = True
) -> nx.Graph:
    """Draw a graph of a few nodes, named as organisations are."""
    n = draw(st.integers(0, 11))
    G = draw(st.sampled_from(kinds))()
    G.add_nodes_from(f"{node:03}" for node in range(n))
    if n:
        node = st.integers(0, n - 1).map("{:03}".format)
        pairs = draw(st.lists(st.tuples(node, node), max_size=2 * n))
        G.add_edges_from(pair for pair in pairs if loops or pair[0] != pair[1])
    return G


def compacted(G: nx.Graph) -> Compact:
    """Make a compact graph of the same tables that a networkx graph could be made of."""
    nodes = pl.DataFrame({"id": list(G)}, schema={"id": pl.String})
    pairs = [(u, v) for u, v, *_ in G.edges]
    edges = pl.DataFrame(pairs, schema={"start": pl.String, "end": pl.String}, orient="row")
    return from_tables(nodes, edges, directed=G.is_directed(), multigraph=G.is_multigraph())
