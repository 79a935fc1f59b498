"""督导 and 收入 in their wide forms, a column an item or a year, read as pages of the long form."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple
from unicodedata import normalize

import polars as pl

from orggraph.model import SUPERVISION_TOTAL
from orggraph.sheets._block import Block, around, find
from orggraph.sheets._columns import (
    AMOUNT,
    ITEM,
    METRIC,
    MONTH,
    RANK,
    SCORE,
    TOWN,
    VILLAGE,
    YEAR,
    Column,
    Kind,
    Ledger,
)
from orggraph.sheets._files import Cell, Grid
from orggraph.sheets._incomes import Income, incomes
from orggraph.sheets._layout import Heading, Page

SCORES, INCOMES = "督导", "收入"
# What stands beside the items without being one.
NO_ITEMS = ("序号", "号", RANK, "排名", "位次", "合计", "总计", "小计", "备注", "说明")
_SCORE = re.compile(r"-?\d{1,5}(?:\.\d+)?")  # no phone number is one


class Part(NamedTuple):
    """One wide column as a page of the long form.

    ``keys`` and ``values`` are columns of the sheet by what they are in the long form; ``told`` is
    what the heading says of every row.
    """

    column: Column
    keys: tuple[str, ...]
    values: Mapping[str, str]
    told: Mapping[str, str]


def parts(grid: Grid, ledger: Ledger) -> list[Part]:
    """Name the columns that tell in their heading what the long form has a column for."""
    block = find(grid, ledger)
    if ledger.name == SCORES:
        items = _items(grid, block)
        return [_score(item, ranked=SUPERVISION_TOTAL in items) for item in items]
    if ledger.name == INCOMES:
        # The rows that name places may be fewer than those that tell years and incomes.
        block = max(around(grid, block), key=lambda each: len(incomes(each)))
        named = {meaning.columns[0] for meaning in block.meanings if meaning.how}
        return [_income(income, named) for income in incomes(block)]
    return []


def widened(ledger: Ledger, own: Sequence[Part]) -> Ledger:
    """Give the ledger the wide columns of a sheet, and of its own only what stands beside them."""
    kept = {name for part in own for name in (*part.keys, *part.values)}
    columns = (column for column in ledger.columns if column.heading in kept)
    return replace(ledger, columns=(*columns, *(part.column for part in own)))


def lengthened(wide: Page, ledger: Ledger, part: Part) -> Page:
    """Give one wide column as a page of the long form; a row that says nothing is left out."""
    wanted = {**dict.fromkeys(part.keys), **part.values}
    renamed = {old: new or old for old, new in wanted.items() if old in wide.headings}
    rows = wide.rows.select("row", *(pl.col(old).alias(new) for old, new in renamed.items()))
    rows = rows.with_columns(pl.lit(word).alias(name) for name, word in part.told.items())
    said = pl.any_horizontal(pl.col(set(renamed.values()) - set(part.keys)).is_not_null())
    given = {new: wide.headings[old] for old, new in renamed.items()}
    heading = Heading(wide.headings[part.column.heading].written, "")
    return replace(
        wide,
        ledger=ledger,
        headings={**given, **dict.fromkeys(part.told, heading)},
        rows=rows.filter(said),
        faults={(row, renamed[n]): t for (row, n), t in wide.faults.items() if n in renamed},
        fractions=_renamed(wide.fractions, renamed),
        long_numbers=_renamed(wide.long_numbers, renamed),
    )


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


def _score(item: str, *, ranked: bool) -> Part:
    values = {item: SCORE}
    if ranked and item == SUPERVISION_TOTAL:
        values[RANK] = RANK
    return Part(Column(item, Kind.NUMBER), (MONTH, TOWN), values, {ITEM: item})


def _income(income: Income, named: set[str]) -> Part:
    keys = (TOWN, VILLAGE, *(name for name in (YEAR, METRIC) if name in named))
    told = {YEAR: income.year, METRIC: income.metric}
    return Part(
        Column(income.heading, Kind.MONEY),
        keys,
        {income.heading: AMOUNT},
        {name: word for name, word in told.items() if word and name not in named},
    )


def _renamed(
    cells: frozenset[tuple[int, str]], renamed: dict[str, str]
) -> frozenset[tuple[int, str]]:
    return frozenset((row, renamed[name]) for row, name in cells if name in renamed)
