"""The server store: whose database it is, and what is said when the server does not play along."""

import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given

from orggraph.dataset import Dataset
from orggraph.errors import Severity, StoreConnectionError, StoreError
from orggraph.store import Store, _neo4j, open_store
from orggraph.store._batches import Batch, Changes
from tests.conftest import need_java
from tests.county import County
from tests.datasets import datasets
from tests.neo4j.server import Server, serving
from tests.test_store import HOSTILE

pytestmark = pytest.mark.neo4j
SECRET = "geheim-12345"  # noqa: S105 - a password to look for in messages


def _county(*villages: str) -> Dataset:
    county = County()
    county.villages(*villages)
    return county.dataset()


def _all(server: Server) -> list[dict[str, object]]:
    """Give all that the database holds, past the product."""
    nodes = server.run(
        "MATCH (n) RETURN labels(n) AS labels, properties(n) AS facts, elementId(n) AS key "
        "ORDER BY key"
    )
    links = server.run(
        "MATCH ()-[r]->() RETURN type(r) AS type, properties(r) AS facts, elementId(r) AS key "
        "ORDER BY key"
    )
    return [*nodes, *links]


def _told(action: Callable[[], object], kind: type[StoreError] = StoreError) -> str:
    with pytest.raises(kind) as told:
        action()
    words = str(told.value)
    assert len(words.splitlines()) == 2, words
    assert SECRET not in words
    return words


FOREIGN = {
    "another label": "CREATE (:Customer {name: 'kept'})",
    "a node without a label": "CREATE ({name: 'kept'})",
    "a node with the label of our mark": "CREATE (:OrgGraph {name: 'kept'})",
    "a node of ours with a second label": "CREATE (:Village:Customer {id: 'mine', name: 'kept'})",
    "a node with our label": "CREATE (:Village {id: 'mine', name: 'kept'})",
    "another relationship type": (
        "CREATE (:Village {id: 'm1', name: 'kept'})-[:KNOWS]->(:Village {id: 'm2', name: 'kept'})"
    ),
}


@pytest.mark.parametrize("foreign", FOREIGN)
def test_a_database_that_holds_something_else_is_refused_untouched(
    neo4j_store: Store, neo4j_server: Server, foreign: str
) -> None:
    neo4j_server.run(FOREIGN[foreign])
    before = _all(neo4j_server)
    for replace in (False, True):
        words = _told(lambda replace=replace: neo4j_store.write(_county("a"), replace=replace))
        _told(neo4j_store.forget)
        assert "holds data that is not orggraph's" in words
    assert _all(neo4j_server) == before


@pytest.mark.parametrize("foreign", FOREIGN)
def test_what_somebody_added_after_a_load_is_refused_untouched(
    neo4j_store: Store, neo4j_server: Server, foreign: str
) -> None:
    neo4j_store.write(_county("a"))
    neo4j_server.run(FOREIGN[foreign])
    before = _all(neo4j_server)
    for dataset in (_county("a"), _county("a", "b")):
        words = _told(lambda dataset=dataset: neo4j_store.write(dataset))
        assert "It is untouched." in words
    assert _all(neo4j_server) == before


def test_what_was_added_among_ours_goes_only_when_told_so(
    neo4j_store: Store, neo4j_server: Server
) -> None:
    neo4j_store.write(_county("a"))
    neo4j_server.run(FOREIGN["a node with our label"])
    assert "--replace" in _told(lambda: neo4j_store.write(_county("a")))
    neo4j_store.write(_county("a"), replace=True)
    assert neo4j_store.read().dataset == _county("a")


EDITS = {
    "a value": "MATCH (v:Village) SET v.name = 'changed'",
    "a node fewer": "MATCH (v:Village) DETACH DELETE v",
    "a node more": "CREATE (:Village {id: 'new', name: 'new'})",
    "a foreign node": "CREATE (:Customer)",
}


