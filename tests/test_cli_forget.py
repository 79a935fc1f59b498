"""The command ``forget``: it asks, removes the store and then the key, and says what is lost."""

import io
import sys
from pathlib import Path

import pytest

from orggraph import cli, settings
from tests import workbooks as wb


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


@pytest.fixture
def key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "keys" / "pseudonym.key"
    monkeypatch.setenv("ORGGRAPH_KEY_FILE", str(path))
    return path


@pytest.fixture
def store(tmp_path: Path, key: Path) -> Path:
    post = ["源泉镇", "黄台村", "王示例", "书记"]
    posts = [["镇(街道)", "村(社区)", "姓名", "职务"], post]
    ledgers = wb.write(tmp_path / "台账.xlsx", wb.ledgers(任职=posts))
    path = tmp_path / "stores" / "county.lbug"
    assert run("load", str(ledgers), "--to", str(path)) == 0
    assert key.exists()
    return path


def test_with_yes_store_and_key_go_and_it_says_so(
    store: Path, key: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("forget", str(store), "--yes") == 0
    assert not store.exists()
    assert not key.exists()
    told = capsys.readouterr().out.splitlines()
    assert told == [
        f"Removed the store: {store}",
        f"Removed the key for pseudonyms: {key}",
        "Persons in other stores made with this key no longer match the ledgers: load those again.",
    ]


def test_a_yes_at_the_question_is_enough(
    store: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert run("forget", str(store)) == 0
    assert not store.exists()
    assert not key.exists()


@pytest.mark.parametrize("answer", ["", "n\n"])
def test_without_a_yes_nothing_goes(
    store: Path,
    key: Path,
    answer: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(answer))
    assert run("forget", str(store)) == 2
    assert "Nothing was removed." in capsys.readouterr().err
    assert store.exists()
    assert key.exists()


def test_what_is_no_store_keeps_the_key(tmp_path: Path, key: Path) -> None:
    settings.pseudonym_key()
    letter = tmp_path / "letter.lbug"
    letter.write_bytes(b"a letter")
    assert run("forget", str(letter), "--yes") == 2
    assert run("forget", str(tmp_path / "none.lbug"), "--yes") == 2
    assert letter.read_bytes() == b"a letter"
    assert key.exists()
