"""Where the headings of a sheet are: one to three rows, below titles and captions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from orggraph.sheets._columns import Ledger
from orggraph.sheets._files import Cell, Grid, spread
from orggraph.sheets._headings import Meaning, exact, folded

DEPTH = 3  # rows of headings
LOOKED_AT = 60  # rows from the top in which headings are looked for
ENOUGH = 3  # known headings that make a row the one of headings
LONGEST = 100  # characters of a heading that are shown


@dataclass(frozen=True)
class Block:
    """The rows of headings of a sheet: their levels in each column, from the upper one down."""

    first: int
    last: int
    levels: tuple[tuple[str, ...], ...]
    ledger: Ledger

    @cached_property
    def written(self) -> list[str]:
        """The headings as users know them: levels parted by strokes, each once."""
        return ["/".join(dict.fromkeys(filter(None, own)))[:LONGEST] for own in self.levels]

    @cached_property
    def folded(self) -> list[tuple[str, ...]]:
        """The levels as they are compared."""
        return [tuple(folded(level) for level in own) for own in self.levels]

    @cached_property
    def meanings(self) -> list[Meaning]:
        """What each column is named outright."""
        return [exact(own, self.ledger) for own in self.folded]

    @property
    def known(self) -> int:
        """How many different columns are named outright."""
        return len({columns for columns, how in self.meanings if how})

    @property
    def telling(self) -> bool:
        """Whether it is one of headings: a row of data may hold one word that is also a heading."""
        return self.known > 1 or any(meaning.how == "heading" for meaning in self.meanings)

    def row(self, index: int) -> int:
        """Say in which row (from 1) the heading of a column is written."""
        own = self.levels[index]
        deepest = max((level for level, text in enumerate(own) if text), default=0)
        return self.first + deepest + 1


def find(grid: Grid, ledger: Ledger) -> Block:
    """Find the headings of a sheet.

    They begin in the first row in which enough headings are known. Where there is no such row,
    the row of most known headings is taken, and the first row with anything where none is known.
    """
    filled = [i for i, row in enumerate(grid.cells[:LOOKED_AT]) if any(map(_text, row))]
    if not filled:
        return Block(0, 0, (), ledger)
    fallback = _block(grid, filled[0], 1, ledger)
    best = fallback if fallback.telling else None
    for top in filled:
        block = max(
            (
                Block(top, top + depth - 1, _levels(grid, top, depth), ledger)
                for depth in _depths(grid, top)
            ),
            key=lambda each: each.known,
        )
        if block.known >= min(ENOUGH, len(ledger.columns)):
            return _shortened(grid, block)
        if block.telling and (best is None or block.known > best.known):
            best = block
    return _shortened(grid, best) if best else fallback


def around(grid: Grid, block: Block) -> Iterator[Block]:
    """Give the headings of a sheet, and as they would be with more rows above or below.

    Where none were told from titles they may begin in any row.
    """
    yield block
    rows = min(LOOKED_AT, len(grid.cells))
    tops = range(block.first, max(block.last - DEPTH, -1), -1) if block.telling else range(rows)
    for first in tops:
        least = block.last if block.telling else first
        for last in range(least, min(first + DEPTH, len(grid.cells))):
            yield _block(grid, first, last - first + 1, block.ledger)


def _depths(grid: Grid, top: int) -> list[int]:
    """Say how many rows the headings may take: what is merged downwards is not cut."""
    depths = []
    for depth in range(1, min(DEPTH, len(grid.cells) - top) + 1):
        last = top + depth - 1
        for area in sorted(grid.marks.merged):
            if top <= area.top <= last < area.bottom < area.top + DEPTH:
                last = area.bottom
        depths.append(last - top + 1)
    return depths


def _shortened(grid: Grid, block: Block) -> Block:
    """Leave out upper rows without which as much is known: they are titles."""
    while block.first < block.last:
        lower = _block(grid, block.first + 1, block.last - block.first, block.ledger)
        if lower.known < block.known:
            break
        block = lower
    return block


def _block(grid: Grid, top: int, depth: int, ledger: Ledger) -> Block:
    return Block(top, top + depth - 1, _levels(grid, top, depth), ledger)


def _levels(grid: Grid, top: int, depth: int) -> tuple[tuple[str, ...], ...]:
    rows = [[_text(cell) for cell in row] for row in grid.cells[top : top + depth]]
    width = max((len(row) for row in rows), default=0)
    rows = [row + [""] * (width - len(row)) for row in rows]
    _unmerge(grid, rows, top)
    if depth > 1 and not grid.marks.merged:
        _carry(rows)
    return tuple(zip(*rows, strict=True))


def _unmerge(grid: Grid, rows: list[list[str]], top: int) -> None:
    """Copy the value of merged headings, which only their first cell holds."""
    for area in grid.marks.merged:
        if area.bottom < top or area.top >= top + len(rows):
            continue
        value = _text(_at(grid.cells[area.top], area.left)) if area.top < len(grid.cells) else ""
        for row, column in spread(grid.cells, area):
            if 0 <= row - top < len(rows) and column < len(rows[row - top]):
                rows[row - top][column] = value


def _carry(rows: list[list[str]]) -> None:
    """Carry groups of headings to the right where merging was lost, as in text files."""
    for upper, lower in pairwise(rows):
        for column in range(1, len(upper)):
            if not upper[column] and lower[column]:
                upper[column] = upper[column - 1]


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else None


def _text(cell: Cell) -> str:
    return cell.strip() if isinstance(cell, str) else "" if cell is None else str(cell)
