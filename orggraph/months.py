"""Complete months and windows, counted back from the day of the question.

A month is complete when its last day is not after that day.
"""

from calendar import monthrange
from datetime import date

MONTHS = 12  # of a year


def complete_months(as_of: date, count: int) -> list[date]:
    """List the first days of the latest complete months.

    Parameters
    ----------
    as_of
        The day of the question.
    count
        How many months; 0 or more.

    Returns
    -------
    months
        First days of the months, oldest first; empty for 0.

    Examples
    --------
    >>> complete_months(date(2022, 12, 15), 2)
    [datetime.date(2022, 10, 1), datetime.date(2022, 11, 1)]
    """
    complete = as_of.day == monthrange(as_of.year, as_of.month)[1]
    latest = _index(as_of) - (0 if complete else 1)
    return [_first_day(index) for index in range(latest - count + 1, latest + 1)]


def recent_start(as_of: date, dormant_months: int) -> date:
    """Give the first day of the recent window, which ends on the day of the question.

    Parameters
    ----------
    as_of
        The day of the question.
    dormant_months
        Complete months that the window holds; 1 or more.

    Returns
    -------
    start
        First day of the oldest of these months.

    Examples
    --------
    >>> recent_start(date(2022, 12, 31), 2)
    datetime.date(2022, 11, 1)
    """
    return complete_months(as_of, dormant_months)[0]


def complete_year(as_of: date) -> int:
    """Give the latest complete year.

    Parameters
    ----------
    as_of
        The day of the question.

    Returns
    -------
    year
        The year of that day on its last day, else the year before.

    Examples
    --------
    >>> complete_year(date(2022, 12, 31)), complete_year(date(2022, 12, 30))
    (2022, 2021)
    """
    (latest,) = complete_months(as_of, 1)
    return latest.year if latest.month == MONTHS else latest.year - 1


def years_before(day: date, years: int) -> date:
    """Give the same day some years earlier; of 29 February the 28th where there is none.

    Parameters
    ----------
    day
        The day of the question.
    years
        How many years; 0 or more.

    Returns
    -------
    earlier
        The year to a day is all that lies after this day one year earlier, up to the day.

    Examples
    --------
    >>> years_before(date(2024, 2, 29), 1)
    datetime.date(2023, 2, 28)
    """
    year = day.year - years
    return date(year, day.month, min(day.day, monthrange(year, day.month)[1]))


def of_year(as_of: date) -> list[date]:
    """List the complete months of the year to a day: those that end in it.

    Parameters
    ----------
    as_of
        The day of the question.

    Returns
    -------
    months
        First days of the months, oldest first; 12 of them, or 13 where a leap day lies at the
        start.

    Examples
    --------
    >>> of_year(date(2022, 12, 15))[0], of_year(date(2022, 12, 31))[0]
    (datetime.date(2021, 12, 1), datetime.date(2022, 1, 1))
    """
    start = years_before(as_of, 1)
    return [month for month in complete_months(as_of, MONTHS + 1) if _last_day(month) > start]


def _last_day(month: date) -> date:
    return month.replace(day=monthrange(month.year, month.month)[1])


def _index(day: date) -> int:
    return day.year * 12 + day.month - 1


def _first_day(index: int) -> date:
    return date(index // 12, index % 12 + 1, 1)
