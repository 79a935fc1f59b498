"""Bunching: whether values pile up just over a line."""

from collections.abc import Iterable
from typing import NamedTuple


class Bins(NamedTuple):
    """How many values lie just over a line, and how many in the next stretch of the same width."""

    just_over: int
    next_to: int


def over(values: Iterable[float], *, line: int, percent: int) -> Bins:
    """Count the values just over a line and those next to them.

    Parameters
    ----------
    values
        The values, in the unit of the line.
    line
        The line; a value on it is over it.
    percent
        Width of each stretch in percent of the line; 1 or more.

    Returns
    -------
    bins
        Counts of 0 or more: in [line, line + width) and in the next such stretch.

    Examples
    --------
    >>> over([99, 100, 104.9, 105, 110], line=100, percent=5)
    Bins(just_over=2, next_to=1)
    """
    # In hundredths, since five percent of a line need not be a whole number.
    hundredths = [value * 100 for value in values]
    first, second, third = (line * (100 + percent * step) for step in range(3))
    return Bins(
        sum(first <= value < second for value in hundredths),
        sum(second <= value < third for value in hundredths),
    )
