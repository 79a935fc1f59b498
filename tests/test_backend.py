"""networkx's own answers on networkx's own graphs are what the backend has to give."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from inspect import signature
from types import ModuleType
from typing import Any

import networkx as nx
import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orggraph import blocks, communities, compact, kernels
from orggraph.backend import interface
from orggraph.backend_info import FUNCTIONS
from orggraph.compact import Compact, from_tables
from orggraph.errors import NetworkError
from orggraph.kernels import _compiled, _plain
from tests.graphs import KINDS, compacted, graphs

MANY = settings(
    max_examples=250,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
# From networkx 3.7 on Leiden is networkx's too, and looks for something else unless it is told.
LEIDEN = nx.community.leiden_communities.orig_func
MODULARITY: dict[str, dict[str, Any]] = (
    {"leiden_communities": {"metric": "modularity"}}
    if "metric" in signature(LEIDEN).parameters
    else {}
)
UNDIRECTED = (nx.Graph, nx.MultiGraph)
DIRECTED = (nx.DiGraph, nx.MultiDiGraph)


@pytest.fixture(params=[_compiled, _plain], ids=["compiled", "plain"], autouse=True)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(kernels, "engine", request.param)
    return request.param


def sets(groups: Iterable[Iterable[Any]]) -> Counter[frozenset[Any]]:
    return Counter(map(frozenset, groups))


def undirected_edges(edges: Iterable[tuple[Any, Any]]) -> Counter[frozenset[Any]]:
    return Counter(frozenset(edge) for edge in edges)


def edge_groups(groups: Iterable[Iterable[tuple[Any, Any]]]) -> Counter[frozenset[Any]]:
    return Counter(frozenset(map(frozenset, group)) for group in groups)


def layers(answer: Iterable[list[Any]]) -> list[set[Any]]:
    return [set(layer) for layer in answer]


WHOLE: list[tuple[str, tuple[type[nx.Graph], ...], Callable[[Any], Any]]] = [
    ("connected_components", UNDIRECTED, sets),
    ("number_connected_components", UNDIRECTED, int),
    ("is_connected", UNDIRECTED, bool),
    ("weakly_connected_components", DIRECTED, sets),
    ("number_weakly_connected_components", DIRECTED, int),
    ("is_weakly_connected", DIRECTED, bool),
    ("strongly_connected_components", DIRECTED, sets),
    ("number_strongly_connected_components", DIRECTED, int),
    ("is_strongly_connected", DIRECTED, bool),
    ("isolates", KINDS, list),
    ("number_of_isolates", KINDS, int),
    ("bridges", UNDIRECTED, undirected_edges),
    ("has_bridges", UNDIRECTED, bool),
    ("articulation_points", UNDIRECTED, set),
    ("biconnected_components", UNDIRECTED, sets),
    ("is_biconnected", UNDIRECTED, bool),
    ("core_number", (nx.Graph, nx.DiGraph), dict),
    ("topological_generations", DIRECTED, layers),
    ("is_directed_acyclic_graph", KINDS, bool),
]
FROM_ONE: list[tuple[str, tuple[type[nx.Graph], ...], Callable[[Any], Any]]] = [
    ("node_connected_component", UNDIRECTED, set),
    ("bfs_layers", KINDS, layers),
    ("single_source_shortest_path_length", KINDS, dict),
    ("single_target_shortest_path_length", KINDS, dict),
    ("single_source_dijkstra_path_length", KINDS, dict),
    ("shortest_path_length", KINDS, dict),
    ("descendants", KINDS, set),
    ("ancestors", KINDS, set),
    ("is_isolate", KINDS, bool),
    ("bridges", UNDIRECTED, undirected_edges),
    ("has_bridges", UNDIRECTED, bool),
]


def answer(call: Callable[[], Any], shape: Callable[[Any], Any]) -> object:
    """Give what a call answers, or the kind of error that it raises."""
    try:
        return shape(call())
    except (nx.NetworkXException, KeyError) as error:
        return type(error)


@settings(MANY, max_examples=500)
@given(graphs())
def test_questions_on_whole_graphs_have_networkxs_answers(G: nx.Graph) -> None:
    ours = compacted(G)
    for name, kinds, shape in WHOLE:
        if type(G) in kinds:
            function = getattr(nx, name)
            found, expected = (answer(lambda H=H, f=function: f(H), shape) for H in (ours, G))
            assert found == expected, name


@pytest.mark.parametrize("edges", [[], [(0, 1)]])
def test_bridges_are_numbers_of_nodes_also_where_there_are_none(
    edges: list[tuple[int, int]],
) -> None:
    G = nx.empty_graph(2)
    G.add_edges_from(edges)
    found = blocks.bridges(interface.convert_from_nx(G).out)
    assert [(side.tolist(), side.dtype) for side in found] == [
        ([edge[at] for edge in edges], np.int32) for at in (0, 1)
    ]


@settings(MANY, max_examples=500)
@given(graphs(), st.integers(0, 11))
def test_questions_from_a_node_have_networkxs_answers(G: nx.Graph, number: int) -> None:
    ours, node = compacted(G), f"{number:03}"  # of no graph where it is beyond the last
    for name, kinds, shape in FROM_ONE:
        if type(G) in kinds:
            function = getattr(nx, name)
            found, expected = (answer(lambda H=H, f=function: f(H, node), shape) for H in (ours, G))
            assert found == expected, name


@MANY
@given(graphs(), st.integers(0, 11), st.integers(0, 11))
def test_ways_between_two_nodes_are_networkxs(G: nx.Graph, one: int, other: int) -> None:
    ends = f"{one:03}", f"{other:03}"
    for function, shape in ((nx.has_path, bool), (nx.shortest_path_length, int)):
        ours, theirs = (
            answer(lambda H=H, f=function: f(H, *ends), shape) for H in (compacted(G), G)
        )
        assert ours == theirs


@MANY
@given(graphs(), st.sets(st.integers(0, 11), max_size=4), st.none() | st.floats(0, 4))
def test_distances_from_several_nodes_are_networkxs(
    G: nx.Graph, numbers: set[int], cutoff: float | None
) -> None:
    sources = {f"{number:03}" for number in numbers} & set(G)
    ours = compacted(G)
    assert layers(nx.bfs_layers(ours, sources)) == layers(nx.bfs_layers(G, sources))
    if sources:
        assert nx.multi_source_dijkstra_path_length(
            ours, sources, cutoff
        ) == nx.multi_source_dijkstra_path_length(G, sources, cutoff)
    for source in sources:
        for function in (
            nx.single_source_shortest_path_length,
            nx.single_target_shortest_path_length,
        ):
            assert function(ours, source, cutoff) == function(G, source, cutoff)
        for steps in range(4):
            assert nx.descendants_at_distance(ours, source, steps) == nx.descendants_at_distance(
                G, source, steps
            )


@MANY
@given(graphs(UNDIRECTED, loops=False))
def test_edges_of_blocks_are_networkxs(G: nx.Graph) -> None:
    ours = nx.biconnected_component_edges(compacted(G))
    assert edge_groups(ours) == edge_groups(nx.biconnected_component_edges(G))


@MANY
@given(graphs(DIRECTED))
def test_a_topological_order_leads_every_edge_forward(G: nx.DiGraph) -> None:
    if not nx.is_directed_acyclic_graph(G):
        with pytest.raises(nx.NetworkXUnfeasible):
            list(nx.topological_sort(compacted(G)))
        return
    order = {node: turn for turn, node in enumerate(nx.topological_sort(compacted(G)))}
    assert order.keys() == set(G)
    assert all(order[start] < order[end] for start, end, *_ in G.edges)


@MANY
@given(graphs(), st.integers(0, 11), st.floats(0, 3), st.booleans(), st.booleans())
def test_an_ego_graph_is_a_real_networkx_graph(
    G: nx.Graph,
    number: int,
    radius: float,
    center: bool,  # noqa: FBT001 - drawn
    undirected: bool,  # noqa: FBT001 - drawn
) -> None:
    options = {"radius": radius, "center": center, "undirected": undirected}
    ours, theirs = (
        answer(lambda H=H: nx.ego_graph(H, f"{number:03}", **options), lambda found: found)
        for H in (compacted(G), G)
    )
    if isinstance(theirs, nx.Graph):
        assert type(ours) is type(G)
        assert nx.utils.graphs_equal(ours, theirs)
    else:
        assert ours is theirs


@settings(MANY, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from(["louvain_communities", "leiden_communities"]))
def test_communities_are_a_partition_as_good_as_networkxs(seed: int, name: str) -> None:
    G = nx.gnm_random_graph(60, 150, seed=seed % 50)
    G = nx.relabel_nodes(G, "{:03}".format)
    found = getattr(nx.community, name)(compacted(G), seed=seed, **MODULARITY.get(name, {}))
    assert Counter(node for group in found for node in group) == Counter(set(G))
    again = getattr(nx.community, name)(compacted(G), seed=seed, **MODULARITY.get(name, {}))
    assert found == again
    theirs = nx.community.louvain_communities(G, seed=seed)
    assert nx.community.modularity(G, found) >= 0.99 * nx.community.modularity(G, theirs)


def test_leiden_is_as_good_as_networkxs_louvain_on_a_county_like_graph() -> None:
    G = nx.relabel_nodes(nx.planted_partition_graph(30, 20, 0.3, 0.005, seed=7), "{:04}".format)
    best = nx.community.modularity(G, nx.community.louvain_communities(G, seed=1))
    for name in ("louvain_communities", "leiden_communities"):
        found = getattr(nx.community, name)(compacted(G), seed=1, **MODULARITY.get(name, {}))
        assert nx.community.modularity(G, found) >= 0.99 * best, name


@settings(MANY, max_examples=60)
@given(st.integers(0, 10**6), st.sampled_from([0.2, 0.5, 1.0]), st.integers(1, 3))
def test_leiden_finds_the_best_of_all_partitions_by_the_constant_potts_model(
    seed: int, resolution: float, heaviest: int
) -> None:
    G = nx.relabel_nodes(nx.gnm_random_graph(6, 9, seed=seed), str)
    weights = {edge: 1 + at % heaviest for at, edge in enumerate(G.edges)}
    nx.set_edge_attributes(G, weights, "weight")

    def potts(parts: Iterable[Iterable[str]]) -> float:
        held = [G.subgraph(part) for part in parts]
        return sum(H.size("weight") - resolution * len(H) ** 2 / 2 for H in held)

    ours = interface.convert_from_nx(G, edge_attrs={"weight": 1})
    label = communities.leiden(
        ours, weight="weight", resolution=resolution, seed=seed, metric="cpm"
    )
    found = [[n for n, of in zip(ours, label, strict=True) if of == at] for at in set(label)]
    best = max(map(potts, partitions(list(G))))
    assert potts(found) == pytest.approx(best)
    if MODULARITY:  # networkx's own
        theirs = nx.community.leiden_communities(ours, resolution=resolution, seed=seed)
        assert potts(theirs) == pytest.approx(best)


def partitions(nodes: list[str]) -> Iterator[list[list[str]]]:
    """Give every way to part nodes into groups."""
    if not nodes:
        yield []
        return
    first, *others = nodes
    for parts in partitions(others):
        yield [[first], *parts]
        for at, part in enumerate(parts):
            yield [*parts[:at], [first, *part], *parts[at + 1 :]]


def test_every_function_takes_what_networkxs_takes() -> None:
    for name in FUNCTIONS:
        theirs = signature(nx.utils.backends._registered_algorithms[name].orig_func)  # noqa: SLF001 - its only list
        ours = signature(getattr(type(interface), name))
        assert list(theirs.parameters) == list(ours.parameters)[1 : 1 + len(theirs.parameters)], (
            name
        )


def test_every_function_that_is_announced_stands_here_and_is_networkxs() -> None:
    for name in FUNCTIONS:
        assert name in nx.utils.backends._registered_algorithms  # noqa: SLF001 - its only list
        assert hasattr(interface, name)


def test_weights_are_networkxs_business() -> None:
    nodes = pl.DataFrame({"id": ["a", "b", "c"]})
    edges = pl.DataFrame(
        {"start": ["a", "b", "a"], "end": ["b", "c", "c"], "weight": [1.0, 1.0, 5.0]}
    )
    G = from_tables(nodes, edges)
    assert nx.single_source_dijkstra_path_length(G, "a") == {"a": 0, "b": 1, "c": 2}
    assert nx.shortest_path_length(G, "a", "c") == 1
    assert nx.shortest_path_length(G, "a", "c", weight="weight") == 2


def test_a_call_that_is_lacking_is_networkxs_on_a_converted_graph() -> None:
    G = nx.relabel_nodes(nx.karate_club_graph(), "{:03}".format)
    ours = compacted(G)
    assert nx.pagerank(ours, weight=None) == pytest.approx(nx.pagerank(G, weight=None))
    assert ours.converted is ours.converted


def test_a_call_that_is_lacking_is_refused_on_a_large_graph_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(compact, "MOST_CONVERTED", 2)
    G = compacted(nx.relabel_nodes(nx.path_graph(3), str))
    with pytest.raises(NetworkError, match="subgraph") as refusal:
        nx.pagerank(G)
    assert len(str(refusal.value).splitlines()) <= 2
    assert nx.number_connected_components(G) == 1


def test_a_call_that_would_change_the_graph_is_refused() -> None:
    G = compacted(nx.relabel_nodes(nx.path_graph(3), str))
    with pytest.raises(nx.NetworkXError, match="read-only"):
        nx.set_node_attributes(G, 1, "x")
    with pytest.raises(nx.NetworkXError, match=r"[Ff]rozen"):
        G.add_edge("0", "2")


def test_a_networkx_graph_is_served_when_asked_by_name() -> None:
    G = nx.path_graph(4)
    assert list(nx.articulation_points(G, backend="orggraph")) == [1, 2]
    with pytest.raises(NotImplementedError):
        nx.pagerank(G, backend="orggraph")
    assert math.isclose(sum(nx.pagerank(G).values()), 1)


def test_a_compact_graph_may_be_given_by_its_name() -> None:
    G: Compact = compacted(nx.relabel_nodes(nx.path_graph(3), str))
    assert nx.has_path(G=G, source="0", target="2")
    assert nx.number_connected_components(G=G) == 1
