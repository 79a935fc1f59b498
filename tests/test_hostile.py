"""Files made to break the reader: each gives a clear problem, in bounded memory and time."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from orggraph.errors import Problem, SheetError
from orggraph.report import frames
from orggraph.sheets import _rows
from tests import workbooks as wb
from tests.offices import FOLDER
from tests.offices.writing import INCOME

SEEDS = ("old-format.xlsx", "old-format.xls", "old-format.ods", "sent.zip", "收入-gbk.csv")
MOST_SECONDS, MOST_MEGABYTES = 20, 1000
SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghi", "bcdefghij", strict=True)
    )
    + "]>"
)
# Reads a source in a process of its own, because memory is counted by process.
CHILD = """
import json, sys
from pathlib import Path
from orggraph.errors import SheetError
from orggraph.sheets import _rows
try:
    laid = _rows.lay(Path(sys.argv[1]))
    found, rows = laid.problems(), sum(frame.height for frame in laid.rows.values())
except SheetError as error:
    found, rows = error.problems, 0
about = Path("/proc/self/status").read_text()
peak = int(about.split("VmHWM:")[1].split()[0]) / 1024
print(json.dumps({"codes": [each.code for each in found], "rows": rows, "peak": peak}))
"""


def problems(source: Path) -> list[Problem]:
    try:
        return _rows.lay(source).problems()
    except SheetError as error:
        return list(error.problems)


def codes(source: Path) -> list[str]:
    return [problem.code for problem in problems(source)]


def bounded(source: Path) -> tuple[list[str], int]:
    """Read in a process of its own, holding it to the limits."""
    command = [sys.executable, "-c", CHILD, str(source)]
    done = subprocess.run(command, capture_output=True, check=True, timeout=3 * MOST_SECONDS)
    told = json.loads(done.stdout)
    assert told["peak"] < MOST_MEGABYTES
    return told["codes"], told["rows"]


def book(path: Path, change: Callable[[str, bytes], bytes | None], **more: bytes) -> Path:
    """Write a good workbook with some of its parts changed (None: left out), and others added."""
    plain = wb.write(path.with_name("plain.xlsx"), {"收入": [INCOME]})
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = change(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name, content)
    plain.unlink()
    return path


def with_sheet(path: Path, rows: str, before: str = "") -> Path:
    xml = f'<?xml version="1.0"?><worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData>'
    xml += "</worksheet>"
    return book(path, lambda name, old: xml.encode() if name == SHEET else old)


def with_long_part(path: Path, part: str, pieces: Iterable[bytes]) -> Path:
    """Write a workbook one part of which is too long to be held in memory here."""
    book(path, lambda name, old: None if name == part else old)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as new, new.open(part, "w") as stream:
        stream.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
        for piece in pieces:
            stream.write(piece)
        stream.write(b"</sheetData></worksheet>")
    return path


SPACES = [b" " * 10_000_000] * 70


def texts(row: int, *values: str) -> str:
    cells = "".join(
        f'<c r="{chr(65 + place)}{row}" t="inlineStr"><is><t>{value}</t></is></c>'
        for place, value in enumerate(values)
    )
    return f'<row r="{row}">{cells}</row>'


HEADINGS = texts(1, *INCOME)
GOOD = texts(2, "源泉镇", "黄台村", "2022", "经营性收入", "12.3")


@pytest.mark.parametrize("name", SEEDS[:4])
@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.5, 0.9, 0.999])
def test_a_truncated_file_says_so(tmp_path: Path, name: str, share: float) -> None:
    whole = (FOLDER / name).read_bytes()
    source = tmp_path / f"收入{Path(name).suffix}"
    source.write_bytes(whole[: int(len(whole) * share)])
    assert codes(source) == ["broken-file"]


@pytest.mark.parametrize("name", SEEDS)
@settings(
    deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(flips=st.lists(st.tuples(st.floats(0, 1), st.integers(1, 255)), min_size=1, max_size=12))
def test_flipped_bits_give_rows_or_problems_and_never_a_crash(
    tmp_path: Path, name: str, flips: list[tuple[float, int]]
) -> None:
    content = bytearray((FOLDER / name).read_bytes())
    for place, mask in flips:
        content[int(place * (len(content) - 1))] ^= mask
    source = tmp_path / name
    source.write_bytes(content)
    for problem in problems(source):
        assert problem.file.split("/")[0] == name


@pytest.mark.parametrize("suffix", [".xlsx", ".xls", ".ods", ".csv", ".tsv", ".zip"])
@settings(
    deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.binary(max_size=400))
def test_any_bytes_give_rows_or_problems(tmp_path: Path, suffix: str, content: bytes) -> None:
    source = tmp_path / f"收入{suffix}"
    source.write_bytes(content)
    problems(source)


CELLS = st.one_of(
    st.none(),
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12),
    st.sampled_from(
        ["合计", "注：", "镇(街道)", "村", "2022.1", "长期", "约3万余户", "30-50", "√", "/", "=1+1"]
    ),
)


@settings(
    deadline=None, max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(CELLS, max_size=8), max_size=12), headed=st.booleans())
def test_any_texts_under_any_headings_are_laid_out(
    tmp_path: Path, rows: list[list[str | None]], *, headed: bool
) -> None:
    folder = wb.write_csv(tmp_path / "csv", {"收入": [INCOME, *rows] if headed else rows})
    for problem in problems(folder):
        assert problem.expected
        assert problem.value is None or len(problem.value) <= 201


def test_a_dimension_that_lies_is_not_believed(tmp_path: Path) -> None:
    rows = HEADINGS + GOOD
    source = with_sheet(tmp_path / "a.xlsx", rows, '<dimension ref="A1:XFD1048576"/>')
    laid = _rows.lay(source)
    assert laid.problems() == []
    assert laid.rows["收入"].height == 1


FAR = {
    "plain": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
    "single quotes": "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
    "attributes in another order": '<row spans="1:1" r="1048576"><c s="1" r="XFD1048576">'
    "<v>1</v></c></row>",
    "rows in another order": '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>' + HEADINGS,
    "another prefix": f'<x:row xmlns:x="{MAIN}" r="1048576"><x:c r="XFD1048576"><x:v>1</x:v>'
    "</x:c></x:row>",
    "no such column": '<row r="1"><c r="ZZZZZZZ1048576"><v>1</v></c></row>',
    "no such row": '<row r="999999999999"><c r="A999999999999"><v>1</v></c></row>',
    "rows that their cells are not in": '<row r="10"><c r="A99"><v>1</v></c></row>'
    '<row r="100"><c r="A9999999"><v>1</v></c></row>',
    "row of the cell alone": '<row r="1"><c r="XFD1048576"><v>1</v></c></row>',
}


@pytest.mark.parametrize("way", FAR)
def test_a_cell_at_the_far_end_is_refused_however_it_is_written(tmp_path: Path, way: str) -> None:
    found, rows = bounded(with_sheet(tmp_path / "收入.xlsx", HEADINGS + FAR[way]))
    assert found in (["huge-sheet"], ["broken-file"])
    assert rows == 0


def test_a_million_empty_formatted_rows_are_read_past(tmp_path: Path) -> None:
    empty = (
        f'<row r="{row}"><c r="A{row}" s="1"/><c r="B{row}" s="1"/><c r="I{row}" s="1"/></row>'
        for row in range(3, 10**6)
    )
    pieces = (part.encode() for part in (HEADINGS, GOOD, *empty))
    found, kept = bounded(with_long_part(tmp_path / "收入.xlsx", SHEET, pieces))
    assert found == []
    assert kept == 1


def test_a_part_that_swells_is_refused(tmp_path: Path) -> None:
    bomb = with_long_part(tmp_path / "收入.xlsx", SHEET, SPACES)
    assert bomb.stat().st_size < 2_000_000
    assert bounded(bomb)[0] == ["huge-sheet"]


def test_shared_texts_that_swell_are_refused(tmp_path: Path) -> None:
    bomb = with_long_part(tmp_path / "收入.xlsx", "xl/sharedStrings.xml", SPACES)
    assert bounded(bomb)[0] == ["huge-sheet"]


def archive(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def test_an_archive_that_swells_is_refused(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "a.zip", {"收入.csv": b"0" * 150_000_000})
    assert bounded(bomb)[0] == ["unsafe-archive"]


def test_an_archive_in_an_archive_is_not_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"收入.csv": b"x"}).read_bytes()
    outer = archive(tmp_path / "outer.zip", {"inner.zip": inner})
    assert [(p.code, p.place) for p in problems(outer)] == [("other-format", "outer.zip/inner.zip")]


@pytest.mark.parametrize(
    "name", ["../收入.csv", "/etc/收入.csv", "a/../../收入.csv", "C:\\收入.csv"]
)
def test_an_archive_that_names_places_outside_it_is_refused(tmp_path: Path, name: str) -> None:
    assert codes(archive(tmp_path / "a.zip", {name: b"x"})) == ["unsafe-archive"]


def test_an_archive_of_very_many_members_is_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "a.zip", {f"{index}.csv": b"x" for index in range(2001)})
    assert codes(source) == ["unsafe-archive"]


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_entities_are_never_expanded(tmp_path: Path, part: str) -> None:
    def change(name: str, old: bytes) -> bytes:
        if name != part:
            return old
        start = old.index(b"?>") + 2
        return old[:start] + LAUGHS.encode() + old[start:].replace(b"<t>", b"<t>&j;")

    assert bounded(book(tmp_path / "收入.xlsx", change))[0] == ["broken-file"]


def test_entities_of_an_open_document_are_never_expanded(tmp_path: Path) -> None:
    source = tmp_path / "收入.ods"
    with zipfile.ZipFile(FOLDER / "old-format.ods") as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "content.xml":
                start = content.index(b"?>") + 2
                content = content[:start] + LAUGHS.encode() + content[start:]
            new.writestr(name, content)
    assert bounded(source)[0] == ["broken-file"]


def test_rows_repeated_a_million_times_are_refused(tmp_path: Path) -> None:
    source = tmp_path / "收入.ods"
    with zipfile.ZipFile(FOLDER / "old-format.ods") as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "content.xml":
                many = (
                    b'<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
                    b'table:number-columns-repeated="16384" office:value-type="float" '
                    b'office:value="1"/></table:table-row></table:table>'
                )
                content = content.replace(b"</table:table>", many, 1)
            new.writestr(name, content)
    assert bounded(source)[0] == ["huge-sheet"]


def test_two_parts_of_one_name_are_taken_for_damage(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        source = book(tmp_path / "收入.xlsx", lambda _name, old: old, **{SHEET: b"<worksheet/>"})
    assert codes(source) == ["broken-file"]


def test_a_heading_that_never_ends_is_shown_in_part(tmp_path: Path) -> None:
    rows = [[*INCOME, "长" * 10_000], ["源泉镇", "黄台村", "2022", "经营性收入", 12.3, "x"]]
    found = problems(wb.write(tmp_path / "a.xlsx", {"收入": rows}))
    assert [(p.code, p.cell, len(p.column)) for p in found] == [("unknown-column", "F1", 100)]


LIVE = ("=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://a","b")', "\t=1", "\r=1", "{=1}")


def cells_of(path: Path) -> Iterator[tuple[object, str]]:
    for sheet in load_workbook(path).worksheets:
        for row in sheet.iter_rows():
            yield from ((cell.value, cell.data_type) for cell in row)


def test_what_a_spreadsheet_would_run_is_never_written_back_live(tmp_path: Path) -> None:
    rows = [["名称", "类别"], *([text, "企业"] for text in LIVE)]
    names = _rows.lay(wb.write_csv(tmp_path / "csv", {"单位": rows})).rows["单位"]["名称"]
    assert {"=1+1", "+1", "-1", "@SUM(A1)"} <= set(names)
    frame = pl.DataFrame({"name": names})
    frames.write_xlsx({"a": frame}, tmp_path / "out.xlsx")
    assert all(kind != "f" for _value, kind in cells_of(tmp_path / "out.xlsx"))
    lines = frames.frame_csv(frame).decode("utf-8-sig").splitlines()[1:]
    for line in filter(None, lines):
        assert line.strip('"')[0] not in "=+-@\t\r"


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path / "a.zip", {"收入.csv": b"x"}).read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    (tmp_path / "a.zip").write_bytes(content)
    assert codes(tmp_path / "a.zip") == ["locked-file"]


def test_a_text_that_is_one_endless_line_is_read(tmp_path: Path) -> None:
    source = tmp_path / "收入.csv"
    source.write_bytes(b"x" * 30_000_000)
    assert bounded(source)[0] == ["broken-file"]
