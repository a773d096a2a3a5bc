"""What a stretch of text was understood to say."""

from datetime import date, datetime
from enum import Flag, IntEnum, StrEnum, auto
from typing import Literal

from msgspec import Struct

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


class Part(StrEnum):
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
    part: Part | None = None
    or_today: bool = False
    """Whether a later hour of today is meant rather than `date`."""


class Moment(Struct, frozen=True):
    """A point in time counted from now."""

    at: datetime
    end: int
