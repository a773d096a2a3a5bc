"""Spans and positions are written and read without loss."""

import pytest
from hypothesis import given, strategies as st

from callmate.domain.times import clock, parse_position


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
