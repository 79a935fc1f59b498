"""Stranding: whom the loss of each single organisation would cut off, at any size.

N-1 for every node in one pass: instead of removing each in turn and searching anew, one walk in
depth from all sources at once tells for each node which parts hang on it alone.
"""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

import numpy as np

from orggraph import kernels
from orggraph.compact import Compact
from orggraph.kernels import Blocks, Nodes, Rows


class Stranded(NamedTuple):
    """Whom the loss of each node would cut off.

    ``already`` counts the targets that no source reaches as it is; ``by_loss`` gives for each node
    whose loss strands any target how many.
    """

    already: int
    by_loss: dict[Hashable, int]


def sole_providers(G: Compact) -> dict[Hashable, Hashable]:
    """Find who hangs on one provider: the ones that its loss leaves without any.

    Parameters
    ----------
    G
        Provider → provided for; parallel edges are one, and nobody provides for itself.

    Returns
    -------
    sole
        The only provider, by node; who has none or several is not in it.

    Examples
    --------
    >>> import networkx as nx
    >>> from orggraph.backend import interface
    >>> G = interface.convert_from_nx(nx.DiGraph([("a", "x"), ("a", "y"), ("b", "y")]))
    >>> sole_providers(G)
    {'x': 'a'}
    """
    start, end = G.edge_list.start, G.edge_list.end
    others = start != end
    rows: Rows = kernels.engine.distinct(
        kernels.engine.adjacency(len(G), end[others], start[others], mirrored=False, numbered=False)
    )
    alone = np.flatnonzero(np.diff(rows.offsets) == 1)
    providers = rows.neighbours[rows.offsets[alone]]
    return dict(zip(G.names.at(alone), G.names.at(providers), strict=True))


def stranded(G: Compact, *, sources: Iterable[Hashable], targets: Iterable[Hashable]) -> Stranded:
    """Count for every node how many targets its loss would cut off from all sources.

    Edges are ways in both directions. A lost source is no source, and a lost target is not counted.

    Parameters
    ----------
    G
        The network of ways.
    sources
        Nodes from which help can come; what is no node is passed over.
    targets
        Nodes that must be reached; what is no node is passed over.

    Returns
    -------
    stranded
        Counts of targets, 0 or more. Targets that nothing reaches as it is are counted apart.

    Notes
    -----
    With every source joined to one root, the loss of v strands what lies below a child w of v in
    the tree, where the edges v–w and parent–v share no block.

    Examples
    --------
    >>> import networkx as nx
    >>> from orggraph.backend import interface
    >>> G = interface.convert_from_nx(nx.path_graph(["strong", "a", "b", "c"]))
    >>> stranded(G, sources=["strong"], targets=["b", "c"]).by_loss
    {'strong': 2, 'a': 2, 'b': 1}
    """
    busy, number, rows = _busy(G.around)
    n = len(busy)
    from_, to = _known(G, sources), _known(G, targets)
    alone = np.setdiff1d(to[number[to] < 0], from_)  # nobody is beside them
    roots, asked = (of[of >= 0] for of in (number[from_], number[to]))
    weight = np.zeros(n + 1, np.int64)
    weight[asked] = 1
    tree: Blocks = kernels.engine.blocks(_rooted(rows, roots), n)
    reached = int(kernels.engine.subtree(tree, np.ones(n + 1, np.int64))[n])
    weight[tree.order[reached:]] = 0  # no source reaches these trees
    below = kernels.engine.subtree(tree, weight)
    parent, block = tree.parent, tree.block
    child = np.flatnonzero((below > 0) & (parent >= 0) & (parent < n))
    child = child[block[child] != block[parent[child]]]
    hit, at = np.unique(parent[child], return_inverse=True)
    lost = np.bincount(at, below[child]).astype(np.int64)
    already = len(alone) + len(asked) - int(below[n])
    return Stranded(already, dict(zip(G.names.at(busy[hit]), lost.tolist(), strict=True)))


def _busy(rows: Rows) -> tuple[Nodes, Nodes, Rows]:
    """Keep the nodes that have neighbours: who they are, the number of each, -1, and their rows.

    In a country most are in no pairing.
    """
    busy = np.flatnonzero(np.diff(rows.offsets)).astype(np.int32)
    number = np.full(len(rows.offsets) - 1, -1, np.int32)
    number[busy] = np.arange(len(busy), dtype=np.int32)
    offsets = np.append(rows.offsets[busy], rows.offsets[-1])
    return busy, number, Rows(offsets, number[rows.neighbours])


def _known(G: Compact, nodes: Iterable[Hashable]) -> Nodes:
    found = G.names.find(nodes)
    return np.unique(found[found >= 0])


def _rooted(rows: Rows, sources: Nodes) -> Rows:
    """Add a last node that has an edge to each source."""
    n = len(rows.offsets) - 1
    more = np.zeros(n + 2, np.int64)
    more[sources + 1] = 1
    more[n + 1] = len(sources)
    offsets = np.append(rows.offsets, rows.offsets[-1]) + np.cumsum(more)
    neighbours = np.insert(rows.neighbours, rows.offsets[sources], n)
    return Rows(offsets, np.concatenate([neighbours, sources]))
