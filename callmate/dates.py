"""Dates, times and spans as the owner's language writes them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date

from callmate.i18n import _, language


def clock_time(moment: datetime) -> str:
    """``10:32:05``: the time of day at the place of the call, 24 hours."""
    return f"{moment:%H:%M:%S}"


def hour_minute(moment: datetime) -> str:
    """``10:32``."""
    return f"{moment:%H:%M}"


def day(moment: date, today: date) -> str:
    """``Today``, ``Yesterday``, ``18 November`` or ``18 November 2025``."""
    when = moment.date() if isinstance(moment, datetime) else moment
    if when == today:
        return _("Today")
    if when == today - timedelta(days=1):
        return _("Yesterday")
    return _written(when, "d MMMM" if when.year == today.year else "d MMMM y")


def weekday(moment: date) -> str:
    """``Friday 27 November``."""
    return _written(moment, "EEEE d MMMM")


def due(moment: datetime, *, exact: bool, now: datetime) -> str:
    """By when something was promised: ``Friday 27 November, 17:00``."""
    year = "" if moment.year == now.year else f" {moment.year}"
    text = weekday(moment) + year
    return f"{text}, {hour_minute(moment)}" if exact else text


def full(moment: datetime) -> str:
    """``24 November 2026, 10:32``."""
    return f"{format_date(moment, 'long', locale=_locale())}, {hour_minute(moment)}"


def _written(moment: date, pattern: str) -> str:
    return format_date(moment, pattern, locale=_locale())


def _locale() -> str:
    return "it_IT" if language() == "it" else "en_GB"
