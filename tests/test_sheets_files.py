import os
import re
import shutil
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from orggraph import sheets
from orggraph.errors import SheetError
from tests import workbooks as wb
from tests.offices import FOLDER

LOCKED = Path(__file__).parent / "data" / "locked.xlsx"  # made with msoffcrypto-tool


def refusal(source: Path) -> SheetError:
    with pytest.raises(SheetError) as caught:
        sheets.read(source)
    assert caught.value.remedy
    assert len(str(caught.value).splitlines()) == 2
    return caught.value


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    error = refusal(tmp_path / "没有.xlsx")
    assert str(tmp_path / "没有.xlsx") in error.what
    assert "no such" in error.what


def test_a_folder_without_ledgers_is_named_with_the_formats_that_are_read(tmp_path: Path) -> None:
    (tmp_path / "说明.txt").write_text("说明", encoding="utf-8")
    (tmp_path / "台账.xlsb").write_bytes(b"new")
    error = refusal(tmp_path)
    assert str(tmp_path) in error.what
    assert ".xlsx" in error.remedy
    assert ".csv" in error.remedy


@pytest.mark.parametrize("suffix", [".xlsb", ".et", ".docx", ""])
def test_a_file_of_another_format_is_refused_saying_which_are_read(
    tmp_path: Path, suffix: str
) -> None:
    source = tmp_path / f"台账{suffix}"
    source.write_bytes(b"something")
    error = refusal(source)
    assert source.name in error.what
    assert ".xlsx" in error.remedy


def test_a_spreadsheet_of_another_format_beside_ledgers_is_a_warning(tmp_path: Path) -> None:
    wb.write(tmp_path / "台账.xlsx", wb.ledgers())
    (tmp_path / "活动.xlsb").write_bytes(b"new")
    problems = sheets.read(tmp_path).problems
    assert [(p.code, p.place, p.severity) for p in problems] == [
        ("other-format", "活动.xlsb", "warning")
    ]


def test_a_password_protected_workbook_says_so() -> None:
    error = refusal(LOCKED)
    assert [(p.code, p.place) for p in error.problems] == [("locked-file", "locked.xlsx")]
    assert error.what.startswith("locked.xlsx: ")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_workbook_says_so(tmp_path: Path, share: float) -> None:
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers())
    whole = source.read_bytes()
    source.write_bytes(whole[: int(len(whole) * share)])
    error = refusal(source)
    assert [(p.code, p.place) for p in error.problems] == [("broken-file", "台账.xlsx")]


def test_a_text_file_that_calls_itself_a_workbook_says_so(tmp_path: Path) -> None:
    source = tmp_path / "台账.xlsx"
    source.write_text("<html><table></table></html>", encoding="utf-8")
    assert [p.code for p in refusal(source).problems] == ["broken-file"]


def test_a_broken_file_in_a_folder_does_not_hide_the_faults_of_the_others(tmp_path: Path) -> None:
    shutil.copy(LOCKED, tmp_path / "b.xlsx")
    bad = [wb.PLACES[0], ["源泉镇", "黄台村", "3703"]]
    wb.write(tmp_path / "a.xlsx", wb.ledgers(村情=bad))
    error = refusal(tmp_path)
    assert [(p.code, p.place) for p in error.problems] == [
        ("bad-code", "a.xlsx#村情#2 C2"),
        ("locked-file", "b.xlsx"),
    ]


def test_a_broken_file_is_left_out_when_going_on_and_told(tmp_path: Path) -> None:
    shutil.copy(LOCKED, tmp_path / "b.xlsx")
    wb.write(tmp_path / "a.xlsx", wb.ledgers())
    reading = sheets.read(tmp_path, keep_going=True)
    assert [p.code for p in reading.problems] == ["locked-file"]
    assert reading.dataset.nodes["Village"].height == 5


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers())
    source.chmod(0)
    if os.access(source, os.R_OK):
        source.unlink()
        source.symlink_to(source)  # the superuser may read all but a link to itself
        assert "no such" in refusal(source).what
    else:
        assert [p.code for p in refusal(source).problems] == ["unreadable-file"]


def test_an_empty_workbook_holds_no_ledger(tmp_path: Path) -> None:
    error = refusal(wb.write(tmp_path / "台账.xlsx", {"Sheet1": [], "Sheet2": []}))
    assert str(tmp_path / "台账.xlsx") in error.what
    assert "村情" in error.remedy


def test_a_workbook_of_other_sheets_holds_no_ledger_and_they_are_listed(tmp_path: Path) -> None:
    error = refusal(wb.write(tmp_path / "台账.xlsx", {"通讯录": [["姓名"]], "值班": [["日期"]]}))
    assert [(p.code, p.sheet) for p in error.problems] == [
        ("unknown-sheet", "值班"),
        ("unknown-sheet", "通讯录"),
    ]


