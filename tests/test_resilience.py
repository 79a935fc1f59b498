"""Resilience on graphs of a few nodes, against removal by brute force."""

from collections.abc import Set as AbstractSet
from itertools import combinations

import networkx as nx
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from orggraph.compact import Compact, from_tables
from orggraph.resilience import (
    circles,
    cut_off_by_loss,
    fallen_pairings,
    isolated_by_loss,
    loads,
    loops,
    mutual_pairings,
    several_mechanisms,
    sole_helpers,
    unhelped_by_loss,
)

LINKS = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=14)
NODES_OF_LINKS = st.sampled_from("abcdef")
NODES = "abcdeJK"
SIDES = st.frozensets(st.sampled_from(NODES), max_size=3)
Pairings = dict[str, tuple[frozenset[str], frozenset[str]]]
Members = set[tuple[str, str]]
# Providers and benefiting of each pairing, whatever mix of one-way, mutual and many-sided.
PAIRINGS = st.lists(st.tuples(SIDES, SIDES), max_size=6).map(
    lambda sides: {f"p{number}": both for number, both in enumerate(sides)}
)
MEMBERS = st.sets(st.tuples(st.sampled_from("abcde"), st.sampled_from("JK")), max_size=5)
NEED_SETS = st.sets(st.sampled_from("abcde"))


def _graphs(pairings: Pairings, members: Members) -> tuple[nx.DiGraph, nx.DiGraph]:
    P, C = nx.DiGraph(), nx.DiGraph()
    P.add_nodes_from(pairings)
    for key, (providers, benefiting) in pairings.items():
        P.add_edges_from((node, key) for node in providers)
        P.add_edges_from((key, node) for node in benefiting)
    C.add_edges_from(members)
    return P, C


