"""Graphs of tables: networkx's own for a county, compact ones for a country, asked the same way."""

import networkx as nx
import polars as pl

from orggraph import compact
from orggraph.compact import LIMIT


def directed(nodes: pl.DataFrame, edges: pl.DataFrame, *, multigraph: bool = False) -> nx.DiGraph:
    """Make a directed graph that nobody can change.

    Parameters
    ----------
    nodes
        ``id`` and attributes; of equal ids the first counts, and a missing value is no attribute.
    edges
        ``start`` and ``end``, nodes also where the first table lacks them; in a multigraph ``key``
        and attributes.
    multigraph
        Whether edges may be parallel.

    Returns
    -------
    G
        A networkx graph of up to 200,000 nodes; above that a compact one, which is read alike.

    Examples
    --------
    >>> nodes = pl.DataFrame({"id": ["a", "b"], "label": ["Village", None]})
    >>> G = directed(nodes, pl.DataFrame({"start": ["a"], "end": ["c"]}))
    >>> G.nodes["a"], G.nodes["b"], list(G.edges)
    ({'label': 'Village'}, {}, [('a', 'c')])
    """
    nodes = nodes.unique("id", keep="first", maintain_order=True)
    if nodes.height > LIMIT:
        return _compact(nodes, edges, multigraph=multigraph)
    G = nx.MultiDiGraph() if multigraph else nx.DiGraph()
    G.add_nodes_from(
        (row.pop("id"), {name: value for name, value in row.items() if value is not None})
        for row in nodes.to_dicts()
    )
    if multigraph:
        rows = edges.to_dicts()
        G.add_edges_from((r.pop("start"), r.pop("end"), r.pop("key"), r) for r in rows)
    else:
        G.add_edges_from(edges.select("start", "end").iter_rows())
    return nx.freeze(G)


def _compact(nodes: pl.DataFrame, edges: pl.DataFrame, *, multigraph: bool) -> nx.DiGraph:
    ends = pl.concat([edges.select(id="start"), edges.select(id="end")]).unique()
    more = ends.join(nodes, on="id", how="anti")
    whole = pl.concat([nodes, more], how="diagonal")
    return compact.from_tables(whole, edges, multigraph=multigraph)
