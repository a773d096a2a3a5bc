"""Public holidays are those of the whole country, whatever the year."""

from datetime import date

import pytest

from callmate.domain.rules import Country
from callmate.rulebook.countries import is_holiday


@pytest.mark.parametrize(
    ("country", "day", "holiday"),
    [
        ("it", date(2026, 12, 25), True),
        ("it", date(2026, 8, 15), True),
        ("it", date(2026, 4, 6), True),  # the Monday after Easter moves
        ("it", date(2027, 3, 29), True),
        ("it", date(2026, 11, 24), False),
        ("it", date(2026, 6, 24), False),  # Saint John, of Florence, Genoa and Turin alone
        ("it", date(2026, 12, 7), False),  # Saint Ambrose, of Milan alone
        ("gb", date(2026, 12, 28), True),  # in place of the 26th, a Saturday
        ("gb", date(2026, 8, 31), True),  # of England, not of Scotland
        ("gb", date(2026, 8, 15), False),
        ("us", date(2026, 11, 26), True),
        ("us", date(2026, 7, 3), True),  # in place of the 4th, a Saturday
        ("us", date(2026, 4, 6), False),
        ("eu", date(2026, 12, 25), False),  # they differ between its countries
    ],
)
def test_a_holiday_of_the_whole_country(country: Country, day: date, *, holiday: bool) -> None:
    assert is_holiday(country, day) == holiday


@pytest.mark.parametrize("year", [1990, 2026, 2050])
def test_christmas_is_one_in_every_year(year: int) -> None:
    assert is_holiday("it", date(year, 12, 25))
