"""Workbooks of every format: cells, types and merged ranges by calamine, the rest by its marks."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from orggraph.sheets._files import _ods, _xls, _xlsx
from orggraph.sheets._files._grid import (
    BrokenFileError,
    Cell,
    Grid,
    LockedError,
    Marks,
    Range,
    fill_faults,
    show_shares,
)

# By the first bytes, not by the name: an .xls file is often one of the others.
OLD, ZIPPED = b"\xd0\xcf\x11\xe0", b"PK"
PANIC = "PanicException"  # what ends a Rust library is no Exception in Python
Read = Callable[[bytes], tuple[dict[str, Marks], bool]]


class HiddenSheet(str):
    """The name of a sheet that is hidden, and so not read."""

    __slots__ = ()


def sheets(file: str, content: bytes) -> Iterator[Grid | HiddenSheet]:
    """Read a workbook: its sheets as grids, those that are hidden as their names."""
    read = _reader(content)
    try:
        # First: what would need more memory than there is must not come to calamine.
        marks, since_1904 = read(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            found = [
                _grid(file, workbook.get_sheet_by_name(about.name), marks)
                for about in workbook.sheets_metadata
                if about.typ is SheetTypeEnum.WorkSheet
                and about.visible is SheetVisibleEnum.Visible
            ]
            hidden = [
                HiddenSheet(about.name)
                for about in workbook.sheets_metadata
                if about.visible is not SheetVisibleEnum.Visible
            ]
    except PasswordError as error:
        raise LockedError from error
    except CalamineError as error:
        raise BrokenFileError from error
    except BaseException as error:
        if type(error).__name__ == PANIC:
            raise BrokenFileError from error
        raise
    filled = sum(not grid.empty for grid in found)
    for grid in found:
        alone = filled == 1 and not grid.empty
        yield replace(grid, alone=alone, since_1904=since_1904)
    yield from hidden


def _reader(content: bytes) -> Read:
    if content.startswith(OLD):
        return _xls.marks
    if not content.startswith(ZIPPED):
        raise BrokenFileError
    return _ods.marks if b"opendocument.spreadsheet" in content[:200] else _xlsx.marks


def _grid(file: str, sheet: CalamineSheet, marks: Mapping[str, Marks]) -> Grid:
    # By default calamine drops leading empty rows, and row numbers shift.
    cells = cast("list[list[Cell]]", sheet.to_python(skip_empty_area=False))
    told = marks.get(sheet.name, Marks())
    fill_faults(cells, told)
    show_shares(cells, told)
    merged = (*told.merged, *_merged(sheet))
    return Grid(file, sheet.name, cells, told._replace(merged=merged))


def _merged(sheet: CalamineSheet) -> Iterator[Range]:
    for (top, left), (bottom, right) in sheet.merged_cell_ranges or []:
        yield Range(top, left, bottom, right)
