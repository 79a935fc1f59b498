"""The files for neo4j-admin: a real import makes a store that reads back equal."""

import json
import shlex
from pathlib import Path

import pytest

from orggraph import cli, demo, read
from orggraph.dataset import Dataset
from orggraph.errors import SettingsError
from orggraph.store import open_store, write_import
from tests.conftest import need_java
from tests.county import County
from tests.datasets import awkward
from tests.neo4j.server import admin, serving


def _county(*tags: str) -> Dataset:
    county = County()
    county.villages("a", "b")
    county.pair("p", "a", "b")
    if tags:
        county.tag("a", *tags)
    return county.dataset()


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def _imported(home: Path, folder: Path, command: str) -> None:
    """Run the command that was printed, as it stands, where it says."""
    program, *words = shlex.split(command)
    assert program == "neo4j-admin"
    assert "IMPORT DONE" in admin(home, *words, folder=folder)


@pytest.mark.neo4j
def test_the_example_is_imported_and_audited_like_its_ledgers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    need_java()
    demo.write(tmp_path)
    ledgers, folder = str(tmp_path / "ledgers"), tmp_path / "two words"
    assert _run("export", ledgers, "--neo4j-import", str(folder)) == 0
    line = next(line for line in capsys.readouterr().out.splitlines() if "neo4j-admin d" in line)
    change, _and, command = line.strip().partition(" && ")
    assert shlex.split(change) == ["cd", str(folder)]
    home = tmp_path / "home"
    _imported(home, folder, command)
    with serving(home) as server:
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
        for statement in (folder / "constraints.cypher").read_text().split(";\n")[:-1]:
            server.run(statement)
        with open_store(server.address) as store:
            reading = store.read()
            assert reading.problems == ()
            assert reading.dataset == read(ledgers)
            before = server.run("MATCH (m:OrgGraph) RETURN properties(m) AS mark")
            store.write(reading.dataset)  # there is nothing to write
            assert server.run("MATCH (m:OrgGraph) RETURN properties(m) AS mark") == before
        audits = []
        for source in (ledgers, server.address):
            assert _run("audit", source, "--format", "json") == 1
            audits.append({**json.loads(capsys.readouterr().out), "source": None})
        assert audits[0] == audits[1]
        isolated = next(c for c in audits[1]["checks"] if c["code"] == "ISO001")
        assert len(isolated["findings"]) == 8
        server.run("MATCH (v:Village) WITH v LIMIT 1 SET v.name = 'changed'")
        with open_store(server.address) as store:  # the mark's digest is that of the content
            assert [problem.code for problem in store.read().problems] == ["store-edited"]
            store.write(read(ledgers))
            assert store.read().dataset == read(ledgers)
        unique = server.run("SHOW CONSTRAINTS YIELD name RETURN count(*) AS count")
        assert unique == [{"count": 17}]  # 16 labels and the mark


@pytest.mark.neo4j
def test_every_type_and_every_awkward_text_comes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_java()
    dataset, folder, home = awkward(), tmp_path / "files", tmp_path / "home"
    _imported(home, folder, write_import(dataset, folder))
    with serving(home) as server:
        monkeypatch.setenv("NEO4J_PASSWORD", server.password)
        with open_store(server.address) as store:
            reading = store.read()
        assert reading.dataset == dataset
        assert reading.problems == ()


def test_the_named_database_is_the_one_to_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NEO4J_DATABASE", "county")
    command = write_import(_county(), tmp_path / "files")
    assert command == "neo4j-admin database import full county @arguments.txt"


def test_files_tell_ids_by_label_and_types_in_the_heading(tmp_path: Path) -> None:
    write_import(_county("桃", "杏"), tmp_path / "files")
    villages = (tmp_path / "files" / "nodes" / "Village.csv").read_text(encoding="utf-8")
    heading, first, _second = villages.splitlines()
    assert heading == "id:ID(Village),name:string,kind:string,tags:string[]"
    assert first == "370304100200,a,village,桃\x1f杏"
    provides = tmp_path / "files" / "relationships" / "PROVIDES-PartyOrganization-Pairing.csv"
    heading, only = provides.read_text(encoding="utf-8").splitlines()
    assert heading.startswith(":START_ID(PartyOrganization),:END_ID(Pairing),since:date")
    assert only.startswith("370304100200:village,p,2022-01-01")
    arguments = (tmp_path / "files" / "arguments.txt").read_text(encoding="utf-8").splitlines()
    assert "--relationships=PROVIDES=relationships/PROVIDES-PartyOrganization-Pairing.csv" in (
        arguments
    )
    assert "--multiline-fields=true" not in arguments  # no text goes over several lines here


@pytest.mark.parametrize("tags", [("a\x1fb",), ("",)])
def test_a_list_that_would_be_lost_is_refused_and_nothing_is_left(
    tmp_path: Path, tags: tuple[str, ...]
) -> None:
    with pytest.raises(SettingsError, match="holds a list in tags that neo4j-admin would not"):
        write_import(_county(*tags), tmp_path / "files")
    assert list(tmp_path.iterdir()) == []


def test_what_is_there_is_not_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    write_import(_county(), folder)  # an empty folder is taken
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(SettingsError, match="is there already"):
        write_import(_county("x"), folder)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    (tmp_path / "letter").write_text("kept")
    with pytest.raises(SettingsError, match="is there already"):
        write_import(_county(), tmp_path / "letter")
    assert (tmp_path / "letter").read_text() == "kept"


def test_the_command_line_wants_one_place_and_everything(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "files"
    for words in (
        (),
        ("-o", "g.json", "--neo4j-import", str(folder)),
        ("--neo4j-import", str(folder), "--as-of", "2022-01-01"),
        ("--neo4j-import", str(folder), "--level", "public"),
    ):
        assert _run("export", str(tmp_path), *words) == 2
        assert "--neo4j-import" in capsys.readouterr().err
    assert not folder.exists()
