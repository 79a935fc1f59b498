"""Resilience: what help hangs on one helper, and how much hangs on it.

A *single-helper branch* has exactly one distinct provider, itself not counted, over all its
active pairings: losing that provider leaves it without help.
"""

from collections.abc import Set as AbstractSet

import networkx as nx


def sole_helpers(help_graph: nx.MultiDiGraph, *, need_set: AbstractSet[str]) -> dict[str, str]:
    """Find the single-helper branches and whom each depends on.

    Parameters
    ----------
    help_graph
        Helper → helped, over active pairings.
    need_set
        The organisations asked.

    Returns
    -------
    sole
        Helper by organisation, for those with exactly one distinct helper.

    Examples
    --------
    >>> G = nx.MultiDiGraph([("a", "x"), ("a", "x"), ("a", "y"), ("b", "y")])
    >>> sole_helpers(G, need_set={"x", "y", "z"})
    {'x': 'a'}
    """
    helpers = {n: sorted(help_graph.predecessors(n)) for n in sorted(need_set) if n in help_graph}
    return {n: found[0] for n, found in helpers.items() if len(found) == 1}


def loads(help_graph: nx.MultiDiGraph) -> dict[str, int]:
    """Count whom each helper helps.

    Parameters
    ----------
    help_graph
        Helper → helped, over the pairings meant.

    Returns
    -------
    loads
        Number of distinct organisations helped, 1 or more, by helper.

    Examples
    --------
    >>> loads(nx.MultiDiGraph([("a", "x"), ("a", "x"), ("a", "y")]))
    {'a': 2}
    """
    degrees = ((n, sum(1 for _ in help_graph.successors(n))) for n in help_graph)
    return {n: degree for n, degree in degrees if degree}
