"""Knows the public holidays of each country, by the calendar of a kept library."""

from datetime import date
from functools import cache

from callmate.domain.rules import Country

_CODES: dict[Country, tuple[str, str | None]] = {
    "it": ("IT", None),
    "gb": ("GB", "ENG"),
    "us": ("US", None),
}
"""As ISO 3166 writes a country and its part; the holidays of ``eu`` differ between countries."""


def is_holiday(country: Country, day: date) -> bool:
    """Whether ``day`` is a public holiday in the whole of a country; no town's own are known."""
    code = _CODES.get(country)
    return code is not None and day in _year(*code, day.year)


@cache
def _year(code: str, part: str | None, year: int) -> frozenset[date]:
    # It takes a third of a second to load, and only a term in working days needs it.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays(code, subdiv=part, years=year))
