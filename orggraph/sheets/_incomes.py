"""Columns of incomes: which year and which of the three incomes their headings tell."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from orggraph.model import INCOMES
from orggraph.sheets._block import Block
from orggraph.sheets._columns import METRIC, VILLAGE, YEAR
from orggraph.sheets._headings import joined

_KIND = re.compile("|".join(INCOMES.values()))
_YEAR = re.compile(r"((?:19|20)\d{2})(?:年度|年底|年末|年)?")
_YEAR_ALONE = re.compile(r"(?:19|20)\d{2}年度?")
_WORDS = re.compile(
    r"(?:(?:其中[:,]?)?(?:全年|本?年度?)?村?级?(?:集体)?(?:经济)?"
    rf"(?:{_KIND.pattern}|收入|金额)(?:金额|合计|情况)?)+"
)


class Income(NamedTuple):
    """A column of incomes: its heading as compared, and the year and the income it tells.

    ``metric`` is the word of the ledger; None where the heading says no more than 集体收入.
    """

    heading: str
    year: str | None
    metric: str | None


def incomes(block: Block) -> list[Income]:
    """Find the columns of incomes whose headings tell what 年度 or 口径 would.

    None where no column names villages, or where both have columns of their own. What a column
    of its own tells, no heading tells again.
    """
    named = {meaning.columns[0] for meaning in block.meanings if meaning.how}
    if {YEAR, METRIC} <= named or VILLAGE not in named:
        return []
    found = (income for own in block.folded if (income := _income(own)))
    open_ones = (
        income
        for income in found
        if (income.year is None) == (YEAR in named) and not (income.metric and METRIC in named)
    )
    return list(dict.fromkeys(open_ones))


def _income(levels: Sequence[str]) -> Income | None:
    """Read a heading: a year, the words of incomes and nothing else, from the upper level down."""
    metric = _metric(levels)
    for text in joined(levels) if metric != "" else ():
        years = set(_YEAR.findall(text))
        words = _YEAR.sub("", text)
        if len(years) <= 1 and (_WORDS.fullmatch(words) or _YEAR_ALONE.fullmatch(text)):
            return Income(text, next(iter(years), None), metric)
    return None


def _metric(levels: Sequence[str]) -> str | None:
    """Take the income that the lowest level names; None where none does, blank if one names two."""
    named = [kinds for level in levels if (kinds := set(_KIND.findall(level)))]
    if not named:
        return None
    return next(iter(named[-1])) if len(named[-1]) == 1 else ""
