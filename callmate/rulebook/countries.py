"""Whose rules hold, by the owner's choice or the system, and the public holidays of countries."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # It is asked before the first screen, which does without rules.
    from callmate.domain.rules import Country

_NAMES: dict[str, "Country"] = {"IT": "it", "GB": "gb", "US": "us"}
_NO_PLACE = {"", "C", "POSIX"}


def country_of(setting: str, environ: Mapping[str, str]) -> "Country":
    """The country whose rules hold.

    Args:
        setting: A country, or ``"auto"`` to go by the environment.
        environ: The process's environment; ``LC_ALL``, ``LC_ADDRESS`` and ``LANG`` are read,
            in that order. A language without a country stands for where most speak it.
    """
    if setting in {"it", "gb", "eu", "us"}:
        return setting  # type: ignore[return-value] # it is one of them
    for name in ("LC_ALL", "LC_ADDRESS", "LANG"):
        word = environ.get(name, "").split(".")[0].split("@")[0]
        if word not in _NO_PLACE:
            spoken, _line, place = word.partition("_")
            alone: dict[str, Country] = {"it": "it", "en": "gb"}
            return _NAMES.get(place.upper(), "eu") if place else alone.get(spoken, "eu")
    return "it"


class _Place:
    """Where the owner is a customer; one for the whole program."""

    country: "Country" = "it"


def settle(country: "Country") -> None:
    """Whose holidays count from now on, where promises are read."""
    _Place.country = country


def is_holiday_here(day: date) -> bool:
    """Whether ``day`` is a public holiday where the owner is a customer."""
    return is_holiday(_Place.country, day)


_CODES: dict["Country", tuple[str, str | None]] = {
    "it": ("IT", None),
    "gb": ("GB", "ENG"),
    "us": ("US", None),
}
"""As ISO 3166 writes a country and its part; the holidays of ``eu`` differ between countries."""


def is_holiday(country: "Country", day: date) -> bool:
    """Whether ``day`` is a public holiday in the whole of a country; no town's own are known."""
    code = _CODES.get(country)
    return code is not None and day in _year(*code, day.year)


@cache
def _year(code: str, part: str | None, year: int) -> frozenset[date]:
    # It takes a third of a second to load, and only a term in working days needs it.
    from holidays import country_holidays  # noqa: PLC0415

    return frozenset(country_holidays(code, subdiv=part, years=year))
