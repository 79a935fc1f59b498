"""One sheet of one file as a grid of raw cells."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

MOST_CELLS = 8_000_000  # of one sheet, up to its last cell; more than half a gigabyte as a grid
MOST_BYTES = 200_000_000  # of one file
MOST_SPANS = 16_384  # of hidden columns; a sheet has no more columns
MOST_PART_BYTES = 600_000_000  # of one part of a workbook, unpacked


class Fault(NamedTuple):
    """A cell that shows an error such as ``#REF!``; without text, a formula never computed."""

    text: str


Cell = str | float | bool | date | datetime | time | timedelta | Fault | None


class Range(NamedTuple):
    """Merged cells, by their first and last row and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


class Marks(NamedTuple):
    """What a sheet says beside its values: faults by cell, hidden rows, merged ranges and more.

    ``shares`` are cells that are shown as per cent and hold a fraction; ``hidden_columns`` the
    first and last of columns that are hidden together.
    """

    faults: tuple[tuple[int, int, str], ...] = ()
    hidden: tuple[int, ...] = ()
    merged: tuple[Range, ...] = ()
    shares: tuple[tuple[int, int], ...] = ()
    hidden_columns: tuple[tuple[int, int], ...] = ()


NO_MARKS = Marks()


@dataclass(frozen=True)
class Grid:
    """One sheet of one file: raw cells by row, the first row first.

    ``alone`` says that no other sheet of the file holds anything, so that the file's name may tell
    what it is; ``since_1904`` that its days are counted from 1904.
    """

    file: str
    sheet: str
    cells: list[list[Cell]]
    marks: Marks = NO_MARKS
    alone: bool = False
    since_1904: bool = False
    foreign: bool = False  # text that is not Unicode: its encoding may be another

    @property
    def empty(self) -> bool:
        """Whether no cell holds anything."""
        return not any(cell not in ("", None) for row in self.cells for cell in row)


def letters(index: int) -> str:
    """Name a column as Excel does: 0 is A, 26 is AA."""
    name = ""
    while index >= 0:
        index, rest = index // 26 - 1, index % 26
        name = chr(ord("A") + rest) + name
    return name


class TooLargeError(Exception):
    """A file that would need more memory than there is."""


class BrokenFileError(Exception):
    """A file that is damaged or is not what its name says."""


class LockedError(Exception):
    """A file with a password."""


class EncodingError(Exception):
    """A text file in an encoding that cannot be told."""


def fill_faults(cells: list[list[Cell]], marks: Marks) -> None:
    """Put the faults of a sheet, which its reader leaves blank, into its cells."""
    for row, column, text in marks.faults:
        while len(cells) <= row:
            cells.append([])
        own = cells[row]
        own.extend([None] * (column + 1 - len(own)))
        own[column] = Fault(text)


def show_shares(cells: list[list[Cell]], marks: Marks) -> None:
    """Write fractions that are shown as per cent as they are shown."""
    for row, column in marks.shares:
        cell = cells[row][column] if row < len(cells) and column < len(cells[row]) else None
        if isinstance(cell, float):
            cells[row][column] = f"{cell * 100:.12g}%"


def spread(cells: list[list[Cell]], area: Range) -> Iterator[tuple[int, int]]:
    """Give the cells of a merged range that a grid has, but for its first."""
    for row in range(area.top, min(area.bottom + 1, len(cells))):
        for column in range(area.left, min(area.right + 1, len(cells[row]))):
            if (row, column) != (area.top, area.left):
                yield row, column
