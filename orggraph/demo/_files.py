"""Sheets as files: a workbook and CSV files, the same bytes every time and everywhere."""

import csv
import io
import unicodedata
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from orggraph import drafts
from orggraph.demo._sheet import Cell, Row

Table = tuple[str, tuple[str, ...], list[Row]]  # name, headings, rows
MADE_ON = datetime.fromisoformat("2023-01-01")
DATE_FORMAT, DATE_WIDTH = "yyyy-mm-dd", 10
NARROWEST, WIDEST, MARGIN = 8, 48, 2
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def workbook(tables: Sequence[Table]) -> bytes:
    """Make a workbook with a sheet a table."""
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"title": "博山区台账（示例数据）", "created": MADE_ON})
        heading = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        dated = book.add_format({"num_format": DATE_FORMAT, "align": "left"})
        for name, headings, rows in tables:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, headings, heading)
            for column, cells in enumerate(zip(*rows, strict=True)):
                width = max(map(_width, (headings[column], *cells)))
                sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST) + MARGIN)
                _write(sheet, column, cells, dated)
    return _stored(made.getvalue())


def csv_file(table: Table) -> bytes:
    """Make a CSV file of a table, as Excel for Windows opens it: UTF-8 with its mark, CRLF."""
    _name, headings, rows = table
    text = io.StringIO(newline="")
    csv.writer(text).writerows([headings, *rows])
    return text.getvalue().encode("utf-8-sig")


def write(path: Path, content: bytes) -> None:
    """Write a file whole, or leave what was there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with drafts.file(path) as draft:
        draft.write_bytes(content)


def _write(
    sheet: xlsxwriter.worksheet.Worksheet,
    column: int,
    cells: Sequence[Cell],
    dated: xlsxwriter.format.Format,
) -> None:
    for row, cell in enumerate(cells, start=1):
        if isinstance(cell, date):
            sheet.write_datetime(row, column, cell, dated)
        elif isinstance(cell, int | float):
            sheet.write_number(row, column, cell)
        elif cell is not None:
            sheet.write_string(row, column, cell)


def _width(cell: Cell) -> int:
    """Count the columns that a cell takes; a Chinese character takes two."""
    if isinstance(cell, date):
        return DATE_WIDTH
    text = "" if cell is None else str(cell)
    return len(text) + sum(unicodedata.east_asian_width(character) in "WF" for character in text)


def _stored(content: bytes) -> bytes:
    """Pack a workbook again without compression, whose bytes differ between zlib's versions."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, ZIP_EPOCH)
            entry.create_system = UNIX  # else the machine's own
            new.writestr(entry, old.read(name))
    return made.getvalue()
