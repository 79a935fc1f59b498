"""Committee clusters on graphs of a few nodes."""

import networkx as nx

from orggraph.clusters import Cluster, clusters


def _committees(*memberships: tuple[str, str]) -> nx.DiGraph:
    G = nx.DiGraph(memberships)
    nx.set_node_attributes(G, {committee: True for _, committee in memberships}, "committee")
    return G


def test_a_mutual_pairing_is_one_link_and_not_two() -> None:
    committees = _committees(("a", "J"), ("b", "K"))
    help_graph = nx.MultiDiGraph([("a", "b", "p"), ("b", "a", "p")])
    assert clusters(committees, help_graph) == [
        Cluster("J", ("a",), 0, {"K": 1}),
        Cluster("K", ("b",), 0, {"J": 1}),
    ]


def test_help_from_outside_every_committee_links_nothing() -> None:
    committees = _committees(("a", "J"), ("b", "J"))
    help_graph = nx.MultiDiGraph([("firm", "a", "p"), ("a", "b", "q")])
    assert clusters(committees, help_graph) == [Cluster("J", ("a", "b"), 1, {})]


def test_a_committee_without_members_is_told_too() -> None:
    G = nx.DiGraph()
    G.add_node("J", committee=True)
    assert clusters(G, nx.MultiDiGraph()) == [Cluster("J", (), 0, {})]


def test_no_committees_no_clusters() -> None:
    assert clusters(nx.DiGraph(), nx.MultiDiGraph()) == []
