"""Exports: read back equal, saying what they are, the same bytes every time."""

import json
import zipfile
from collections import defaultdict
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import polars as pl
import pyarrow.parquet as pq
import pytest

from orggraph import __version__, cli, demo, export, read, tables
from orggraph.dataset import Dataset, node_schema, relationship_schema
from orggraph.errors import SettingsError
from orggraph.network import Network
from orggraph.redaction import Level, redact
from orggraph.report.origin import Origin
from tests.county import County

ENDINGS = ("graphml", "gexf", "json", "zip", "")
ORIGIN = Origin("台账")


def small() -> Network:
    county = County(towns=2)
    county.villages("a", "b", "c")
    county.villages("d<&>\"'", town=1)
    county.tag("a", "陶瓷", "旅游")
    county.pair("p1", "a", "b", document="文件")
    county.pair("p2", "a", "b", mode="industry", since=date(2022, 3, 1), until=date(2022, 9, 1))
    key = county.weak("b")
    county.pair(f"four_duties:{key}", "c", "b", mechanism="four_duties")
    county.earn("a", 123456.5)
    county.score(0, "甲", 90.25, rank=1)
    county.reserve("P-one", "a", mentor="P-two")
    county.mark("PartyOrganization", county.org("a"), members_full=4, members_probationary=5)
    return Network(county.dataset())


def graph_of(path: Path) -> nx.MultiDiGraph:
    """Read a file as an analyst would, by networkx."""
    if path.suffix == ".graphml":
        return nx.read_graphml(path, force_multigraph=True)
    if path.suffix == ".gexf":
        return nx.read_gexf(path)
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


def dataset_of(path: Path) -> Dataset:
    """Make the dataset again of what a file says."""
    if path.suffix in {".zip", ""}:
        return tables_of(path)
    G = graph_of(path)
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for node, data in G.nodes(data=True):
        facts = {k: v for k, v in data.items() if k not in {"node_type", "label"}}
        nodes[data["node_type"]].append({"id": node, "name": data["label"], **facts})
    links: dict[str, list[dict[str, Any]]] = defaultdict(list)
    own = {"relationship_type", "source_row", "id", "networkx_key"}
    for start, end, data in G.edges(data=True):
        facts = {k: v for k, v in data.items() if k not in own}
        ends = {"start": start, "end": end, "source": data.get("source_row")}
        kinds = {f"{k}_label": G.nodes[n]["node_type"] for k, n in (("start", start), ("end", end))}
        links[data["relationship_type"]].append({**ends, **kinds, **facts})
    return Dataset(
        {label: typed(rows, node_schema(label)) for label, rows in nodes.items()},
        {name: typed(rows, relationship_schema(name)) for name, rows in links.items()},
    )


def typed(rows: list[dict[str, Any]], schema: pl.Schema) -> pl.DataFrame:
    """Give texts back their types, which only Parquet keeps."""
    columns = {
        name: [_value(row.get(name), dtype) for row in rows] for name, dtype in schema.items()
    }
    return pl.DataFrame(columns, schema=schema)


def _value(value: Any, dtype: pl.DataType) -> Any:  # noqa: ANN401 - of any type of the model
    if value is None:
        return None
    if dtype == pl.Date:
        return date.fromisoformat(value)
    return value.split("；") if isinstance(dtype, pl.List) else value


def tables_of(path: Path) -> Dataset:
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            files = {n: archive.read(n) for n in archive.namelist() if n.endswith(".parquet")}
    else:
        files = {str(p.relative_to(path)): p.read_bytes() for p in path.rglob("*.parquet")}
    frames = {name: pl.read_parquet(BytesIO(content)) for name, content in files.items()}
    return Dataset(
        {Path(n).stem: f for n, f in frames.items() if n.startswith("nodes")},
        {Path(n).stem: f for n, f in frames.items() if n.startswith("relationships")},
    )


def content(path: Path) -> bytes:
    if path.is_file():
        return path.read_bytes()
    return b"".join(p.read_bytes() for p in sorted(path.rglob("*")) if p.is_file())


def target(folder: Path, ending: str) -> Path:
    return folder / (f"f.{ending}" if ending else "f")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("level", Level)
