"""Spans, places in a recording, days and times of day: as they are shown, and as people write them.

A day is written as day, month and, if they like, year.
"""

import re
from datetime import date, datetime, time, timedelta
from typing import Final

from callmate.domain.entry import in_reach

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


_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")
_TIME = re.compile(r"(?:h|ore|alle|at)?\s*(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2}))?)?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:m|min|minuti|minutes)?\.?", re.IGNORECASE)
_DAY_LONG = 24 * 3600.0  # seconds
_ABOUT = re.compile(
    r"(?:circa|verso(?: le)?|intorno alle|about|around|ca\.?|c\.|~)\s*(.+)", re.IGNORECASE
)
_ROUGHLY = {
    **dict.fromkeys(("mattina", "mattino", "di mattina", "morning", "in the morning"), time(9)),
    **dict.fromkeys(("mezzogiorno", "noon", "midday"), time(12)),
    **dict.fromkeys(("pomeriggio", "nel pomeriggio", "afternoon", "in the afternoon"), time(15)),
    **dict.fromkeys(("sera", "di sera", "evening", "in the evening"), time(19)),
}
_PARTS = re.compile(r"(.+?),?\s+((?:h|ore|alle|at)?\s*\S+)", re.IGNORECASE)


def written_day(text: str, today: date) -> date | None:
    """The day that was written; ``None`` when it is none, or of a year that is out of reach.

    Args:
        text: Such as ``18/11``, ``18.11.2026`` or ``2026-11-18``.
        today: A day without a year is the last such day up to this one.
    """
    found = _any_day(text.strip(), today)
    return found if found is not None and in_reach(found) else None


def _any_day(text: str, today: date) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    match = _DAY.fullmatch(text)
    if match is None:
        return None
    day, month, year = match.groups()
    try:
        if year is not None:
            return date(int(year) + (2000 if len(year) < 4 else 0), int(month), int(day))  # noqa: PLR2004 - digits
        written = date(today.year, int(month), int(day))
        return written if written <= today else written.replace(year=today.year - 1)
    except ValueError:
        return None


def day_written(day: date) -> str:
    """A day as ``written_day`` reads it."""
    return f"{day:%d/%m/%Y}"


def written_time(text: str) -> time | None:
    """The time of day that was written; ``None`` when it is none.

    Args:
        text: Such as ``10:32``, ``10.32``, ``10:32:05`` or ``ore 10``.
    """
    match = _TIME.fullmatch(text.strip())
    if match is None:
        return None
    try:
        hour, minute, second = (int(each or 0) for each in match.groups())
        return time(hour, minute, second)
    except ValueError:
        return None


def about_time(text: str) -> time | None:
    """A time of day that somebody remembers only roughly; ``None`` when it is none of that kind.

    Args:
        text: Such as ``circa 10:30``, ``verso le 10``, ``about 10`` or ``mattina``.
    """
    text = text.strip()
    if (part_of_day := _ROUGHLY.get(text.casefold())) is not None:
        return part_of_day
    match = _ABOUT.fullmatch(text)
    return written_time(match[1]) if match else None


def written_length(text: str) -> timedelta | None:
    """How long something lasted; ``None`` when that is no length.

    Args:
        text: Minutes, such as ``12`` or ``12 min``, or a clock's ``12:30`` or ``1:02:03``.
    """
    match = _MINUTES.fullmatch(text.strip())
    if match is not None:
        return timedelta(minutes=int(match[1]))
    try:
        seconds = parse_position(text) if ":" in text else -1
    except ValueError:
        return None
    return timedelta(seconds=seconds) if 0 <= seconds <= _DAY_LONG else None


def written_moment(text: str, today: date) -> datetime | None:
    """The day and time that were written, or a time alone, which is then of ``today``.

    Args:
        text: Such as ``18/11/2026 10:32``, ``10:32`` or a moment in ISO 8601.
        today: Stands for what was left out, as ``written_day`` has it.

    Returns:
        The moment, with an offset only when one was written; ``None`` when it is none.
    """
    text = text.strip()
    if (alone := written_time(text)) is not None:
        return datetime.combine(today, alone)
    if "T" in text or "+" in text:
        return _iso(text)
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return None
    day, at = written_day(parts[1], today), written_time(parts[2])
    return datetime.combine(day, at) if day is not None and at is not None else None


def _iso(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if in_reach(found) else None
