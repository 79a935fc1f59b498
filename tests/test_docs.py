"""The reference pages say what the code says, and what they say of ledgers is what is read."""

import re
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from orggraph import checks, demo, sheets
from orggraph.checks import CHECKS, Check
from orggraph.model import LABELS, LEDGERS, RELATIONSHIPS
from orggraph.profile import THRESHOLDS

ROOT = Path(__file__).parent.parent
PAGES = ("checks.md", "checks.zh-CN.md", "ledgers.md", "ledgers.zh-CN.md")


def test_the_reference_pages_are_those_that_the_code_makes() -> None:
    command = [sys.executable, ROOT / "scripts" / "docs.py", "--check"]
    done = subprocess.run(command, capture_output=True, check=False, text=True)
    assert (done.stdout, done.returncode) == ("", 0)


@pytest.mark.parametrize("page", PAGES)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if target.startswith("#"):
            assert f'<a id="{target[1:]}"></a>' in text
        else:
            assert (ROOT / "docs" / target).resolve().exists(), target


@pytest.mark.parametrize("page", PAGES[:2])
def test_the_checks_stand_in_their_order(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    codes = re.findall(r"^### (\w+) ", text, re.MULTILINE)
    assert codes == [check.code for check in CHECKS]


@pytest.mark.parametrize("page", PAGES[2:])
def test_the_ledgers_stand_in_their_order(page: str) -> None:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    assert tuple(re.findall(r"^## (.+)$", text, re.MULTILINE)[:19]) == LEDGERS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_page_names_no_threshold_that_its_check_does_not_go_by(check: Check) -> None:
    named = {name for name in THRESHOLDS if re.search(rf"\b{name}\b", check.page)}
    assert named <= set(checks.thresholds(check))


def test_every_threshold_is_that_of_a_check_or_a_fact_of_the_county() -> None:
    used = {name for check in CHECKS for name in checks.thresholds(check)}
    assert set(THRESHOLDS) - used == {"supervision_bodies", "supervision_most"}


def test_a_ledger_makes_what_it_is_said_to_make(tmp_path: Path) -> None:
    demo.write(tmp_path)
    dataset = sheets.read(tmp_path / "ledgers").dataset
    sheet = pl.col("source").str.split("#").list.get(1)
    made: dict[str, set[str]] = {name: set() for name in sheets.READ}
    for name, table in dataset.relationships.items():
        of_rows = table.filter(pl.col("source").str.split("#").list.get(2) != "1")
        for ledger in of_rows.select(sheet).to_series().unique():
            made[ledger].add(name)
    said = {name: set(sheets.MAKES[name]) & set(RELATIONSHIPS) for name in sheets.READ}
    # Places that 党组织 does not list are the only ones whose organisation 村情 makes.
    said["村情"] -= {"SEATED_IN", "UNDER"}
    assert made == said
    assert set().union(*sheets.MAKES.values()) == {*LABELS, *RELATIONSHIPS}
