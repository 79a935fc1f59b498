"""Which income is counted: as the heading or 口径 says, else the caption, else 说明; never guessed.

总收入, 经营性收入 and 经营收益 are three quantities, and offices call each of them 集体收入.
"""

from collections.abc import Iterable
from dataclasses import replace

import polars as pl

from orggraph.errors import Problem
from orggraph.language import _
from orggraph.model import INCOMES
from orggraph.sheets._columns import AMOUNT, METRIC, METRIC_ITEM
from orggraph.sheets._files import letters
from orggraph.sheets._layout import Heading, Page
from orggraph.sheets._names import normal
from orggraph.sheets._problems import Place, problem

WORDS = "、".join(INCOMES.values())


def told_metric(pages: Iterable[Page]) -> str | None:
    """Find the income that 说明 tells; None where it does not, or tells several."""
    metrics = {
        normal(value)
        for page in pages
        if page.ledger.name == "说明" and page.complete
        for item, value in page.rows.select("项", "值").rows()
        if item and normal(item) == METRIC_ITEM and value and normal(value) in INCOMES.values()
    }
    return metrics.pop() if len(metrics) == 1 else None


def settle_metric(page: Page, told: str | None) -> tuple[Page, list[Problem]]:
    """Settle which income a page of amounts is of; a page of which nothing tells it is refused."""
    lacking = page.ledger.column(METRIC) is not None and METRIC not in page.headings
    if not lacking or not page.complete or AMOUNT not in page.headings:
        return page, []
    caption = page.captions.metric
    metric = caption.said if caption else told
    place = Place(page.file, page.sheet, page.top, *page.headings[AMOUNT])
    if metric is None:
        expected = _("Write one of {words} into the heading, or {item} into 说明.")
        found = problem(place, "no-income-metric", expected.format(words=WORDS, item=METRIC_ITEM))
        return replace(page, complete=False), [found]
    if caption:
        cell = f"{letters(caption.column)}{caption.row + 1}"
        expected = _("Read as {word}, as cell {cell} says.").format(word=metric, cell=cell)
    else:
        expected = _("Read as {word}, as 说明 says.").format(word=metric)
    headings = {**page.headings, METRIC: Heading(page.headings[AMOUNT].written, "")}
    rows = page.rows.with_columns(pl.lit(metric).alias(METRIC))
    return replace(page, headings=headings, rows=rows), [problem(place, "income-metric", expected)]
