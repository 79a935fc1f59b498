"""Communities: groups with more edges inside than between, found by igraph.

Leiden and Louvain look for the partition of the largest modularity, Leiden also for that of the
best constant Potts model; both leave a choice to chance, which a seed fixes.
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
Clustering = Any  # igraph's, which says nothing of its types


def leiden(
    G: Compact,
    *,
    weight: str | None,
    resolution: float,
    seed: float,
    metric: str = "modularity",
    theta: float = 0.01,
) -> Nodes:
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
    metric
        ``modularity``, or ``cpm``: the constant Potts model, the weight within communities less
        ``resolution`` times half the squares of their sizes.
    theta
        How much is left to chance where communities are refined, above 0.

    Returns
    -------
    labels
        Number of the community of each node.
    """

    def once(graph: "igraph.Graph", weights: Weights) -> Clustering:
        return graph.community_leiden(
            objective_function=metric,
            weights=weights,
            resolution=resolution,
            beta=theta,
            n_iterations=-1 if len(G) <= SMALL else 2,
        )

    quality = _potts if metric == "cpm" else _modularity
    return _best(G, once, quality, weight=weight, resolution=resolution, seed=seed)


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

    def once(graph: "igraph.Graph", weights: Weights) -> Clustering:
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

    return _best(G, once, _modularity, weight=weight, resolution=resolution, seed=seed)


def _modularity(found: Clustering, weights: Weights, resolution: float) -> float:
    graph = found.graph
    return float(graph.modularity(found.membership, weights, resolution, directed=False))


def _potts(found: Clustering, weights: Weights, resolution: float) -> float:
    inside = ~np.array(found.crossing(), bool)
    weight = inside.sum() if weights is None else weights[inside].sum()
    return float(weight - resolution * np.square(found.sizes()).sum() / 2)


def _best(
    G: Compact,
    once: "Callable[[igraph.Graph, Weights], Clustering]",
    quality: "Callable[[Clustering, Weights, float], float]",
    *,
    weight: str | None,
    resolution: float,
    seed: float,
) -> Nodes:
    """Try some times where that costs nothing, and keep the best partition."""
    import igraph  # noqa: PLC0415 - loaded by who asks for communities

    ends, weights = _merged(G, weight)
    graph = igraph.Graph(n=len(G), edges=ends, directed=False)
    igraph.set_random_number_generator(random.Random(seed))  # noqa: S311 - no secret
    try:
        found = [once(graph, weights) for _ in range(TRIES if len(G) <= SMALL else 1)]
    finally:
        igraph.set_random_number_generator(random)
    best = (
        max(found, key=lambda each: quality(each, weights, resolution)) if found[1:] else found[0]
    )
    return _in_order(np.array(best.membership, np.int32))


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
