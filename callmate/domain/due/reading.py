"""What a stretch of text was understood to say; words of days, months, units and numbers."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import Flag, IntEnum, StrEnum, auto
from typing import Final, Literal

from msgspec import Struct

from callmate.domain.numerals import counting_words

Language = Literal["it", "en"]


class Due(Struct, frozen=True):
    """When something promised is due, and the words that said so."""

    at: datetime
    """In the zone of the moment at which it was said; 23:59 where only a day was said."""
    exact: bool
    """Whether a time of day was said, or hours or minutes were counted."""
    matched: str
    """The words, with those that lead to them ("entro il"), as they were typed."""
    start: int
    """Where the words begin in the text."""
    end: int


class Line(Struct, frozen=True):
    """A folded text and what is needed to understand it."""

    text: str
    now: datetime
    language: Language
    is_holiday: Callable[[date], bool] | None = None
    """Knows the public holidays, which are no working days."""

    @property
    def today(self) -> date:
        """The day on which the words were said."""
        return self.now.date()


class Says(Flag):
    """What the words before a time say about it."""

    NOTHING = 0
    DEADLINE = auto()
    """It is the last moment: entro, within, by."""
    CLOCK = auto()
    """A bare number is an hour: alle, ore, at."""
    MAYBE_CLOCK = auto()
    """A bare number may be an hour: by, before."""
    ARTICLE = auto()
    LE = auto()
    """The Italian article of hours."""
    SINCE = auto()
    OF = auto()
    LASTS = auto()
    """How long rather than when: for."""
    RANGE = auto()
    """It may be the first of two ends: between, from."""
    NEXT = auto()
    THIS = auto()
    NEVER = auto()
    """No promise at all: last, every, or the name of a number."""


class Doubt(IntEnum):
    """How likely a time tells of something else than a promise."""

    DEADLINE = 0
    PLAIN = 1
    CLOCK = 2
    """A time of day without a day."""
    ASIDE = 3
    """A date of something, or how long something lasts."""


class Lead(Struct, frozen=True):
    """The words right before a time."""

    says: Says
    start: int
    """Where these words begin; where the time begins if there are none."""


class DatePart(StrEnum):
    """A part of the day; it tells apart the two hours of a twelve-hour clock."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"


class Clock(Struct, frozen=True):
    """A time of day as it was said."""

    hour: int
    """0 to 24."""
    minute: int
    end: int
    settled: bool
    """Whether the hour can only mean one hour of the day."""


class Day(Struct, frozen=True):
    """A day as it was said."""

    date: date
    end: int
    part: DatePart | None = None
    or_today: bool = False
    """Whether a later hour of today is meant rather than `date`."""


class Moment(Struct, frozen=True):
    """A point in time counted from now."""

    at: datetime
    end: int


_WEEKDAYS: Final = """
lunedi lun monday mon
martedi mart mar tuesday tues tue
mercoledi merc mer wednesday wed
giovedi giov gio thursday thurs thur thu
venerdi ven friday fri
sabato sab saturday sat
domenica dom sunday sun
"""
_MONTHS: Final = """
gennaio january gen jan
febbraio february feb
marzo march mar
aprile april apr
maggio may mag
giugno june giu jun
luglio july lug jul
agosto august ago aug
settembre september sett set sept sep
ottobre october ott oct
novembre november nov
dicembre december dic dec
"""
_UNITS: Final = """
minuto minuti minute minutes min mins
ora ore hour hours hr hrs h
giorno giorni day days gg d
settimana settimane week weeks sett wk wks w
mese mesi month months
anno anni year years
"""


def _rows(table: str) -> dict[str, int]:
    rows = table.strip().split("\n")
    return {word: number for number, row in enumerate(rows) for word in row.split()}


WEEKDAYS: Final[Mapping[str, int]] = _rows(_WEEKDAYS)
"""Monday is 0."""
MONTHS: Final[Mapping[str, int]] = {word: row + 1 for word, row in _rows(_MONTHS).items()}
MINUTE, HOUR, DAY, WEEK, MONTH, YEAR = range(6)
UNITS: Final[Mapping[str, int]] = _rows(_UNITS)
_FEW: Final = {
    **dict.fromkeys(("un", "una", "uno", "a", "an", "one"), 1),
    **dict.fromkeys(("un paio di", "paio di", "a couple of", "couple of"), 2),
}
NUMBERS: Final[Mapping[str, int]] = _FEW | counting_words()


_Tree = dict[str, "_Tree"]


def either(words: Iterable[str]) -> str:
    """Make a pattern for any of `words`, the longest that fits."""
    tree: _Tree = {}
    for word in words:
        node = tree
        for character in (*word, ""):
            node = node.setdefault(character, {})
    return _branches(tree)


def _branches(tree: _Tree) -> str:
    # Words that begin alike are looked at once, which is many times faster than one by one.
    further = [re.escape(first) + _branches(rest) for first, rest in tree.items() if first]
    if not further:
        return ""
    return f"(?:{'|'.join(further)})" + ("?" if "" in tree else "")


ANY_UNIT: Final = either(UNITS)
FULL_MONTH: Final = either(
    word for word in MONTHS if word == "may" or (word not in {"sett", "sept"} and word[3:])
)
# A number before one of these counts things, not days or hours.
NO_TIME_AFTER: Final = (
    rf"(?!\s{{0,3}}(?:(?:{ANY_UNIT})(?!\w)(?!\s{{0,3}}[0-9])|[€£$%]"
    r"|(?:euro|eur|gbp|usd|cent|centesimi|pounds?|quid|per\s?cento?|percento|volte|times|rate|"
    r"giga|gb|mb|mbps|lavorativ[ei]|working|business)(?!\w)))"
)


def _plain(code: int) -> str:
    base = unicodedata.normalize("NFD", chr(code))[0]
    return base.lower() if base.isascii() and base.isalpha() else chr(code)


_PLAIN: Final = {code: _plain(code) for code in (*range(0x41, 0x5B), *range(0xC0, 0x250))} | {
    ord(sign): plain
    for plain, signs in {"'": "\u2019\u2018`", "-": "\u2010\u2011\u2012\u2013\u2014\u2212"}.items()
    for sign in signs
}


def fold(text: str) -> str:
    """Write `text` in small letters without accents, each character in its own place."""
    return text.translate(_PLAIN)
