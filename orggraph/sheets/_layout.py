"""Where the headings of a sheet are, and its rows below them as a frame of texts.

This is the one place that knows how a sheet is laid out: the heading row is the first row that is
not empty, and a heading is known by its canonical words alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from unicodedata import normalize

import polars as pl

from orggraph.errors import Problem, Severity
from orggraph.language import _
from orggraph.sheets._columns import Ledger
from orggraph.sheets._files import Cell, Grid
from orggraph.sheets._problems import PROBLEMS

EXACT_DIGITS = 10**15  # a number in a cell keeps 15 digits
IGNORED = ("序号",)


class Heading(NamedTuple):
    """A heading as written, and the letters of its column."""

    written: str
    letters: str


@dataclass(frozen=True)
class Page:
    """The rows of one ledger in one sheet of one file, every cell as text, blank as null.

    ``rows`` has ``row`` (as Excel counts) and a column per known heading. ``fractions`` and
    ``long_numbers`` are the cells (row, heading) that hold a number with decimals, or with more
    digits than a cell keeps; ``strays`` are rows with values beyond the last heading.
    """

    file: str
    sheet: str
    ledger: Ledger
    top: int
    headings: Mapping[str, Heading]
    rows: pl.DataFrame
    fractions: frozenset[tuple[int, str]] = frozenset()
    long_numbers: frozenset[tuple[int, str]] = frozenset()
    strays: tuple[int, ...] = ()
    complete: bool = True


def page(grid: Grid, ledger: Ledger) -> tuple[Page, list[Problem]]:
    """Lay a grid out as a page of a ledger, with the problems of its headings."""
    top, written = headings(grid)
    names = [_canonical(heading, ledger) for heading in written]
    problems = _heading_problems(grid, top + 1, ledger, written)
    known = {name: index for index, name in enumerate(names) if name}
    rows = [index for index in range(top + 1, len(grid.cells)) if _filled(grid.cells[index], known)]
    columns = {name: [_at(grid.cells[row], index) for row in rows] for name, index in known.items()}
    fractions, long_numbers = _odd_numbers(rows, columns)
    laid = Page(
        grid.file,
        grid.sheet,
        ledger,
        top + 1,
        {name: Heading(written[index], letters(index)) for name, index in known.items()},
        _frame(rows, columns),
        fractions,
        long_numbers,
        tuple(row + 1 for row in rows if any(map(text, grid.cells[row][len(written) :]))),
        complete=all(PROBLEMS[p.code].severity is not Severity.ERROR for p in problems),
    )
    return laid, problems


def headings(grid: Grid) -> tuple[int, list[str]]:
    """Find the row of the headings, the first that is not empty, and what they say."""
    top = next((i for i, row in enumerate(grid.cells) if any(text(c) for c in row)), 0)
    return top, [text(cell) or "" for cell in grid.cells[top]] if grid.cells else []


def blank(ledger: Ledger) -> Page:
    """Stand in for a ledger that was not given: no file, no rows, not complete."""
    return Page("", "", ledger, 0, {}, _frame([], {}), complete=False)


def letters(index: int) -> str:
    """Name a column as Excel does: 0 is A, 26 is AA."""
    name = ""
    while index >= 0:
        index, rest = index // 26 - 1, index % 26
        name = chr(ord("A") + rest) + name
    return name


def folded(heading: str) -> str:
    """Fold a heading: NFKC, without spaces and the star of required columns."""
    return "".join(normalize("NFKC", heading).split()).rstrip("*")


def _canonical(heading: str, ledger: Ledger) -> str | None:
    key = folded(heading)
    return key if ledger.column(key) else None


def _heading_problems(grid: Grid, row: int, ledger: Ledger, written: list[str]) -> list[Problem]:
    names = [_canonical(heading, ledger) for heading in written]
    found = []

    def note(code: str, column: str, cell: str, expected: str) -> None:
        severity = PROBLEMS[code].severity
        place = (grid.file, grid.sheet, row if cell else 0)
        found.append(Problem(*place, column, cell, code, severity, expected))

    for column in ledger.columns:
        if column.required and column.heading not in names:
            expected = _("Add the column {column}.").format(column=column.heading)
            note("missing-column", column.heading, "", expected)
    for index, (heading, name) in enumerate(zip(written, names, strict=True)):
        cell = f"{letters(index)}{row}"
        if name and name in names[:index]:
            note("duplicate-column", heading, cell, _("Keep one of them."))
        elif not heading and any(text(_at(below, index)) for below in grid.cells[row:]):
            note("unknown-column", "", cell, _("Give the column a heading."))
        # Where no heading is known the row may hold data, and persons' names: not to be shown.
        elif heading and not name and any(names) and heading not in IGNORED:
            known = "、".join(column.heading for column in ledger.columns)
            note("unknown-column", heading, cell, _("Known are: {known}").format(known=known))
    return found


def _filled(row: Sequence[Cell], known: Mapping[str, int]) -> bool:
    return any(text(_at(row, index)) for index in known.values())


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else None


def _frame(rows: list[int], columns: Mapping[str, list[Cell]]) -> pl.DataFrame:
    texts = {
        name: pl.Series([text(cell) for cell in cells], dtype=pl.String)
        for name, cells in columns.items()
    }
    numbers = pl.Series([row + 1 for row in rows], dtype=pl.Int64)
    return pl.DataFrame({"row": numbers, **texts})


def text(cell: Cell) -> str | None:
    """Write a cell as text, trimmed; None where it is blank."""
    if isinstance(cell, str):
        return cell.strip() or None
    if cell is None:
        return None
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime):
        return str(cell.date())
    return str(cell)


def _odd_numbers(
    rows: list[int], columns: Mapping[str, list[Cell]]
) -> tuple[frozenset[tuple[int, str]], frozenset[tuple[int, str]]]:
    """Find the numbers with decimals, and those with more digits than a cell keeps."""
    numbers = [
        (rows[index] + 1, name, cell)
        for name, cells in columns.items()
        for index, cell in enumerate(cells)
        if isinstance(cell, float)
    ]
    fractions = frozenset((row, name) for row, name, cell in numbers if not cell.is_integer())
    long = frozenset((row, name) for row, name, cell in numbers if abs(cell) >= EXACT_DIGITS)
    return fractions, long
