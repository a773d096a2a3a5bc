"""Tells whose rules hold, by what the owner chose or by the system."""

from collections.abc import Mapping

from callmate.domain.rules import Country

_NAMES: dict[str, Country] = {"IT": "it", "GB": "gb", "US": "us"}
_NO_PLACE = {"", "C", "POSIX"}


def country_of(setting: str, environ: Mapping[str, str]) -> Country:
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
