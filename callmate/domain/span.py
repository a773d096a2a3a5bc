"""Spans of time and moments, as they are written and read."""

import re
from datetime import datetime
from typing import Final

_POSITION: Final = re.compile(
    r"(?:(?:([0-9]{1,4}):)?([0-9]{1,4}):)?([0-9]{1,6}(?:[.,][0-9]{1,6})?)"
)
_SIXTY: Final = 60
_HOUR: Final = 3600


def clock(seconds: float) -> str:
    """Write a span in seconds as "04:12", from one hour on as "1:04:12".

    Fractions are cut off, never rounded up: a clock shows only what has passed. A span below
    zero has a minus sign. Raises ValueError or OverflowError when `seconds` is not finite.
    """
    whole = int(seconds)
    sign, whole = ("-", -whole) if whole < 0 else ("", whole)
    hours, rest = divmod(whole, _HOUR)
    minutes, left = divmod(rest, _SIXTY)
    return f"{sign}{hours}:{minutes:02}:{left:02}" if hours else f"{sign}{minutes:02}:{left:02}"


def iso(moment: datetime) -> str:
    """Write a moment in ISO 8601, to the millisecond, with its offset.

    Raises ValueError when the moment has no zone.
    """
    return _aware(moment).isoformat(timespec="milliseconds")


def parse_iso(text: str) -> datetime:
    """Read a moment in ISO 8601 with an offset, or Z; the zone is then that fixed offset.

    Raises ValueError when the text is no such moment or has no offset.
    """
    return _aware(datetime.fromisoformat(text))


def parse_position(text: str) -> float:
    """Read a place in a recording, in seconds: "80", "1:20", "1:02:03.5".

    Only the first field may pass 59. Raises ValueError for anything else.
    """
    match = _POSITION.fullmatch(text.strip())
    if match is None:
        raise ValueError(f"not a position: {text[:40]!r}")
    hours, minutes, seconds = match.groups()
    left = float(seconds.replace(",", "."))
    if (hours and int(minutes) >= _SIXTY) or (minutes and left >= _SIXTY):
        raise ValueError(f"not a position: {text[:40]!r}")
    return int(hours or 0) * _HOUR + int(minutes or 0) * _SIXTY + left


def _aware(moment: datetime) -> datetime:
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its offset")
    return moment
