"""The compiled kernels and numpy's give the same answers; networkx says which."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import kernels
from orggraph.kernels import Blocks, Rows, _compiled, _plain

MANY = settings(max_examples=500, deadline=None)


@st.composite
def lists_of_edges(draw: st.DrawFn) -> tuple[int, np.ndarray, np.ndarray]:
    n = draw(st.integers(0, 12))
    node = st.integers(0, max(0, n - 1))
    pairs = draw(st.lists(st.tuples(node, node), max_size=2 * n)) if n else []
    start, end = np.array(pairs, np.int32).reshape(-1, 2).T.copy()
    return n, start, end


def same(one: object, other: object) -> bool:
    if one is None or other is None:
        return one is other
    return np.array_equal(one, other) and one.dtype == other.dtype


def members(tree: Blocks) -> list[list[int]]:
    """Give the nodes of each block."""
    found: dict[int, set[int]] = {}
    for node, (parent, block) in enumerate(zip(tree.parent, tree.block, strict=True)):
        if block >= 0:
            found.setdefault(int(block), set()).update((node, int(parent)))
    return sorted(map(sorted, found.values()))


def rows_of(edges: tuple[int, np.ndarray, np.ndarray], *, mirrored: bool) -> Rows:
    return _compiled.adjacency(*edges, mirrored=mirrored, numbered=True)


def test_the_compiled_kernels_are_the_ones_in_use() -> None:
    assert kernels.engine is _compiled


@MANY
@given(lists_of_edges(), st.booleans(), st.booleans())
def test_rows_keep_the_order_of_the_edges(
    edges: tuple[int, np.ndarray, np.ndarray],
    mirrored: bool,  # noqa: FBT001 - drawn
    numbered: bool,  # noqa: FBT001 - drawn
) -> None:
    made = [e.adjacency(*edges, mirrored=mirrored, numbered=numbered) for e in (_compiled, _plain)]
    assert all(map(same, *made))
    n, start, end = edges
    expected: list[list[int]] = [[] for _ in range(n)]
    for one, other in zip(start.tolist(), end.tolist(), strict=True):
        expected[one].append(other)
        if mirrored and one != other:
            expected[other].append(one)
    rows = made[0]
    cuts = zip(rows.offsets[:-1], rows.offsets[1:], strict=True)
    assert [rows.neighbours[a:b].tolist() for a, b in cuts] == expected
    simple = [e.distinct(rows) for e, rows in zip((_compiled, _plain), made, strict=True)]
    assert all(map(same, *simple))
    cuts = zip(simple[0].offsets[:-1], simple[0].offsets[1:], strict=True)
    assert [simple[0].neighbours[a:b].tolist() for a, b in cuts] == [
        list(dict.fromkeys(row)) for row in expected
    ]


@MANY
@given(lists_of_edges())
def test_components_are_numbered_by_their_first_node(
    edges: tuple[int, np.ndarray, np.ndarray],
) -> None:
    rows = rows_of(edges, mirrored=False)
    (count, label), (plain_count, plain_label) = (e.components(rows) for e in (_compiled, _plain))
    assert count == plain_count
    assert same(label, plain_label)
    G = nx.Graph()
    G.add_nodes_from(range(edges[0]))
    G.add_edges_from(zip(edges[1].tolist(), edges[2].tolist(), strict=True))
    for number, group in enumerate(nx.connected_components(G)):
        assert set(np.flatnonzero(label == number).tolist()) == group


@MANY
@given(lists_of_edges())
def test_who_reach_each_other_are_numbered_after_those_that_they_lead_to(
    edges: tuple[int, np.ndarray, np.ndarray],
) -> None:
    rows = rows_of(edges, mirrored=False)
    (count, label), plain = (e.strong_components(rows) for e in (_compiled, _plain))
    assert count == plain[0]
    assert same(label, plain[1])
    G = nx.DiGraph()
    G.add_nodes_from(range(edges[0]))
    G.add_edges_from(zip(edges[1].tolist(), edges[2].tolist(), strict=True))
    groups = [frozenset(np.flatnonzero(label == number).tolist()) for number in range(count)]
    assert set(groups) == set(map(frozenset, nx.strongly_connected_components(G)))
    assert len(groups) == count
    assert all(label[one] >= label[other] for one, other in G.edges)


@MANY
@given(lists_of_edges(), st.lists(st.integers(0, 11), max_size=3), st.integers(0, 4))
def test_walks_in_breadth_take_the_same_turns(
    edges: tuple[int, np.ndarray, np.ndarray], sources: list[int], most: int
) -> None:
    rows = rows_of(edges, mirrored=False)
    known = np.array([source for source in sources if source < edges[0]], np.int32)
    ways = [e.breadth_first(rows, known, most) for e in (_compiled, _plain)]
    assert all(map(same, *ways))


@MANY
@given(lists_of_edges(), st.none() | st.integers(0, 11))
def test_blocks_are_networkxs_whatever_the_forest(
    edges: tuple[int, np.ndarray, np.ndarray], first: int | None
) -> None:
    n, start, end = edges
    first = None if first is None or first >= n else first
    rows = rows_of(edges, mirrored=True)
    G = nx.Graph()
    G.add_edges_from(zip(start.tolist(), end.tolist(), strict=True))
    expected = sorted(map(sorted, nx.biconnected_components(G)))
    for engine in (_compiled, _plain):
        tree = engine.blocks(rows, first)
        assert members(tree) == expected
        turn = {int(node): turn for turn, node in enumerate(tree.order)}
        assert len(turn) == n
        assert all(p < 0 or turn[int(p)] < turn[v] for v, p in enumerate(tree.parent))
        weight = np.arange(n, dtype=np.int64)
        sums = [e.subtree(tree, weight) for e in (_compiled, _plain)]
        assert same(*sums)
        assert int(sums[0][tree.parent < 0].sum()) == int(weight.sum())
        if first is not None:
            size = _plain.subtree(tree, np.ones(n, np.int64))[first]
            island = nx.node_connected_component(G, first) if first in G else {first}
            assert set(tree.order[:size].tolist()) == island


@MANY
@given(lists_of_edges())
def test_cores_and_topological_orders_are_the_same(
    edges: tuple[int, np.ndarray, np.ndarray],
) -> None:
    n, start, end = edges
    ways = [e.topological(rows_of(edges, mirrored=False)) for e in (_compiled, _plain)]
    assert all(map(same, *ways))
    other = start != end
    loose = rows_of((n, start[other], end[other]), mirrored=True)
    assert same(*(e.cores(loose) for e in (_compiled, _plain)))


@MANY
@given(st.sets(st.integers(0, 60)), st.lists(st.integers(0, 60)))
def test_hashes_are_found_where_they_stand(known: set[int], wanted: list[int]) -> None:
    hashes, asked = (np.array(list(numbers), np.uint64) for numbers in (known, wanted))
    expected = [list(known).index(h) if h in known else -1 for h in wanted]
    for engine in (_compiled, _plain):
        table, twice = engine.index(hashes)
        assert twice == -1
        assert engine.look_up(table, hashes, asked).tolist() == expected


@pytest.mark.parametrize("engine", [_compiled, _plain], ids=["compiled", "plain"])
def test_a_hash_that_comes_twice_is_told(engine: object) -> None:
    _, twice = engine.index(np.array([7, 5, 7], np.uint64))
    assert twice in {0, 2}


def test_the_library_stays_within_its_arrays_at_a_size_where_that_would_show() -> None:
    rng = np.random.default_rng(3)
    n, m = 20_000, 60_000
    edges = n, *(rng.integers(0, n, m).astype(np.int32) for _ in range(2))
    rows = rows_of(edges, mirrored=True)
    assert len(rows.neighbours) == rows.offsets[-1]
    assert _compiled.components(rows)[0] == _plain.components(rows)[0]
    assert members(_compiled.blocks(rows)) == members(_plain.blocks(rows))
    one_way = rows_of((n, edges[1][:n], edges[2][:n]), mirrored=False)
    (count, label), plain = (e.strong_components(one_way) for e in (_compiled, _plain))
    assert 1 < count == plain[0] < n
    assert same(label, plain[1])
