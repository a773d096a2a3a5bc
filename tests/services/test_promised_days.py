"""A promise of working days counts the holidays of the owner's country, wherever it is typed."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis.strategies import dates, integers

from callmate.domain.due import find_due
from callmate.rulebook.countries import is_holiday, is_holiday_here, settle
from callmate.services.asking import heard, understood
from callmate.services.past_calls import read_typed
from tests.spoken import speaking

TYPED = "10 giorni lavorativi"
BEFORE_CHRISTMAS = datetime(2026, 12, 22, 10, 0, tzinfo=ZoneInfo("Europe/Rome"))


@pytest.fixture(autouse=True)
def _in_italy() -> Iterator[None]:
    with speaking("it"):
        settle("it")
        yield
        settle("it")


def day(typed: str = TYPED) -> date:
    found = understood(typed, BEFORE_CHRISTMAS)
    assert found
    return found.at.date()


def test_in_italy_ten_working_days_after_the_22nd_of_december_are_the_8th_of_january() -> None:
    assert day() == date(2027, 1, 8)
    assert "8 gennaio" in heard(TYPED, BEFORE_CHRISTMAS)


def test_another_country_has_other_holidays() -> None:
    settle("gb")
    assert is_holiday_here(date(2026, 12, 28))
    assert day() == date(2027, 1, 8)  # 25 and 28 December, 1 January
    settle("us")
    assert day() == date(2027, 1, 7)
    settle("eu")
    assert day() == date(2027, 1, 5)


def test_a_call_written_down_later_counts_the_same_days() -> None:
    written = {
        "day": "22/12/2026",
        "time": "10:00",
        "company": "Zefiro",
        "promise": "il rimborso",
        "due": TYPED,
    }
    past = read_typed(written, BEFORE_CHRISTMAS + timedelta(days=1), cases={})
    assert past.due
    assert past.due.date() == date(2027, 1, 8)


@given(dates(date(2026, 1, 1), date(2036, 12, 31)), integers(1, 60))
@settings(max_examples=60)
def test_over_ten_years_every_day_between_is_no_holiday_or_not_counted(on: date, days: int) -> None:
    said = datetime(on.year, on.month, on.day, 10, tzinfo=ZoneInfo("Europe/Rome"))
    found = find_due(f"entro {days} giorni lavorativi", said, "it", is_holiday_here)
    assert found
    last = found.at.date()
    after = (on + timedelta(days=ahead) for ahead in range(1, (last - on).days + 1))
    worked = [day for day in after if day.weekday() < 5 and not is_holiday("it", day)]
    assert len(worked) == days
    assert worked[-1] == last
