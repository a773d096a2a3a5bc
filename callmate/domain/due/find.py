"""Finding the one time that a promise is due by in what was typed."""

import re
from datetime import datetime
from itertools import pairwise
from typing import Final

from callmate.domain.due.count import COUNT, HALF_HOUR
from callmate.domain.due.day import TODAY, WEEKDAY
from callmate.domain.due.grammar import read_phrase
from callmate.domain.due.period import ALONE, ENDS, PERIOD
from callmate.domain.due.phrase import Phrase
from callmate.domain.due.reading import Due, Language, Line
from callmate.domain.due.words import MONTHS, either, fold

# The second line spares most characters, and most English articles, the long list.
_BEGINS: Final = re.compile(
    r"(?<!\w)(?=[0-9a-z])(?!a\s{1,3}[^mhdwyc])"
    rf"(?:(?<![0-9][/.,:^-])(?<![€£$])(?<![€£$]\s)[0-9]+"
    rf"|h\.?\s?(?=[0-9])(?!24)|{TODAY}|{WEEKDAY}|{ENDS}|{PERIOD}|{HALF_HOUR}|(?=[a-z]){COUNT}"
    rf"|(?:{either(MONTHS)})\.?(?=\s{{0,3}}[0-9])|{ALONE}|primo(?=\s)"
    r"|(?:noon|midday|mezzogiorno|midnight|mezzanotte)(?!\w)|all'una(?!\w))"
)
# A text with more of them than this is no promise typed in a hurry.
_MOST: Final = 100
_NEAR: Final = 40
_TO: Final = re.compile(r"\s{0,3}(?:-|(?:e|and|to|a)(?=\s))?\s{0,3}(?:il\s|the\s)?")
_SENTENCE_ENDS: Final = re.compile(r"[.;!?\n]\s")
_YEARS_AHEAD: Final = 100


def find(text: str, now: datetime, language: Language) -> Due | None:
    """Do what `find_due` promises."""
    if now.utcoffset() is None:
        raise ValueError("now needs its zone")
    line = Line(fold(text), now, language)
    timed = [(phrase, at) for phrase in _phrases(line) if (at := _resolved(phrase, now))]
    if not timed:
        return None
    phrase, at = min(timed, key=lambda one: (one[1] < now, one[0].doubt, one[0].start))
    start, end = phrase.start, phrase.end
    return Due(at, phrase.exact, text[start:end], start, end)


def _phrases(line: Line) -> list[Phrase]:
    found: list[Phrase] = []
    place, since = 0, 0
    for _ in range(_MOST):
        match = _BEGINS.search(line.text, place)
        if match is None:
            break
        phrase = _read(line, match.start(), since)
        place = match.end()
        if phrase:
            found.append(phrase)
            place = since = phrase.end
    pairs = (_together(line.text, first, second) for first, second in pairwise(found))
    return [pair for pair in pairs if pair] + found


def _together(text: str, first: Phrase, second: Phrase) -> Phrase | None:
    """Join "domani viene il tecnico" and "alle 17", "between Monday" and "Wednesday"."""
    if first.day is None or second.start - first.end > _NEAR:
        return None
    between = text[first.end : second.start]
    if second.day:
        joined = _TO.fullmatch(between) and (first.begins_range or "-" in between)
        return first.to(second) if joined else None
    ends = _SENTENCE_ENDS.search(between)
    return None if first.clock or not second.clock or ends else first.at_clock_of(second)


def _read(line: Line, start: int, since: int) -> Phrase | None:
    try:
        return read_phrase(line, start, since)
    except (OverflowError, ValueError):
        return None


def _resolved(phrase: Phrase, now: datetime) -> datetime | None:
    try:
        at = phrase.at(now)
    except (OverflowError, ValueError):
        return None
    return at if abs(at.year - now.year) <= _YEARS_AHEAD else None
