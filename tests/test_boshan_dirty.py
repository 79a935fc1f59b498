"""The example county as ten towns would send it: every fault at its cell, and the same answer."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from orggraph import Network, audit, cli, demo, sheets
from orggraph.errors import Problem, Severity, SheetError
from tests import boshan_dirty as dirty
from tests import workbooks as wb

Told = tuple[str, str, str]  # file, cell, code
NO_NAMES = pl.lit(None, pl.List(pl.String))


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dirty") / "ledgers"
    dirty.write(folder)
    return folder


@pytest.fixture(scope="module")
def errors(sent: Path) -> list[Problem]:
    found = sheets.check(sent).problems
    return [each for each in found if each.severity is Severity.ERROR]


def planted() -> list[tuple[str, str, str, object, str]]:
    """Give town, ledger, heading, value and code of every fault, worked out from the ledgers."""
    nine = [(p.town, p.ledger, p.heading, p.wrong, p.code) for p in dirty.PLANTS]
    town, name, other = dirty.RENAMED
    columns = {"帮扶方": "帮扶方镇(街道)", "受帮方": "受帮方镇(街道)"}
    (pairings,) = [sheet for sheet in demo.LEDGERS if sheet.name == "结对"]
    for row in pairings.rows():
        cells = dict(zip(pairings.headings, row, strict=True))
        if cells["受帮方镇(街道)"] == town:
            nine += [
                (town, "结对", heading, other, "unknown-place")
                for heading, place in columns.items()
                if (cells[place], cells[heading]) == (town, name)
            ]
    return nine


def town_of(problem: Problem) -> str:
    return next(town for town in dirty.WAYS if town in problem.file)


def test_each_of_ten_towns_sends_its_ledgers_in_a_way_of_its_own(sent: Path) -> None:
    assert len(dirty.WAYS) == 10
    assert len(set(dirty.WAYS.values())) == 10
    assert {path.suffix for path in sent.iterdir()} == {".xlsx", ".csv", ".tsv", ".zip"}


def test_every_planted_fault_is_found_at_its_cell_and_no_other_is(errors: list[Problem]) -> None:
    shown = sorted(
        (town_of(e), e.sheet.split("、")[-1], e.column, e.value, e.code)
        for e in errors
        if e.code != "refers-to-error"
    )
    wanted = sorted(
        (town, ledger, heading, None if code == "lost-digits" else wrong, code)
        for town, ledger, heading, wrong, code in planted()
    )
    assert len(dirty.PLANTS) == 9
    assert len(wanted) > 9
    assert shown == wanted


def test_the_cell_that_is_told_holds_the_fault(sent: Path, errors: list[Problem]) -> None:
    for plant in dirty.PLANTS:
        problem = told(errors, plant)
        cell = openpyxl.load_workbook(sent / problem.file)[problem.sheet][problem.cell]
        held = "#REF!" if cell.data_type == "f" else cell.value  # a formula that shows an error
        assert held == plant.wrong


def test_every_other_error_comes_of_a_planted_one_and_says_of_which(errors: list[Problem]) -> None:
    bad = {f"{each.file}#{each.sheet}#{each.row}" for each in errors}
    following = [each for each in errors if each.code == "refers-to-error"]
    assert following
    for each in following:
        assert any(source in each.expected for source in bad)


def test_every_error_of_a_town_is_for_that_town(errors: list[Problem]) -> None:
    codes = {name: code for code, name in _towns().items()}
    own = [each for each in errors if "区委" not in each.file]
    assert all(each.town == codes[town_of(each)] for each in own)


def test_with_errors_nothing_is_read(sent: Path) -> None:
    with pytest.raises(SheetError):
        sheets.read(sent)


def test_mended_as_the_list_says_the_audit_is_that_of_the_clean_ledgers(
    sent: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.run(["check", str(sent), "--format", "json"])
    listed = json.loads(capsys.readouterr().out)["problems"]
    folder = tmp_path / "ledgers"
    folder.mkdir()
    for path in sent.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    for plant in dirty.PLANTS:
        mend(folder, plant, listed)
    town, name, other = dirty.RENAMED
    wb.write_csv(folder, {"aliases": [wb.ALIASES, [name, other, town, "2020-01-01"]]})
    mended = sheets.read(folder)
    demo.write(tmp_path / "clean")
    clean = sheets.read(tmp_path / "clean" / "ledgers")
    found, wanted = audit(Network(mended.dataset)), audit(Network(clean.dataset))
    assert wanted.findings.height > 100
    assert found.checks.equals(wanted.checks)
    assert found.coverage.equals(wanted.coverage)
    assert found.findings.drop("evidence").equals(wanted.findings.drop("evidence"))
    places = mended.dataset.nodes["Village"]
    assert places["aliases"].drop_nulls().to_list() == [[other]]
    unnamed = {**mended.dataset.nodes, "Village": places.with_columns(aliases=NO_NAMES)}
    for label, table in clean.dataset.nodes.items():
        assert unnamed[label].equals(table), label


def mend(folder: Path, plant: dirty.Plant, listed: list[dict[str, Any]]) -> None:
    """Write what is right into the cell that the problem list names."""
    (problem,) = [each for each in listed if is_of(plant, each)]
    path = folder / problem["file"]
    book = openpyxl.load_workbook(path)
    right = dirty.clean(plant)
    book[problem["sheet"]][problem["cell"]] = (
        right.isoformat() if isinstance(right, date) else right
    )
    book.save(path)


def is_of(plant: dirty.Plant, problem: Mapping[str, Any]) -> bool:
    return (
        plant.town in problem["file"]
        and problem["sheet"].split("、")[-1] == plant.ledger
        and (problem["column"], problem["code"]) == (plant.heading, plant.code)
    )


def told(errors: list[Problem], plant: dirty.Plant) -> Problem:
    (found,) = [each for each in errors if is_of(plant, vars(each))]
    return found


def _towns() -> Mapping[str, str]:
    from orggraph import gazetteer

    return dict(gazetteer.towns("370304").select("town", "name").rows())