@pytest.mark.parametrize("edit", EDITS)
def test_reading_warns_when_somebody_changed_it(
    neo4j_store: Store, neo4j_server: Server, edit: str
) -> None:
    neo4j_store.write(_county("a"))
    assert neo4j_store.read().problems == ()
    neo4j_server.run(EDITS[edit])
    (problem,) = neo4j_store.read().problems
    assert (problem.code, problem.severity) == ("store-edited", Severity.WARNING)
    assert problem.file == neo4j_server.address


@pytest.mark.parametrize("edit", ["a value", "a node fewer"])
def test_loading_the_same_again_mends_what_somebody_changed(
    neo4j_store: Store, neo4j_server: Server, edit: str
) -> None:
    neo4j_store.write(_county("a"))
    neo4j_server.run(EDITS[edit])
    neo4j_store.write(_county("a"))
    assert neo4j_store.read().dataset == _county("a")
    assert neo4j_store.read().problems == ()


def test_data_that_no_longer_fits_the_model_is_told(
    neo4j_store: Store, neo4j_server: Server
) -> None:
    neo4j_store.write(_county("a"))
    neo4j_server.run("MATCH (v:Village) SET v.kind = 'castle'")
    assert "no longer fits the model" in _told(neo4j_store.read)


def test_loading_twice_writes_nothing(neo4j_store: Store, neo4j_server: Server) -> None:
    neo4j_store.write(_county("a", "b"))
    before = _all(neo4j_server)
    neo4j_store.write(_county("a", "b"))
    assert _all(neo4j_server) == before  # the mark with its moment of loading, and every inner id


def test_the_mark_says_what_was_loaded(neo4j_store: Store, neo4j_server: Server) -> None:
    neo4j_store.write(_county("a"))
    (row,) = neo4j_server.run("MATCH (m:OrgGraph) RETURN properties(m) AS mark")
    mark = row["mark"]
    assert isinstance(mark, dict)
    # A county, a town, a village, its organisation and the 16 ledgers; each but the county hangs
    # on one relationship: 2 PART_OF, 1 SEATED_IN, 16 REPORTED.
    assert (mark["county"], mark["county_name"], mark["schema"]) == ("370304", "博山区", 3)
    assert (mark["nodes"], mark["relationships"]) == (20, 19)
    assert mark["digest"] == _county("a").digest
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00", mark["loaded_at"])


def test_ids_are_unique_by_constraint_within_every_label(
    neo4j_store: Store, neo4j_server: Server
) -> None:
    from orggraph.model import LABELS

    neo4j_store.write(_county("a"))
    rows = neo4j_server.run("SHOW CONSTRAINTS YIELD labelsOrTypes, properties, type")
    unique = {str(row["labelsOrTypes"][0]) for row in rows if row["type"] == "UNIQUENESS"}  # type: ignore[index]
    assert unique == {*LABELS, "OrgGraph"}


