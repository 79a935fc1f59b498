"""A folder of tables: written and read back, trusted while unchanged, checked once it is not."""

import json
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings

from orggraph import export, isolation, mechanisms, tables
from orggraph import source as sources
from orggraph.errors import DatasetError, SettingsError
from orggraph.network import Network
from orggraph.report.origin import Origin
from tests.counties import AS_OF, counties
from tests.county import County


def county() -> County:
    made = County()
    made.villages("a", "b")
    made.pair("p", "a", "b")
    return made


@pytest.mark.parametrize("form", tables.FORMATS)
@given(made=counties())
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_written_is_read_back(tmp_path: Path, form: str, made: County) -> None:
    dataset = made.dataset()
    tables.write(dataset, tmp_path / "t", format=form)
    back = sources.read(tmp_path / "t")
    assert back == dataset
    assert back.digest == dataset.digest


@pytest.mark.parametrize("form", tables.FORMATS)
@given(made=counties(), day=AS_OF)
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_what_is_read_for_coverage_counts_the_same(
    tmp_path: Path, form: str, made: County, day: date
) -> None:
    tables.write(made.dataset(), tmp_path / "t", format=form)
    part, whole = (tables.read(tmp_path / "t", for_coverage=only) for only in (True, False))
    assert part.nodes["Village"]["name"].null_count() == whole.nodes["Village"].height
    one, other = Network(part, day), Network(whole, day)
    assert mechanisms.counts(one).equals(mechanisms.counts(other))
    assert isolated(one) == isolated(other)


def isolated(network: Network) -> set[str]:
    return isolation.isolated_branches(
        network.pairing_graph, network.committee_graph, need_set=network.need_set.ids
    )


def test_a_changed_folder_is_read_whole_and_checked_whatever_it_is_read_for(tmp_path: Path) -> None:
    dataset = county().dataset()
    tables.write(dataset, tmp_path / "t", format="csv")
    path = tmp_path / "t" / "nodes" / "Village.csv"
    pl.read_csv(path, infer_schema=False).reverse().write_csv(path)
    assert tables.read(tmp_path / "t", for_coverage=True) == dataset


def test_a_changed_folder_is_read_in_any_order_and_checked(tmp_path: Path) -> None:
    dataset = county().dataset()
    tables.write(dataset, tmp_path / "t", format="csv")
    path = tmp_path / "t" / "nodes" / "Village.csv"
    table = pl.read_csv(path, infer_schema=False)
    table.reverse().write_csv(path)
    assert sources.read(tmp_path / "t") == dataset
    table.head(1).write_csv(path)
    with pytest.raises(DatasetError, match=r"does not exist|不存在"):
        sources.read(tmp_path / "t")


def test_an_export_as_parquet_is_a_source(tmp_path: Path) -> None:
    network = Network(county().dataset())
    export.write(network, tmp_path / "out", origin=Origin("x"))
    assert tables.is_tables(tmp_path / "out")
    assert sources.read(tmp_path / "out") == network.now


def test_what_is_not_tables_is_refused_in_two_lines(tmp_path: Path) -> None:
    tables.write(county().dataset(), tmp_path / "t")
    about = tmp_path / "t" / tables.ABOUT
    told = json.loads(about.read_text())
    broken = ({"schema": 0}, {"files": None}, {"files": ["Village"]}, {"beside": {"a.json": "1"}})
    for content in ("{", "[]", "{}", *(json.dumps({**told, **part}) for part in broken)):
        about.write_text(content)
        with pytest.raises(DatasetError) as caught:
            tables.read(tmp_path / "t")
        assert len(str(caught.value).splitlines()) == 2


def test_a_broken_table_is_named(tmp_path: Path) -> None:
    tables.write(county().dataset(), tmp_path / "t")
    (tmp_path / "t" / "nodes" / "Village.parquet").write_bytes(b"no table")
    with pytest.raises(DatasetError, match=r"Village\.parquet"):
        tables.read(tmp_path / "t")


