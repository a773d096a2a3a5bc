"""Written dates: 27/11, 2026-12-03, 3 dicembre, Dec 3rd, il 27."""

import re
from datetime import date
from typing import Final

from callmate.domain.due.reading import Day, Lead, Line, Says
from callmate.domain.due.words import MONTHS, NO_TIME_AFTER, either

_END: Final = r"(?!\w|[-/.:][0-9])"
_MONTH: Final = rf"(?P<word>{either(MONTHS)})(?!\w)\.?"
_YEAR: Final = r"(?:(?:\s{1,3}(?:de[il]\s{1,3})?|,\s{0,3})(?P<year>20[0-9]{2})(?!\w|[:.,][0-9]))?"
_SUFFIX: Final = r"(?:\s?(?:st|nd|rd|th)(?!\w)|[°º])?"

_ISO: Final = re.compile(
    r"(?P<year>[0-9]{4})(?P<sep>[-/.])(?P<month>[0-9]{1,2})(?P=sep)(?P<day>[0-9]{1,2})"
    rf"(?:{_END}|(?=t[0-9]))"
)
_NUMERIC: Final = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<sep>[-/.])(?P<month>[0-9]{1,2})"
    rf"(?:(?P=sep)(?P<year>[0-9]{{4}}|[0-9]{{2}}))?{_END}{NO_TIME_AFTER}"
)
_DAY_MONTH: Final = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}}){_SUFFIX}|primo)\s{{0,3}}(?:(?:of|di)\s{{1,3}})?{_MONTH}{_YEAR}"
)
_MONTH_DAY: Final = re.compile(
    rf"{_MONTH}\s{{0,3}}(?P<day>[0-9]{{1,2}}){_SUFFIX}{_END}(?!\s?[ap]m){NO_TIME_AFTER}{_YEAR}"
)
_DAY: Final = re.compile(r"(?P<day>[0-9]{1,2})(?P<suffix>st|nd|rd|th)?(?![\w-]|[-/.:,][0-9])")
_WRITTEN: Final = (_ISO, _NUMERIC, _DAY_MONTH, _MONTH_DAY)
_CLAUSE_ENDS: Final = re.compile(r"\s*(?:[^\w\s'-]|\Z|(?:at|by|from|before|between)\s)")
_NO_COUNT: Final = re.compile(NO_TIME_AFTER)
_REACH: Final = 10
_ONE_CENTURY: Final = 100
_THIS_CENTURY: Final = 2000
_MONTHS_AHEAD: Final = 12


def read_date(line: Line, start: int, lead: Lead) -> Day | None:
    """Read a written date at `start`, the day before the month.

    Without a year it is the coming one, never in the past; after "del", "since" and the like
    a past date tells of something else and is not read.
    """
    for pattern in _WRITTEN:
        match = pattern.match(line.text, start)
        found = _dated(line, match, lead) if match else None
        if found:
            return found
    return _read_day_of_month(line, start, lead)


def _dated(line: Line, match: re.Match[str], lead: Lead) -> Day | None:
    said = match.groupdict()
    if said.get("word") == "mar" and line.language == "it" and match.group().startswith("mar"):
        return None
    month = MONTHS[said["word"]] if said.get("word") else int(said["month"])
    day = int(said["day"] or 1)
    if match.group() == "24/7" and not lead.says:
        return None
    if said["year"]:
        year = int(said["year"])
        found = _day(year + (0 if year >= _ONE_CENTURY else _THIS_CENTURY), month, day)
    else:
        found = _coming(line.today, month, day)
        if found and found.year > line.today.year and lead.says & (Says.OF | Says.SINCE):
            past = _day(line.today.year, month, day)
            found = None if past and past < line.today else found
    return Day(found, match.end()) if found else None


def _read_day_of_month(line: Line, start: int, lead: Lead) -> Day | None:
    match = _DAY.match(line.text, start)
    if match is None:
        return None
    if match["suffix"]:
        the = lead.says & Says.DEADLINE or lead.says & Says.ARTICLE
        if not (the and _CLAUSE_ENDS.match(line.text, match.end())):
            return None
    elif not _is_the_day(line, match, lead):
        return None
    found = next_day_of_month(line.today, int(match["day"]))
    return Day(found, match.end()) if found else None


def _is_the_day(line: Line, match: re.Match[str], lead: Lead) -> bool:
    before = line.text[max(0, match.start() - _REACH) : match.start()].split()
    named = bool(before) and before[-1] in {"il", "giorno"} and not lead.says & Says.NEVER
    return named and bool(_NO_COUNT.match(line.text, match.end()))


def next_day_of_month(today: date, day: int, weekday: int | None = None) -> date | None:
    """Find the next date, today among them, with this day of the month, and weekday if given."""
    for ahead in range(_MONTHS_AHEAD + 1):
        years, month = divmod(today.month - 1 + ahead, 12)
        found = _day(today.year + years, month + 1, day)
        if found and found >= today and weekday in {None, found.weekday()}:
            return found
    return None


def _coming(today: date, month: int, day: int) -> date | None:
    this = _day(today.year, month, day)
    return this if this and this >= today else _day(today.year + 1, month, day)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
