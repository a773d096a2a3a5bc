"""Dates and times of day as the owner's language writes them.

The names of months and days are messages like any other: a library's tables take
longer to load than the first screen may take to appear.
"""

from datetime import date, datetime, timedelta

from callmate.locale.messages import _, pgettext


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
    return _day_month(when) if when.year == today.year else _day_month_year(when)


def weekday_date(when: date, today: date) -> str:
    """``Friday 27 November``, with the year where it is another."""
    return pgettext("date", "{weekday} {date}").format(
        weekday=_weekday(when), date=short(when, today)
    )


def short(when: date, today: date) -> str:
    """``18 November``, or ``18 November 2027`` in another year."""
    return _day_month(when) if when.year == today.year else _day_month_year(when)


def due(moment: datetime, *, exact: bool, now: datetime) -> str:
    """By when something was promised: ``Friday 27 November, 17:00``."""
    text = weekday_date(moment, now)
    return f"{text}, {hour_minute(moment)}" if exact else text


def full_due(moment: datetime, *, exact: bool) -> str:
    """By when something was promised, on paper: ``Friday 27 November 2026, 17:00``."""
    text = long_day(moment)
    return f"{text}, {hour_minute(moment)}" if exact else text


def full(moment: datetime) -> str:
    """``24 November 2026, 10:32``."""
    return f"{_day_month_year(moment)}, {hour_minute(moment)}"


def full_day(when: date) -> str:
    """``24 November 2026``."""
    return _day_month_year(when)


def long_day(when: date) -> str:
    """``Tuesday 24 November 2026``."""
    text = pgettext("date", "{weekday} {date}")
    return text.format(weekday=_weekday(when), date=_day_month_year(when))


def _day_month(when: date) -> str:
    return pgettext("date", "{day} {month}").format(day=when.day, month=_month(when))


def _day_month_year(when: date) -> str:
    written = pgettext("date", "{day} {month} {year}")
    return written.format(day=when.day, month=_month(when), year=when.year)


# Each is looked up only when it is said; a list of what is due says hundreds.
_MONTHS = (
    lambda: pgettext("month", "January"),
    lambda: pgettext("month", "February"),
    lambda: pgettext("month", "March"),
    lambda: pgettext("month", "April"),
    lambda: pgettext("month", "May"),
    lambda: pgettext("month", "June"),
    lambda: pgettext("month", "July"),
    lambda: pgettext("month", "August"),
    lambda: pgettext("month", "September"),
    lambda: pgettext("month", "October"),
    lambda: pgettext("month", "November"),
    lambda: pgettext("month", "December"),
)
_WEEKDAYS = (
    lambda: pgettext("weekday", "Monday"),
    lambda: pgettext("weekday", "Tuesday"),
    lambda: pgettext("weekday", "Wednesday"),
    lambda: pgettext("weekday", "Thursday"),
    lambda: pgettext("weekday", "Friday"),
    lambda: pgettext("weekday", "Saturday"),
    lambda: pgettext("weekday", "Sunday"),
)


def _month(when: date) -> str:
    return _MONTHS[when.month - 1]()


def _weekday(when: date) -> str:
    return _WEEKDAYS[when.weekday()]()
