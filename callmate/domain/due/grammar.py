"""Reading one phrase: a day and a time of day, in either order, or one of them."""

import re
from typing import Final

from callmate.domain.due.clock import Bare, read_clock, read_part
from callmate.domain.due.count import read_count
from callmate.domain.due.date import read_date
from callmate.domain.due.day import read_named
from callmate.domain.due.lead import read_lead
from callmate.domain.due.period import read_period
from callmate.domain.due.phrase import Phrase
from callmate.domain.due.reading import Day, Doubt, Lead, Line, Moment, Says

_TO_CLOCK: Final = re.compile(r"t(?=[0-9])|[\s,(]{0,4}(?:-\s{0,3})?")
_TO_DAY: Final = re.compile(
    r"[\s,]{0,3}(?:(?:di|del|della|of|on|entro|the|il|giorno|this|next|quest[ao]|prossim[ao])"
    r"\s{1,3}|(?:dell|l)'){0,3}"
)


def read_phrase(line: Line, start: int, since: int) -> Phrase | None:
    """Read a phrase at `start`; the words that lead to it stand after `since`."""
    lead = read_lead(line.text, start, since)
    if lead.says & Says.NEVER:
        return None
    if lead.says & Says.CLOCK:
        return _clock_first(line, start, lead) or _day_first(line, start, lead)
    return _day_first(line, start, lead) or _clock_first(line, start, lead)


def _day_first(line: Line, start: int, lead: Lead) -> Phrase | None:
    counted = read_count(line, start, lead)
    begin = start if lead.says & (Says.OF | Says.SINCE) else lead.start
    if isinstance(counted, Moment):
        return Phrase(begin, counted.end, _doubt(lead, counted=True), moment=counted)
    day = counted or _read_day(line, start, lead)
    if day is None:
        return None
    part, end = read_part(line.text, day.end) or (day.part, day.end)
    gap = _TO_CLOCK.match(line.text, end)
    bare = Bare.NO if counted else Bare.MAYBE
    clock = read_clock(line.text, gap.end() if gap else end, bare)
    if clock:
        part, end = read_part(line.text, clock.end) or (part, clock.end)
    doubt = _doubt(lead, counted=counted is not None)
    begins = bool(lead.says & Says.RANGE)
    return Phrase(begin, end, doubt, day=day, clock=clock, part=part, begins_range=begins)


def _clock_first(line: Line, start: int, lead: Lead) -> Phrase | None:
    bare = Bare.NO
    if lead.says & (Says.CLOCK | Says.MAYBE_CLOCK):
        bare = Bare.YES if lead.says & Says.CLOCK else Bare.MAYBE
    clock = read_clock(line.text, start, bare)
    if clock is None:
        return None
    part, end = read_part(line.text, clock.end) or (None, clock.end)
    gap = _TO_DAY.match(line.text, end)
    day = _plain_day(line, gap.end()) if gap else None
    if day is None:
        return Phrase(lead.start, end, Doubt.CLOCK, clock=clock, part=part)
    part, end = read_part(line.text, day.end) or (part or day.part, day.end)
    return Phrase(lead.start, end, _doubt(lead, counted=False), day=day, clock=clock, part=part)


def _plain_day(line: Line, start: int) -> Day | None:
    lead = read_lead(line.text, start, 0)
    says = lead.says & (Says.ARTICLE | Says.NEXT | Says.THIS)
    return _read_day(line, start, Lead(says, start))


def _read_day(line: Line, start: int, lead: Lead) -> Day | None:
    for read in (read_date, read_named, read_period):
        day = read(line, start, lead)
        if day:
            return day
    return None


def _doubt(lead: Lead, *, counted: bool) -> Doubt:
    if lead.says & (Says.OF | Says.SINCE) or (counted and lead.says & Says.LASTS):
        return Doubt.ASIDE
    return Doubt.DEADLINE if lead.says & Says.DEADLINE else Doubt.PLAIN
