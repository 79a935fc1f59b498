"""Graphs of tables: networkx's own for a county, compact ones for a country, asked the same way."""

import networkx as nx
import polars as pl

from orggraph import compact

COMPACT_ABOVE = 10_000  # nodes; from a few thousand on, compact graphs are made and asked sooner


def directed(nodes: pl.DataFrame, edges: pl.DataFrame, *, multigraph: bool = False) -> nx.DiGraph:
    """Make a directed graph that nobody can change.

    Parameters
    ----------
    nodes
        ``id``, distinct, and then attributes; a missing value is no attribute.
    edges
        ``start`` and ``end``, each the id of a node; in a multigraph ``key`` and attributes.
    multigraph
        Whether edges may be parallel.

    Returns
    -------
    G
        A networkx graph of up to 10,000 nodes; above that a compact one, which is read alike.

    Examples
    --------
    >>> nodes = pl.DataFrame({"id": ["a", "b"], "label": ["Village", None]})
    >>> G = directed(nodes, pl.DataFrame({"start": ["a"], "end": ["b"]}))
    >>> G.nodes["a"], G.nodes["b"], list(G.edges)
    ({'label': 'Village'}, {}, [('a', 'b')])
    """
    if nodes.height > COMPACT_ABOVE:
        return compact.from_tables(nodes, edges, multigraph=multigraph)
    G = nx.MultiDiGraph() if multigraph else nx.DiGraph()
    G.add_nodes_from(nodes["id"].to_list())
    for name in nodes.columns[1:]:
        held = nodes.select("id", name).drop_nulls()
        nx.set_node_attributes(G, dict(held.iter_rows()), name)
    if multigraph:
        rows = edges.to_dicts()
        G.add_edges_from((r.pop("start"), r.pop("end"), r.pop("key"), r) for r in rows)
    else:
        G.add_edges_from(edges.select("start", "end").iter_rows())
    return nx.freeze(G)
