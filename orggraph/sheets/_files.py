"""The files of a SOURCE, opened: each sheet of each file as a grid of raw cells."""

import csv
import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from unicodedata import normalize

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
)

from orggraph.errors import Problem, SheetError
from orggraph.language import _
from orggraph.model import LEDGERS
from orggraph.sheets._problems import PROBLEMS

Cell = str | float | bool | date | datetime | time | timedelta | None

READ_SUFFIXES = (".xlsx", ".csv")
OTHER_SUFFIXES = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers", ".tsv")
MOST_CELLS = 20_000_000
HEAD_BYTES = 4096
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError)
_DIMENSION = re.compile(rb'<dimension ref="(?:[A-Z]+[0-9]+:)?([A-Z]+)([0-9]+)"')
UNOPENED = ("locked-file", "broken-file", "bad-encoding", "unreadable-file", "huge-sheet")


@dataclass(frozen=True)
class Grid:
    """One sheet of one file: raw cells by row, the first row first, and the ledger that it is.

    ``ledger`` is None where the sheet is no ledger; a text file's sheet is named after the ledger.
    """

    file: str
    sheet: str
    ledger: str | None
    cells: list[list[Cell]]

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell not in ("", None) for row in self.cells for cell in row)


def find(source: Path) -> list[Path]:
    """List the files of a SOURCE in the order of their names, those of other formats included."""
    if source.is_dir():
        wanted = (*READ_SUFFIXES, *OTHER_SUFFIXES)
        files = [path for path in _listed(source) if path.suffix.lower() in wanted]
        if not any(path.suffix.lower() in READ_SUFFIXES for path in files):
            raise SheetError(
                _("The folder holds no ledgers: {path}").format(path=source), _formats()
            )
        return files
    if not source.exists():
        raise SheetError(
            _("There is no such file or folder: {path}").format(path=source),
            _("Name a workbook (.xlsx), a .csv file or a folder of ledgers."),
        )
    if source.suffix.lower() not in READ_SUFFIXES:
        raise SheetError(
            _("This is not a file of ledgers that can be read: {path}").format(path=source),
            _formats(),
        )
    return [source]


def other_format(path: Path) -> Problem | None:
    """Say that a file is of a format that is not read; None where it is read."""
    if path.suffix.lower() in READ_SUFFIXES:
        return None
    return _file_problem(path.name, "other-format", _formats())


def grids(path: Path) -> Iterator[Grid | Problem]:
    """Open a file and give its sheets, or the problem that keeps it from being read."""
    try:
        yield from _csv(path) if path.suffix.lower() == ".csv" else _workbook(path)
    except PasswordError:
        yield _file_problem(
            path.name, "locked-file", _("Take the password off in Excel and save it again.")
        )
    except (CalamineError, csv.Error):
        yield _file_problem(
            path.name, "broken-file", _("Open it in Excel and save it again as .xlsx.")
        )
    except UnicodeDecodeError:
        yield _file_problem(
            path.name, "bad-encoding", _("Save it again as “CSV UTF-8”, or as .xlsx.")
        )
    except OSError:
        yield _file_problem(
            path.name, "unreadable-file", _("Close it elsewhere and check that you may read it.")
        )


def _formats() -> str:
    return _("Ledgers are read from .xlsx and UTF-8 .csv files: save yours as one of these.")


def _file_problem(file: str, code: str, expected: str) -> Problem:
    return Problem(file, "", 0, "", "", code, PROBLEMS[code].severity, expected)


def _listed(folder: Path) -> list[Path]:
    try:
        files = sorted(path for path in folder.iterdir() if path.is_file())
    except OSError as error:
        raise SheetError(
            _("The folder cannot be read: {path}").format(path=folder),
            _("Check that you may read it."),
        ) from error
    # Excel keeps a file ~$... beside each workbook that is open; a dot hides a file.
    return [path for path in files if not path.name.startswith(("~$", "."))]


def _ledger(name: str) -> str | None:
    key = normalize("NFKC", name).strip()
    return key if key in LEDGERS else None


def _csv(path: Path) -> Iterator[Grid]:
    text = _decode(path.read_bytes())
    cells: list[list[Cell]] = [
        list(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)
    ]
    ledger = _ledger(path.stem)
    yield Grid(path.name, ledger or path.stem, ledger, cells)


def _decode(content: bytes) -> str:
    """Decode a text file; other encodings than UTF-8 belong here."""
    return content.decode("utf-8-sig")


def _workbook(path: Path) -> Iterator[Grid | Problem]:
    if _reach(path) > MOST_CELLS:
        expected = _("Delete the empty rows and columns below and beside the data.")
        yield _file_problem(path.name, "huge-sheet", expected)
        return
    with CalamineWorkbook.from_path(path) as workbook:
        names = [
            sheet.name for sheet in workbook.sheets_metadata if sheet.typ is SheetTypeEnum.WorkSheet
        ]
        found = [_grid(path, workbook.get_sheet_by_name(name)) for name in names]
    filled = [grid for grid in found if not grid.empty]
    if len(filled) == 1 and filled[0].ledger is None:
        found = [replace(filled[0], ledger=_ledger(path.stem))]
    yield from found


def _reach(path: Path) -> int:
    """Count the cells of the largest sheet up to its last, as the workbook itself tells them.

    One stray cell in the last row and column makes calamine ask for more memory than there is, and
    the whole process ends; so this is looked up first. What is no workbook has none.
    """
    try:
        with zipfile.ZipFile(path) as parts:
            sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/")]
            found = [_DIMENSION.search(_head(parts, name)) for name in sheets]
    except BROKEN_ZIP:
        return 0
    return max((_column(f[1]) * int(f[2]) for f in found if f), default=0)


def _head(parts: zipfile.ZipFile, name: str) -> bytes:
    with parts.open(name) as part:
        return part.read(HEAD_BYTES)


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _grid(path: Path, sheet: CalamineSheet) -> Grid:
    # By default calamine drops leading empty rows, and row numbers shift.
    cells: list[list[Cell]] = [list(row) for row in sheet.to_python(skip_empty_area=False)]
    _fill_merged(cells, sheet)
    return Grid(path.name, sheet.name, _ledger(sheet.name), cells)


def _fill_merged(cells: list[list[Cell]], sheet: CalamineSheet) -> None:
    """Fill cells that are merged over several rows: only the first of them holds the value."""
    for (top, column), (bottom, _last) in sheet.merged_cell_ranges or []:
        for row in cells[top + 1 : bottom + 1]:
            row[column] = cells[top][column]
