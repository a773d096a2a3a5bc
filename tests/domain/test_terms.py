"""Terms are counted as a calendar on the wall would have it, whatever the days in between."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis.strategies import dates, integers, sampled_from

from callmate.domain.rules import Term, Unit
from callmate.domain.terms import last_day
from callmate.rulebook.countries import is_holiday

DAYS = dates(date(2020, 1, 1), date(2035, 12, 31))
COUNTS = integers(1, 120)


def italian(day: date) -> bool:
    return is_holiday("it", day)


def never(_day: date) -> bool:
    return False


def last(start: date, count: int, unit: Unit) -> date:
    return last_day(start, Term(count, unit), italian)


@pytest.mark.parametrize(
    ("start", "count", "unit", "expected"),
    [
        (date(2026, 11, 24), 30, Unit.DAYS, date(2026, 12, 24)),
        (date(2028, 2, 1), 28, Unit.DAYS, date(2028, 2, 29)),
        (date(2027, 2, 1), 28, Unit.DAYS, date(2027, 3, 1)),
        (date(2026, 11, 24), 6, Unit.WEEKS, date(2027, 1, 5)),
        (date(2026, 11, 30), 3, Unit.MONTHS, date(2027, 2, 28)),
        (date(2027, 11, 30), 3, Unit.MONTHS, date(2028, 2, 29)),
        (date(2026, 10, 31), 1, Unit.MONTHS, date(2026, 11, 30)),
        (date(2028, 2, 29), 1, Unit.YEARS, date(2029, 2, 28)),
        # Good Friday 2026 is a working day in Italy, Easter Monday is none.
        (date(2026, 4, 2), 1, Unit.WORKING_DAYS, date(2026, 4, 3)),
        (date(2026, 4, 3), 1, Unit.WORKING_DAYS, date(2026, 4, 7)),
        # In 2025 the 15th of August is a Friday, in 2026 a Saturday.
        (date(2025, 8, 14), 1, Unit.WORKING_DAYS, date(2025, 8, 18)),
        (date(2026, 8, 14), 1, Unit.WORKING_DAYS, date(2026, 8, 17)),
        (date(2026, 12, 23), 3, Unit.WORKING_DAYS, date(2026, 12, 29)),
    ],
)
def test_a_term_ends_where_the_calendar_says(
    start: date, count: int, unit: Unit, expected: date
) -> None:
    assert last(start, count, unit) == expected


def test_the_day_after_easter_is_a_holiday_in_england_and_italy_and_boxing_day_too() -> None:
    assert [is_holiday(each, date(2026, 4, 6)) for each in ("it", "gb", "us", "eu")] == [
        *(True, True, False, False)
    ]
    assert is_holiday("us", date(2026, 11, 26))


@given(DAYS, COUNTS)
def test_calendar_days_are_stepped_over_one_by_one(start: date, count: int) -> None:
    days = [start + timedelta(days=each) for each in range(1, count + 1)]
    assert last(start, count, Unit.DAYS) == days[-1]


@given(DAYS, COUNTS)
def test_among_the_days_of_a_term_exactly_so_many_are_worked(start: date, count: int) -> None:
    end = last(start, count, Unit.WORKING_DAYS)
    between = [start + timedelta(days=each) for each in range(1, (end - start).days + 1)]
    worked = [day for day in between if day.isoweekday() <= 5 and not italian(day)]
    assert len(worked) == count
    assert worked[-1] == end


@given(DAYS, COUNTS)
def test_months_end_on_the_same_day_or_on_the_months_last(start: date, count: int) -> None:
    end = last(start, count, Unit.MONTHS)
    assert (end.year - start.year) * 12 + end.month - start.month == count
    if end.day != start.day:
        assert end.day < start.day
        assert (end + timedelta(days=1)).day == 1


@given(DAYS, DAYS, COUNTS, sampled_from(Unit))
def test_who_starts_later_never_ends_sooner(one: date, other: date, count: int, unit: Unit) -> None:
    first, second = sorted((one, other))
    assert last(first, count, unit) <= last(second, count, unit)


@given(DAYS, integers(1, 90))
def test_the_change_to_summer_time_takes_no_day_away(start: date, count: int) -> None:
    rome = ZoneInfo("Europe/Rome")
    began = datetime(start.year, start.month, start.day, 0, 30, tzinfo=rome)
    ends = last_day(began.date(), Term(count, Unit.DAYS), never)
    assert (began + timedelta(days=count)).date() == ends


def test_a_term_beyond_the_calendar_is_refused() -> None:
    for unit in (Unit.DAYS, Unit.WEEKS, Unit.MONTHS, Unit.YEARS, Unit.WORKING_DAYS):
        with pytest.raises(OverflowError):
            last_day(date(9999, 12, 20), Term(40, unit), never)
