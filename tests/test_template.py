"""The template: any county, every column, read back by calamine, openpyxl and LibreOffice."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineWorkbook

from orggraph import demo, gazetteer, sheets, template
from orggraph.model import LEDGERS
from tests.conftest import require

# Beside Boshan: one with a street of communities only, one whose list has a character that no font
# has (U+E08B in 450681101201), one with a character outside the basic plane (𡐓 in 420602006207).
COUNTIES = ("徐汇区", "450681", "420602", "370304")


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("templates")
    made = {}
    for asked in COUNTIES:
        county = gazetteer.county(asked)
        path = folder / f"{county.code}.xlsx"
        path.write_bytes(template.workbook(county))
        made[asked] = path
    return made


def rows(path: Path, sheet: str) -> list[list[object]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_name(sheet).to_python()


def sheet_of(path: Path, ledger: str) -> Worksheet:
    return openpyxl.load_workbook(path)[ledger]


@pytest.mark.parametrize("asked", COUNTIES)
def test_every_ledger_has_its_headings_and_the_county_its_places(
    books: dict[str, Path], asked: str
) -> None:
    county = gazetteer.county(asked)
    for name in LEDGERS:
        heads = [str(cell).rstrip("*") for cell in rows(books[asked], name)[0]]
        assert heads == [column.heading for column in sheets.READ[name].columns], name
    places = rows(books[asked], "村情")[1:]
    wanted = gazetteer.villages(county.code)
    assert [row[2] for row in places] == wanted["code"].to_list()
    assert [row[1] for row in places] == wanted["called"].to_list()
    assert rows(books[asked], "说明")[1:3] == [["县区", county.name], ["区划代码", county.code]]


def test_the_counties_are_what_they_are_here_for() -> None:
    streets = gazetteer.villages("310104").group_by("town").agg(pl.col("kind").unique())
    assert ["community"] in streets["kind"].to_list()
    assert gazetteer.villages("450681")["called"].str.contains(gazetteer.UNSHOWABLE).any()
    assert gazetteer.villages("420602")["called"].str.contains("𡐓").any()


@pytest.mark.parametrize("asked", COUNTIES)
def test_a_template_with_its_date_filled_in_is_read_without_a_problem(
    books: dict[str, Path], tmp_path: Path, asked: str
) -> None:
    book = openpyxl.load_workbook(books[asked])
    book["说明"]["B4"] = "2022-12-31"
    filled = tmp_path / "filled.xlsx"
    book.save(filled)
    reading = sheets.read(filled)
    assert reading.problems == ()
    code = gazetteer.county(asked).code
    villages = reading.dataset.nodes["Village"]
    assert villages["id"].to_list() == gazetteer.villages(code)["code"].to_list()
    assert villages["kind"].to_list() == gazetteer.villages(code)["kind"].to_list()


def test_a_template_with_blank_codes_finds_every_place_again(
    books: dict[str, Path], tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(books["370304"])
    book["说明"]["B4"] = "2022-12-31"
    for number in range(2, 298):
        book["村情"].cell(number, 3).value = None
    filled = tmp_path / "filled.xlsx"
    book.save(filled)
    reading = sheets.read(filled)
    assert reading.problems == ()
    assert reading.dataset.nodes["Village"]["id"].to_list() == (
        gazetteer.villages("370304")["code"].to_list()
    )


def test_a_filled_template_says_what_the_ledgers_say(
    books: dict[str, Path], tmp_path: Path
) -> None:
    """Copy the demo's rows under the template's headings and read both."""
    demo.write(tmp_path / "demo")
    (source,) = (tmp_path / "demo" / "ledgers").glob("*.xlsx")
    told = openpyxl.load_workbook(source, read_only=True)
    book = openpyxl.load_workbook(books["370304"])
    for name in LEDGERS:
        ledger, sheet = told[name], book[name]
        lines = ledger.iter_rows(values_only=True)
        heads = [str(cell.value).rstrip("*") for cell in sheet[1]]
        places = [heads.index(str(head)) + 1 for head in next(lines)]
        for number, line in enumerate(lines, start=2):
            for place, cell in zip(places, line, strict=True):
                sheet.cell(number, place).value = cell
    filled = tmp_path / source.name
    book.save(filled)
    reading = sheets.read(filled)
    assert reading.problems == ()
    wanted = sheets.read(source).dataset
    for label, table in wanted.nodes.items():
        assert reading.dataset.nodes[label].equals(table), label
    for name, table in wanted.relationships.items():
        assert reading.dataset.relationships[name].equals(table), name


def test_enumerated_columns_and_places_are_picked_from_lists(books: dict[str, Path]) -> None:
    sheet = sheet_of(books["370304"], "认定")
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
    assert rules["A2"].formula1 == '"软弱涣散,经济薄弱,红旗党支部"'
    assert rules["A2"].errorStyle is None  # nothing else may stand there
    assert "名单!$A$2" in rules["B2"].formula1
    assert "MATCH($B2,名单!$B:$B,0)" in rules["C2"].formula1
    assert rules["C2"].errorStyle == "warning"
    assert rules["D2"].type == "date"
    assert all(rule.promptTitle and rule.prompt for rule in rules.values())


def test_drop_downs_hold_the_towns_and_each_towns_own_places(books: dict[str, Path]) -> None:
    names = rows(books["370304"], "名单")[1:]
    towns = [str(row[0]) for row in names if row[0]]
    assert towns == gazetteer.towns("370304")["name"].to_list()
    placed = [(str(row[1]), str(row[2])) for row in names]
    order = [town for town, _name in placed]
    assert order == sorted(order, key=towns.index)  # the places of a town stand together
    own = [name for town, name in placed if town == "八陡镇"]
    assert {"福山村", "福山社区"} <= set(own)
    assert len(own) == 23


def test_headings_are_protected_frozen_and_printed_on_every_page(books: dict[str, Path]) -> None:
    book = openpyxl.load_workbook(books["370304"])
    for name in LEDGERS:
        sheet = book[name]
        assert sheet.protection.sheet, name
        assert sheet["A1"].protection.locked, name
        assert not sheet.column_dimensions["A"].protection.locked, name
        assert sheet.freeze_panes == "A2", name
        assert sheet.print_title_rows == "$1:$1", name
        assert sheet.page_setup.orientation == "landscape", name
        assert sheet.page_setup.fitToHeight == 0, name
        assert sheet["A1"].comment.text, name
    assert book["认定"].column_dimensions["D"].number_format == "yyyy-mm-dd"
    assert book["村情"]["C2"].number_format == "@"
    assert book["名单"].sheet_state == "hidden"


def test_the_guide_names_the_bureau_and_every_column(books: dict[str, Path]) -> None:
    told = rows(books["370304"], "填写说明")
    assert any("2023-06-30" in str(row[0]) for row in told)
    listed = {(row[0], row[1]) for row in told}
    for ledger in sheets.READ.values():
        for column in ledger.columns:
            assert (ledger.name, column.heading) in listed


def test_ledgers_without_a_county_have_no_places() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "台账.xlsx"
        path.write_bytes(template.workbook())
        assert len(rows(path, "村情")) == 1
        assert rows(path, "说明")[1][1] == ""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Give the command of LibreOffice with a user folder of its own."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if not found:
        require("office", "no LibreOffice (Debian: apt-get install libreoffice-calc-nogui)")
    home = tmp_path_factory.mktemp("office").as_uri()
    return [found, "--headless", f"-env:UserInstallation={home}"]


@pytest.mark.office
def test_libreoffice_opens_it_and_every_sheet_reads_back(
    books: dict[str, Path], office: list[str], tmp_path: Path
) -> None:
    paths = [str(path) for path in books.values()]
    command = [*office, "--convert-to", "ods", "--outdir", str(tmp_path), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=400)
    for asked, path in books.items():
        made = CalamineWorkbook.from_path(tmp_path / f"{path.stem}.ods")
        names = CalamineWorkbook.from_path(path).sheet_names
        assert made.sheet_names == names, asked
        for name in names:
            wanted = [[str(cell) for cell in row] for row in rows(path, name)]
            found = made.get_sheet_by_name(name).to_python()
            width = len(wanted[0])
            told = [[str(cell) for cell in row[:width]] for row in found[: len(wanted)]]
            assert told == wanted, (asked, name)
