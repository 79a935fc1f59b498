"""What of a sheet may be shown again: the cells of known columns that hold nothing personal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from orggraph.sheets._columns import Column, Kind
from orggraph.sheets._layout import Page
from orggraph.sheets._personal import holds_personal_number, suspects


@dataclass(frozen=True)
class Copy:
    """The cells of a sheet that may be copied, and where those stand that may not.

    Parameters
    ----------
    file
        File name relative to SOURCE.
    sheet
        Sheet name.
    headings
        Headings by the letters of their column, of the columns that are read.
    row
        Row of the headings, from 1.
    cells
        Texts by row and letters of the column.
    withheld
        Row and letters of cells that hold, or may hold, a person's name or number.
    """

    file: str
    sheet: str
    headings: Mapping[str, str]
    row: int
    cells: Mapping[tuple[int, str], str]
    withheld: frozenset[tuple[int, str]]


def copies(pages: Sequence[Page]) -> tuple[Copy, ...]:
    """Take what may be copied of the sheets that are read; of a wide sheet all its pages make one.

    Columns that are not read, titles, captions and notes are not among it.
    """
    by_sheet: dict[tuple[str, str], list[Page]] = {}
    for page in pages:
        if page.file:
            by_sheet.setdefault((page.file, page.sheet), []).append(page)
    return tuple(_copy(own) for own in by_sheet.values())


def _copy(pages: Sequence[Page]) -> Copy:
    headings: dict[str, str] = {}
    cells: dict[tuple[int, str], str] = {}
    withheld: set[tuple[int, str]] = set()
    for page in pages:
        for column, letters, written in _shown_columns(page):
            headings[letters] = written
            for row, text, hidden in _texts(page, column):
                if hidden:
                    withheld.add((row, letters))
                else:
                    cells[row, letters] = text
    first = pages[0]
    return Copy(first.file, first.sheet, headings, first.top, cells, frozenset(withheld))


def _shown_columns(page: Page) -> Iterator[tuple[Column, str, str]]:
    for column in page.ledger.columns:
        heading = page.headings.get(column.heading)
        if heading and heading.letters and not holds_personal_number(heading.written):
            yield column, heading.letters, heading.written


def _texts(page: Page, column: Column) -> Iterator[tuple[int, str, bool]]:
    """Give the filled cells of a column: row, text, and whether it is withheld."""
    text = pl.col(column.heading)
    rows = page.rows.filter(text.is_not_null()).select(
        "row", text.alias("text"), named=_is_personal(page, column), numbered=suspects(text)
    )
    for row, told, named, numbered in rows.rows():
        yield row, told, named or (numbered and holds_personal_number(told))


def _is_personal(page: Page, column: Column) -> pl.Expr:
    """Whether cells hold, or may hold, a person's name: ``_sheet.is_personal`` in columns."""
    if column.shown_with is None:
        return pl.lit(column.kind is Kind.PERSON)
    beside, words = column.shown_with
    if beside not in page.rows.columns:
        return pl.lit(value=True)
    return ~pl.col(beside).is_in(words).fill_null(value=False)
