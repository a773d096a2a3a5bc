"""Dates and times are written as each language writes them, on whatever day of the year."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st

from callmate.locale.messages import Language
from callmate.wording import dates
from tests.spoken import LANGUAGES, speaking

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "it": "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre"
    " dicembre",
}
DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "it": "lunedì martedì mercoledì giovedì venerdì sabato domenica",
}
ANY_DAY = st.dates()
ANY_LANGUAGE = st.sampled_from(LANGUAGES)


@pytest.mark.parametrize("month", range(1, 13))
def test_every_month_has_its_name(language: Language, month: int) -> None:
    name = MONTHS[language].split()[month - 1]
    assert dates.full_day(date(2026, month, 3)) == f"3 {name} 2026"


@pytest.mark.parametrize("weekday", range(7))
def test_every_day_of_the_week_has_its_name(language: Language, weekday: int) -> None:
    monday = date(2026, 11, 23)
    name = DAYS[language].split()[weekday]
    assert dates.long_day(monday + timedelta(days=weekday)).startswith(f"{name} ")


@given(ANY_DAY, ANY_LANGUAGE)
def test_a_whole_date_can_be_read_back(day: date, language: Language) -> None:
    with speaking(language):
        weekday, number, month, year = dates.long_day(day).split()
    assert DAYS[language].split().index(weekday) == day.weekday()
    assert date(int(year), MONTHS[language].split().index(month) + 1, int(number)) == day


@given(ANY_DAY, ANY_DAY, ANY_LANGUAGE)
def test_two_days_are_never_called_alike(one: date, other: date, language: Language) -> None:
    with speaking(language):
        assert (dates.full_day(one) == dates.full_day(other)) == (one == other)


@given(ANY_DAY, ANY_DAY, ANY_LANGUAGE)
def test_the_year_stands_where_it_is_another(day: date, today: date, language: Language) -> None:
    with speaking(language):
        assert dates.short(day, today).endswith(f" {day.year}") == (day.year != today.year)
        assert dates.weekday_date(day, today).endswith(dates.short(day, today))


@pytest.mark.parametrize(
    ("day", "today", "english", "italian"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), "Today", "Oggi"),
        (date(2026, 11, 23), date(2026, 11, 24), "Yesterday", "Ieri"),
        (date(2026, 11, 22), date(2026, 11, 24), "22 November", "22 novembre"),
        (date(2026, 11, 25), date(2026, 11, 24), "25 November", "25 novembre"),
        (date(2025, 11, 24), date(2026, 11, 24), "24 November 2025", "24 novembre 2025"),
        (date(2026, 12, 31), date(2027, 1, 1), "Yesterday", "Ieri"),
        (date(2026, 12, 30), date(2027, 1, 1), "30 December 2026", "30 dicembre 2026"),
        (date(2028, 2, 29), date(2028, 3, 1), "Yesterday", "Ieri"),
        (date(2027, 2, 28), date(2027, 3, 1), "Yesterday", "Ieri"),
        (date(2028, 2, 28), date(2028, 3, 1), "28 February", "28 febbraio"),
        (date(2028, 2, 29), date(2029, 2, 28), "29 February 2028", "29 febbraio 2028"),
    ],
)
def test_a_day_is_called_by_how_near_it_is(
    language: Language, day: date, today: date, english: str, italian: str
) -> None:
    assert dates.day(day, today) == (english if language == "en" else italian)


def test_of_a_moment_the_day_counts_at_the_place_where_it_was(language: Language) -> None:
    late = datetime(2026, 11, 24, 23, 59, tzinfo=timezone(timedelta(hours=-5)))
    said = {"en": "Today", "it": "Oggi"}
    assert dates.day(late, date(2026, 11, 24)) == said[language]
    # At that moment it is the 25th in Greenwich.
    assert dates.day(late.astimezone(UTC), date(2026, 11, 24)) != said[language]


MOMENT = datetime(2026, 11, 27, 17, 5, 9, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 23, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("exact", "now", "english", "italian"),
    [
        (True, MOMENT, "Friday 27 November, 17:05", "venerdì 27 novembre, 17:05"),
        (False, MOMENT, "Friday 27 November", "venerdì 27 novembre"),
        (False, MOMENT.replace(year=2025), "Friday 27 November 2026", "venerdì 27 novembre 2026"),
        (
            True,
            MOMENT.replace(year=2027),
            "Friday 27 November 2026, 17:05",
            "venerdì 27 novembre 2026, 17:05",
        ),
    ],
)
def test_by_when_something_was_promised(
    language: Language, now: datetime, english: str, italian: str, *, exact: bool
) -> None:
    assert dates.due(MOMENT, exact=exact, now=now) == (english if language == "en" else italian)


def test_on_paper_the_year_always_stands(language: Language) -> None:
    day = {"en": "Friday 27 November 2026", "it": "venerdì 27 novembre 2026"}[language]
    assert dates.full_due(MOMENT, exact=False) == day
    assert dates.full_due(MOMENT, exact=True) == f"{day}, 17:05"
    month = {"en": "November", "it": "novembre"}[language]
    assert dates.full(MOMENT) == f"27 {month} 2026, 17:05"


def test_midnight_and_the_second_before_it() -> None:
    last = datetime(2026, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)
    assert dates.clock_time(last) == "23:59:59"
    assert dates.hour_minute(last) == "23:59"
    assert dates.clock_time(last + timedelta(microseconds=1)) == "00:00:00"
    assert dates.hour_minute(last + timedelta(microseconds=1)) == "00:00"


def test_a_moment_is_written_with_the_clock_it_had_and_not_with_the_readers() -> None:
    summer = datetime(2026, 7, 1, 10, 32, tzinfo=timezone(timedelta(hours=2)))
    winter = datetime(2026, 12, 1, 10, 32, tzinfo=timezone(timedelta(hours=1)))
    assert dates.hour_minute(summer) == dates.hour_minute(winter) == "10:32"


def test_the_promise_of_new_years_eve_is_due_in_another_year(language: Language) -> None:
    due = NEW_YEAR + timedelta(days=2)
    said = {"en": "Saturday 2 January 2027", "it": "sabato 2 gennaio 2027"}
    assert dates.due(due, exact=False, now=NEW_YEAR) == said[language]
