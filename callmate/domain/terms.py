"""Counts days, working days and months, as calendars do: the day one starts from is not counted."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from callmate.domain.rules import Term, Unit

Holidays = Callable[[date], bool]
"""Whether a day is a public holiday."""

_DAY = timedelta(days=1)
_SATURDAY = 5
_WORKING_DAYS_A_WEEK = 5
_MONTHS_A_YEAR = 12


def last_day(start: date, term: Term, is_holiday: Holidays) -> date:
    """The last day of a term.

    Args:
        start: The day on which its clock started.
        term: How long it runs.
        is_holiday: Knows the public holidays; asked for terms in working days only.

    Raises:
        OverflowError: The calendar ends before.
    """
    match term.unit:
        case Unit.DAYS:
            return start + timedelta(days=term.count)
        case Unit.WEEKS:
            return start + timedelta(weeks=term.count)
        case Unit.MONTHS:
            return months_on(start, term.count)
        case Unit.YEARS:
            return months_on(start, term.count * _MONTHS_A_YEAR)
        case Unit.WORKING_DAYS:
            return working_days_on(start, term.count, is_holiday)


def months_on(start: date, count: int) -> date:
    """The same day of a later month, or the last one of a month that has no such day.

    Raises:
        OverflowError: The calendar ends before.
    """
    years, month = divmod(start.month - 1 + count, _MONTHS_A_YEAR)
    year = start.year + years
    if year > date.max.year:
        raise OverflowError("the calendar ends before")
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))


def working_days_on(start: date, count: int, is_holiday: Holidays | None = None) -> date:
    """The working day that comes so many working days after ``start``.

    Args:
        start: The day from which it is counted; it may be any day.
        count: How many days of Monday to Friday, at least one.
        is_holiday: Knows the public holidays, which are left out too; left in when not given.

    Raises:
        OverflowError: The calendar ends before.
    """
    day, left = start, count
    while left:
        before, day = day, _weekdays_on(day, left)
        left = 0 if is_holiday is None else sum(map(is_holiday, _weekdays(before, day)))
    return day


def _weekdays_on(start: date, count: int) -> date:
    """So many days on from ``start``, Saturdays and Sundays left out."""
    friday = start - max(0, start.weekday() - _SATURDAY + 1) * _DAY
    weeks, rest = divmod(count, _WORKING_DAYS_A_WEEK)
    weekend = 2 if friday.weekday() + rest >= _SATURDAY else 0
    return friday + timedelta(weeks=weeks, days=rest + weekend)


def _weekdays(after: date, until: date) -> list[date]:
    """The days of Monday to Friday after one day, up to another and with it."""
    days = (after + ahead * _DAY for ahead in range(1, (until - after).days + 1))
    return [day for day in days if day.weekday() < _SATURDAY]
