"""The dataset: what it refuses, what makes two of them equal, and how one stood on a day."""

import hashlib
import json
from datetime import date

import polars as pl
import pytest

from orggraph.dataset import ENDS, Dataset
from orggraph.errors import DatasetError
from orggraph.model import LABELS, LIVES, RELATIONSHIPS
from tests.county import County

VILLAGES = pl.DataFrame({"id": ["b", "a"], "name": ["乙", "甲"], "tags": [[], ["茶"]]})


def _part_of(*rows: tuple[str, str], **facts: list[object]) -> dict[str, pl.DataFrame]:
    starts, ends = zip(*rows, strict=True)
    table = {"start_label": ["Village"] * len(rows), "start": starts}
    return {
        "PART_OF": pl.DataFrame({**table, "end_label": ["Area"] * len(rows), "end": ends, **facts})
    }


AREAS = pl.DataFrame({"id": ["t"], "name": ["镇"]})


def test_the_order_of_rows_does_not_matter() -> None:
    one = Dataset({"Village": VILLAGES}, {})
    other = Dataset({"Village": VILLAGES.reverse()}, {})
    assert one == other
    assert one.digest == other.digest


def test_one_changed_value_changes_equality_and_digest() -> None:
    one = Dataset({"Village": VILLAGES}, {})
    other = Dataset({"Village": VILLAGES.with_columns(households=pl.Series([None, 3]))}, {})
    assert one != other
    assert one.digest != other.digest


