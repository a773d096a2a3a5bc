"""Counts months as calendars do."""

from calendar import monthrange
from datetime import date

_MONTHS = 12


def months_on(start: date, count: int) -> date:
    """The same day of a later month, or the last one of a month that has no such day.

    Raises:
        OverflowError: The calendar ends before.
    """
    years, month = divmod(start.month - 1 + count, _MONTHS)
    year = start.year + years
    if year > date.max.year:
        raise OverflowError("the calendar ends before")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
