"""Communities: groups with more edges inside than between, found by igraph.

Leiden and Louvain look for the partition of the largest modularity; both leave a choice to chance,
which a seed fixes.
"""

import random
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
import polars as pl

from orggraph.compact import Compact
from orggraph.kernels import Nodes

if TYPE_CHECKING:
    from collections.abc import Callable

    import igraph

SMALL = 2_000  # nodes up to which several tries cost next to nothing
TRIES = 50

Weights = npt.NDArray[np.float64] | None
Membership = Any  # igraph's clustering, which says nothing of its types


def leiden(G: Compact, *, weight: str | None, resolution: float, seed: float) -> Nodes:
    """Find communities by Leiden's way, each of them connected.

    Parameters
    ----------
    G
        An undirected graph.
    weight
        Attribute that holds the weight of an edge; None and edges without it count 1.
    resolution
        Above 1 for smaller communities, below 1 for larger ones.
    seed
        What fixes the choices left to chance.

    Returns
    -------
    labels
        Number of the community of each node.
    """

    def once(graph: "igraph.Graph", weights: Weights) -> Membership:
        return graph.community_leiden(
            objective_function="modularity",
            weights=weights,
            resolution=resolution,
            n_iterations=-1 if len(G) <= SMALL else 2,
        )

    return _best(G, once, weight=weight, resolution=resolution, seed=seed)


def louvain(G: Compact, *, weight: str | None, resolution: float, seed: float) -> Nodes:
    """Find communities by Louvain's way, as networkx does; in small graphs mended by Leiden's.

    Parameters
    ----------
    G
        An undirected graph.
    weight
        Attribute that holds the weight of an edge; None and edges without it count 1.
    resolution
        Above 1 for smaller communities, below 1 for larger ones.
    seed
        What fixes the choices left to chance.

    Returns
    -------
    labels
        Number of the community of each node.
    """

    def once(graph: "igraph.Graph", weights: Weights) -> Membership:
        found = graph.community_multilevel(weights=weights, resolution=resolution)
        if len(G) > SMALL:
            return found
        # Of small graphs networkx's own draw may be a per cent better: mend what was found.
        return graph.community_leiden(
            objective_function="modularity",
            weights=weights,
            resolution=resolution,
            initial_membership=found.membership,
            n_iterations=-1,
        )

    return _best(G, once, weight=weight, resolution=resolution, seed=seed)


def _best(
    G: Compact,
    once: "Callable[[igraph.Graph, Weights], Membership]",
    *,
    weight: str | None,
    resolution: float,
    seed: float,
) -> Nodes:
    """Try some times where that costs nothing, and keep the partition of largest modularity."""
    import igraph  # noqa: PLC0415 - loaded by who asks for communities

    ends, weights = _merged(G, weight)
    graph = igraph.Graph(n=len(G), edges=ends, directed=False)
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret
    try:
        found = [once(graph, weights).membership for _ in range(TRIES if len(G) <= SMALL else 1)]
    finally:
        igraph.set_random_number_generator(random)
    if len(found) > 1:
        found.sort(key=lambda way: -graph.modularity(way, weights, resolution, directed=False))
    return _in_order(np.array(found[0], np.int32))


def _merged(G: Compact, attribute: str | None) -> tuple[npt.NDArray[np.int32], Weights]:
    """Make one edge of parallel ones, with their weight in sum."""
    low = np.minimum(G.edge_list.start, G.edge_list.end)
    high = np.maximum(G.edge_list.start, G.edge_list.end)
    weights = G.weights(attribute)
    if weights is None:
        if not G.is_multigraph():
            return np.column_stack([low, high]), None
        weights = np.ones(len(low))
    table = pl.DataFrame({"low": low, "high": high, "weight": weights})
    merged = table.group_by("low", "high", maintain_order=True).agg(pl.col("weight").sum())
    return merged.select("low", "high").to_numpy(), merged["weight"].to_numpy()


def _in_order(label: Nodes) -> Nodes:
    """Give groups numbers by their first node."""
    _, first, number = np.unique(label, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int32)
    rank[np.argsort(first)] = np.arange(len(first), dtype=np.int32)
    return rank[number]
