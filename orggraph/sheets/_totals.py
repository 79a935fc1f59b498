"""Rows of totals, checked against the rows that they add up."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from orggraph.sheets._body import Body
from orggraph.sheets._columns import Column, Kind, Ledger
from orggraph.sheets._numbers import scalar

ADDED = (Kind.INTEGER, Kind.MONEY, Kind.NUMBER)
NEVER_ADDED = ("提级", "名次")
NEARLY = 0.006  # by which a total of amounts with two decimals may be rounded

Texts = Mapping[str, Callable[[int], str | None]]


class Total(NamedTuple):
    """A cell of a row of totals that differs from the sum of its rows."""

    row: int
    heading: str
    sum: float


def wrong(body: Body, ledger: Ledger, texts: Texts) -> Iterator[Total]:
    """Give the totals that are not the sum of their rows.

    A part is the sum of the rows since the last one, or up to the next one where it stands above
    them; any other total is the sum of all rows. Where a cell is no number nothing is said.
    """
    for column in ledger.columns:
        if column.heading in texts and _is_added(column):
            yield from _wrong(body, column.heading, texts[column.heading])


def _is_added(column: Column) -> bool:
    return column.kind in ADDED and column.heading not in NEVER_ADDED


def _wrong(body: Body, heading: str, text: Callable[[int], str | None]) -> Iterator[Total]:
    told = {row: scalar(text(row) or "") for row in body.totals}
    if not any(value is not None for value in told.values()):
        return
    values = [scalar(text(row) or "0") or 0.0 for row in body.data]
    sums = list(accumulate(values, initial=0.0))
    bounds = [-1, *sorted(body.parts), 1 << 31]
    for row, value in told.items():
        if value is None:
            continue
        if row in body.parts:
            place = bounds.index(row)
            spans = [(bounds[place - 1], row), (row, bounds[place + 1])]
        else:
            spans = [(-1, 1 << 31)]
        found = [_between(body.data, sums, *span) for span in spans]
        if not any(abs(each - value) <= NEARLY + 1e-9 * abs(value) for each in found):
            yield Total(row, heading, round(found[0], 6))


def _between(rows: Sequence[int], sums: Sequence[float], after: int, before: int) -> float:
    """Add up the rows between two others."""
    start = sum(row <= after for row in rows)
    end = sum(row < before for row in rows)
    return sums[end] - sums[start]
