"""Isolation: weak branches that stand alone, and the groups that help falls into.

An *isolated weak branch* is in the need set, takes part in no active pairing of any mechanism on
either side, and is a member of no active joint committee. Dormant pairings count as pairings.
"""

from collections.abc import Set as AbstractSet

import networkx as nx


def isolated_branches(
    pairing_graph: nx.DiGraph, committee_graph: nx.DiGraph, *, need_set: AbstractSet[str]
) -> set[str]:
    """Find the isolated weak branches.

    Parameters
    ----------
    pairing_graph
        Provider → pairing → helped, over active pairings.
    committee_graph
        Member → joint committee, over active memberships.
    need_set
        Organisations designated weak and lax, or economically weak.

    Returns
    -------
    isolated
        Those of the need set without an edge in either graph; empty for an empty need set.

    Examples
    --------
    >>> pairings = nx.DiGraph([("firm", "p1"), ("p1", "a")])
    >>> committees = nx.DiGraph([("b", "joint")])
    >>> isolated_branches(pairings, committees, need_set={"a", "b", "c"})
    {'c'}
    """
    graphs = (pairing_graph, committee_graph)
    tied = {n for G in graphs for n, degree in G.degree(need_set) if degree}
    return set(need_set) - tied


def components(help_graph: nx.MultiDiGraph, *, organizations: AbstractSet[str]) -> list[set[str]]:
    """Find the groups of organisations that help links join, whatever its direction.

    Parameters
    ----------
    help_graph
        Helper → helped.
    organizations
        The organisations asked; links through others do not count.

    Returns
    -------
    groups
        Sets of ids, the largest first, then by smallest id; one that no link touches is a group
        of its own. Empty for no organisations.

    Examples
    --------
    >>> components(nx.MultiDiGraph([("a", "b")]), organizations={"a", "b", "c"}) == [
    ...     {"a", "b"}, {"c"}]
    True
    """
    groups = list(nx.weakly_connected_components(help_graph.subgraph(organizations)))
    groups += [{n} for n in set(organizations).difference(*groups)]
    return sorted(groups, key=lambda group: (-len(group), min(group)))


def within_reach(help_graph: nx.MultiDiGraph, *, sources: AbstractSet[str], steps: int) -> set[str]:
    """Find whom help reaches from some organisations within a number of steps.

    Parameters
    ----------
    help_graph
        Helper → helped, over active pairings.
    sources
        Organisations to start from; those that are no nodes reach nobody.
    steps
        Most help steps; 0 or more.

    Returns
    -------
    reached
        Ids of all that are reached, the sources included.

    Examples
    --------
    >>> G = nx.MultiDiGraph([("a", "b"), ("b", "c"), ("c", "d")])
    >>> sorted(within_reach(G, sources={"a"}, steps=2))
    ['a', 'b', 'c']
    """
    known = list(help_graph.nbunch_iter(sources))
    layers = nx.bfs_layers(help_graph, known) if known else []
    reached = {node for _, layer in zip(range(steps + 1), layers, strict=False) for node in layer}
    return reached | set(sources)
