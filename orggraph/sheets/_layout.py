"""The rows of a sheet, below its headings, as a frame of texts."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

import polars as pl

from orggraph.errors import Problem, Severity
from orggraph.language import _
from orggraph.sheets import _totals
from orggraph.sheets._assignment import Assignment, assign, heading_problems
from orggraph.sheets._block import Block
from orggraph.sheets._body import Body, sort_rows
from orggraph.sheets._captions import NO_CAPTIONS, Captions, captions
from orggraph.sheets._columns import DATES, TOWN, Kind, Ledger
from orggraph.sheets._files import Cell, Fault, Grid, bad_encoding, letters
from orggraph.sheets._numbers import scalar
from orggraph.sheets._problems import PROBLEMS, Place, problem

EXACT_DIGITS = 10**15  # a number in a cell keeps 15 digits
MOST_RUNS = 10  # of row numbers in a message
FIRST_SERIAL = 20_000  # the day 20,000 is in 1954; what is less is a year or a month
_SPAN = re.compile(r"^(.+?)\s*(?:-|—|–|~|～|至|到)+\s*((?:19|20)\d{2}.*|今|长期|现在)$", re.DOTALL)


class Heading(NamedTuple):
    """A heading as written, and the letters of its column."""

    written: str
    letters: str


@dataclass(frozen=True)
class Page:
    """The rows of one ledger in one sheet of one file, every cell as text, blank as null.

    ``rows`` has ``row`` (as Excel counts) and a column per known heading. ``fractions`` and
    ``long_numbers`` are the cells (row, heading) that hold a number with decimals where a date is
    wanted, or one with more digits than a cell keeps; ``faults`` those that show an error, with
    its text; ``strays`` are rows with values beyond the last heading. ``units`` says how many
    yuan the unit of a column of money is.
    """

    file: str
    sheet: str
    ledger: Ledger
    top: int
    headings: Mapping[str, Heading]
    rows: pl.DataFrame
    fractions: frozenset[tuple[int, str]] = frozenset()
    long_numbers: frozenset[tuple[int, str]] = frozenset()
    faults: Mapping[tuple[int, str], str] = field(default_factory=dict)
    strays: tuple[int, ...] = ()
    units: Mapping[str, int] = field(default_factory=dict)
    captions: Captions = NO_CAPTIONS
    since_1904: bool = False
    complete: bool = True


def page(grid: Grid, block: Block) -> tuple[Page, list[Problem]]:
    """Lay a grid out as a page of a ledger, with the problems of its headings and its rows."""
    if grid.foreign and not block.known:
        return _refused(grid, block), [bad_encoding(grid.file)]
    told = captions(grid.cells[: block.first])
    assigned = assign(block)
    problems = heading_problems(grid, block, assigned, told)
    if any(each.code == "several-tables" for each in problems):
        return _refused(grid, block), problems
    body = sort_rows(grid.cells, block)
    if body.other is not None:
        return _refused(grid, block), [*problems, _other_table(grid, body.other)]
    _fill_merged(grid, block)
    laid = _page(grid, block, assigned, body)
    laid = replace(laid, captions=told, complete=not any(map(_is_error, problems)))
    laid, more = _with_town(laid, told)
    problems += [
        *more,
        *_partial(laid, grid, assigned),
        *_left_out(grid, body),
        *_wrong_totals(grid, block, assigned, body),
        *_hidden(grid, body),
        *_hidden_columns(grid, block, assigned),
    ]
    return laid, problems


def blank(ledger: Ledger) -> Page:
    """Stand in for a ledger that was not given: no file, no rows, not complete."""
    return Page("", "", ledger, 0, {}, _frame([], {}), complete=False)


def _refused(grid: Grid, block: Block) -> Page:
    page = Page(grid.file, grid.sheet, block.ledger, block.last + 1, {}, _frame([], {}))
    return replace(page, complete=False)


def _is_error(found: Problem) -> bool:
    return PROBLEMS[found.code].severity is Severity.ERROR


def _other_table(grid: Grid, row: int) -> Problem:
    heading = next(text for cell in grid.cells[row] if (text := text_of(cell)))
    expected = _("One table a sheet: move the one that begins here to a sheet of its own.")
    column = next(i for i, cell in enumerate(grid.cells[row]) if text_of(cell))
    place = Place(grid.file, grid.sheet, row + 1, heading, letters(column))
    return problem(place, "several-tables", expected)


def _fill_merged(grid: Grid, block: Block) -> None:
    """Fill cells that are merged over several rows of data: only the first holds the value.

    A cell that is merged over several columns stays the value of the first one.
    """
    for area in grid.marks.merged:
        if area.top <= block.last or area.top >= len(grid.cells):
            continue
        value = _at(grid.cells[area.top], area.left)
        for row in grid.cells[area.top + 1 : area.bottom + 1]:
            if area.left < len(row):
                row[area.left] = value
            elif value not in ("", None):
                row.extend([None] * (area.left - len(row)) + [value])


def _page(grid: Grid, block: Block, assigned: Assignment, body: Body) -> Page:
    cells = _cells(grid, assigned, body.data)
    kinds = {column.heading: column.kind for column in block.ledger.columns}
    fractions, long_numbers = _odd_numbers(body.data, cells, kinds)
    places = {**assigned.columns, **{name: own[0] for name, own in assigned.parts.items()}}
    if assigned.span is not None:
        places |= {"开始时间": assigned.span, "结束时间": assigned.span}
    rows = _frame(body.data, cells)
    width = len(block.levels)
    return Page(
        grid.file,
        grid.sheet,
        block.ledger,
        block.last + 1,
        {name: Heading(block.written[index], letters(index)) for name, index in places.items()},
        rows,
        fractions,
        long_numbers,
        _faults(body.data, cells),
        tuple(row for row in rows["row"] if any(map(text_of, grid.cells[row - 1][width:]))),
        since_1904=grid.since_1904,
    )


def _cells(grid: Grid, assigned: Assignment, rows: Sequence[int]) -> dict[str, Sequence[Cell]]:
    """Take the cells of each column of the ledger, down its rows of data."""
    columns = list(zip_longest(*(grid.cells[row] for row in rows)))
    blank_column = (None,) * len(rows)
    cells: dict[str, Sequence[Cell]] = {
        name: columns[index] if index < len(columns) else blank_column
        for name, index in assigned.columns.items()
    }
    for name, parts in assigned.parts.items():
        cells[name] = [_sum(grid.cells[row], parts) for row in rows]
    if assigned.span is not None:
        spans = [_span(_at(grid.cells[row], assigned.span)) for row in rows]
        cells["开始时间"], cells["结束时间"] = ([span[n] for span in spans] for n in (0, 1))
    return cells


def _with_town(page: Page, told: Captions) -> tuple[Page, list[Problem]]:
    """Take the town of all rows from the caption where the sheet has no column for it."""
    column = page.ledger.column(TOWN)
    if column is None or not column.required or TOWN in page.headings or not told.town:
        return page, []
    caption = told.reporter
    if caption is None:
        return page, []
    expected = _("All rows are read as of {town}.").format(town=told.town)
    place = Place(page.file, page.sheet, caption.row + 1, caption.said, letters(caption.column))
    notice = problem(place, "town-from-caption", expected)
    rows = page.rows.with_columns(pl.lit(told.town).alias(TOWN))
    headings = {**page.headings, TOWN: Heading(caption.said, "")}
    return replace(page, rows=rows, headings=headings), [notice]


def _partial(page: Page, grid: Grid, assigned: Assignment) -> list[Problem]:
    """Warn of sums of which a part is blank: the sum is unknown, not the other part."""
    found = []
    for parts in assigned.parts.values():
        for row in page.rows["row"]:
            blanks = [index for index in parts if text_of(_at(grid.cells[row - 1], index)) is None]
            if 0 < len(blanks) < len(parts):
                expected = _("Write 0 where there are none.")
                place = Place(page.file, page.sheet, row, "", letters(blanks[0]))
                found.append(problem(place, "partial-sum", expected))
    return found


def _left_out(grid: Grid, body: Body) -> Iterator[Problem]:
    """Say which rows were not taken for data."""
    kinds = (
        ("total-row", body.totals, _("Nothing, if it is a total.")),
        ("note-row", body.notes, _("Nothing, if it is a note.")),
        ("repeated-headings", body.repeated, _("Nothing, if it is a heading.")),
    )
    for code, rows, expected in kinds:
        for row in rows:
            yield problem(Place(grid.file, grid.sheet, row + 1), code, expected)


def _wrong_totals(grid: Grid, block: Block, assigned: Assignment, body: Body) -> Iterator[Problem]:
    def text(row: int, index: int) -> str | None:
        return text_of(_at(grid.cells[row], index))

    texts = {name: partial(text, index=index) for name, index in assigned.columns.items()}
    for total in _totals.wrong(body, block.ledger, texts):
        index = assigned.columns[total.heading]
        heading = block.written[index]
        place = Place(grid.file, grid.sheet, total.row + 1, heading, letters(index))
        expected = _("The rows add up to {sum}.").format(sum=f"{total.sum:.12g}")
        yield problem(place, "wrong-sum", expected, text(total.row, index))


def _hidden(grid: Grid, body: Body) -> Iterator[Problem]:
    hidden = sorted(set(grid.marks.hidden) & set(body.data)) if grid.marks.hidden else []
    if hidden:
        rows = _runs([row + 1 for row in hidden])
        expected = _("Unhide rows {rows} and look whether they still hold.").format(rows=rows)
        yield problem(Place(grid.file, grid.sheet, hidden[0] + 1), "hidden-rows", expected)


def _hidden_columns(grid: Grid, block: Block, assigned: Assignment) -> Iterator[Problem]:
    hidden = [
        index
        for index in sorted(assigned.used)
        if any(first <= index <= last for first, last in grid.marks.hidden_columns)
    ]
    if hidden:
        columns = "、".join(map(letters, hidden))
        expected = _("Unhide columns {columns} and look whether they still hold.")
        index = hidden[0]
        place = (block.row(index), block.written[index], letters(index))
        told = expected.format(columns=columns)
        yield problem(Place(grid.file, grid.sheet, *place), "hidden-columns", told)


def _runs(rows: Sequence[int]) -> str:
    """Write row numbers as runs, such as 3、5-7; of very many runs the first ones."""
    runs: list[list[int]] = []
    for row in rows:
        if runs and row == runs[-1][1] + 1:
            runs[-1][1] = row
        else:
            runs.append([row, row])
    texts = [str(a) if a == b else f"{a}-{b}" for a, b in runs]
    return "、".join(texts[:MOST_RUNS]) + ("…" if len(texts) > MOST_RUNS else "")


def _at(row: Sequence[Cell], index: int) -> Cell:
    return row[index] if index < len(row) else None


def _sum(row: Sequence[Cell], parts: Sequence[int]) -> Cell:
    texts = [text_of(_at(row, index)) for index in parts]
    numbers = [scalar(text) for text in texts if text is not None]
    if any(number is None for number in numbers):
        return "+".join(filter(None, texts))  # to be refused as it stands
    return sum(filter(None, numbers)) if len(numbers) == len(parts) else None


def _span(cell: Cell) -> tuple[Cell, Cell]:
    """Part a time that is written in one cell into its start and its end."""
    text = text_of(cell)
    found = _SPAN.match(text) if text else None
    if not found:
        return cell, None
    return found[1], "至今" if found[2] == "今" else found[2]


def _frame(rows: Sequence[int], columns: Mapping[str, Sequence[Cell]]) -> pl.DataFrame:
    """Make a frame of the rows in which any of the columns holds something."""
    numbers = pl.Series([row + 1 for row in rows], dtype=pl.Int64)
    frame = pl.DataFrame({"row": numbers, **{name: _texts(own) for name, own in columns.items()}})
    if not columns:
        return frame.clear()
    plain = pl.col(list(columns)).str.strip_chars()
    texts = frame.lazy().with_columns(pl.when(plain != "").then(plain).name.keep())
    held = pl.any_horizontal(pl.col(name).is_not_null() for name in columns)
    return texts.filter(held).collect()


def _texts(cells: Sequence[Cell]) -> pl.Series:
    """Write the cells of a column as texts, those that are texts already at once."""
    kinds = set(map(type, cells))
    if not kinds <= {str, type(None)}:
        # True equals 1 and would be written like it: only without it a value is written once.
        written = {} if bool in kinds else {cell: text_of(cell) for cell in set(cells)}
        cells = [written[cell] for cell in cells] if written else [text_of(cell) for cell in cells]
    return pl.Series(cells, dtype=pl.String)


def text_of(cell: Cell) -> str | None:
    """Write a cell as text, trimmed; None where it is blank."""
    if type(cell) is str:
        return cell.strip() or None
    return None if cell is None else _written(cell)


def _written(cell: Cell) -> str:
    if isinstance(cell, Fault):
        return cell.text or "="
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell.date() if isinstance(cell, datetime) else cell)


def _faults(
    rows: Sequence[int], columns: Mapping[str, Sequence[Cell]]
) -> dict[tuple[int, str], str]:
    return {
        (rows[index] + 1, name): cell.text
        for name, cells in columns.items()
        if Fault in set(map(type, cells))
        for index, cell in enumerate(cells)
        if type(cell) is Fault
    }


Marked = frozenset[tuple[int, str]]


def _odd_numbers(
    rows: Sequence[int], columns: Mapping[str, Sequence[Cell]], kinds: Mapping[str, Kind]
) -> tuple[Marked, Marked]:
    """Find the numbers that may not say what they seem to, by the kind of their column."""
    fractions, long = set(), set()
    for name, cells in columns.items():
        kind = kinds.get(name)
        if float not in set(map(type, cells)):
            continue
        for index, cell in enumerate(cells):
            if type(cell) is not float:
                continue
            place = (rows[index] + 1, name)
            if abs(cell) >= EXACT_DIGITS:
                long.add(place)
            if kind in (*DATES, Kind.ITEM) and not cell.is_integer() and cell < FIRST_SERIAL:
                fractions.add(place)
    return frozenset(fractions), frozenset(long)
