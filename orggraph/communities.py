"""Communities: groups with more edges inside than between, found by igraph.

Leiden and Louvain look for the partition of the largest modularity; both leave a choice to chance,
which a seed fixes.
"""

import random
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from orggraph.compact import Compact
from orggraph.kernels import Nodes

if TYPE_CHECKING:
    import igraph


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
    with _Chance(seed):
        found = _igraph(G).community_leiden(
            objective_function="modularity",
            weights=_weights(G, weight),
            resolution=resolution,
            n_iterations=-1 if len(G) <= SMALL else 2,
        )
    return np.array(found.membership, np.int32)


def louvain(G: Compact, *, weight: str | None, resolution: float, seed: float) -> Nodes:
    """Find communities by Louvain's way, as networkx does.

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
    with _Chance(seed):
        found = _igraph(G).community_multilevel(
            weights=_weights(G, weight), resolution=resolution
        )
    return np.array(found.membership, np.int32)


SMALL = 100_000  # nodes up to which Leiden runs until nothing changes, above it twice


class _Chance:
    """Let igraph draw from a seed, and from Python's own generator again afterwards."""

    def __init__(self, seed: float) -> None:
        self._seed = seed

    def __enter__(self) -> None:
        import igraph  # noqa: PLC0415 - loaded by who asks for communities

        igraph.set_random_number_generator(random.Random(self._seed))  # noqa: S311 - no secret

    def __exit__(self, *_: object) -> None:
        import igraph  # noqa: PLC0415 - loaded by who asks for communities

        igraph.set_random_number_generator(random)


def _igraph(G: Compact) -> "igraph.Graph":
    import igraph  # noqa: PLC0415 - loaded by who asks for communities

    ends = np.column_stack([G.edge_list.start, G.edge_list.end])
    return igraph.Graph(n=len(G), edges=ends, directed=False)


def _weights(G: Compact, attribute: str | None) -> npt.NDArray[np.float64] | None:
    return G.weights(attribute)