@pytest.mark.parametrize("name", ["说明", "村情"])
@pytest.mark.parametrize("keep_going", [False, True])
def test_about_and_places_cannot_be_done_without(
    tmp_path: Path, name: str, *, keep_going: bool
) -> None:
    rest = {key: rows for key, rows in wb.ledgers().items() if key != name}
    source = wb.write(tmp_path / "台账.xlsx", rest)
    with pytest.raises(SheetError) as caught:
        sheets.read(source, keep_going=keep_going)
    assert [(p.code, p.sheet) for p in caught.value.problems] == [("missing-ledger", name)]
    assert name in caught.value.what


@pytest.mark.parametrize("keep_going", [False, True])
def test_places_without_names_are_an_error_of_the_sheet(
    tmp_path: Path, *, keep_going: bool
) -> None:
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(村情=[row[::2] for row in wb.PLACES]))
    with pytest.raises(SheetError) as caught:
        sheets.read(source, keep_going=keep_going)
    assert [(p.code, p.place, p.column) for p in caught.value.problems] == [
        ("missing-column", "台账.xlsx#村情", "村(社区)")
    ]


@pytest.mark.parametrize("item", ["县区", "区划代码", "截止日期"])
def test_about_must_name_county_code_and_cutoff(tmp_path: Path, item: str) -> None:
    about = [row if row[0] != item else [item, None] for row in wb.ABOUT]
    error = refusal(wb.write(tmp_path / "台账.xlsx", wb.ledgers(说明=about)))
    assert [(p.code, p.place) for p in error.problems] == [("missing-item", "台账.xlsx#说明")]
    assert item in error.remedy


@pytest.mark.parametrize(
    ("item", "value", "code"),
    [
        ("区划代码", "3703", "bad-code"),
        ("截止日期", "年底", "bad-date"),
        ("截止日期", 2022.1, "ambiguous-date"),
    ],
)
def test_what_about_says_must_be_readable(
    tmp_path: Path, item: str, value: str | float, code: str
) -> None:
    about = [row if row[0] != item else [item, value] for row in wb.ABOUT]
    error = refusal(wb.write(tmp_path / "台账.xlsx", wb.ledgers(说明=about)))
    assert [(p.code, p.column, p.value) for p in error.problems] == [(code, "值", str(value))]


def test_a_phone_number_of_the_reporter_is_kept_nowhere(tmp_path: Path) -> None:
    about = [*wb.ABOUT, ["填报单位", "组织部 13812345678"]]
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(说明=about))
    reading = sheets.read(source, keep_going=True)
    assert [(p.code, p.cell, p.value) for p in reading.problems] == [
        ("personal-number", "B5", None)
    ]
    assert reading.dataset.county is not None
    assert reading.dataset.county["reporter"] is None


def test_two_counties_in_one_source_are_an_error(tmp_path: Path) -> None:
    wb.write(tmp_path / "a.xlsx", wb.ledgers())
    other = [wb.ABOUT[0], ["县区", "淄川区"], ["区划代码", "370302"], wb.ABOUT[3]]
    wb.write(tmp_path / "b.xlsx", {"说明": other})
    error = refusal(tmp_path)
    assert [(p.code, p.place, p.value) for p in error.problems] == [
        ("other-county", "b.xlsx#说明#3 B3", "370302")
    ]


def test_a_sheet_that_lacks_a_column_in_one_file_is_read_from_the_other(tmp_path: Path) -> None:
    wb.write(tmp_path / "a.xlsx", wb.ledgers())
    wb.write(tmp_path / "b.xlsx", {"村情": [["镇(街道)", "区划代码"], ["源泉镇", "370304111207"]]})
    reading = sheets.read(tmp_path, keep_going=True)
    assert [(p.code, p.place) for p in reading.problems] == [("missing-column", "b.xlsx#村情")]
    assert reading.tables is not None
    assert reading.tables["村情"] == (6, 5)


def test_a_ledger_whose_sheet_lacks_a_column_does_not_count_as_given(tmp_path: Path) -> None:
    source = wb.write(tmp_path / "台账.xlsx", wb.ledgers(结对=[wb.PAIRINGS[:5]]))
    data = sheets.read(source, keep_going=True).dataset
    assert "结对" not in set(data.relationships["REPORTED"]["end"])


def test_a_sheet_without_headings_does_not_show_its_first_row(tmp_path: Path) -> None:
    rows = [["源泉镇", "黄台村", "黄台支部", "村党组织", None, "诸葛书记"]]
    error = refusal(wb.write(tmp_path / "台账.xlsx", wb.ledgers(党组织=rows)))
    assert [p.code for p in error.problems] == ["missing-column"] * 2
    assert "诸葛书记" not in repr(error.problems)


