"""The commands ``check`` and ``template``: what they write, and their exit codes."""

import json
from pathlib import Path

import polars as pl
import pytest
from python_calamine import CalamineWorkbook

from orggraph import cli
from tests import workbooks as wb
from tests.workbooks import Rows

NEW_YEAR = "2022-01-01"


def run(*words: str) -> int:
    with pytest.raises(SystemExit) as left:
        cli.run(list(words))
    return int(left.value.code or 0)


def ledgers(folder: Path, **more: Rows) -> str:
    return str(wb.write(folder / "台账.xlsx", wb.ledgers(**more)))


@pytest.fixture
def faulty(tmp_path: Path) -> str:
    """Give ledgers with an error, a warning and a notice, and names matched in three ways."""
    weak = [
        [*wb.DESIGNATIONS, "随便"],
        ["经济薄弱", "源泉镇", "黄台村", NEW_YEAR],
        ["经济薄弱", "源泉镇", "麻庄", NEW_YEAR],
        ["经济薄弱", "源泉镇", "皇台村", "2022-02-01"],
    ]
    places = [*wb.PLACES, ["源泉镇", "改名村", "370304111207"], ["八陡镇", "福山村民委员会", None]]
    return ledgers(tmp_path, 认定=weak, 村情=places)


def test_clean_ledgers_leave_with_zero(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", ledgers(tmp_path)) == 0
    assert "0 errors, 0 warnings, 0 notices" in capsys.readouterr().out


def test_notices_alone_leave_with_zero_and_warnings_with_one(tmp_path: Path) -> None:
    extra = [[*wb.PLACES[0], "随便"], *wb.PLACES[1:]]
    assert run("check", ledgers(tmp_path, 村情=extra)) == 0
    renamed = [*wb.PLACES, ["源泉镇", "改名村", "370304111207"]]
    assert run("check", ledgers(tmp_path, 村情=renamed)) == 1


def test_ledgers_that_cannot_be_read_leave_with_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", str(tmp_path / "nowhere")) == 2
    assert len(capsys.readouterr().err.splitlines()) == 2


def test_json_is_as_the_contract_says(faulty: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check", faulty, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["tables"] == {
        "说明": {"rows": 3, "kept": 3},
        "村情": {"rows": 7, "kept": 7},
        "认定": {"rows": 3, "kept": 2},
    }
    assert told["matches"] == {"code": 0, "name": 1, "kind": 1, "base": 1, "alias": 0}
    assert told["totals"] == {"unknown-column": 1, "unknown-place": 1, "other-name": 1}
    (lost,) = [each for each in told["problems"] if each["code"] == "unknown-place"]
    expected = lost.pop("expected")
    assert "黄台村" in expected
    assert lost.pop("mending").startswith("Write the name as 村情 does")
    assert told["towns"] == [
        {"town": "370304111", "name": "源泉镇", "errors": 1, "warnings": 1, "notices": 0},
        {"town": None, "name": None, "errors": 0, "warnings": 0, "notices": 1},
    ]
    assert lost == {
        "code": "unknown-place",
        "severity": "error",
        "file": "台账.xlsx",
        "sheet": "认定",
        "row": 4,
        "column": "村(社区)",
        "cell": "C4",
        "value": "皇台村",
        "town": "370304111",
    }


def test_missing_ledgers_are_a_report_and_not_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    weak = [wb.DESIGNATIONS, ["软弱", "源泉镇", "黄台村", "昨天"]]
    source = str(wb.write(tmp_path / "台账.xlsx", {"认定": weak}))
    assert run("check", source, "--format", "json") == 1
    told = json.loads(capsys.readouterr().out)
    assert [each["code"] for each in told["problems"]] == [
        *("missing-ledger", "missing-ledger"),
        *("bad-word", "bad-date"),
    ]
    assert told["tables"] == {"认定": {"rows": 1, "kept": 0}}


def test_a_text_tells_rows_matches_totals_and_every_problem(
    faulty: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("check", faulty) == 1
    told = capsys.readouterr().out
    assert "1 errors, 1 warnings, 1 notices" in told
    for word in ("台账.xlsx#认定#4 C4", "皇台村", "unknown-place", "by the whole name"):
        assert word in told


def test_a_workbook_or_csv_is_written_by_the_files_ending(faulty: str, tmp_path: Path) -> None:
    book, table = tmp_path / "问题.xlsx", tmp_path / "问题.csv"
    assert run("check", faulty, "-o", str(book)) == 1
    assert run("check", faulty, "-o", str(table)) == 1
    written = CalamineWorkbook.from_path(book)
    common = ["Problems", "Totals", "Ledgers", "Names matched"]
    assert written.sheet_names == [*common, "源泉镇", "County or unknown town"]
    assert len(written.get_sheet_by_name("源泉镇").to_python()) == 3  # headings, two problems
    heads, *rows = written.get_sheet_by_name("Problems").to_python()
    cells = [row[heads.index("Cell")] for row in rows]
    assert cells == ["B7", "J1", "C4"]
    assert pl.read_csv(table)["Cell"].to_list() == cells


def test_a_formula_in_a_cell_is_told_and_never_runs(tmp_path: Path) -> None:
    weak = [wb.DESIGNATIONS, ["经济薄弱", "源泉镇", "+黄台村", NEW_YEAR]]
    table, aliases = tmp_path / "问题.csv", tmp_path / "别名.csv"
    source = ledgers(tmp_path, 认定=weak)
    assert run("check", source, "-o", str(table), "--suggest", str(aliases)) == 1
    assert "'+黄台村" in table.read_text("utf-8-sig")
    assert "+黄台村" not in aliases.read_text("utf-8-sig")


def test_suggestions_go_into_the_file_that_is_named(
    faulty: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "aliases.csv"
    assert run("check", faulty, "--suggest", str(path)) == 1
    assert f"2 suggestions added to {path}" in capsys.readouterr().err
    confirmed = path.read_text("utf-8-sig").replace(",\n", ",是\n")
    path.write_text(confirmed, "utf-8")
    assert run("check", faulty, "--format", "json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["matches"] == {"code": 0, "name": 1, "kind": 1, "base": 1, "alias": 1}


def test_a_template_is_written_once_and_never_over_a_filled_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("template", str(tmp_path / "new"), "--county", "沂源县") == 0
    path = tmp_path / "new" / "沂源县台账.xlsx"
    told = capsys.readouterr().out
    assert "12 towns and 468 places of 山东省淄博市沂源县" in told
    assert "2023-06-30" in told
    before = path.read_bytes()
    assert run("template", str(tmp_path / "new"), "--county", "370323") == 2
    assert "There is a file already" in capsys.readouterr().err
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("county", "word"),
    [("鼓楼区", "350102 福建省福州市鼓楼区"), ("淄博市", "370323"), ("无此县", "No county")],
)
def test_a_county_that_cannot_be_told_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], county: str, word: str
) -> None:
    folder = tmp_path / "new"
    assert run("template", str(folder), "--county", county) == 2
    told = capsys.readouterr().err
    assert word in told
    assert len(told.splitlines()) == 2
    assert not folder.exists()


def test_a_template_without_a_county_has_no_places(tmp_path: Path) -> None:
    assert run("template", str(tmp_path)) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["台账.xlsx"]
