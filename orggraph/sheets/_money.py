"""In which unit money is counted: as the heading says, else the caption, else 说明."""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from orggraph.errors import Problem
from orggraph.language import _
from orggraph.sheets._captions import MONEY
from orggraph.sheets._columns import UNIT_ITEM, Kind
from orggraph.sheets._files import letters
from orggraph.sheets._headings import money_unit
from orggraph.sheets._layout import Heading, Page
from orggraph.sheets._names import normal
from orggraph.sheets._problems import Place, problem

WORDS = {yuan: word for word, yuan in MONEY.items()}


def told_unit(pages: Iterable[Page]) -> int | None:
    """Find the unit that 说明 tells; None where it does not, or tells several."""
    units = {
        MONEY[normal(value)]
        for page in pages
        if page.ledger.name == "说明" and page.complete
        for item, value in page.rows.select("项", "值").rows()
        if item and normal(item) == UNIT_ITEM and value and normal(value) in MONEY
    }
    return units.pop() if len(units) == 1 else None


def settle(page: Page, told: int | None) -> tuple[Page, list[Problem]]:
    """Settle the unit of each column of money; a column without a unit is refused."""
    found: list[Problem] = []
    for column in page.ledger.columns:
        if column.kind is not Kind.MONEY or column.heading not in page.headings:
            continue
        heading = page.headings[column.heading]
        unit = money_unit(heading.written)
        if unit is None:
            unit = page.captions.yuan or told
            code = "money-unit" if unit else "no-unit"
            found.append(problem(_place(page, heading), code, _expected(page, unit)))
        if unit is None:
            page = _without(page, column.heading, required=column.required)
        else:
            page = replace(page, units={**page.units, column.heading: unit})
    return page, found


def _place(page: Page, heading: Heading) -> Place:
    return Place(page.file, page.sheet, page.top, *heading)


def _expected(page: Page, unit: int | None) -> str:
    if unit is None:
        return _("Write the unit into the heading, such as (万元), or 金额单位 into 说明.")
    caption = page.captions.unit
    if caption:
        cell = f"{letters(caption.column)}{caption.row + 1}"
        return _("Read in {unit}, as cell {cell} says.").format(unit=WORDS[unit], cell=cell)
    return _("Read in {unit}, as 说明 says.").format(unit=WORDS[unit])


def _without(page: Page, heading: str, *, required: bool) -> Page:
    headings = {name: about for name, about in page.headings.items() if name != heading}
    rows = page.rows.drop(heading)
    return replace(page, headings=headings, rows=rows, complete=page.complete and not required)


LIKELY = (10_000, 10_000_000)  # yuan that the median village takes in
FEWEST = 3  # amounts of which a median says anything


def suspected(page: Page, heading: str, values: pl.Series) -> Problem | None:
    """Warn where the median of incomes is not what a village takes in."""
    middle = values.drop_nulls().median()
    if values.drop_nulls().len() < FEWEST or not isinstance(middle, float):
        return None
    if middle == 0 or LIKELY[0] <= abs(middle) <= LIKELY[1]:
        return None
    expected = _("Compare the unit: the median is {amount} yuan.").format(amount=f"{middle:,.0f}")
    return problem(_place(page, page.headings[heading]), "unit-suspected", expected)
