"""Times of day: alle 17:30, 5pm, by noon, dalle 9 alle 12."""

import re
from enum import IntEnum
from typing import Final

from callmate.domain.due.reading import NO_TIME_AFTER, Clock, DatePart


class Bare(IntEnum):
    """Whether a number by itself may be an hour."""

    NO = 0
    MAYBE = 1
    """Where it ends a clause, or is an hour of the working day."""
    YES = 2


_END: Final = rf"(?!\w|[:.,/-][0-9]){NO_TIME_AFTER}"
_VALUE: Final = (
    r"(?P<hour{0}>[0-9]{{1,2}})(?:(?P<sep{0}>[:.,h])(?P<minute{0}>[0-5][0-9])(?::[0-5][0-9])?)?"
    r"(?:\s{{0,3}}(?P<half{0}>[ap])(?:m|\.m\.?)(?!\w))?(?P<sharp{0}>\s?o'?clock)?"
    r"(?P<past{0}>\s{{1,3}}e\s{{1,3}}(?:mezz[ao]|un\s{{1,3}}quarto)(?!\w))?"
)
_TO: Final = r"\s{0,3}(?:-|(?:fino\s{1,3})?alle|to|until|and|e\s{1,3}le)\s{0,3}(?:ore\s{1,3})?"
_NUMERIC: Final = re.compile(f"(?:{_VALUE.format(1)}{_TO})?{_VALUE.format(2)}{_END}")
_NAMED: Final = re.compile(
    r"(?P<noon>noon|midday|mezzogiorno)(?P<past>\s{1,3}e\s{1,3}mezz[ao])?(?!\w)"
    r"|(?:midnight|mezzanotte)(?!\w)"
)
_LEAD: Final = re.compile(
    r"(?:(?P<strict>(?:le|alle|delle|dalle|ore|at|around)\s{1,3}|h\.?\s?(?=[0-9]))"
    r"|(?:entro|per|verso|dopo|prima|fra|tra|by|before|after|between|from|until)\s{1,3}){1,4}"
)
_ONE: Final = re.compile(
    r"(?:entro\s{1,3}|per\s{1,3})?(?:all'|l')una(?P<past>\s{1,3}e\s{1,3}mezza)?(?!\w)"
)
_PART: Final = re.compile(
    r"[\s,]{0,3}(?:(?:in|di|del|della|nel|nella|the|al|alla|this|at|questa|questo)\s{1,3}){0,2}"
    r"(?:(?P<morning>mattin[ao]|mattinata|matt|morning)|(?P<afternoon>pomeriggio|pom|afternoon)"
    r"|(?P<evening>sera|serata|evening)|(?P<night>notte|night))(?!\w)"
)
_CLAUSE_ENDS: Final = re.compile(r"\s*(?:[^\w\s'-]|\Z)")
_FIRST_WORKING_HOUR, _LAST_WORKING_HOUR = 7, 20
LAST_HOUR: Final = 24
_NOON: Final = 12
_SIXTY: Final = 60
_SMALL_HOURS_END: Final[dict[DatePart | None, int]] = {DatePart.EVENING: 5, DatePart.NIGHT: 7}


def read_clock(text: str, start: int, bare: Bare) -> Clock | None:
    """Read a time of day at `start`, of a range its end; `bare` is the trust in bare numbers."""
    lead = _LEAD.match(text, start)
    if lead:
        start, bare = lead.end(), Bare.YES if lead["strict"] else Bare.MAYBE
    named = _NAMED.match(text, start)
    if named:
        noon = bool(named["noon"])
        minute = 30 if named["past"] else 0
        return Clock(_NOON if noon else LAST_HOUR, minute, named.end(), settled=True)
    one = _ONE.match(text, start)
    if one:
        return Clock(1, 30 if one["past"] else 0, one.end(), settled=False)
    numeric = _NUMERIC.match(text, start)
    return _clock(text, numeric, bare) if numeric else None


def read_part(text: str, start: int) -> tuple[DatePart, int] | None:
    """Read a part of the day at `start`, with where it ends."""
    match = _PART.match(text, start)
    return (DatePart(str(match.lastgroup)), match.end()) if match else None


def hour_of(clock: Clock, part: DatePart | None) -> int:
    """Tell which hour of the day is meant.

    From 1 to 6 with nothing more said is the afternoon: nobody promises a call at night. A
    leading nought, "05:30", means what it says.
    """
    if clock.settled or clock.hour >= _NOON or not clock.hour:
        return clock.hour
    if part is None:
        later = clock.hour < _FIRST_WORKING_HOUR
    else:
        later = part is not DatePart.MORNING and not is_after_midnight(clock.hour, part)
    return clock.hour + _NOON if later else clock.hour


def is_after_midnight(hour: int, part: DatePart | None) -> bool:
    """Tell whether an hour of an evening or night stands in the next day."""
    return hour < _SMALL_HOURS_END.get(part, 0)


def _clock(text: str, match: re.Match[str], bare: Bare) -> Clock | None:
    said, half = match["hour2"], match["half2"]
    hour, minute = int(said), int(match["minute2"] or 0)
    past = match["past2"] or ""
    minute += 30 if "mezz" in past else 15 if past else 0
    if hour > LAST_HOUR or (hour == LAST_HOUR and minute) or minute >= _SIXTY:
        return None
    if half:
        if not 1 <= hour <= _NOON:
            return None
        return Clock(
            hour % _NOON + (_NOON if half == "p" else 0), minute, match.end(), settled=True
        )
    if not (match["sep2"] == ":" or match["sharp2"] or _is_an_hour(text, match, bare)):
        return None
    return Clock(hour, minute, match.end(), settled=said.startswith("0"))


def _is_an_hour(text: str, match: re.Match[str], bare: Bare) -> bool:
    if bare is not Bare.MAYBE:
        return bare is Bare.YES
    hour = int(match["hour2"])
    if _FIRST_WORKING_HOUR <= hour <= _LAST_WORKING_HOUR:
        return True
    return bool(_CLAUSE_ENDS.match(text, match.end()))
