"""The contract of a store, kept by both: what is written is read back, all or nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from orggraph import model
from orggraph.dataset import Dataset
from orggraph.errors import StoreError
from orggraph.store import Store, open_store
from orggraph.store import _mark as marks
from tests.county import County
from tests.datasets import COUNTY, datasets, full_datasets

if TYPE_CHECKING:
    from tests.neo4j.server import Server

BOTH = ["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)]
HOSTILE = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(params=BOTH)
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty store."""
    if request.param == "neo4j":
        return str(request.getfixturevalue("neo4j_address"))
    return str(tmp_path / "county.lbug")


@pytest.fixture
def store(place: str) -> Iterator[Store]:
    with open_store(place) as opened:
        yield opened


def _county(*villages: str) -> Dataset:
    county = County()
    county.villages(*villages)
    return county.dataset()


def _other_county() -> Dataset:
    area = pl.DataFrame({"id": ["370303"], "name": ["张店区"], "level": ["county"]})
    return Dataset({"Area": area}, {})


def _readings(store: Store) -> list[Callable[[], object]]:
    """Give each way to be told what a store holds."""
    text = "MATCH (v:Village) RETURN count(v) AS n"
    return [
        store.read,
        lambda: store.ask(text=text, parameters={}),
        lambda: store.query(text=text, parameters={}, limit=1, timeout=30),
    ]


@HOSTILE
@given(dataset=full_datasets())
def test_every_label_and_type_is_read_back_as_it_was_written(
    store: Store, dataset: Dataset
) -> None:
    store.write(dataset, replace=True)
    reading = store.read()
    assert reading.dataset == dataset
    assert reading.dataset.digest == dataset.digest
    assert reading.problems == ()


@HOSTILE
@given(dataset=datasets())
def test_whatever_is_written_is_read_back(store: Store, dataset: Dataset) -> None:
    store.write(dataset, replace=True)
    assert store.read().dataset == dataset


def test_an_almost_empty_county_is_read_back(store: Store) -> None:
    store.write(_other_county())
    assert store.read().dataset == _other_county()


def test_it_is_there_for_who_comes_later(place: str) -> None:
    with open_store(place) as first:
        first.write(_county("a"))
    with open_store(place) as second:
        assert second.read().dataset == _county("a")


def test_loading_twice_changes_nothing(store: Store) -> None:
    store.write(_county("a", "b"))
    store.write(_county("a", "b"))
    assert store.read().dataset == _county("a", "b")


def test_loading_a_changed_ledger_removes_what_is_gone_and_adds_what_came(store: Store) -> None:
    before = County()
    before.villages("a", "b")
    before.pair("gone", "a", "b")
    store.write(before.dataset())
    after = County()
    after.villages("a", "b", "c")
    after.pair("new", "c", "b")
    store.write(after.dataset())
    assert store.read().dataset == after.dataset()
    assert store.read().dataset.nodes["Pairing"]["id"].to_list() == ["new"]


def test_another_county_is_refused_by_name_and_nothing_changes(store: Store) -> None:
    store.write(_county("a"))
    with pytest.raises(StoreError) as refused:
        store.write(_other_county())
    assert str(refused.value).splitlines() == [
        "The store holds another county: 博山区 (370304)",
        "Name another store, or replace that county: --replace",
    ]
    assert store.read().dataset == _county("a")


def test_another_county_replaces_when_told_to(store: Store) -> None:
    store.write(_county("a"))
    store.write(_other_county(), replace=True)
    assert store.read().dataset == _other_county()


@pytest.mark.parametrize(
    ("version", "way_out"),
    [
        (model.SCHEMA_VERSION + 1, "A newer orggraph wrote it: install that one"),
        (model.SCHEMA_VERSION - 1, "An older orggraph wrote it: load the ledgers again"),
    ],
)
def test_another_schema_is_told_and_not_written_over(
    store: Store, version: int, way_out: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as other:
        other.setattr(marks, "SCHEMA_VERSION", version)
        store.write(_county("a"))
    for action in (*_readings(store), lambda: store.write(_county("b"))):
        with pytest.raises(StoreError) as refused:
            action()
        first, second = str(refused.value).splitlines()
        assert f"is of schema {version}, this orggraph of schema {model.SCHEMA_VERSION}" in first
        assert second.startswith(way_out)
    store.write(_county("b"), replace=True)
    assert store.read().dataset == _county("b")


def test_a_store_without_a_county_says_how_to_load_one(store: Store) -> None:
    for action in _readings(store):
        with pytest.raises(StoreError) as refused:
            action()
        assert "orggraph load LEDGERS --to" in str(refused.value).splitlines()[1]


def test_the_products_own_queries_are_asked_with_parameters(store: Store) -> None:
    store.write(_county("a", "b"))
    text = "MATCH (v:Village) WHERE v.name IN $names RETURN v.id AS id ORDER BY id"
    rows = store.ask(text, {"names": ["b", "c"]})
    assert rows.to_dict(as_series=False) == {"id": [f"{COUNTY}100201"]}


def test_a_store_that_is_forgotten_holds_nothing_and_can_be_loaded_again(
    place: str, store: Store, request: pytest.FixtureRequest
) -> None:
    store.write(_county("a", "b"))
    store.forget()
    with pytest.raises(StoreError):
        store.read()
    if place.endswith(".lbug"):
        assert list(Path(place).parent.iterdir()) == []
    else:
        server: Server = request.getfixturevalue("neo4j_server")
        assert server.run("MATCH (n) RETURN count(n) AS nodes") == [{"nodes": 0}]
    store.write(_other_county())
    assert store.read().dataset == _other_county()


def test_a_store_of_another_version_is_forgotten_too(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(_county("a"))
    monkeypatch.setattr(marks, "SCHEMA_VERSION", model.SCHEMA_VERSION + 1)
    store.forget()
    with pytest.raises(StoreError):
        store.read()


def test_what_bears_no_mark_is_not_forgotten(place: str, store: Store) -> None:
    with pytest.raises(StoreError):
        store.forget()
    if place.endswith(".lbug"):
        Path(place).write_bytes(b"a letter")
        with pytest.raises(StoreError, match="damaged, or not a store"):
            store.forget()
        assert Path(place).read_bytes() == b"a letter"
