"""Weeks, months and years: fine mese, end of next week, by December."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Final

from callmate.domain.due.reading import Day, Lead, Line, Says
from callmate.domain.due.words import FULL_MONTH, MONTHS

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
        years, month = divmod(today.month - 1 + further, 12)
        return _in_month(date(today.year + years, month + 1, 1), middle=middle)
    return date(today.year + further, 12, 31)


def _in_month(first: date, *, middle: bool) -> date:
    return first.replace(day=15 if middle else monthrange(first.year, first.month)[1])