def test_the_digest_is_of_the_names_of_the_tables_and_their_rows_as_lines_of_json(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    facts = {"kind": None, "households": None, "population": None}
    rows = [
        {"id": "a", "name": "甲", **facts, "tags": ["茶"], "aliases": None},
        {"id": "b", "name": "乙", **facts, "tags": None, "aliases": None},
    ]
    lines = []
    for name in (*LABELS, *RELATIONSHIPS):
        lines.append(name)
        if name == "Village":
            lines += [json.dumps(r, ensure_ascii=False, separators=(",", ":")) for r in rows]
    expected = hashlib.sha256("".join(f"{line}\n" for line in lines).encode()).hexdigest()
    assert Dataset({"Village": VILLAGES}, {}).digest == expected
    monkeypatch.setattr("orggraph.dataset._SLICE", 1)
    assert Dataset({"Village": VILLAGES}, {}).digest == expected


def test_no_property_has_a_name_that_the_stores_use() -> None:
    properties = (
        p.name for part in (LABELS, RELATIONSHIPS) for t in part.values() for p in t.properties
    )
    assert not {"_row", "_number", *ENDS} & set(properties)


def test_an_empty_list_is_no_list() -> None:
    rows = Dataset({"Village": VILLAGES}, {}).nodes["Village"]
    assert rows.select("id", "tags").rows() == [("a", ["茶"]), ("b", None)]


def test_equal_relationships_are_one() -> None:
    nodes = {"Village": VILLAGES, "Area": AREAS}
    dataset = Dataset(nodes, _part_of(("a", "t"), ("a", "t"), source=["f#2", "f#1"]))
    assert dataset.relationships["PART_OF"]["source"].to_list() == ["f#1"]
    assert dataset.size == (3, 1)  # two villages and a town
    assert repr(dataset) == "<Dataset 3 nodes, 1 relationships>"


@pytest.mark.parametrize(
    ("nodes", "relationships", "message"),
    [
        ({"Town": AREAS}, {}, "no table Town"),
        ({"Area": AREAS.with_columns(x=1)}, {}, "lacks: x"),
        ({"Area": AREAS.with_columns(level=pl.lit("planet"))}, {}, "word in level"),
        ({"Area": AREAS.with_columns(cutoff=pl.lit("soon"))}, {}, "wrong type"),
        ({"Area": AREAS.with_columns(name=None)}, {}, "without id or name"),
        ({"Area": pl.concat([AREAS, AREAS])}, {}, "same id: t"),
        ({"Area": AREAS, "Village": AREAS}, {}, "same id: t"),
        ({"Village": VILLAGES, "Area": AREAS}, _part_of(("a", "nowhere")), "not exist: nowhere"),
        ({"Village": VILLAGES}, {"SEATED_IN": _part_of(("a", "b"))["PART_OF"]}, "must not join"),
        (
            {"Village": VILLAGES, "Area": AREAS},
            _part_of(("a", "t"), ("a", "t"), until=[date(2022, 1, 1), None]),
            "twice with different facts",
        ),
    ],
)
def test_what_does_not_fit_the_model_is_refused(
    nodes: dict[str, pl.DataFrame], relationships: dict[str, pl.DataFrame], message: str
) -> None:
    with pytest.raises(DatasetError, match=message):
        Dataset(nodes, relationships)


@pytest.mark.parametrize(
    ("day", "active"),
    [
        (date(2022, 2, 28), False),
        (date(2022, 3, 1), True),  # from the first day
        (date(2022, 5, 30), True),
        (date(2022, 5, 31), False),  # until is the first day on which it no longer holds
    ],
)
def test_a_relationship_holds_from_since_to_before_until(day: date, *, active: bool) -> None:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b", since=date(2022, 3, 1), until=date(2022, 5, 31))
    rows = county.dataset().as_of(day).relationships["BENEFITS"]
    assert bool(rows.height) is active


def test_open_ends_hold_for_ever() -> None:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b", since=None, until=None)
    dataset = county.dataset()
    assert dataset.as_of(date(1950, 1, 1)) == dataset == dataset.as_of(date(2100, 1, 1))


def test_a_node_that_no_longer_lives_leaves_with_its_relationships() -> None:
    county = County()
    county.villages("a", "b")
    county.weak("a", until=date(2022, 6, 1))
    county.pair("p", "a", "b", until=date(2022, 6, 1))
    county.carrier("p", "K")
    county.meet("p", date(2022, 5, 1))
    county.committee("J", "a", until=date(2022, 6, 1))
    then = county.dataset().as_of(date(2022, 7, 1))
    assert then.nodes["Pairing"].is_empty()
    assert then.nodes["Designation"].is_empty()
    assert then.nodes["PartyOrganization"]["id"].to_list() == [county.org("a"), county.org("b")]
    assert then.relationships["CONCERNS"].is_empty()  # the activity concerned the pairing
    assert then.nodes["Activity"].height == 1


def test_the_county_is_named_where_there_is_exactly_one() -> None:
    assert (County().dataset().county or {})["name"] == "博山区"
    assert Dataset({"Area": AREAS}, {}).county is None


@pytest.mark.parametrize("name", RELATIONSHIPS)
def test_relationships_join_labels_of_the_model(name: str) -> None:
    assert {label for pair in RELATIONSHIPS[name].ends for label in pair} <= set(LABELS)


@pytest.mark.parametrize("life", LIVES, ids=lambda life: f"{life.label}-{life.kind}")
def test_a_life_hangs_on_a_relationship_of_the_label(life: object) -> None:
    ends = RELATIONSHIPS[life.relationship].ends  # type: ignore[attr-defined]
    side = 0 if life.end == "start" else 1  # type: ignore[attr-defined]
    assert life.label in {pair[side] for pair in ends}  # type: ignore[attr-defined]


def _tables(dataset: Dataset) -> list[dict[str, pl.DataFrame]]:
    return [{**dataset.nodes}, {**dataset.relationships}]


def test_what_a_store_kept_is_the_same_dataset_whatever_the_order_of_its_rows() -> None:
    kept = Dataset({"Village": VILLAGES, "Area": AREAS}, _part_of(("a", "t"), ("b", "t")))
    nodes, relationships = (
        {name: table.reverse() for name, table in tables.items()} for tables in _tables(kept)
    )
    assert Dataset.recalled(nodes, relationships, kept.digest) == kept


def test_what_was_changed_in_a_store_is_checked_anew() -> None:
    kept = Dataset({"Village": VILLAGES, "Area": AREAS}, _part_of(("a", "t")))
    nodes, relationships = _tables(kept)
    with pytest.raises(DatasetError, match="end that does not exist"):
        Dataset.recalled({**nodes, "Area": AREAS.clear()}, relationships, kept.digest)


def test_nodes_leave_with_their_relationships_and_others_lose_some_of_theirs() -> None:
    nodes = {"Village": VILLAGES, "Area": AREAS.vstack(pl.DataFrame({"id": ["u"], "name": ["乡"]}))}
    dataset = Dataset(nodes, _part_of(("a", "t"), ("b", "u")))
    left = dataset.without(pl.Series(["a", "stranger"]))
    assert left == Dataset({**nodes, "Village": VILLAGES[:1]}, _part_of(("b", "u")))
    without_ties = dataset.without(
        pl.Series([], dtype=pl.String), ties={"PART_OF": pl.Series(["u"])}
    )
    assert without_ties == Dataset(nodes, _part_of(("a", "t")))
    assert dataset.without(pl.Series([], dtype=pl.String)) == dataset
