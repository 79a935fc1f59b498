"""Resilience on graphs of a few nodes, against removal by brute force."""

import networkx as nx
from hypothesis import given
from hypothesis import strategies as st

from orggraph.resilience import loads, sole_helpers

LINKS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14)


def test_two_pairings_with_one_helper_are_one_helper() -> None:
    G = nx.MultiDiGraph([("h", "x"), ("h", "x"), ("h", "y"), ("i", "y")])
    assert sole_helpers(G, need_set={"x", "y", "z"}) == {"x": "h"}


def test_a_load_counts_organisations_and_not_pairings() -> None:
    assert loads(nx.MultiDiGraph([("h", "x"), ("h", "x"), ("h", "y")])) == {"h": 2}
    assert loads(nx.MultiDiGraph()) == {}


@given(LINKS)
def test_a_sole_helper_is_one_whose_loss_leaves_nobody(links: list[tuple[str, str]]) -> None:
    G = nx.MultiDiGraph([(a, b) for a, b in links if a != b])
    need_set = set(G)
    lost = {}
    for helper in G:
        without = G.copy()
        without.remove_node(helper)
        for node in need_set - {helper}:
            if G.in_degree(node) and not without.in_degree(node):
                lost[node] = helper
    assert sole_helpers(G, need_set=need_set) == lost
