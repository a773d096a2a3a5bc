"""Days keep the wall clock over a change of summer time, hours are real time."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from callmate.domain.due import find_due

ROME = ZoneInfo("Europe/Rome")
BEFORE_SPRING = datetime(2027, 3, 27, 10, 0, tzinfo=ROME)
BEFORE_AUTUMN = datetime(2027, 10, 30, 10, 0, tzinfo=ROME)


def at(text: str, now: datetime) -> datetime:
    found = find_due(text, now, "it")
    assert found is not None
    return found.at


@pytest.mark.parametrize(
    ("text", "now", "iso"),
    [
        ("24 ore", BEFORE_SPRING, "2027-03-28T11:00:00+02:00"),
        ("domani alle 10", BEFORE_SPRING, "2027-03-28T10:00:00+02:00"),
        ("2 giorni", BEFORE_SPRING, "2027-03-29T23:59:00+02:00"),
        ("domani alle 02:30", BEFORE_SPRING, "2027-03-28T03:30:00+02:00"),
        ("24 ore", BEFORE_AUTUMN, "2027-10-31T09:00:00+01:00"),
        ("domani alle 10", BEFORE_AUTUMN, "2027-10-31T10:00:00+01:00"),
        ("una settimana", BEFORE_AUTUMN, "2027-11-06T23:59:00+01:00"),
        ("domani alle 02:30", BEFORE_AUTUMN, "2027-10-31T02:30:00+02:00"),
    ],
)
def test_the_change_of_summer_time(text: str, now: datetime, iso: str) -> None:
    assert at(text, now).isoformat() == iso


def test_a_fixed_offset_stays() -> None:
    now = datetime(2027, 3, 27, 10, 0, tzinfo=timezone(timedelta(hours=1)))
    assert at("24 ore", now).isoformat() == "2027-03-28T10:00:00+01:00"
    assert at("2 giorni", now).isoformat() == "2027-03-29T23:59:00+01:00"


FIRST, LAST = datetime(2027, 1, 1), datetime(2090, 1, 1)  # noqa: DTZ001 - zones are drawn
MOMENTS = st.datetimes(FIRST, LAST, timezones=st.timezones())


@given(MOMENTS, st.integers(1, 9999))
def test_hours_are_real_hours(now: datetime, hours: int) -> None:
    assert at(f"{hours} ore", now).astimezone(UTC) - now.astimezone(UTC) == timedelta(hours=hours)


@given(MOMENTS, st.integers(1, 9999))
def test_days_end_on_the_calendar_day(now: datetime, days: int) -> None:
    found = at(f"{days} giorni", now)
    assert found.date() == now.date() + timedelta(days=days)
    assert (found.hour, found.minute, found.second) == (23, 59, 0)


@given(MOMENTS, st.sampled_from(["lun", "martedì", "wed", "gio", "friday", "sab", "sunday"]))
def test_a_weekday_is_within_the_next_seven_days(now: datetime, word: str) -> None:
    ahead = at(word, now).date() - now.date()
    assert timedelta(days=1) <= ahead <= timedelta(days=7)
