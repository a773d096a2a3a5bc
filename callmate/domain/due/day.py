"""Named days: domani, tonight, fri, lunedì prossimo, ven 27."""

import re
from datetime import timedelta
from typing import Final

from callmate.domain.due.date import next_day_of_month, read_date
from callmate.domain.due.reading import Day, Lead, Line, Part, Says
from callmate.domain.due.words import NO_TIME_AFTER, WEEKDAYS, either

_TODAY: Final[dict[str, tuple[int, Part | None]]] = {
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
    "stamattina": (0, Part.MORNING),
    "stamani": (0, Part.MORNING),
    "this morning": (0, Part.MORNING),
    "in mattinata": (0, Part.MORNING),
    "this afternoon": (0, Part.AFTERNOON),
    "stasera": (0, Part.EVENING),
    "in serata": (0, Part.EVENING),
    "tonight": (0, Part.EVENING),
    "this evening": (0, Part.EVENING),
    "stanotte": (0, Part.NIGHT),
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
