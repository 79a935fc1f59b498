"""The exact difference of two datasets: what it holds, and that it can be applied."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orggraph import change, demo, source
from orggraph.change import Delta
from orggraph.dataset import Dataset
from orggraph.errors import DatasetError
from orggraph.model import LABELS, RELATIONSHIPS
from tests.counties import counties
from tests.county import County
from tests.datasets import dataset, datasets

GENERATED = settings(max_examples=60, deadline=None)


def _county(**more: date | None) -> County:
    county = County()
    county.villages("a", "b", "c")
    county.pair("p", "a", "b", **more)
    return county


@GENERATED
@given(datasets(), datasets())
def test_applying_what_differs_gives_the_later_dataset(old: Dataset, new: Dataset) -> None:
    applied = change.apply(change.diff(old, new), old)
    assert applied == new
    assert applied.digest == new.digest


@GENERATED
@given(datasets())
def test_nothing_differs_from_itself(same: Dataset) -> None:
    assert change.diff(same, same).is_empty


@settings(max_examples=25, deadline=None)
@given(counties(), counties())
def test_applying_holds_for_whole_counties_and_their_days(first: County, second: County) -> None:
    old, new = first.dataset(), second.dataset()
    assert change.apply(change.diff(old, new), old) == new
    day, later = (old.as_of(day) for day in (date(2022, 10, 31), date(2022, 12, 31)))
    assert change.apply(change.diff(day, later), day) == later
    assert change.diff(old, first.dataset()).is_empty


@GENERATED
@given(datasets(), datasets())
def test_the_way_back_swaps_what_came_and_what_went(old: Dataset, new: Dataset) -> None:
    there, back = change.diff(old, new), change.diff(new, old)
    for name in LABELS:
        assert there.nodes[name].added.equals(back.nodes[name].removed)
    for name, delta in there.relationships.items():
        assert delta.before.sort(delta.key).equals(back.relationships[name].after.sort(delta.key))


@pytest.fixture(scope="module")
def boshan(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("boshan")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ORGGRAPH_KEY_FILE", str(folder / "pseudonym.key"))
        demo.write(folder)
        return source.read(folder / "ledgers")


@settings(max_examples=10, deadline=None)
@given(st.data())
def test_applying_holds_for_mutations_of_the_example(boshan: Dataset, data: st.DataObject) -> None:
    mutated = _mutated(boshan, data)
    found = change.diff(boshan, mutated)
    assert change.apply(found, boshan) == mutated
    assert change.apply(change.diff(mutated, boshan), mutated) == boshan
    assert found.is_empty == (mutated == boshan)


def _mutated(whole: Dataset, data: st.DataObject) -> Dataset:
    """Take every so many rows of a type away, and change a column and the sources of others."""
    step = data.draw(st.integers(2, 40), label="every so many rows")
    lost = data.draw(st.sampled_from(sorted(RELATIONSHIPS)), label="rows lost of")
    moved = data.draw(st.sampled_from(sorted(RELATIONSHIPS)), label="sources moved of")
    label = data.draw(st.sampled_from(sorted(LABELS)), label="names changed of")
    ended = data.draw(st.sampled_from(sorted(RELATIONSHIPS)), label="ends changed of")
    links = dict(whole.relationships)
    links[lost] = links[lost].with_row_index().filter(pl.col("index") % step != 0).drop("index")
    hit = pl.int_range(pl.len()) % step == 1
    links[moved] = links[moved].with_columns(
        source=pl.when(hit).then(pl.lit("台账.xlsx#表#9999")).otherwise("source")
    )
    links[ended] = links[ended].with_columns(
        until=pl.when(hit).then(pl.lit(date(2030, 1, 1))).otherwise("until")
    )
    nodes = dict(whole.nodes)
    nodes[label] = nodes[label].with_columns(
        name=pl.when(hit).then(pl.col("name") + "新").otherwise("name")
    )
    return Dataset(nodes, links)


def test_a_pairing_that_ended_is_still_there_with_another_end() -> None:
    old, new = _county().dataset(), _county(until=date(2022, 6, 1)).dataset()
    found = change.diff(old, new)
    assert found.nodes["Pairing"].is_empty
    rows = found.relationships["BENEFITS"].changed("until").to_dicts()
    assert rows == [
        {
            "start_label": "Pairing",
            "start": "p",
            "end_label": "PartyOrganization",
            "end": "370304100201:village",
            "since": date(2022, 1, 1),
            "before": None,
            "after": date(2022, 6, 1),
        }
    ]
    assert _heights(found.relationships["BENEFITS"]) == (0, 0, 1)


def test_another_start_is_another_relationship() -> None:
    old, new = _county().dataset(), _county(since=date(2022, 6, 1)).dataset()
    assert _heights(change.diff(old, new).relationships["PROVIDES"]) == (1, 1, 0)


def test_a_renamed_place_changed_and_its_code_did_not() -> None:
    county = _county()
    old = county.dataset()
    county.mark("Village", "370304100200", name="甲村", population=12)
    delta = change.diff(old, county.dataset()).nodes["Village"]
    assert _heights(delta) == (0, 0, 1)
    assert delta.properties == ("name", "kind", "households", "population", "tags", "aliases")
    assert delta.changed("name").rows() == [("370304100200", "a", "甲村")]
    assert delta.changed("population").rows() == [("370304100200", None, 12)]
    assert delta.changed("kind").is_empty()


def test_a_row_that_moved_changed_in_no_property_but_is_restored() -> None:
    rows = {"start_label": "Village", "start": "v", "end_label": "Area", "end": "t"}
    nodes = {"Village": [{"id": "v", "name": "v"}], "Area": [{"id": "t", "name": "t"}]}
    old, new = (
        dataset(nodes, {"PART_OF": [{**rows, "source": source}]})
        for source in ("台账.xlsx#村情#2", "台账.xlsx#村情#3")
    )
    found = change.diff(old, new)
    delta = found.relationships["PART_OF"]
    assert not found.is_empty
    assert _heights(delta) == (0, 0, 1)
    assert "source" not in delta.properties
    assert change.apply(found, old).relationships["PART_OF"]["source"].to_list() == [
        "台账.xlsx#村情#3"
    ]


def test_lists_differ_by_what_they_hold() -> None:
    old = County()
    old.villages("a", "b", "c")
    old.tag("a", "林果", "旅游")
    old.tag("b", "林果")
    new = County()
    new.villages("a", "b", "c")
    new.tag("a", "林果", "旅游")
    new.tag("c", "林果")
    changed = change.diff(old.dataset(), new.dataset()).nodes["Village"].changed("tags")
    assert changed.rows() == [
        ("370304100201", ["林果"], None),
        ("370304100202", None, ["林果"]),
    ]


def test_a_change_fits_only_the_dataset_that_it_was_made_from() -> None:
    old, new = _county().dataset(), _county(until=date(2022, 6, 1)).dataset()
    found = change.diff(old, new)
    with pytest.raises(DatasetError, match="not made from this dataset"):
        change.apply(found, new)
    bare = County()
    bare.villages("a", "b", "c")
    with pytest.raises(DatasetError, match="not made from this dataset"):
        change.apply(found, bare.dataset())


def test_what_was_added_must_not_be_there_yet() -> None:
    bare = County()
    bare.villages("a", "b", "c")
    with_pairing = _county().dataset()
    found = change.diff(bare.dataset(), with_pairing)
    with pytest.raises(DatasetError, match="not made from this dataset"):
        change.apply(found, with_pairing)


def test_two_counties_are_not_compared() -> None:
    area = {"id": "370302", "name": "淄川区", "level": "county"}
    with pytest.raises(DatasetError, match=r"博山区 \(370304\) and 淄川区 \(370302\)"):
        change.diff(_county().dataset(), dataset({"Area": [area]}, {}))


def test_ladybug_gives_back_a_dataset_that_differs_in_nothing(tmp_path: Path) -> None:
    from orggraph.store import open_store

    whole = _county().dataset()
    with open_store(str(tmp_path / "s.lbug")) as store:
        store.write(whole)
        assert change.diff(whole, store.read().dataset).is_empty


def test_every_property_of_the_model_can_be_told_or_tells_rows_apart() -> None:
    found = change.diff(Dataset({}, {}), Dataset({}, {}))
    for deltas, kinds in ((found.nodes, LABELS), (found.relationships, RELATIONSHIPS)):
        for name, kind in kinds.items():
            told = {*deltas[name].properties, *deltas[name].key}
            assert {item.name for item in kind.properties} <= told


def _heights(delta: Delta) -> tuple[int, int, int]:
    assert delta.before.height == delta.after.height
    return delta.added.height, delta.removed.height, delta.after.height
