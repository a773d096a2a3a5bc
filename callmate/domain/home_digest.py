"""What the home screen shows above the calls: what is due, and the cases that are open."""

from datetime import datetime, timedelta

import msgspec

_SOON = timedelta(days=7)
"""How long before its day a thing is shown."""

_REMEMBERED = timedelta(days=30)
"""For how long a promise in no case, which cannot be settled, goes on being shown."""


class DueNotice(msgspec.Struct, frozen=True, kw_only=True):
    """A promise that waits to be kept, or a step that is lost after a day."""

    case: str | None
    call: str | None
    """The call in which it was promised; ``None`` for a step."""
    entry: str
    """The promise's entry there, where it is known."""
    it: str
    en: str
    """What it is, in each language; a promise in the words in which it was made."""
    about: str
    """What the case is called, or whom the call was to."""
    due: datetime
    exact: bool
    """Whether a clock time was said; otherwise ``due`` is the end of the day."""


class OpenCase(msgspec.Struct, frozen=True, kw_only=True):
    """A case that is not closed."""

    id: str
    name: str
    company: str
    calls: int
    last: datetime
    """When anything last happened in it."""
    it: str = ""
    en: str = ""
    """The first thing that can be done now, in each language; empty when there is none."""


class HomeDigest(msgspec.Struct, frozen=True):
    """What is due, on whatever day, and the open cases, the liveliest first."""

    due: tuple[DueNotice, ...] = ()
    cases: tuple[OpenCase, ...] = ()

    def pressing(self, now: datetime) -> tuple[DueNotice, ...]:
        """What is overdue, or comes within seven days, the earliest first."""
        return tuple(
            sorted((each for each in self.due if _presses(each, now)), key=lambda each: each.due)
        )


def _presses(due: DueNotice, now: datetime) -> bool:
    if due.call is None and due.due < now:
        return False  # what could be done is lost; there is nothing to do about it
    return due.due <= now + _SOON and (due.case is not None or due.due > now - _REMEMBERED)