def _one_way(helper: str, *helped: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset({helper}), frozenset(helped)


def _mutual(*sides: str) -> tuple[frozenset[str], frozenset[str]]:
    return frozenset(sides), frozenset(sides)


def _isolated(pairings: Pairings, members: Members, need_set: str) -> dict[str, set[str]]:
    return isolated_by_loss(*_graphs(pairings, members), need_set=set(need_set))


def test_two_pairings_with_one_helper_are_one_helper() -> None:
    G = nx.MultiDiGraph([("h", "x"), ("h", "x"), ("h", "y"), ("i", "y")])
    assert sole_helpers(G, need_set={"x", "y", "z"}) == {"x": "h"}


def test_a_load_counts_organisations_and_not_pairings() -> None:
    assert loads(nx.MultiDiGraph([("h", "x"), ("h", "x"), ("h", "y")])) == {"h": 2}
    assert loads(nx.MultiDiGraph()) == {}


def test_a_loss_leaves_those_whom_nobody_else_helps() -> None:
    # h helps x, y and z; i helps y and z too; x helps i: h leaves x, x leaves i, i leaves nobody.
    edges = [("h", "x"), ("h", "y"), ("h", "z"), ("i", "y"), ("i", "z"), ("x", "i")]
    assert unhelped_by_loss(nx.MultiDiGraph(edges)) == {"h": {"x"}, "x": {"i"}}


def test_who_hangs_on_one_helper_alone_is_isolated_by_its_loss() -> None:
    # a and b hang on h; c has another helper; d is weak no more.
    pairings = {"p": _one_way("h", "a"), "q": _one_way("h", "b"), "r": _one_way("h", "c")}
    pairings |= {"s": _one_way("i", "c"), "t": _one_way("h", "d")}
    assert _isolated(pairings, set(), "abc") == {"h": {"a", "b"}}


def test_a_joint_committee_holds_who_loses_a_helper_and_a_helper_who_loses_a_committee() -> None:
    pairings = {"p": _one_way("h", "a")}
    assert _isolated(pairings, {("a", "J"), ("b", "J")}, "ab") == {"J": {"b"}}
    assert _isolated({}, {("a", "J"), ("a", "K")}, "a") == {}


def test_a_committee_that_helps_its_own_member_is_one_tie_and_not_two() -> None:
    assert _isolated({"p": _one_way("J", "a")}, {("a", "J")}, "a") == {"J": {"a"}}


def test_the_two_of_a_mutual_pairing_hang_on_each_other() -> None:
    assert _isolated({"p": _mutual("a", "b")}, set(), "ab") == {"b": {"a"}, "a": {"b"}}
    assert _isolated({"p": _mutual("a", "b", "c")}, set(), "abc") == {}


def test_a_pairing_with_two_providers_hangs_on_neither() -> None:
    pairings = {"p": (frozenset("hi"), frozenset("a"))}
    assert _isolated(pairings, set(), "a") == {}
    P, _C = _graphs(pairings, set())
    assert fallen_pairings(P, lost={"h"}) == set()
    assert fallen_pairings(P, lost={"h", "i"}) == {"p"}


def test_a_weak_helper_is_isolated_by_the_loss_of_the_only_one_that_it_helps() -> None:
    assert _isolated({"p": _one_way("a", "x")}, set(), "a") == {"x": {"a"}}
    assert _isolated({"p": _one_way("a", "x", "y")}, set(), "a") == {}


def test_what_joined_nobody_before_does_not_fall() -> None:
    nobody_gives: Pairings = {"p": (frozenset(), frozenset("ab"))}
    assert _isolated(nobody_gives, set(), "ab") == {}
    assert _isolated({"p": _mutual("a")}, set(), "a") == {}


def test_who_is_isolated_already_does_not_become_so() -> None:
    assert _isolated({"p": _one_way("h", "b")}, set(), "ab") == {"h": {"b"}}


def test_help_that_one_pairing_runs_both_ways_is_no_loop() -> None:
    G = nx.MultiDiGraph([("a", "b", "p"), ("b", "a", "p")])
    assert (loops(G), circles(G), mutual_pairings(G)) == ([], [], {"p"})
    G.add_edge("a", "b", "q")  # returned by nothing but the mutual one
    assert loops(G) == []
    G.add_edge("b", "a", "r")
    assert (loops(G), circles(G)) == ([("a", "b")], [("a", "b")])


def test_a_circle_of_three_is_no_loop_of_two() -> None:
    # a → b → c → a, and c → d; e and f help each other
    edges = [("a", "b", 1), ("b", "c", 2), ("c", "a", 3), ("c", "d", 4), ("e", "f", 5)]
    G = nx.MultiDiGraph([*edges, ("f", "e", 6)])
    assert loops(G) == [("e", "f")]
    assert circles(G) == [("a", "b", "c"), ("e", "f")]


def test_the_same_two_are_counted_once_whichever_helps() -> None:
    G = nx.MultiDiGraph()
    for helper, helped, mechanism in (
        ("a", "b", "co_building"),
        ("b", "a", "co_building"),
        ("c", "b", "co_building"),
        ("b", "c", "double_hundred"),
        ("c", "b", "other"),
    ):
        G.add_edge(helper, helped, mechanism=mechanism)
    assert several_mechanisms(G) == {("b", "c"): ("co_building", "double_hundred", "other")}


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


@given(LINKS)
def test_one_pass_over_the_helpers_is_removing_each(links: list[tuple[str, str]]) -> None:
    edges = [(a, b) for a, b in links if a != b]
    helped = {b for _a, b in edges}
    removed = {
        lost: helped - {b for a, b in edges if lost not in (a, b)} - {lost} for lost in "abcdef"
    }
    found = unhelped_by_loss(nx.MultiDiGraph(edges))
    assert found == {lost: nodes for lost, nodes in removed.items() if nodes}


def test_two_ways_from_a_strong_branch_cut_nobody_off_and_one_does() -> None:
    # s helps a and b, both help c, c helps d; t helps b.
    edges = [("s", "a"), ("s", "b"), ("a", "c"), ("b", "c"), ("c", "d"), ("t", "b")]
    G = nx.MultiDiGraph(edges)
    found = cut_off_by_loss(G, sources={"s", "t"}, targets=set("abcd"), steps=3)
    assert found == {"s": {"a"}, "c": {"d"}}
    # Within two steps nobody reaches d; t alone reaches no further than c by b.
    assert cut_off_by_loss(G, sources={"t"}, targets=set("cd"), steps=2) == {"t": {"c"}, "b": {"c"}}
    assert cut_off_by_loss(G, sources={"s"}, targets={"c"}, steps=1) == {}
    assert cut_off_by_loss(G, sources={"c", "x"}, targets={"c"}, steps=2) == {}


@given(LINKS, st.sets(NODES_OF_LINKS), st.sets(NODES_OF_LINKS), st.integers(0, 4))
def test_who_is_cut_off_is_whom_removing_each_cuts_off(
    links: list[tuple[str, str]], sources: set[str], targets: set[str], steps: int
) -> None:
    def reached(edges: list[tuple[str, str]], some: set[str]) -> set[str]:
        near = set(some)
        for _step in range(steps):
            near |= {b for a, b in edges if a in near}
        return near

    edges = [(a, b) for a, b in links if a != b]
    here = {node for edge in edges for node in edge}
    before = reached(edges, sources) & targets & here
    removed = {
        lost: before - reached([e for e in edges if lost not in e], sources - {lost}) - {lost}
        for lost in here
    }
    found = cut_off_by_loss(nx.MultiDiGraph(edges), sources=sources, targets=targets, steps=steps)
    assert found == {lost: nodes for lost, nodes in removed.items() if nodes}


@given(st.lists(st.tuples(NODES_OF_LINKS, NODES_OF_LINKS, st.integers(0, 3))))
def test_a_graph_of_columns_is_measured_as_networkxs_own(links: list[tuple[str, str, int]]) -> None:
    rows = sorted({(a, b, f"p{key}") for a, b, key in links if a != b})
    columns = ("start", "end", "key")
    table = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row")
    table = table.with_columns(mechanism=pl.col("key"))
    nodes = pl.DataFrame({"id": list("abcdef")})
    ours = from_tables(nodes, table, multigraph=True)
    assert isinstance(ours, Compact)
    G = ours.copy()
    for measure in (loads, unhelped_by_loss, loops, circles, mutual_pairings, several_mechanisms):
        assert measure(ours) == measure(G), measure
    asked = {"sources": {"a"}, "targets": set("bcdef"), "steps": 2}
    assert cut_off_by_loss(ours, **asked) == cut_off_by_loss(G, **asked)


def _joins(providers: AbstractSet[str], benefiting: AbstractSet[str]) -> bool:
    return any(one != other for one in providers for other in benefiting)


def _rebuilt(pairings: Pairings, lost: AbstractSet[str]) -> Pairings:
    """Take nodes out of every pairing; what joined two and no longer does goes."""
    rest = {key: (one - lost, other - lost) for key, (one, other) in pairings.items()}
    return {
        key: sides for key, sides in rest.items() if _joins(*sides) or not _joins(*pairings[key])
    }


def _alone(pairings: Pairings, members: Members, need_set: set[str]) -> set[str]:
    paired = {node for sides in pairings.values() for side in sides for node in side}
    return need_set - paired - {member for member, _committee in members}


@given(PAIRINGS, MEMBERS, NEED_SETS)
def test_one_pass_over_the_ties_is_removing_each_and_counting_again(
    pairings: Pairings, members: Members, need_set: set[str]
) -> None:
    before = _alone(pairings, members, need_set)
    removed = {}
    for lost in NODES:
        rest = {(member, joint) for member, joint in members if lost not in (member, joint)}
        after = _alone(_rebuilt(pairings, {lost}), rest, need_set - {lost})
        if after - before:
            removed[lost] = after - before
    assert _isolated(pairings, members, "".join(need_set)) == removed


@given(PAIRINGS, st.sets(st.sampled_from(NODES)))
def test_what_falls_is_what_is_not_rebuilt(pairings: Pairings, lost: set[str]) -> None:
    P, _C = _graphs(pairings, set())
    fallen = fallen_pairings(P, lost=lost)
    assert fallen == pairings.keys() - _rebuilt(pairings, lost).keys()


KEYED = st.lists(st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.integers(0, 3)))


@given(KEYED)
def test_loops_and_circles_are_what_paths_say(links: list[tuple[str, str, int]]) -> None:
    edges = {(a, b, key) for a, b, key in links if a != b}
    way = {(a, b) for a, b, key in edges if (b, a, key) not in edges}
    G = nx.MultiDiGraph(edges)
    assert loops(G) == sorted((a, b) for a, b in way if a < b and (b, a) in way)
    reach = set(way)
    for _step in "abcd":
        reach |= {(a, c) for a, b in reach for b2, c in way if b == b2}
    together = {(a, b) for a, b in combinations("abcd", 2) if {(a, b), (b, a)} <= reach}
    found = circles(G)
    assert {pair for group in found for pair in combinations(group, 2)} == together
    assert [len(group) for group in found] == sorted(map(len, found), reverse=True)
