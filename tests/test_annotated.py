"""Annotated copies of ledgers: the right cells marked, originals untouched, nothing personal."""

import hashlib
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from orggraph import cli, sheets
from orggraph.sheets import PROBLEMS
from tests import workbooks as wb
from tests.offices import FOLDER

NEW_YEAR = "2022-01-01"
PHONE = "13805331234"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.iterdir()
        if path.is_file()
    }


def commented(sheet: Worksheet) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    """Give ledgers with an error, a warning, a formula, persons, and a column that is not read."""
    folder = tmp_path / "ledgers"
    folder.mkdir()
    pairing = [None, "结对共建", "强弱帮带", "源泉镇", "黄台村", "村", "源泉镇", "皇台村", NEW_YEAR]
    helper = [None, "其他", None, "源泉镇", "赵示例", "个人", "源泉镇", "麻庄村", "去年"]
    post = ["源泉镇", "黄台村", "王示例", "书记"]
    sheets_of = wb.ledgers(
        结对=[wb.PAIRINGS, pairing, helper],
        任职=[["镇(街道)", "村(社区)", "姓名", "职务", "家庭住址"], [*post, "幸福路一号"]],
        活动=[wb.ACTIVITIES, [None, "互学", NEW_YEAR, None, "源泉镇", None, f"找{PHONE}"]],
        议事=[
            ["编号", "镇(街道)", "村(社区)", "事项"],
            ["1", "源泉镇", "黄台村", "+1+1"],
            ["2", "源泉镇", "无村", "修路"],
        ],
    )
    wb.write(folder / "台账.xlsx", sheets_of)
    return folder


def test_copies_have_bad_cells_coloured_and_commented_and_originals_stay_to_the_byte(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashes(ledgers)
    assert run("check", str(ledgers), "--annotate", str(tmp_path / "copies")) == 1
    assert hashes(ledgers) == before
    assert "1 copies with marked cells" in capsys.readouterr().err
    book = openpyxl.load_workbook(tmp_path / "copies" / "台账.xlsx")
    assert book.sheetnames[-1] == "Problems"
    pairings = book["结对"]
    told = commented(pairings)
    assert set(told) == {"E3", "H2", "I3"}
    assert told["H2"].startswith("[unknown-place]")
    assert told["I3"].startswith("[bad-date]")
    assert "person's name" in told["E3"]
    assert pairings["H2"].value == "皇台村"
    assert pairings["H2"].fill.start_color.rgb == "FFFFC7CE"
    assert pairings["E3"].value is None
    assert [pairings.cell(1, n).value for n in (2, 5, 9)] == ["机制", "帮扶方", "开始时间"]


def test_every_problem_of_a_cell_stands_at_it_in_the_copy(ledgers: Path, tmp_path: Path) -> None:
    run("check", str(ledgers), "--annotate", str(tmp_path / "copies"))
    book = openpyxl.load_workbook(tmp_path / "copies" / "台账.xlsx")
    problems = [each for each in sheets.check(ledgers).problems if each.cell]
    assert len(problems) >= 5
    for each in problems:
        words = commented(book[each.sheet])[each.cell]
        assert f"[{each.code}]" in words
        assert PROBLEMS[each.code].mending in words


def test_nothing_personal_is_in_a_copy(ledgers: Path, tmp_path: Path) -> None:
    run("check", str(ledgers), "--annotate", str(tmp_path / "copies"))
    with zipfile.ZipFile(tmp_path / "copies" / "台账.xlsx") as book:
        content = b"".join(book.read(name) for name in book.namelist()).decode(errors="replace")
    assert "皇台村" in content
    for personal in ("王示例", "赵示例", "幸福路", "家庭住址", PHONE):
        assert personal not in content.replace("<t>家庭住址</t>", "", 1)


def test_formulas_stay_text(ledgers: Path, tmp_path: Path) -> None:
    run("check", str(ledgers), "--annotate", str(tmp_path / "copies"))
    cell = openpyxl.load_workbook(tmp_path / "copies" / "台账.xlsx")["议事"]["D2"]
    assert (cell.value, cell.data_type) == ("+1+1", "s")


FORMATS = {
    "old-format.xls": "E4",
    "old-format.ods": "E4",
    "村情-codes-as-formulas.csv": "C4",
    "bad.zip": "C2",
}


@pytest.mark.parametrize("name", FORMATS)
def test_other_formats_get_a_workbook_for_a_copy(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "ledgers"
    folder.mkdir()
    wb.write(folder / "a.xlsx", wb.ledgers())
    if name == "bad.zip":
        with zipfile.ZipFile(folder / name, "w") as pack:
            pack.writestr("池上镇/议事.csv", "编号,镇(街道),村(社区),事项\n1,池上镇,无村,修路\n")
    else:
        (folder / name).write_bytes((FOLDER / name).read_bytes())
    before = hashes(folder)
    run("check", str(folder), "--annotate", str(tmp_path / "copies"))
    assert hashes(folder) == before
    (path,) = [p for p in (tmp_path / "copies").rglob("*.xlsx") if p.name != "a.xlsx"]
    assert path.name.removesuffix(".xlsx").endswith(("xls", "ods", "csv"))
    assert FORMATS[name] in commented(openpyxl.load_workbook(path).worksheets[0])


def test_a_file_with_notices_alone_needs_no_copy(tmp_path: Path) -> None:
    folder = tmp_path / "ledgers"
    folder.mkdir()
    wb.write(folder / "a.xlsx", wb.ledgers(村情=[[*wb.PLACES[0], "随便"], *wb.PLACES[1:]]))
    assert run("check", str(folder), "--annotate", str(tmp_path / "copies")) == 0
    assert not list(tmp_path.rglob("copies/*"))


def test_copies_never_stand_among_the_ledgers(
    ledgers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = hashes(ledgers)
    assert run("check", str(ledgers), "--annotate", str(ledgers)) == 2
    assert run("check", str(ledgers / "台账.xlsx"), "--annotate", str(ledgers)) == 2
    assert "Name another folder" in capsys.readouterr().err
    assert hashes(ledgers) == before


def test_a_file_that_cannot_be_opened_has_no_copy_and_is_named(
    ledgers: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (ledgers / "坏.xlsx").write_bytes(b"PK no workbook")
    assert run("check", str(ledgers), "--annotate", str(tmp_path / "copies")) == 1
    assert "No copy of: 坏.xlsx" in capsys.readouterr().err


def test_problems_of_files_go_to_the_town_that_sent_them(tmp_path: Path) -> None:
    folder = tmp_path / "ledgers"
    folder.mkdir()
    wb.write(folder / "a.xlsx", wb.ledgers())
    matter = ["编号", "镇(街道)", "村(社区)", "事项", "住址"]
    wb.write(folder / "b.xlsx", {"议事": [matter, ["1", "源泉镇", "黄台村", "修路", "一号"]]})
    (folder / "池上镇台账.xlsx").write_bytes(b"no workbook")
    (folder / "别的.xlsx").write_bytes(b"no workbook")
    found = {(each.file, each.code): each.town for each in sheets.check(folder).problems}
    assert found == {
        ("b.xlsx", "unknown-column"): "370304111",
        ("池上镇台账.xlsx", "broken-file"): "370304112",
        ("别的.xlsx", "broken-file"): None,
    }