def test_every_format_reads_back_equal_to_the_graph_of_the_day(
    ending: str, level: Level, tmp_path: Path
) -> None:
    network = small()
    path = target(tmp_path, ending)
    export.write(network, path, origin=ORIGIN, level=level)
    assert dataset_of(path) == redact(network.now, level=level)
    if ending == "":
        assert read(path) == redact(network.now, level=level)


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_whole_example_reads_back_equal(ending: str, example: Network, tmp_path: Path) -> None:
    path = target(tmp_path, ending)
    export.write(example, path, origin=ORIGIN)
    assert dataset_of(path) == example.now


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Network:
    folder = tmp_path_factory.mktemp("example")
    demo.write(folder)
    return Network(read(folder / "ledgers"))


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_same_graph_gives_the_same_bytes(ending: str, tmp_path: Path) -> None:
    path = target(tmp_path, ending)
    export.write(small(), path, origin=ORIGIN)
    first = content(path)
    export.write(small(), path, origin=ORIGIN)  # also over an earlier export
    assert content(path) == first


def facts_of(path: Path) -> dict[str, Any]:
    if path.suffix == ".gexf":
        (told,) = ET.parse(path).getroot().iter("{http://www.gexf.net/1.2draft}description")  # noqa: S314
        return dict(json.loads(told.text or ""))
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as archive:
            return dict(json.loads(archive.read("about.json")))
    if path.is_dir():
        return dict(json.loads((path / "about.json").read_text(encoding="utf-8")))
    return {k: v for k, v in graph_of(path).graph.items() if "default" not in k}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_export_says_where_it_comes_from(ending: str, tmp_path: Path) -> None:
    network, path = small(), target(tmp_path, ending)
    network = Network(network.dataset, date(2022, 6, 30))
    export.write(network, path, origin=Origin("台账", 2), level=Level.BRIEFING)
    facts = facts_of(path)
    if ending in {"zip", ""}:  # also a folder of tables, which says more
        assert facts.pop("kind") == "export"
        assert facts.pop("county_name") == "博山区"
        assert facts.pop("files")["nodes/Village.parquet"]["rows"] == 4
    assert facts == {
        "orggraph": __version__,
        "schema": 3,
        "source": "台账",
        "digest": network.dataset.digest,
        "county": "370304",
        "as_of": "2022-06-30",
        "profile": "boshan-2022",
        "level": "briefing",
        "left_out": 2,
    }


def test_each_parquet_table_says_so_as_well_and_keeps_its_types(tmp_path: Path) -> None:
    export.write(small(), tmp_path / "f", origin=ORIGIN)
    told = pq.read_schema(tmp_path / "f" / "nodes" / "Village.parquet").metadata[b"orggraph"]
    assert json.loads(told)["as_of"] == "2022-12-31"
    table = pl.read_parquet(tmp_path / "f" / "relationships" / "PROVIDES.parquet")
    assert (table.schema["since"], table.schema["start_label"]) == (pl.Date, pl.String)


def test_another_day_exports_what_held_then(tmp_path: Path) -> None:
    then = Network(small().dataset, date(2022, 6, 30))
    export.write(then, tmp_path / "f.json", origin=ORIGIN)
    nodes = graph_of(tmp_path / "f.json").nodes
    assert "p2" in nodes  # it ended in September
    export.write(small(), tmp_path / "g.json", origin=ORIGIN)
    assert "p2" not in graph_of(tmp_path / "g.json").nodes


def test_briefing_names_no_person_and_hides_counts_of_few() -> None:
    network = small()
    told = redact(network.now, level=Level.BRIEFING)
    assert told.nodes["Person"].height == 0
    assert told.relationships["RESERVE_FOR"].height == 0
    assert told.relationships["MENTORS"].height == 0
    members = told.nodes["PartyOrganization"].filter(pl.col("members_probationary").is_not_null())
    # 4 full members are few, 5 on probation are not.
    assert members.select("members_full", "members_probationary").rows() == [(None, 5)]
    assert told.nodes["Designation"].height == 1


def test_public_holds_nothing_that_tells_a_weak_branch_or_a_row(tmp_path: Path) -> None:
    network = small()
    told = redact(network.now, level=Level.PUBLIC)
    assert told.nodes["Designation"].height == 0
    assert told.nodes["Pairing"]["id"].to_list() == ["p1"]
    assert {row for t in told.relationships.values() for row in t["source"]} == {None}
    assert told.relationships["MEASURED"]["start_label"].to_list() == ["Area"]
    for ending in ("json", "graphml", "gexf"):
        export.write(network, tmp_path / f"f.{ending}", origin=ORIGIN, level=Level.PUBLIC)
        content = (tmp_path / f"f.{ending}").read_text(encoding="utf-8")
        assert not any(word in content for word in ("weak_lax", "four_duties", "P-one", "f#结对"))


def test_internal_is_the_dataset_itself() -> None:
    network = small()
    assert redact(network.now, level=Level.INTERNAL) is network.now


