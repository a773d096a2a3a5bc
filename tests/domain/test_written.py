"""Days and times as people write them."""

from datetime import date, time

import pytest
from hypothesis import given, strategies as st

from callmate.domain.times import (
    about_time,
    day_written,
    written_day,
    written_length,
    written_moment,
    written_time,
)

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("18/11/2026", date(2026, 11, 18)),
        ("18.11.26", date(2026, 11, 18)),
        (" 18-11 ", date(2026, 11, 18)),
        ("25/12", date(2025, 12, 25)),
        ("2026-11-18", date(2026, 11, 18)),
        ("31/2", None),
        ("29/2", None),
        ("ieri", None),
        ("", None),
        ("99/99/9999", None),
        ("18/11/20266", None),
        ("1/1/1970", date(1970, 1, 1)),
        ("31/12/2200", date(2200, 12, 31)),
        ("31/12/1969", None),
        ("1/1/2201", None),
        ("31/12/9999", None),
        ("01/01/0001", None),
        ("0001-01-01", None),
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date | None) -> None:
    assert written_day(text, TODAY) == day


@given(st.dates(date(1970, 1, 1), date(2200, 12, 31)))
def test_a_day_that_is_written_is_read_back(day: date) -> None:
    assert written_day(day_written(day), TODAY) == day


@given(st.text(max_size=20))
def test_anything_else_is_no_day_and_no_error(text: str) -> None:
    written_day(text, TODAY)
    written_time(text)
    written_moment(text, TODAY)
    about_time(text)
    written_length(text)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("circa 10:30", time(10, 30)),
        ("Verso le 10", time(10)),
        ("~17.15", time(17, 15)),
        ("mattina", time(9)),
        ("In the afternoon", time(15)),
        ("10:30", None),
        ("circa", None),
        ("poi", None),
    ],
)
def test_a_time_may_be_remembered_roughly(text: str, at: time | None) -> None:
    assert about_time(text) == at


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("12", 720),
        ("12 min", 720),
        ("90 minuti", 5400),
        ("12:30", 750),
        ("1:02:03", 3723),
        ("100:00:00", None),
        ("long", None),
        ("", None),
    ],
)
def test_a_length_is_read_as_it_is_meant(text: str, seconds: int | None) -> None:
    found = written_length(text)
    assert (found and found.total_seconds()) == seconds


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("10:32", time(10, 32)),
        ("9.05", time(9, 5)),
        ("10:32:05", time(10, 32, 5)),
        (" ore 10 ", time(10)),
        ("alle 17:30", time(17, 30)),
        ("24:00", None),
        ("10:5", None),
        ("10:60", None),
        ("", None),
        ("mattina", None),
    ],
)
def test_a_time_of_day_is_read_as_it_is_meant(text: str, at: time | None) -> None:
    assert written_time(text) == at


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("18/11/2026 10:32", "2026-11-18T10:32:00"),
        ("18/11/2026, 10.32", "2026-11-18T10:32:00"),
        ("18/11 ore 10:32", "2026-11-18T10:32:00"),
        ("2026-11-18 10:32", "2026-11-18T10:32:00"),
        ("2026-11-18T10:32:05", "2026-11-18T10:32:05"),
        ("2026-11-18T10:32+01:00", "2026-11-18T10:32:00+01:00"),
        ("10:32", "2026-11-24T10:32:00"),
        ("18/11/2026", None),
        ("31/11/2026 10:32", None),
        ("18/11/2026 25:00", None),
        ("Thursday", None),
    ],
)
def test_a_moment_is_read_as_it_is_meant(text: str, moment: str | None) -> None:
    found = written_moment(text, TODAY)
    assert (found and found.isoformat()) == moment


@pytest.mark.parametrize("text", ["01/01/0001 10:32", "9999-12-31T23:59-14:00", "2201-01-01T00:00"])
def test_a_moment_of_another_age_is_none(text: str) -> None:
    assert written_moment(text, TODAY) is None
