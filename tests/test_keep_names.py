"""Names that the user keeps: only in a store made so, and every output of it says so."""

import json
import zipfile
from pathlib import Path

import polars as pl
import pytest

from orggraph import cli, sheets, tables
from orggraph.store import open_store
from tests import workbooks as wb

NAME = "王示例"
NOTE = "Persons' names are kept: for internal use only."


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    reserves = [["镇(街道)", "村(社区)", "姓名", "学历"], ["源泉镇", "黄台村", NAME, "专科"]]
    reserves.append(["源泉镇", "麻庄村", NAME, "本科及以上"])  # another of the same name
    posts = [["镇(街道)", "村(社区)", "姓名", "职务"], ["池上镇", "赵庄村", "李 示例", "书记"]]
    return wb.write(tmp_path / "台账.xlsx", wb.ledgers(任职=posts, 后备人才=reserves))


@pytest.fixture(params=["ladybug", pytest.param("neo4j", marks=pytest.mark.neo4j)])
def store(request: pytest.FixtureRequest, ledgers: Path, tmp_path: Path) -> str:
    place = str(tmp_path / "county.lbug")
    if request.param == "neo4j":
        place = str(request.getfixturevalue("neo4j_address"))
    assert run("load", str(ledgers), "--to", place, "--keep-names") == 0
    return place


def test_persons_bear_name_and_post_and_the_county_the_mark(ledgers: Path) -> None:
    dataset = sheets.read(ledgers, keep_names=True).dataset
    assert dataset.names_kept
    assert sorted(dataset.nodes["Person"]["name"]) == [
        "李示例（赵庄村书记）",
        "王示例（麻庄村后备人才）",
        "王示例（黄台村后备人才）",
    ]


def test_without_the_wish_no_name_is_kept(ledgers: Path) -> None:
    dataset = sheets.read(ledgers).dataset
    assert not dataset.names_kept
    assert not dataset.nodes["Person"]["name"].str.contains("示例").any()


def test_a_store_is_made_of_tables_and_of_a_store_and_keeps_their_mark(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables.write(sheets.read(ledgers, keep_names=True).dataset, tmp_path / "tables")
    one, other = (str(tmp_path / f"{name}.lbug") for name in ("one", "other"))
    for source, store in ((str(tmp_path / "tables"), one), (one, other)):
        assert run("load", source, "--to", store, "--keep-names") == 2
        told = capsys.readouterr().err
        assert told.startswith("Only ledgers hold persons' names to keep:")
        assert not Path(store).exists()
        assert run("load", source, "--to", store) == 0
        assert "The store holds persons' names" in capsys.readouterr().err
    with open_store(other) as opened:
        assert opened.read().dataset == sheets.read(ledgers, keep_names=True).dataset


def test_a_store_keeps_the_mark_and_every_output_says_it(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_store(store) as opened:
        assert opened.read().dataset.names_kept
    commands = (["audit", store, "--exit-zero"], ["coverage", store], ["resilience", store])
    for words in commands:
        assert run(*words) == 0
        assert NOTE in capsys.readouterr().out
        assert run(*words, "--format", "json") == 0
        assert json.loads(capsys.readouterr().out)["names"] == "kept"
        table = tmp_path / "table.csv"
        assert run(*words, "--format", "csv", "-o", str(table)) == 0
        assert table.read_text("utf-8-sig").splitlines()[0].endswith(",names")
        book = tmp_path / "book.xlsx"
        assert run(*words, "--format", "xlsx", "-o", str(book)) == 0
        with zipfile.ZipFile(book) as parts:
            assert NOTE.encode() in parts.read("xl/sharedStrings.xml")
    capsys.readouterr()
    assert run("diff", store, store, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out)["old"]["names"] == "kept"
    question = "MATCH (p:Person) RETURN p.name AS name"
    assert run("query", store, question, "--format", "json") == 0
    assert {row["names"] for row in json.loads(capsys.readouterr().out)} == {"kept"}
    assert run("map", store, "-o", str(tmp_path / "map.html")) == 0
    assert "names are kept: for internal use only." in (tmp_path / "map.html").read_text("utf-8")
    assert run("draw", store, "-o", str(tmp_path / "figure.svg")) == 0
    assert run("export", store, "-o", str(tmp_path / "graph.json")) == 0
    told = (tmp_path / "graph.json").read_text("utf-8")
    assert NAME in told
    assert '"names": "kept"' in told


def test_outputs_of_ledgers_without_names_bear_no_mark(
    ledgers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run("audit", str(ledgers), "--format", "json", "--exit-zero")
    assert "names" not in json.loads(capsys.readouterr().out)
    run("query", str(ledgers), "MATCH (p:Person) RETURN p.name AS name", "--format", "json")
    assert pl.DataFrame(json.loads(capsys.readouterr().out)).columns == ["name"]


def test_what_is_shown_outside_holds_no_names_and_no_mark(store: str, tmp_path: Path) -> None:
    path = tmp_path / "graph.json"
    assert run("export", store, "-o", str(path), "--level", "briefing") == 0
    told = path.read_text("utf-8")
    assert NAME not in told
    assert '"names": "kept"' not in told