@pytest.mark.parametrize("ending", ["graphml", "gexf"])
def test_a_character_that_xml_cannot_hold_becomes_a_box(ending: str, tmp_path: Path) -> None:
    county = County()
    county.villages("a\x0bb")
    path = tmp_path / f"f.{ending}"
    export.write(Network(county.dataset()), path, origin=ORIGIN)
    assert "a□b" in {data["label"] for _n, data in graph_of(path).nodes(data=True)}


@pytest.mark.parametrize("name", ["f.csv", "f.parquet"])
def test_another_ending_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as raised:
        export.write(small(), tmp_path / name, origin=ORIGIN)
    assert name in raised.value.what
    assert ".graphml, .gexf, .json, .zip" in raised.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_a_folder_with_anything_else_is_refused_and_left_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(SettingsError, match="own"):
        export.write(small(), tmp_path / "own", origin=ORIGIN)
    assert [p.name for p in (tmp_path / "own").iterdir()] == ["letter.txt"]


def _refused(target: Path, origin: Origin = ORIGIN) -> str:
    """See that nothing is written to a path, and give what stands there for a reason."""
    before = {p: p.read_bytes() for p in target.parent.rglob("*") if p.is_file()}
    with pytest.raises(SettingsError) as raised:
        export.write(small(), target, origin=origin)
    assert {p: p.read_bytes() for p in target.parent.rglob("*") if p.is_file()} == before
    return raised.value.what


def test_a_dataset_is_never_replaced_by_an_export(tmp_path: Path) -> None:
    tables.write(small().dataset, tmp_path / "data")
    assert "about.json" in _refused(tmp_path / "data")


def test_a_manifest_of_another_program_is_left_as_it_was(tmp_path: Path) -> None:
    broken = '{"kind": "export", "files": ["a"]}'
    for number, text in enumerate(("{}", "[]", "{", '{"kind": "site"}', broken)):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "about.json").write_text(text)
        assert "about.json" in _refused(tmp_path / f"{number}")


def test_an_export_with_something_beside_it_is_left_as_it_was(tmp_path: Path) -> None:
    export.write(small(), tmp_path / "f", origin=ORIGIN)
    (tmp_path / "f" / "nodes" / "notes.txt").write_text("mine")
    assert "nodes/notes.txt" in _refused(tmp_path / "f")


def test_an_export_that_was_changed_since_is_left_as_it_was(tmp_path: Path) -> None:
    export.write(small(), tmp_path / "f", origin=ORIGIN)
    path = tmp_path / "f" / "nodes" / "Village.parquet"
    pl.read_parquet(path).reverse().write_parquet(path)
    assert "nodes/Village.parquet" in _refused(tmp_path / "f")


def test_a_file_is_not_replaced_by_a_folder(tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("mine")
    assert "letter" in _refused(tmp_path / "letter")


def test_the_source_itself_is_never_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    export.write(small(), tmp_path / "f", origin=ORIGIN)  # an export is a source as well
    assert "f" in _refused(tmp_path / "f", Origin(str(tmp_path / "f")))
    (tmp_path / "ledgers.zip").write_bytes(b"ledgers")
    monkeypatch.chdir(tmp_path)
    assert "ledgers.zip" in _refused(tmp_path / "ledgers.zip", Origin("./ledgers.zip"))


def test_the_command_refuses_its_own_source_and_keeps_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "data"
    tables.write(small().dataset, source, format="csv")
    before = content(source)
    for target in (source, source / "." / "nodes" / ".."):
        with pytest.raises(SystemExit) as left:
            cli.run(["export", str(source), "-o", str(target)])
        assert left.value.code == 2
        assert "Choose another name." in capsys.readouterr().err
    assert content(source) == before
    assert read(source) == small().dataset


def test_the_command_writes_the_graph_of_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    demo.write(tmp_path / "demo")
    path = tmp_path / "f.graphml"
    words = ["export", str(tmp_path / "demo" / "ledgers"), "-o", str(path)]
    with pytest.raises(SystemExit) as left:
        cli.run([*words, "--as-of", "2022-06-30", "--level", "public", "--profile", "default"])
    assert left.value.code == 0
    assert "2022-06-30" in capsys.readouterr().out
    facts = facts_of(path)
    assert (facts["as_of"], facts["level"], facts["profile"]) == ("2022-06-30", "public", "default")
    with pytest.raises(SystemExit) as left:
        cli.run([*words[:-1], str(tmp_path / "f.doc")])
    assert left.value.code == 2
