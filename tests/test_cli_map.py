"""The command ``map``: which part it draws, beside what, and for whom."""

from pathlib import Path

import pytest

from orggraph import cli, webmap
from orggraph.cli._options import LevelName
from orggraph.store import open_store
from tests.test_webmap import small, unpacked


@pytest.fixture
def store(tmp_path: Path) -> str:
    path = tmp_path / "county.lbug"
    with open_store(str(path)) as opened:
        opened.write(small().dataset())
    return str(path)


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def test_a_town_and_layers_of_it_are_drawn(store: str, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    assert run("map", store, "-o", str(file), "--town", "镇1", "--layers", "hundred_firms") == 0
    scene, facts = unpacked(file.read_text("utf-8"))
    assert facts["keys"] == ["p3"]
    assert scene["title"].endswith("镇1: who helps whom")


def test_another_day_of_the_same_source_is_laid_beside(store: str, tmp_path: Path) -> None:
    file = tmp_path / "map.html"
    words = ("--diff", store, "--as-of-old", "2021-12-31")
    assert run("map", store, "-o", str(file), *words) == 0
    scene, _facts = unpacked(file.read_text("utf-8"))
    assert scene["days"] == ["2021-12-31", "2022-12-31"]


@pytest.mark.parametrize("level", list(webmap.Level))
def test_the_level_stands_in_the_file(store: str, tmp_path: Path, level: webmap.Level) -> None:
    file = tmp_path / "map.html"
    assert run("map", store, "-o", str(file), "--level", level) == 0
    assert unpacked(file.read_text("utf-8"))[0]["level"] == level


def test_the_levels_of_the_command_are_those_of_the_map() -> None:
    assert [str(level) for level in LevelName] == [str(level) for level in webmap.Level]


@pytest.mark.parametrize("words", [("--town", "nowhere"), ("--layers", "roads")])
def test_what_there_is_not_leaves_with_two_and_writes_nothing(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, str]
) -> None:
    file = tmp_path / "map.html"
    assert run("map", store, "-o", str(file), *words) == 2
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 2
    assert words[1] in told[0]
    assert not file.exists()
