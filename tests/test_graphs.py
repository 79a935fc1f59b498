"""A county asked on compact graphs gives the answers that it gives on networkx's own."""

import networkx as nx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from orggraph import graphs
from orggraph.compact import Compact
from orggraph.findings import audit
from orggraph.network import Network
from tests.counties import AS_OF, counties
from tests.county import County


@pytest.mark.parametrize("limit", [-1, graphs.COMPACT_ABOVE])
def test_missing_values_are_no_attributes_and_nobody_can_change_the_graph(
    monkeypatch: pytest.MonkeyPatch, limit: int
) -> None:
    monkeypatch.setattr(graphs, "COMPACT_ABOVE", limit)
    nodes = pl.DataFrame({"id": ["a", "b", "c"], "label": ["A", None, None]})
    edges = pl.DataFrame(
        {"start": ["a", "a"], "end": ["c", "c"], "key": ["p", "q"], "mode": [1, 2]}
    )
    G = graphs.directed(nodes, edges, multigraph=True)
    assert list(G) == ["a", "b", "c"]
    assert G.nodes["a"] == {"label": "A"}
    assert list(G.edges(keys=True, data="mode")) == [("a", "c", "p", 1), ("a", "c", "q", 2)]
    with pytest.raises(nx.NetworkXError):
        G.add_node("d")


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(counties(), AS_OF)
def test_an_audit_on_compact_graphs_is_the_audit_on_networkxs(
    monkeypatch: pytest.MonkeyPatch, county: County, as_of: object
) -> None:
    expected = audit(Network(county.dataset(), as_of))
    with monkeypatch.context() as patch:
        patch.setattr(graphs, "COMPACT_ABOVE", -1)
        network = Network(county.dataset(), as_of)
        found = audit(network)
        for G in (network.help_graph, network.pairing_graph, network.committee_graph):
            assert isinstance(G, Compact)
    assert found.checks.equals(expected.checks)
    assert found.coverage.equals(expected.coverage)
    assert found.findings.equals(expected.findings)
