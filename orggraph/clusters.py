"""Clusters: each joint committee with its members, and the help within and across them."""

from collections import Counter
from typing import NamedTuple

import networkx as nx


class Cluster(NamedTuple):
    """A joint committee and its member organisations.

    ``inside`` counts pairings between members; ``links`` counts pairings that join a member with
    a member of another committee, by that committee, in either direction.
    """

    committee: str
    members: tuple[str, ...]
    inside: int
    links: dict[str, int]


def clusters(committee_graph: nx.DiGraph, help_graph: nx.MultiDiGraph) -> list[Cluster]:
    """Describe every joint committee.

    Parameters
    ----------
    committee_graph
        Member → joint committee; committees carry the node attribute ``committee``.
    help_graph
        Helper → helped, an edge per pairing with the pairing's id as its key.

    Returns
    -------
    clusters
        In order of the committee's id, members in order; a committee without members has an
        empty tuple. Empty where there are no committees.

    Examples
    --------
    >>> C = nx.DiGraph([("a", "J"), ("b", "J"), ("c", "K")])
    >>> nx.set_node_attributes(C, {"J": True, "K": True}, "committee")
    >>> H = nx.MultiDiGraph([("a", "b", "p1"), ("c", "b", "p2")])
    >>> for cluster in clusters(C, H):
    ...     print(cluster.committee, cluster.members, cluster.inside, cluster.links)
    J ('a', 'b') 1 {'K': 1}
    K ('c',) 0 {'J': 1}
    """
    committees = sorted(n for n, marked in committee_graph.nodes(data="committee") if marked)
    between = _pairings_between(committee_graph, help_graph)
    return [
        Cluster(
            committee,
            tuple(sorted(committee_graph.predecessors(committee))),
            between[committee, committee],
            {
                other: n
                for other in committees
                if (n := between[committee, other]) and other != committee
            },
        )
        for committee in committees
    ]


def _pairings_between(
    committee_graph: nx.DiGraph, help_graph: nx.MultiDiGraph
) -> Counter[tuple[str, str]]:
    """Count distinct pairings by pair of committees, both ways round."""
    found = set()
    for helper, helped, pairing in help_graph.edges(keys=True):
        for one in _committees(committee_graph, helper):
            for other in _committees(committee_graph, helped):
                found |= {(one, other, pairing), (other, one, pairing)}
    return Counter((one, other) for one, other, _ in found)


def _committees(committee_graph: nx.DiGraph, member: str) -> list[str]:
    return list(committee_graph.successors(member)) if member in committee_graph else []
