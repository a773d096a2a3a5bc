"""Days as people write them."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from callmate.ui.days import day_written, written_day

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
    ],
)
def test_a_day_is_read_as_it_is_meant(text: str, day: date | None) -> None:
    assert written_day(text, TODAY) == day


@given(st.dates(date(1000, 1, 1)))
def test_a_day_that_is_written_is_read_back(day: date) -> None:
    assert written_day(day_written(day), TODAY) == day


@given(st.text(max_size=20))
def test_anything_else_is_no_day_and_no_error(text: str) -> None:
    written_day(text, TODAY)
