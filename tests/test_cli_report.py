"""The command that writes the report: what it says, what it leaves, and its exit codes."""

import json
from pathlib import Path

import pytest

from orggraph import cli
from orggraph.store import open_store
from tests.county import County


@pytest.fixture
def store(tmp_path: Path) -> str:
    county = County()
    county.villages("甲村", "乙村")
    county.weak("甲村")
    path = str(tmp_path / "county.lbug")
    with open_store(path) as opened:
        opened.write(county.dataset())
    return path


def _run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def test_a_report_is_written_and_findings_leave_with_zero(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "report.docx"
    assert _run("report", store, "-o", str(path)) == 0
    assert path.read_bytes().startswith(b"PK")
    assert f"Report as of 2022-12-31: {path}" in capsys.readouterr().out


def test_day_profile_and_level_are_those_asked_for(store: str, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    words = ("--as-of", "2022-06-30", "--profile", "default", "--level", "public")
    assert _run("report", store, "-o", str(path), *words) == 0
    run = json.loads(path.read_text(encoding="utf-8"))
    told = (run["as_of"], run["profile"], run["level"], run["summary"]["checks"] > 0)
    assert told == ("2022-06-30", "default", "public", True)
    assert "source" not in run


def test_a_store_says_that_it_keeps_no_problems(store: str, tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert _run("report", store, "-o", str(path)) == 0
    assert "a store, which keeps no problems" in path.read_text(encoding="utf-8")


def test_an_unknown_ending_could_not_run_and_says_which_are_known(
    store: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run("report", store, "-o", str(tmp_path / "report.doc")) == 2
    assert ".docx, .html, .pdf" in capsys.readouterr().err
    assert not (tmp_path / "report.doc").exists()
