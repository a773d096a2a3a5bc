"""Spans, moments and positions are written and read without loss."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from callmate.domain.times import clock, iso, parse_iso, parse_position

ZONES = st.builds(
    timezone, st.integers(-23 * 60, 23 * 60).map(lambda minutes: timedelta(minutes=minutes))
)


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        (0, "00:00"),
        (0.999, "00:00"),
        (59.99, "00:59"),
        (60, "01:00"),
        (252, "04:12"),
        (3599.9, "59:59"),
        (3600, "1:00:00"),
        (3852, "1:04:12"),
        (90_061, "25:01:01"),
        (-0.5, "00:00"),
        (-5, "-00:05"),
        (-3600, "-1:00:00"),
    ],
)
def test_a_span_is_shown_as_a_clock(seconds: float, shown: str) -> None:
    assert clock(seconds) == shown


@pytest.mark.parametrize("seconds", [float("nan"), float("inf")])
def test_a_span_without_end_is_refused(seconds: float) -> None:
    with pytest.raises((ValueError, OverflowError)):
        clock(seconds)


@given(st.integers(0, 10**7))
def test_a_clock_reads_back(seconds: int) -> None:
    assert parse_position(clock(seconds)) == seconds


def test_a_moment_is_written_to_the_millisecond_with_its_offset() -> None:
    at = datetime(2026, 11, 24, 10, 32, 5, 123_999, ZoneInfo("Europe/Rome"))
    assert iso(at) == "2026-11-24T10:32:05.123+01:00"
    assert iso(datetime(2026, 1, 2, tzinfo=UTC)) == "2026-01-02T00:00:00.000+00:00"


def test_a_moment_is_read_with_its_offset_or_z() -> None:
    at = datetime(2026, 11, 24, 9, 32, 5, tzinfo=UTC)
    assert parse_iso("2026-11-24T09:32:05Z") == at
    assert parse_iso("2026-11-24T10:32:05.000+01:00") == at
    assert parse_iso("2026-11-24T10:32:05.000+01:00").utcoffset() == timedelta(hours=1)


@given(st.datetimes(timezones=ZONES))
def test_a_moment_comes_back_within_a_millisecond(at: datetime) -> None:
    back = parse_iso(iso(at))
    assert timedelta(0) <= at - back < timedelta(milliseconds=1)
    assert back.utcoffset() == at.utcoffset()


@pytest.mark.parametrize("text", ["", "domani", "2026-11-24T10:32:05", "2026-13-01T00:00:00Z"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_iso(text)


def test_a_moment_without_a_zone_is_not_written() -> None:
    with pytest.raises(ValueError, match="offset"):
        iso(datetime(2026, 11, 24))  # noqa: DTZ001 - the naive moment is what is refused


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("80", 80),
        ("1:20", 80),
        (" 01:20 ", 80),
        ("1:02:03.5", 3723.5),
        ("1:02:03,5", 3723.5),
        ("0", 0),
        ("0.25", 0.25),
        ("90:00", 5400),
        ("7200", 7200),
    ],
)
def test_a_position_is_read_in_seconds(text: str, seconds: float) -> None:
    assert parse_position(text) == seconds


@pytest.mark.parametrize(
    "text",
    ["", ":", "1:", ":20", "-5", "1:75", "1:60:00", "1:2:3:4", "abc", "1.2.3", "1e3", "٣", "nan",
     "inf", "9" * 10_000, "1:20\x00"],
)  # fmt: skip
def test_what_is_no_position_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a position"):
        parse_position(text)
