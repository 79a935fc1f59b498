"""督导 in its wide form, a column an item, read as pages of the long form."""

import re
from collections.abc import Sequence
from dataclasses import replace
from unicodedata import normalize

import polars as pl

from orggraph.errors import Problem
from orggraph.model import SUPERVISION_TOTAL
from orggraph.sheets._block import Block, find
from orggraph.sheets._columns import ITEM, MONTH, RANK, SCORE, TOWN, Column, Kind, Ledger
from orggraph.sheets._files import Cell, Grid
from orggraph.sheets._layout import Heading, Page, page

NAME = "督导"
# What stands beside the items without being one.
NO_ITEMS = ("序号", "号", RANK, "排名", "位次", "合计", "总计", "小计", "备注", "说明")
_SCORE = re.compile(r"-?\d{1,5}(?:\.\d+)?")  # no phone number is one


def pages(grid: Grid, ledger: Ledger) -> tuple[list[Page], list[Problem]]:
    """Lay a grid of a known ledger out as a page, or a page an item where items are columns."""
    block = find(grid, ledger)
    found = _items(grid, block) if ledger.name == NAME else []
    if not found:
        laid, problems = page(grid, block)
        return [laid], problems
    wide, problems = page(grid, find(grid, _wide(ledger, found)))
    if not wide.headings:
        return [replace(wide, ledger=ledger)], problems
    return [_long(wide, ledger, item) for item in found], problems


def _items(grid: Grid, block: Block) -> list[str]:
    """Name the columns that hold scores; none where the sheet is of the long form."""
    named = {meaning.columns[0] for meaning in block.meanings if meaning.how}
    if ITEM in named or SCORE in named or not {MONTH, TOWN} <= named:
        return []
    below = grid.cells[block.last + 1 :]
    scored = (
        block.folded[index][-1]
        for index, meaning in enumerate(block.meanings)
        if not meaning.how
        and block.folded[index][-1] not in ("", *NO_ITEMS)
        and (not below or any(_is_score(row, index) for row in below))
    )
    return list(dict.fromkeys(scored))


def _is_score(row: Sequence[Cell], index: int) -> bool:
    cell = row[index] if index < len(row) else None
    return bool(_SCORE.fullmatch(normalize("NFKC", str(cell)).strip().removesuffix(".0")))


def _wide(ledger: Ledger, found: list[str]) -> Ledger:
    kept = [MONTH, TOWN, *([RANK] if SUPERVISION_TOTAL in found else [])]
    columns = (column for column in ledger.columns if column.heading in kept)
    scores = (Column(item, Kind.NUMBER) for item in found)
    return replace(ledger, columns=(*columns, *scores))


def _long(wide: Page, ledger: Ledger, item: str) -> Page:
    """Give the scores of one item as a page of the long form; a blank score is no row."""
    renamed = {MONTH: MONTH, TOWN: TOWN, item: SCORE}
    if item == SUPERVISION_TOTAL and RANK in wide.headings:
        renamed[RANK] = RANK
    rows = wide.rows.select("row", *(pl.col(old).alias(new) for old, new in renamed.items()))
    rows = rows.with_columns(pl.lit(item).alias(ITEM))
    scored = pl.any_horizontal(pl.col(set(renamed.values()) - {MONTH, TOWN}).is_not_null())
    given = {new: wide.headings[old] for old, new in renamed.items()}
    return replace(
        wide,
        ledger=ledger,
        headings={**given, ITEM: Heading(wide.headings[item].written, "")},
        rows=rows.filter(scored),
        faults={(row, renamed[n]): t for (row, n), t in wide.faults.items() if n in renamed},
        fractions=_renamed(wide.fractions, renamed),
        long_numbers=_renamed(wide.long_numbers, renamed),
    )


def _renamed(
    cells: frozenset[tuple[int, str]], renamed: dict[str, str]
) -> frozenset[tuple[int, str]]:
    return frozenset((row, renamed[name]) for row, name in cells if name in renamed)
