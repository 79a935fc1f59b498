"""Bursts: which days of a list lie close together."""

from collections.abc import Sequence
from datetime import date


def densest(held: Sequence[date], *, days: int) -> Sequence[date]:
    """Find the most that lies within some consecutive days.

    Parameters
    ----------
    held
        Days, in any order; a day may stand several times.
    days
        Length of the window in days; 1 or more.

    Returns
    -------
    within
        The days of the fullest window, the earliest of equals, in order; empty for no days.

    Examples
    --------
    >>> len(densest([date(2022, 1, 1), date(2022, 1, 7), date(2022, 1, 8)], days=7))
    2
    """
    ordered = sorted(held)
    best: Sequence[date] = []
    first = 0
    for last, day in enumerate(ordered):
        while (day - ordered[first]).days >= days:
            first += 1
        best = max(best, ordered[first : last + 1], key=len)
    return best
