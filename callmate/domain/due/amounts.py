"""Counted spans: 48h, 10 working days, un mese."""

import re
from datetime import UTC, date, timedelta
from typing import Final

from callmate.domain.due.reading import (
    ANY_UNIT,
    DAY,
    HOUR,
    MINUTE,
    MONTH,
    NUMBERS,
    UNITS,
    WEEK,
    YEAR,
    Day,
    Lead,
    Line,
    Moment,
    Says,
    either,
)
from callmate.domain.terms import months_on, working_days_on

_NUMBER: Final = rf"(?:[0-9]{{1,4}}(?:[.,]5)?(?![0-9])|(?:{either(NUMBERS)})(?![\w]))"
_HYPHENED: Final = rf"(?:{either(word for word in NUMBERS if '-' in word)})(?![\w])"
_WORKING: Final = r"working|business|lavorativ[ei]|lav|feriali"
COUNT: Final = (
    rf"(?:(?!{_HYPHENED})(?P<low>{_NUMBER})\s{{0,3}}"
    rf"(?:(?:(?:{ANY_UNIT})\s?)?[-/]|(?<=\s)(?:o|or|to|a|e|and)(?=\s))\s{{0,3}})?"
    rf"(?P<number>{_NUMBER})(?P<gap>[\s'-]{{0,3}})"
    rf"(?:(?P<before>{_WORKING}|calendar)\s{{1,3}})?(?P<unit>{ANY_UNIT})(?![\w])"
)
HALF_HOUR: Final = r"(?:mezz'?\s?ora|mezza\s{1,3}ora|half(?:\s{1,3}an?)?\s{1,3}hour)(?!\w)"
_HALF_HOUR: Final = re.compile(HALF_HOUR)
_COUNT: Final = re.compile(
    COUNT + rf"(?:\.?\s{{1,3}}(?P<after>{_WORKING})(?!\w)\.?)?"
    r"(?P<half>\s{1,3}(?:e\s{1,3}mezz[ao]|and\s{1,3}a\s{1,3}half)(?!\w))?"
    r"(?:\s{0,3}(?:(?:e|and)\s{1,3})?(?P<minutes>[0-9]{1,2})\s{0,3}min(?:s|ut[io]|utes?)?(?!\w))?"
    r"(?:\s{1,3}(?:from\s{1,3}(?:now|today)|da\s{1,3}(?:oggi|ora|adesso))(?!\w))?"
)
_OVER: Final = re.compile(r"\s{0,3}(?:fa|ago|or sono|scors[aeio]|earlier)(?!\w)")
_LARGE: Final = re.compile(r"(?<![a-z])(?:hundred|thousand)(?:\s{1,3}and)?\s{1,3}\Z")
_LONGEST_LARGE: Final = 20
"""Characters back to which one looks for it, however long the text is."""
_OF_THE_CLOCK: Final = re.compile(r"\s{0,3}[0-9]")
_DAYS_OF_A_MONTH: Final = 31


def read_count(line: Line, start: int, lead: Lead) -> Day | Moment | None:
    """Read a counted span at `start`; of a range, "2-3 giorni", the later end.

    Spans in hours and minutes are real time from now. Working hours, "48 ore lavorative", are
    working days of 24. A span that is over or has been going on is no promise.
    """
    half_hour = _HALF_HOUR.match(line.text, start)
    if half_hour:
        return _later(line, 30, half_hour.end())
    match = _COUNT.match(line.text, start)
    if match is None or _is_no_promise(line.text, match, lead):
        return None
    unit = UNITS[match["unit"]]
    amount = _amount(match["number"]) + (0.5 if match["half"] else 0)
    if not amount:
        return None
    working = match["after"] or match["before"] not in {None, "calendar"}
    if working and unit in {HOUR, DAY, WEEK}:
        days = amount / 24 if unit == HOUR else amount * (5 if unit == WEEK else 1)
        return Day(working_days_on(line.today, _up(days), line.is_holiday), match.end())
    if unit in {MINUTE, HOUR}:
        minutes = amount * (60 if unit == HOUR else 1) + int(match["minutes"] or 0)
        return _later(line, minutes, match.end())
    return Day(_on(line.today, unit, _up(amount)), match.end())


def _is_no_promise(text: str, match: re.Match[str], lead: Lead) -> bool:
    number, unit = match["number"], match["unit"]
    if lead.says & Says.SINCE and not match["low"]:
        return True
    if _OVER.match(text, match.end()):
        return True
    if _LARGE.search(text, max(0, match.start() - _LONGEST_LARGE), match.start()):
        return True
    if not number[0].isdigit() and (len(unit) == 1 or not match["gap"]):
        return True
    if number in {"a", "an"} and unit not in {"minute", "hour", "day", "week", "month", "year"}:
        return True
    # In "3 ore 17" the hour belongs to what follows it.
    small = _amount(number) <= _DAYS_OF_A_MONTH
    return small and unit in {"ore", "h"} and bool(_OF_THE_CLOCK.match(text, match.end()))


def _amount(number: str) -> float:
    return float(number.replace(",", ".")) if number[0].isdigit() else NUMBERS[number]


def _up(amount: float) -> int:
    return -int(-amount // 1)


def _on(today: date, unit: int, amount: int) -> date:
    if unit in {MONTH, YEAR}:
        return months_on(today, amount * (12 if unit == YEAR else 1))
    return today + timedelta(days=amount * (7 if unit == WEEK else 1))


def _later(line: Line, minutes: float, end: int) -> Moment:
    at = line.now.astimezone(UTC) + timedelta(minutes=minutes)
    return Moment(at.astimezone(line.now.tzinfo), end)