def test_a_load_that_fails_half_way_leaves_what_was_there(
    neo4j_store: Store, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.write(_county("a"))
    before = _all(neo4j_server)
    real = _neo4j.changes_between

    def failing(old: Dataset, new: Dataset) -> Changes:
        return real(old, new)._replace(removed=[("THIS IS NO CYPHER", pl.DataFrame())])

    monkeypatch.setattr(_neo4j, "changes_between", failing)
    _told(lambda: neo4j_store.write(_county("a", "b")))
    assert _all(neo4j_server) == before


def test_what_stays_is_not_written_again(neo4j_store: Store, neo4j_server: Server) -> None:
    def inner() -> dict[object, object]:
        rows = neo4j_server.run("MATCH (v:Village) RETURN v.name AS name, elementId(v) AS key")
        return {row["name"]: row["key"] for row in rows}

    neo4j_store.write(_county("a", "b"))
    before = inner()
    neo4j_store.write(_county("a", "b", "c"))
    after = inner()
    assert set(after) == {"a", "b", "c"}
    assert {name: after[name] for name in before} == before


@HOSTILE
@given(before=datasets(), after=datasets())
def test_any_dataset_turns_into_any_other(
    neo4j_store: Store, before: Dataset, after: Dataset
) -> None:
    neo4j_store.write(before, replace=True)
    neo4j_store.write(after, replace=True)
    reading = neo4j_store.read()
    assert reading.dataset == after
    assert reading.problems == ()


def test_a_county_too_large_for_one_transaction_is_read_only_when_whole(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_neo4j, "LARGEST", 3)
    monkeypatch.setattr(_neo4j, "BATCH", 2)
    neo4j_store.write(_county("a", "b", "c"))
    assert neo4j_store.read().dataset == _county("a", "b", "c")
    real = _neo4j.batches  # the moment to fail at
    with monkeypatch.context() as broken:

        def failing(dataset: Dataset) -> Iterator[object]:
            yield from list(real(dataset))[:3]
            raise StoreError("stop", "now")  # noqa: EM101 - a failure of the test

        broken.setattr(_neo4j, "batches", failing)
        _told(lambda: neo4j_store.write(_county("a", "d")))
    assert "has not finished" in _told(neo4j_store.read)
    neo4j_store.write(_county("a", "d"))
    assert neo4j_store.read().dataset == _county("a", "d")


def test_a_load_that_lacked_little_is_finished_in_one_transaction(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    dataset = _county(*"abcdefgh")
    real = _neo4j.changes_between
    with monkeypatch.context() as broken:

        def failing(old: Dataset, new: Dataset) -> Changes:
            changes = real(old, new)
            changes.written[-1] = ("THIS IS NO CYPHER", pl.DataFrame())
            return changes

        broken.setattr(_neo4j, "LARGEST", 3)
        broken.setattr(_neo4j, "changes_between", failing)
        _told(lambda: neo4j_store.write(dataset))
    assert "has not finished" in _told(neo4j_store.read)
    neo4j_store.write(dataset)
    reading = neo4j_store.read()
    assert reading.dataset == dataset
    assert reading.problems == ()


@pytest.mark.parametrize("villages", ["ab", "abc", "abcd"])
def test_a_table_is_read_page_by_page(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch, villages: str
) -> None:
    neo4j_store.write(_county(*villages))
    monkeypatch.setattr(_neo4j, "PAGE", 2)
    reading = neo4j_store.read()
    assert reading.dataset == _county(*villages)
    assert reading.problems == ()


def test_what_came_between_the_batches_keeps_a_load_from_being_whole(
    neo4j_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    neo4j_store.write(_county("a"))
    stray: Batch = ("UNWIND $rows AS row CREATE (:Village {id: row[0]})", pl.DataFrame({"i": "x"}))
    real = _neo4j.changes_between
    with monkeypatch.context() as meanwhile:

        def joined(old: Dataset, new: Dataset) -> Changes:
            changes = real(old, new)
            return changes._replace(written=[*changes.written, stray])

        meanwhile.setattr(_neo4j, "LARGEST", 3)
        meanwhile.setattr(_neo4j, "changes_between", joined)
        told = _told(lambda: neo4j_store.write(_county("b", "c")))
        assert told.startswith("Somebody else loaded into")
    assert "has not finished" in _told(neo4j_store.read)
    neo4j_store.write(_county("b", "c"))
    assert neo4j_store.read().dataset == _county("b", "c")


def test_two_loads_at_once_leave_one_of_them_whole(neo4j_address: str) -> None:
    datasets = [_county(*"abcdef"), _county(*"uvwxyz"), _county(*"mnopqr")]
    failures: list[StoreError] = []

    def load(dataset: Dataset) -> None:
        try:
            with open_store(neo4j_address) as store:
                store.write(dataset)
        except StoreError as error:
            failures.append(error)

    threads = [threading.Thread(target=load, args=(dataset,)) for dataset in datasets]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(failures) < len(datasets)
    with open_store(neo4j_address) as store:
        reading = store.read()
    assert reading.problems == ()
    assert reading.dataset in datasets


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        port = nobody.getsockname()[1]
        for scheme in ("bolt", "neo4j", "bolt+ssc", "neo4j+s"):
            address = f"{scheme}://127.0.0.1:{port}"
            words = _told(lambda address=address: open_store(address), StoreConnectionError)
            assert words.startswith(f"No Neo4j server answers at {address}\n")


def test_a_port_that_never_answers_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_neo4j, "_PATIENCE", 1.0)
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"bolt://127.0.0.1:{mute.getsockname()[1]}"
        began = time.monotonic()
        assert "No Neo4j server answers" in _told(lambda: open_store(address), StoreConnectionError)
        assert time.monotonic() - began < 20


def test_a_plain_server_asked_for_encryption_is_told(neo4j_server: Server) -> None:
    if not neo4j_server.address.startswith("bolt://"):
        pytest.skip("the server named by NEO4J_URI is encrypted")
    address = neo4j_server.address.replace("bolt://", "bolt+s://")
    assert "No Neo4j server answers" in _told(lambda: open_store(address), StoreConnectionError)


@pytest.mark.parametrize(
    "address",
    [f"bolt://neo4j:{SECRET}@127.0.0.1:1", f"bolt://127.0.0.1:1/?p={SECRET}", "bolt://h:port"],
)
def test_an_address_that_is_none_is_told_without_its_secrets(address: str) -> None:
    words = _told(lambda: open_store(address), StoreConnectionError)
    assert words.startswith("This is no address of a Neo4j server: bolt://")


def test_a_wrong_password_is_told_and_never_shown(
    neo4j_address: str, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_PASSWORD", SECRET)
    words = _told(lambda: open_store(neo4j_address), StoreConnectionError)
    assert words == (
        f"The server at {neo4j_address} refuses user {neo4j_server.user}.\n"
        "Check NEO4J_USERNAME and NEO4J_PASSWORD."
    )


def test_a_wrong_database_is_told(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "nowhere")

    def use() -> None:
        with open_store(neo4j_address) as store:
            store.write(_county("a"))

    assert "has no database nowhere" in _told(use, StoreConnectionError)


def test_the_system_database_is_told(neo4j_address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "system")

    def use() -> None:
        with open_store(neo4j_address) as store:
            store.write(_county("a"))

    _told(use)


def test_it_works_over_routing_and_with_the_database_named(
    neo4j_address: str, neo4j_server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", neo4j_server.database or "neo4j")
    with open_store(neo4j_address.replace("bolt://", "neo4j://")) as store:
        store.write(_county("a"))
        assert store.read().dataset == _county("a")


def test_a_read_only_database_is_told_and_can_still_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_java()
    with serving(tmp_path / "home") as server:
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
        with open_store(server.address) as store:
            store.write(_county("a"))
    read_only = {"server.databases.default_to_read_only": "true"}
    with serving(tmp_path / "home", read_only) as server, open_store(server.address) as store:
        words = _told(lambda: store.write(_county("a", "b")))
        assert words.startswith(f"The database neo4j at {server.address} is read-only.\n")
        assert server.password not in words
        assert store.read().dataset == _county("a")
        store.write(_county("a"))  # the same again has nothing to write


def test_the_driver_prints_nothing_of_its_own(
    neo4j_store: Store, capfd: pytest.CaptureFixture[str]
) -> None:
    neo4j_store.write(_county("a"))
    neo4j_store.query("MATCH (x:NoSuchLabel) RETURN x.no AS no", {}, limit=5, timeout=20)
    _told(lambda: open_store("neo4j://127.0.0.1:1"))
    assert capfd.readouterr() == ("", "")
