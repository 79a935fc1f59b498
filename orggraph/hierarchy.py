"""Hierarchy: who stands above itself, in a tree of superiors that may have faults.

Nodes are numbers, so that five million are asked as two columns; hardly anybody is in a circle.
"""

import networkx as nx
import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.integer]


def circling(below: Numbers, above: Numbers, *, n: int) -> Numbers:
    """Find who is above itself.

    Parameters
    ----------
    below, above
        Of each tie, who stands under whom, as numbers from 0.
    n
        How many nodes there are, 0 or more.

    Returns
    -------
    circling
        The numbers, rising, of those that stand in a circle of superiors or under themselves;
        empty where there is none.

    Notes
    -----
    The tree is taken down from both ends: in a circle is only who has a superior that has one, and
    is the superior of one that is one. Circles are looked for in what is left.

    Examples
    --------
    >>> circling(np.array([0, 1, 2, 3]), np.array([1, 0, 0, 3]), n=4)
    array([0, 1, 3])
    """
    while True:
        has_superior, is_superior = np.zeros(n, bool), np.zeros(n, bool)
        has_superior[below], is_superior[above] = True, True
        kept = is_superior[below] & has_superior[above]
        if kept.all():
            break
        below, above = below[kept], above[kept]
    G = nx.DiGraph(zip(below.tolist(), above.tolist(), strict=True))
    circles = [c for c in nx.strongly_connected_components(G) if len(c) > 1]
    return np.array(sorted({*nx.nodes_with_selfloops(G)}.union(*circles)), int)
