"""Days as people write them: day, month and, if they like, year."""

import re
from datetime import date

_DAY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})(?:[/.\- ](\d{4}|\d{2}))?")


def written_day(text: str, today: date) -> date | None:
    """The day that was written; ``None`` when it is none.

    Args:
        text: Such as ``18/11``, ``18.11.2026`` or ``2026-11-18``.
        today: A day without a year is the last such day up to this one.
    """
    text = text.strip()
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
