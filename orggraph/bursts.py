"""Bursts: how many days of a list lie close together."""

from collections.abc import Sequence
from datetime import date


def most_within(held: Sequence[date], *, days: int) -> int:
    """Count the most that lies within some consecutive days.

    Parameters
    ----------
    held
        Days, in any order; a day may stand several times.
    days
        Length of the window in days; 1 or more.

    Returns
    -------
    most
        The largest count over all windows; 0 for no days.

    Examples
    --------
    >>> most_within([date(2022, 1, 1), date(2022, 1, 7), date(2022, 1, 8)], days=7)
    2
    """
    ordered = sorted(held)
    most = first = 0
    for last, day in enumerate(ordered):
        while (day - ordered[first]).days >= days:
            first += 1
        most = max(most, last - first + 1)
    return most