def test_a_table_must_not_stand_there_twice(tmp_path: Path) -> None:
    tables.write(county().dataset(), tmp_path / "t")
    (tmp_path / "t" / "nodes" / "Village.csv").write_text("id,name\n")
    with pytest.raises(DatasetError, match="nodes/Village"):
        tables.read(tmp_path / "t")


def test_nothing_else_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine")
    with pytest.raises(SettingsError):
        tables.write(county().dataset(), tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == ["mine"]


def test_a_folder_of_tables_takes_the_place_of_an_earlier_one(tmp_path: Path) -> None:
    tables.write(county().dataset(), tmp_path / "t", format="csv")
    other = County()
    other.villages("z")
    tables.write(other.dataset(), tmp_path / "t")
    assert sources.read(tmp_path / "t") == other.dataset()
    assert [item.name for item in tmp_path.iterdir()] == ["t"]


def _refused(folder: Path) -> str:
    """See that tables are not written to a folder, and give what stands there for a reason."""
    before = {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()}
    with pytest.raises(SettingsError) as raised:
        tables.write(County().dataset(), folder)
    assert {p: p.read_bytes() for p in folder.rglob("*") if p.is_file()} == before
    return raised.value.what


def test_an_export_is_never_replaced_by_a_dataset(tmp_path: Path) -> None:
    export.write(Network(county().dataset()), tmp_path / "out", origin=Origin("x"))
    assert "about.json" in _refused(tmp_path / "out")


def test_tables_of_others_or_changed_since_are_never_replaced(tmp_path: Path) -> None:
    tables.write(county().dataset(), tmp_path / "t", format="csv", beside={"answers.json": {}})
    about = tmp_path / "t" / tables.ABOUT
    told = about.read_text(encoding="utf-8")
    village = tmp_path / "t" / "nodes" / "Village.csv"
    rows = village.read_text(encoding="utf-8")
    village.write_text(rows + "\n", encoding="utf-8")
    assert "nodes/Village.csv" in _refused(tmp_path / "t")
    village.write_text(rows, encoding="utf-8")
    (tmp_path / "t" / "notes").write_text("mine")
    assert "notes" in _refused(tmp_path / "t")
    (tmp_path / "t" / "notes").unlink()
    by_hand = {"schema": json.loads(told)["schema"]}
    about.write_text(json.dumps(by_hand), encoding="utf-8")
    assert tables.read(tmp_path / "t") == county().dataset()
    assert "about.json" in _refused(tmp_path / "t")
    about.write_text(told, encoding="utf-8")
    tables.write(County().dataset(), tmp_path / "t")  # as it was written, with what is beside
    assert not (tmp_path / "t" / "answers.json").exists()


def test_csv_becomes_parquet_part_by_part_and_is_checked_like_any_input(tmp_path: Path) -> None:
    dataset = county().dataset()
    tables.write(dataset, tmp_path / "csv", format="csv")
    tables.into_parquet(tmp_path / "csv", tmp_path / "parquet")
    assert sources.read(tmp_path / "parquet") == dataset
    assert not [*(tmp_path / "parquet").glob("*/*.csv")]
    with pytest.raises(SettingsError):
        tables.into_parquet(tmp_path / "csv", tmp_path / "parquet")
    (tmp_path / "csv" / "relationships" / "SEATED_IN.csv").write_text("start\nlost\n")
    tables.into_parquet(tmp_path / "csv", tmp_path / "wrong")
    with pytest.raises(DatasetError):
        sources.read(tmp_path / "wrong")
    (tmp_path / "csv" / "nodes" / "Village.csv").write_text('id,population\n"a",x\n')
    with pytest.raises(DatasetError, match=r"Village\.csv"):
        tables.into_parquet(tmp_path / "csv", tmp_path / "broken")
    assert sorted(item.name for item in tmp_path.iterdir()) == ["csv", "parquet", "wrong"]
