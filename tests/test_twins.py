"""Each check and its Cypher twin find the same nodes: from tables, on Ladybug and on Neo4j."""

from collections.abc import Collection
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from orggraph import checks, profile, queries
from orggraph.findings import ask
from orggraph.network import Network
from orggraph.store import Store, open_store
from tests.counties import AS_OF, counties, outlived, planted
from tests.county import County

SLOW = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]


def _from_tables(network: Network) -> dict[str, list[str]]:
    return {c.code: sorted(f.id for f in ask(network, c).findings) for c in checks.CHECKS}


def _from_cypher(network: Network, store: Store) -> dict[str, list[str]]:
    return {
        check.code: store.ask(
            queries.load(check.twin).text, checks.twin_parameters(check, network)
        )["id"].to_list()
        for check in checks.CHECKS
    }


@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
@given(county=counties(), as_of=AS_OF)
def test_tables_and_ladybug_agree(county: County, as_of: date, tmp_path: Path) -> None:
    network = Network(county.dataset(), as_of)
    with open_store(str(tmp_path / "county.lbug")) as store:
        store.write(network.dataset, replace=True)
        assert _from_cypher(network, store) == _from_tables(network)


def _check_let_through(store: Store, asked: Collection[checks.Check]) -> None:
    """See that a user may ask twins: past the guard, the child and the plan of the server."""
    network = Network(planted().dataset())
    store.write(network.dataset, replace=True)
    found = _from_tables(network)
    for check in asked:
        text, given = queries.load(check.twin).text, checks.twin_parameters(check, network)
        rows = store.query(text, given, limit=1000, timeout=60)
        assert rows["id"].to_list() == found[check.code], check.code


def test_users_may_ask_ladybug_a_twin_of_each_kind(tmp_path: Path) -> None:
    # One for each set of parameters, since each question is a process.
    kinds = {queries.load(check.twin).params: check for check in checks.CHECKS}
    with open_store(str(tmp_path / "county.lbug")) as store:
        _check_let_through(store, kinds.values())


@pytest.mark.neo4j
def test_users_may_ask_neo4j_every_twin(neo4j_store: Store) -> None:
    _check_let_through(neo4j_store, checks.CHECKS)


def _check_planted(store: Store) -> None:
    """See that each check of the later ledgers agrees with its twin where it finds something."""
    network = Network(planted().dataset())
    store.write(network.dataset, replace=True)
    found = _from_tables(network)
    assert _from_cypher(network, store) == found
    later = ("GRID", "ECON", "COOP", "TAL", "STAGE", "SUPV", "VOL", "GOV")
    assert [code for code, ids in found.items() if code.startswith(later) and not ids] == []
    unset = Network(network.dataset, profile=profile.load("default"))  # thresholds and all
    assert _from_cypher(unset, store) == _from_tables(unset)


def test_tables_and_ladybug_agree_on_what_is_planted(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "county.lbug")) as store:
        _check_planted(store)


@pytest.mark.neo4j
def test_tables_and_neo4j_agree_on_what_is_planted(neo4j_store: Store) -> None:
    _check_planted(neo4j_store)


@pytest.mark.neo4j
@settings(max_examples=8, deadline=None, suppress_health_check=SLOW)
@given(county=counties(), as_of=AS_OF)
def test_tables_and_neo4j_agree(county: County, as_of: date, neo4j_store: Store) -> None:
    network = Network(county.dataset(), as_of)
    neo4j_store.write(network.dataset, replace=True)
    assert _from_cypher(network, neo4j_store) == _from_tables(network)


SILENCES = [(), ("结对",), ("活动", "联村党委")]


def _check_outlived(store: Store, silent: tuple[str, ...]) -> None:
    county = outlived()
    for ledger in silent:
        county.silence(1, ledger)
    network = Network(county.dataset())
    store.write(network.dataset, replace=True)
    assert _from_cypher(network, store) == _from_tables(network)


@pytest.mark.parametrize("silent", SILENCES)
def test_tables_and_ladybug_agree_on_what_outlives_a_committee(
    silent: tuple[str, ...], tmp_path: Path
) -> None:
    with open_store(str(tmp_path / "county.lbug")) as store:
        _check_outlived(store, silent)


@pytest.mark.neo4j
@pytest.mark.parametrize("silent", SILENCES)
def test_tables_and_neo4j_agree_on_what_outlives_a_committee(
    silent: tuple[str, ...], neo4j_store: Store
) -> None:
    _check_outlived(neo4j_store, silent)


@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
@given(county=counties(), as_of=AS_OF)
def test_who_fails_or_is_unknown_was_asked(county: County, as_of: date) -> None:
    network = Network(county.dataset(), as_of)
    for check in checks.CHECKS:
        result = ask(network, check)
        assert result.failing + result.unknown <= result.asked
