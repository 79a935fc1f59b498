"""A compact graph reads like the networkx graph of the same tables."""

import networkx as nx
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import compact
from orggraph.compact import Compact, from_tables
from orggraph.errors import NetworkError
from tests.graphs import compacted, graphs

MANY = settings(max_examples=300, deadline=None)
NODES = pl.DataFrame({"id": ["c", "a", "b"], "label": ["C", "A", "B"]})
EDGES = pl.DataFrame(
    {"start": ["a", "a", "b"], "end": ["b", "b", "c"], "key": ["p", "q", "p"], "mode": [1, 2, 3]}
)


@MANY
@given(graphs())
def test_everything_that_networkx_reads_off_a_graph_is_there(G: nx.Graph) -> None:
    C = compacted(G)
    assert isinstance(C, type(G))
    assert list(C) == list(G)
    assert (len(C), C.number_of_edges(), C.size()) == (len(G), G.number_of_edges(), G.size())
    assert C.adj == G.adj
    assert list(C.edges) == list(G.edges)
    assert list(C.edges()) == list(G.edges())
    assert len(C.edges) == len(G.edges)
    assert list(C.degree) == list(G.degree)
    assert {n: C.degree(n) for n in C} == dict(G.degree)
    assert {n: set(C.neighbors(n)) for n in C} == {n: set(G.neighbors(n)) for n in G}
    if G.is_directed():
        assert C.pred == G.pred
        assert list(C.in_degree) == list(G.in_degree)
        assert list(C.out_degree) == list(G.out_degree)
        assert sorted(C.reverse().edges) == sorted(G.reverse().edges)
    for one in G:
        for other in G:
            assert C.has_edge(one, other) == G.has_edge(one, other)
            assert C.number_of_edges(one, other) == G.number_of_edges(one, other)


@MANY
@given(graphs(), st.sets(st.integers(0, 11).map("{:03}".format)))
def test_parts_copies_and_turns_are_those_of_networkx(G: nx.Graph, some: set[str]) -> None:
    C = compacted(G)
    assert type(C.copy()) is type(G)
    assert nx.utils.graphs_equal(C.copy(), G)
    assert type(C.subgraph(some)) is type(G)
    assert nx.utils.graphs_equal(C.subgraph(some), G.subgraph(some).copy())
    for turned, expected in (
        (C.to_undirected(), G.to_undirected()),
        (C.to_directed(), G.to_directed()),
    ):
        assert isinstance(turned, Compact)
        assert nx.utils.graphs_equal(turned.copy(), expected)


def test_nodes_stand_in_the_order_of_their_table_with_their_attributes() -> None:
    assert list(from_tables(NODES.reverse(), EDGES)) == NODES["id"].to_list()[::-1]
    G = from_tables(NODES.sort("id"), EDGES, multigraph=True)
    assert list(G.nodes(data="label")) == [("a", "A"), ("b", "B"), ("c", "C")]
    assert G["a"]["b"] == {"p": {"mode": 1}, "q": {"mode": 2}}
    assert list(G.edges(keys=True, data="mode")) == [
        ("a", "b", "p", 1),
        ("a", "b", "q", 2),
        ("b", "c", "p", 3),
    ]
    assert nx.utils.graphs_equal(G.copy().subgraph("ab"), G.subgraph(["a", "b"]))


def test_of_equal_edges_the_first_counts_where_edges_cannot_be_parallel() -> None:
    G = from_tables(NODES, EDGES.drop("key"))
    assert list(G.edges(data="mode")) == [("a", "b", 1), ("b", "c", 3)]
    undirected = from_tables(NODES, EDGES.drop("key"), directed=False)
    assert undirected["b"]["a"] == {"mode": 1}


def test_a_part_above_the_limit_stays_compact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compact, "MOST_CONVERTED", 1)
    part = from_tables(NODES, EDGES, multigraph=True).subgraph(["a", "b", "nobody"])
    assert isinstance(part, Compact)
    assert list(part.edges(keys=True)) == [("a", "b", "p"), ("a", "b", "q")]


@pytest.mark.parametrize(
    ("nodes", "edges", "message"),
    [
        (NODES, EDGES.with_columns(end=pl.lit("x")), "leads to x"),
        (pl.DataFrame({"id": ["a", "a"]}), EDGES.clear(), "id a comes twice"),
        (pl.DataFrame({"id": ["a", None]}), EDGES.clear(), "has no id"),
    ],
)
def test_tables_that_make_no_graph_are_refused(
    nodes: pl.DataFrame, edges: pl.DataFrame, message: str
) -> None:
    with pytest.raises(NetworkError, match=message):
        from_tables(nodes, edges)


def test_what_is_no_id_is_no_node() -> None:
    G = from_tables(NODES, EDGES)
    assert "d" not in G
    assert 1 not in G
    assert None not in G
    with pytest.raises(KeyError):
        G["d"]
