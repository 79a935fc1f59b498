"""Progress: counts and the time that remains on a terminal, nothing of it anywhere else."""

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orggraph import synth, tables
from orggraph.progress import Progress, counted, heard
from tests.counties import planted

AUDIT = ("--lang", "en", "audit", "--exit-zero", "--format", "json")


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("city") / "tables"
    synth.write(folder, "city", format="csv")
    return folder


def test_work_is_told_after_each_item_in_its_unit() -> None:
    told: list[Progress] = []
    with heard(told.append):
        assert list(counted(["aa", "b"], len)) == ["aa", "b"]
    assert told == [(0, 2, 0, 3), (1, 2, 2, 3), (2, 2, 3, 3)]


def test_of_loops_in_loops_the_outermost_is_told() -> None:
    told: list[Progress] = []
    with heard(told.append):
        for _ in counted("ab"):
            list(counted("xyz"))
    assert {now.of for now in told} == {2}


def test_where_nobody_listens_an_iterator_is_not_listed() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for item in range(3):
            taken.append(item)
            yield item

    assert next(iter(counted(items()))) == 0
    assert taken == [0]


def test_a_terminal_shows_counts_and_the_time_that_remains(city: Path) -> None:
    text, answer = _on_terminal(*AUDIT, str(city))
    assert re.search(r"Reading .*\d/\d\d", text)
    assert re.search(r"Asking the checks.*\d+/60.*\d\d:\d\d", text)
    assert json.loads(answer)["summary"]["checks"] == 60


def test_a_terminal_shows_how_many_figures_of_a_report_are_drawn(tmp_path: Path) -> None:
    tables.write(planted().dataset(), tmp_path / "county")
    text, _answer = _on_terminal("report", str(tmp_path / "county"), "-o", str(tmp_path / "r.html"))
    drawn = (tmp_path / "r.html").read_text(encoding="utf-8").count("data:image/png")
    assert drawn > 3
    assert re.search(rf"Writing the report.*1/{drawn} ", text)


def _on_terminal(*words: str) -> tuple[str, bytes]:
    """Run a command on a terminal; give what it shows there, and its answer."""
    screen, terminal = pty.openpty()
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "orggraph", *words],
        stdout=subprocess.PIPE,
        stderr=terminal,
        env=environment,
    ) as process:
        os.close(terminal)
        shown = b""
        assert process.stdout
        answer = process.stdout.read()
        while part := _read(screen):
            shown += part
    return shown.decode(), answer


def test_a_pipe_sees_nothing_of_it(city: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "orggraph", *AUDIT, city], capture_output=True, check=True
    )
    assert done.stderr == b""
    assert json.loads(done.stdout)["summary"]["checks"] == 60


def _read(screen: int) -> bytes:
    try:
        return os.read(screen, 65536)
    except OSError:  # the other side is closed
        return b""
