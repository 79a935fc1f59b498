"""Where answers go: never over what is read, and whole on a narrow terminal."""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from orggraph import Network, language
from orggraph.report import resilience as resilience_report
from orggraph.report.frames import frame_text
from orggraph.report.resilience import Outlook
from tests import workbooks as wb
from tests.county import County


def _run(*words: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "orggraph", *words, "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stderr


def test_no_answer_takes_the_place_of_what_is_read(tmp_path: Path) -> None:
    ledgers = tmp_path / "ledgers"
    ledgers.mkdir()
    book = wb.write(ledgers / "c.xlsx", wb.ledgers())
    before = book.read_bytes()
    for source, output in (
        (book, book),
        (ledgers, book),
        (book, ledgers / ".." / "ledgers/c.xlsx"),
    ):
        for words in (
            ["coverage", str(source), "--format", "xlsx"],
            ["check", str(source)],
            ["diff", str(source), str(tmp_path / "other")],
            ["diff", str(tmp_path / "other"), str(source)],
        ):
            code, told = _run(*words, "-o", str(output))
            assert code == 2
            assert "is what is read" in told
            assert "Choose another name" in told
            assert book.read_bytes() == before
    for name in ("answer.json", "answer.json", "answer.xlsx"):
        # What is no ledger may stand among them, and go.
        assert _run("coverage", str(ledgers), "-o", str(ledgers / name)) == (0, "")
    assert _run("coverage", str(ledgers), "-o", str(ledgers / "answer.xlsx"))[0] == 2


@pytest.mark.parametrize("language_", ["zh", "en"])
def test_no_id_is_broken_on_a_narrow_terminal(language_: str) -> None:
    county = County()
    pairs = [(f"帮扶名称很长很长的村{n}", f"受帮扶名称很长很长的村{n}") for n in range(4)]
    county.villages(*(name for pair in pairs for name in pair))
    for number, (helper, helped) in enumerate(pairs):
        county.pair(f"p{number}", helper, helped)
    outlook = Outlook(Network(county.dataset()))
    shown = [county.org(helper) for helper, _helped in pairs]
    frame = outlook.organizations.select("id", "name", other="id", town="name")
    told = io.StringIO()
    language.use(language_)
    console = Console(file=told, width=80)
    console.print(resilience_report.as_text(outlook, top=99, by_town=False))
    console.print(frame_text(frame))
    lines = told.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80
    for node in shown:
        assert sum(node in line for line in lines) >= 2