def test_text_in_another_encoding_is_told(tmp_path: Path) -> None:
    folder = wb.write_csv(tmp_path / "csv", wb.ledgers())
    wb.write_csv(folder, {"结对": [wb.PAIRINGS]}, "gb18030")
    (folder / "活动.csv").write_bytes("編號,類型,日期\n1,互學,2022-01-01\n".encode("big5"))
    error = refusal(folder)
    assert [(p.code, p.place) for p in error.problems] == [
        ("bad-encoding", "活动.csv"),
        ("other-encoding", "结对.csv"),
    ]
    assert "UTF-8" in error.remedy
    assert "GB18030" in error.problems[1].expected


def test_a_text_file_that_is_no_table_is_told_and_rows_count_as_in_excel(tmp_path: Path) -> None:
    folder = wb.write_csv(tmp_path / "csv", wb.ledgers())
    (folder / "结对.csv").write_text('编号,机制\n"1"2,"x\n', encoding="utf-8")
    assert [p.code for p in refusal(folder).problems] == ["broken-file"]
    two_lines = [wb.UNITS, ["甲", "企业\n", "", ""], [], ["乙", "厂", "", ""]]
    (folder / "结对.csv").unlink()
    wb.write_csv(folder, {"单位": two_lines})
    assert [p.place for p in refusal(folder).problems] == ["单位.csv#单位#4 B4"]


def test_a_list_with_bare_commas_in_a_text_file_is_told(tmp_path: Path) -> None:
    folder = wb.write_csv(tmp_path / "csv", wb.ledgers())
    text = "名称,镇(街道),成立时间,成员村\n甲,源泉镇,2022-01-01,黄台村,麻庄村\n"
    (folder / "联村党委.csv").write_text(text, encoding="utf-8")
    error = refusal(folder)
    assert [(p.code, p.place) for p in error.problems] == [
        ("stray-value", "联村党委.csv#联村党委#2")
    ]
    assert "quotation marks" in error.remedy


def test_a_text_file_that_is_named_after_no_ledger_is_a_notice(tmp_path: Path) -> None:
    folder = wb.write_csv(tmp_path / "csv", wb.ledgers(通讯录=[["姓名"], ["张三"]]))
    assert [(p.code, p.place) for p in sheets.read(folder).problems] == [
        ("unknown-sheet", "通讯录.csv#通讯录")
    ]


def test_a_sheet_with_a_stray_cell_at_the_far_end_is_not_read_into_memory(tmp_path: Path) -> None:
    source = tmp_path / "far.xlsx"
    with xlsxwriter.Workbook(source) as book:
        sheet = book.add_worksheet("结对")
        sheet.write(0, 0, "编号")
        sheet.write(1_048_575, 16_383, "x")
    error = refusal(source)
    assert [(p.code, p.place) for p in error.problems] == [("huge-sheet", "far.xlsx")]


def test_columns_beyond_z_are_named_as_excel_does(tmp_path: Path) -> None:
    rows = [[f"列{index}" for index in range(27)] + wb.PLACES[0], [None] * 27 + wb.PLACES[1]]
    problems = sheets.read(wb.write(tmp_path / "台账.xlsx", wb.ledgers(村情=rows))).problems
    cells = [problem.cell for problem in problems]
    assert cells[:2] + cells[-2:] == ["A1", "B1", "Z1", "AA1"]


def test_no_message_is_without_its_words() -> None:
    for code, kind in sheets.PROBLEMS.items():
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
        assert kind.meaning.endswith(".")


@pytest.mark.parametrize(
    ("columns", "told"),
    [
        ("<cols><col hidden='true' max='4' min='3'/></cols>", ["C、D"]),
        (
            '<cols><col min="2" max="2" hidden="0"/><col min="5" max="16384" hidden="1"/></cols>',
            ["E"],
        ),
        ('<cols><col min="3" max="3" width="9"/></cols>', []),
        ('<cols><col hidden="1"/></cols>', []),
    ],
)
def test_hidden_columns_are_told_however_they_are_written(
    tmp_path: Path, columns: str, told: list[str]
) -> None:
    with (
        zipfile.ZipFile(FOLDER / "hidden-columns.xlsx") as old,
        zipfile.ZipFile(tmp_path / "收入.xlsx", "w") as new,
    ):
        for name in old.namelist():
            content = re.sub(rb"<cols>.*</cols>", columns.encode(), old.read(name))
            new.writestr(name, content)
    problems = sheets.check(tmp_path / "收入.xlsx").problems
    expected = [each.expected for each in problems if each.code == "hidden-columns"]
    assert len(expected) == len(told)
    assert all(some in said for some, said in zip(told, expected, strict=True))
