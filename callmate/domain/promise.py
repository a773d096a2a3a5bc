"""What an operator said would happen, by when, and what became of it."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

_FAR = timedelta(days=183)
"""How far away a promised day is before it looks like a slip."""


def is_doubtful(due: datetime, now: datetime) -> bool:
    """Whether the day of a promise is better asked about: it is past, or over six months away.

    Args:
        due: By when, with its offset from UTC.
        now: When it is said, with its offset from UTC.
    """
    return not now <= due <= now + _FAR


class Fate(StrEnum):
    """What became of a promise."""

    KEPT = "kept"
    BROKEN = "broken"
    OPEN = "open"
    OVERDUE = "overdue"
    """Open, and its time has passed."""


class Promise(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A promise, who made it, and whether it was kept; the same on whatever day one looks."""

    call: str
    """The id of the call in which it was made."""
    entry: str = ""
    """The id of its entry there; empty where only the call's row was read."""
    at: datetime
    """When it was made."""
    untimed: bool = False
    """Whether nobody noted at what time of day it was made."""
    text: str
    due: datetime | None = None
    """By when; ``None`` where no day was said."""
    due_exact: bool = False
    """Whether a clock time was said; otherwise ``due`` is the end of the day."""
    operator: str | None = None
    """The number of the operator who made it; ``None`` while unknown."""
    kept: bool | None = None
    """What the owner said became of it; ``None`` while that is open."""

    def fate(self, now: datetime) -> Fate:
        """What has become of it by ``now``, a time with its offset."""
        if self.kept is not None:
            return Fate.KEPT if self.kept else Fate.BROKEN
        overdue = self.due is not None and self.due < now
        return Fate.OVERDUE if overdue else Fate.OPEN
