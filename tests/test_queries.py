"""Cypher files: one statement each, with a true header."""

import re
from pathlib import Path

import pytest

from orggraph import guard, queries

FOLDERS = ("audit", "load", "read", "resilience", "schema")
NAMES = [name for folder in FOLDERS for name in queries.names(folder)]


def _code(name: str) -> str:
    """Give the statement without its comments."""
    return re.sub(r"//[^\n]*", "", queries.load(name).text).strip()


def test_every_file_of_the_folder_is_found() -> None:
    files = {path.relative_to(queries.FOLDER) for path in queries.FOLDER.rglob("*") if path.suffix}
    assert files == {Path(f"{name}.cypher") for name in NAMES}


def test_a_folder_is_listed_in_order() -> None:
    listed = queries.names("audit")
    assert listed == sorted(listed)
    assert "audit/ISO001_isolated-weak-branch" in listed
    assert queries.names("nowhere") == []


@pytest.mark.parametrize("name", NAMES)
def test_the_header_names_the_parameters_that_the_statement_takes(name: str) -> None:
    query = queries.load(name)
    assert query.about
    assert query.returns
    assert set(query.params) == set(re.findall(r"\$(\w+)", _code(name)))


@pytest.mark.parametrize("name", NAMES)
def test_a_file_holds_one_statement(name: str) -> None:
    assert ";" not in _code(name)


@pytest.mark.parametrize("name", NAMES)
def test_what_is_returned_is_named_and_in_order_or_says_that_it_has_none(name: str) -> None:
    returned = _code(name).rpartition("RETURN ")[2] if "RETURN " in _code(name) else ""
    columns, order, _keys = returned.partition("ORDER BY")
    unordered = queries.load(name).returns.partition(", ")[2].startswith("in any order")
    assert bool(returned) == (bool(order) or unordered)
    # <columns> stands for columns that are named where they are filled in.
    plain = re.sub(r"\([^()]*\)|\[[^][]*\]|<columns>", "", columns)
    for column in filter(str.strip, plain.split(",")):
        assert " AS " in column, column


@pytest.mark.parametrize("name", [*queries.names("audit"), *queries.names("resilience")])
def test_a_question_could_as_well_be_a_users(name: str) -> None:
    query = queries.load(name)
    guard.check_read_only(query.text, dict.fromkeys(query.params))


def test_words_are_filled_in_where_they_stand_in_brackets() -> None:
    query = queries.Query("", (), "", "MATCH (n:<label>) WHERE n.x < 3 RETURN n.<key> AS <key>")
    filled = query.fill(label="Village", key="id")
    assert filled == "MATCH (n:Village) WHERE n.x < 3 RETURN n.id AS id"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder in the place of the product's."""
    monkeypatch.setattr(queries, "FOLDER", tmp_path)
    queries.load.cache_clear()
    (tmp_path / "read").mkdir()
    return tmp_path


def test_a_header_is_read_line_by_line(folder: Path) -> None:
    text = "// about: 两村\n// params: since, until\n// returns: a row per pair\nRETURN 1 AS x\n"
    (folder / "read" / "pairs.cypher").write_text(text, encoding="utf-8")
    assert queries.load("read/pairs") == ("两村", ("since", "until"), "a row per pair", text)


def test_a_file_that_is_not_there_is_told(folder: Path) -> None:
    assert not list((folder / "read").iterdir())
    with pytest.raises(FileNotFoundError):
        queries.load("read/nothing")


@pytest.mark.parametrize(
    "text",
    [
        "RETURN 1 AS x",
        "// about: a\n// params:",
        "// params: a\n// about: b\n// returns: c\nRETURN 1 AS x",
    ],
)
def test_a_file_without_its_header_is_told(folder: Path, text: str) -> None:
    (folder / "read" / "bare.cypher").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="bare"):
        queries.load("read/bare")
