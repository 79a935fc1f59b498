"""N-1 against losing each node in turn."""

from types import ModuleType

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orggraph import kernels
from orggraph.kernels import _compiled, _plain
from orggraph.resilience import sole_helpers, unhelped_by_loss
from orggraph.stranding import sole_providers, stranded
from tests.graphs import compacted, graphs

MANY = settings(
    max_examples=500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
NODES = st.sets(st.integers(0, 11).map("{:03}".format), max_size=5)


@pytest.fixture(params=[_compiled, _plain], ids=["compiled", "plain"], autouse=True)
def engine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.setattr(kernels, "engine", request.param)
    return request.param


def reached(G: nx.Graph, sources: set[str]) -> set[str]:
    ways = nx.Graph(G.to_undirected())
    return {
        node
        for source in sources
        if source in ways
        for node in nx.node_connected_component(ways, source)
    }


@MANY
@given(graphs(), NODES, NODES)
def test_one_pass_strands_whom_losing_each_in_turn_strands(
    G: nx.Graph, sources: set[str], targets: set[str]
) -> None:
    asked = targets & set(G)
    before = asked & reached(G, sources)
    expected = {}
    for node in G:
        rest = G.copy()
        rest.remove_node(node)
        if lost := len(before - {node} - reached(rest, sources)):
            expected[node] = lost
    found = stranded(compacted(G), sources=sources, targets=targets)
    assert found.by_loss == expected
    assert found.already == len(asked - before)


@MANY
@given(graphs((nx.MultiDiGraph,)))
def test_sole_providers_are_the_sole_helpers_of_the_measure(G: nx.MultiDiGraph) -> None:
    helpers = G.copy()
    helpers.remove_edges_from(list(nx.selfloop_edges(G, keys=True)))
    found = sole_providers(compacted(G))
    assert found == sole_helpers(helpers, need_set=set(G))
    left = unhelped_by_loss(helpers)
    assert {helper: {n for n, sole in found.items() if sole == helper} for helper in left} == left
    assert set(found.values()) == {helper for helper, lost in left.items() if lost}


def test_two_ways_to_a_village_strand_nobody_and_one_does() -> None:
    # strong - a - village, strong - b - village, village - hamlet
    G = nx.Graph([("s", "a"), ("s", "b"), ("a", "v"), ("b", "v"), ("v", "h")])
    found = stranded(compacted(G), sources=["s"], targets=["v", "h"])
    assert found.by_loss == {"s": 2, "v": 1}
    assert stranded(compacted(G), sources=["s", "h"], targets=["v"]).by_loss == {}
    assert stranded(compacted(G), sources=[], targets=["v", "h"]) == (2, {})
