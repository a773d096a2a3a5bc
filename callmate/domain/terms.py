"""Counts terms in days, as calendars do: the day on which the clock starts is not counted."""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

from callmate.domain.rules import Term, Unit

_MONTHS_A_YEAR = 12


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


Holidays = Callable[[date], bool]
"""Whether a day is a public holiday."""

_SATURDAY = 5
_MONTHS = 12


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
            return months_on(start, term.count * _MONTHS)
        case Unit.WORKING_DAYS:
            return _working_days_on(start, term.count, is_holiday)


def _working_days_on(start: date, count: int, is_holiday: Holidays) -> date:
    day = start
    while count:
        day += timedelta(days=1)
        if day.weekday() < _SATURDAY and not is_holiday(day):
            count -= 1
    return day
