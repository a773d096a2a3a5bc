"""Written dates (27/11, 3 dicembre), named days (domani, next Friday), ends of periods."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from callmate.domain.due.reading import (
    FULL_MONTH,
    MONTHS,
    NO_TIME_AFTER,
    WEEKDAYS,
    DatePart,
    Day,
    Lead,
    Line,
    Says,
    either,
)
from callmate.domain.terms import months_on

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
        month = months_on(today.replace(day=1), ahead)
        found = _day(month.year, month.month, day)
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


_TODAY: Final[dict[str, tuple[int, DatePart | None]]] = {
    "oggi stesso": (0, None),
    "oggi": (0, None),
    "today": (0, None),
    "in giornata": (0, None),
    "fine giornata": (0, None),
    "la giornata": (0, None),
    "end of day": (0, None),
    "end of the day": (0, None),
    "end of business": (0, None),
    "close of business": (0, None),
    "eod": (0, None),
    "cob": (0, None),
    "stamattina": (0, DatePart.MORNING),
    "stamani": (0, DatePart.MORNING),
    "this morning": (0, DatePart.MORNING),
    "in mattinata": (0, DatePart.MORNING),
    "this afternoon": (0, DatePart.AFTERNOON),
    "stasera": (0, DatePart.EVENING),
    "in serata": (0, DatePart.EVENING),
    "tonight": (0, DatePart.EVENING),
    "this evening": (0, DatePart.EVENING),
    "stanotte": (0, DatePart.NIGHT),
    "domani": (1, None),
    "tomorrow": (1, None),
    "tmrw": (1, None),
    "dopodomani": (2, None),
    "dopo domani": (2, None),
    "domani l'altro": (2, None),
    "day after tomorrow": (2, None),
}
TODAY: Final = rf"(?:{either(_TODAY)})(?!\w)"
WEEKDAY: Final = rf"(?:{either(WEEKDAYS)})(?![^\W0-9])"
_TODAY_AT: Final = re.compile(rf"(?P<words>{TODAY})")
_WEEKDAY_AT: Final = re.compile(
    rf"(?P<day>{WEEKDAY})\.?(?:\s{{1,3}}(?:(?P<far>(?:della\s{{1,3}}|of\s{{1,3}}|in\s{{1,3}})?"
    r"(?:next\s{1,3}week|prossima\s{1,3}settimana|settimana\s{1,3}prossima))"
    rf"|(?P<next>prossim[ao]|next)|(?P<last>scors[oa]|last|passat[oa]))(?!\w))?"
)
_NUMBER_AT: Final = re.compile(
    r"[\s,]{0,3}(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?!\w|[-/.:,][0-9]|\s?[ap]\.?m(?!\w))"
    + NO_TIME_AFTER
)
_GAP: Final = re.compile(r"[\s,(]{0,3}(?:(?:il|l'|the)\s{0,3})?")
_LAST_HOUR: Final = 23
_A_WEEK: Final = 7


def read_named(line: Line, start: int, lead: Lead) -> Day | None:
    """Read a named day at `start`.

    A weekday is the next such day, not today unless a later hour is said; a date or a day of
    the month right after it settles which.
    """
    today = _TODAY_AT.match(line.text, start)
    if today:
        days, part = _TODAY[today["words"]]
        return Day(line.today + timedelta(days=days), today.end(), part)
    return _weekday(line, start, lead)


def _weekday(line: Line, start: int, lead: Lead) -> Day | None:
    match = _WEEKDAY_AT.match(line.text, start)
    if match is None or match["last"]:
        return None
    gap = _GAP.match(line.text, match.end())
    dated = read_date(line, gap.end(), lead) if gap else None
    if dated:
        return dated
    # In English "mar" is March, never a day.
    if match["day"] == "mar" and line.language == "en":
        return None
    weekday = WEEKDAYS[match["day"]]
    ahead = (weekday - line.today.weekday() - 1) % _A_WEEK + 1
    if match["far"]:
        monday = line.today + timedelta(days=_A_WEEK - line.today.weekday())
        return Day(monday + timedelta(days=weekday), match.end())
    named = Day(
        line.today + timedelta(days=ahead),
        match.end(),
        or_today=ahead == _A_WEEK and not match["next"] and not lead.says & Says.NEXT,
    )
    return _numbered(line, named, weekday) or named


def _numbered(line: Line, named: Day, weekday: int) -> Day | None:
    """Read "ven 27": the day of the month, unless it can only be an hour."""
    match = _NUMBER_AT.match(line.text, named.end)
    if match is None:
        return None
    number = int(match["day"])
    if number == named.date.day:
        return Day(named.date, match.end())
    found = next_day_of_month(line.today, number, weekday) if number > _LAST_HOUR else None
    return Day(found, match.end()) if found else None


_NEXT: Final = r"prossim[ao]|next"
ENDS: Final = (
    r"(?:fine|meta|end|middle|mid)(?:[\s-]{1,3}(?:di|del|della|dell'|of))?(?:\s{0,3}(?:the|this"
    rf"|il|la|quest[ao]|(?P<next1>{_NEXT})))?[\s-]{{0,3}}(?P<what1>settimana|week|mese|month"
    rf"|anno|year|{FULL_MONTH})(?:\s{{1,3}}(?P<next2>{_NEXT}))?(?!\w)"
)
PERIOD: Final = (
    r"(?P<what2>settimana|weekend|week-end|week|mese|month|anno|year|eow|eom|eoy)"
    r"(?:\s{1,3}(?P<next3>prossim[ao]))?(?!\w)"
)
ALONE: Final = rf"(?P<month>{FULL_MONTH})(?!\w)"
_ENDS_AT: Final = re.compile(ENDS)
_PERIOD_AT: Final = re.compile(PERIOD)
_ALONE_AT: Final = re.compile(ALONE)
_PROMISED: Final = Says.DEADLINE | Says.NEXT | Says.THIS


def read_period(line: Line, start: int, lead: Lead) -> Day | None:
    """Read a week, month or year at `start`; the day is its last, or a month's fifteenth.

    A week ends on Sunday. A bare "week" or "December" needs a word that makes it a deadline.
    """
    match = _ENDS_AT.match(line.text, start)
    if match:
        middle = match.group().startswith(("meta", "mid"))
        further = bool(match["next1"] or match["next2"])
        return Day(_end_of(line.today, match["what1"], further=further, middle=middle), match.end())
    match = _PERIOD_AT.match(line.text, start)
    if match:
        further = bool(match["next3"] or lead.says & Says.NEXT)
        ends = match["what2"] in {"weekend", "week-end", "eow", "eom", "eoy"}
        if not (further or ends or lead.says & _PROMISED):
            return None
        return Day(_end_of(line.today, match["what2"], further=further, middle=False), match.end())
    match = _ALONE_AT.match(line.text, start)
    if match and lead.says & Says.DEADLINE:
        return Day(_end_of(line.today, match["month"], further=False, middle=False), match.end())
    return None


def _end_of(today: date, what: str, *, further: bool, middle: bool) -> date:
    if what in MONTHS:
        year = today.year + (MONTHS[what] < today.month)
        return _in_month(date(year, MONTHS[what], 1), middle=middle)
    if what in {"settimana", "week", "weekend", "week-end", "eow"}:
        return today + timedelta(days=6 - today.weekday() + 7 * further)
    if what in {"mese", "month", "eom"}:
        return _in_month(months_on(today.replace(day=1), int(further)), middle=middle)
    return date(today.year + further, 12, 31)


def _in_month(first: date, *, middle: bool) -> date:
    return first.replace(day=15 if middle else monthrange(first.year, first.month)[1])
