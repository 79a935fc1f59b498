"""Isolation on graphs of a few nodes."""

import networkx as nx

from orggraph.isolation import components, isolated_branches


def test_a_branch_is_isolated_only_where_neither_graph_touches_it() -> None:
    pairings = nx.DiGraph([("helper", "p"), ("p", "helped")])
    committees = nx.DiGraph([("member", "joint")])
    pairings.add_node("listed")  # a node without an edge is as alone as none
    need_set = {"helper", "helped", "member", "listed", "absent"}
    assert isolated_branches(pairings, committees, need_set=need_set) == {"listed", "absent"}


def test_nobody_in_need_means_nobody_isolated() -> None:
    assert isolated_branches(nx.DiGraph(), nx.DiGraph(), need_set=set()) == set()


def test_taking_the_last_relation_away_isolates_and_giving_it_back_mends() -> None:
    pairings = nx.DiGraph([("p", "a")])
    assert isolated_branches(pairings, nx.DiGraph(), need_set={"a"}) == set()
    pairings.remove_edge("p", "a")
    assert isolated_branches(pairings, nx.DiGraph(), need_set={"a"}) == {"a"}


def test_components_follow_links_in_both_directions_and_keep_the_lonely() -> None:
    G = nx.MultiDiGraph([("a", "b"), ("a", "b"), ("c", "b"), ("d", "e"), ("firm", "f")])
    organizations = {"a", "b", "c", "d", "e", "f"}
    assert components(G, organizations=organizations) == [{"a", "b", "c"}, {"d", "e"}, {"f"}]


def test_links_through_others_do_not_join() -> None:
    G = nx.MultiDiGraph([("firm", "a"), ("firm", "b")])
    assert components(G, organizations={"a", "b"}) == [{"a"}, {"b"}]
