"""What is due in a case: promises that are still open, and the next steps beside them."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from enum import StrEnum

import msgspec

from callmate.domain.entry import in_reach
from callmate.domain.next_steps import Step, StepStanding, in_order
from callmate.domain.promise import Fate, Promise


class Pending(msgspec.Struct, frozen=True, kw_only=True):
    """What is pending in one case, or in a call that is in no case; the same on whatever day."""

    case: str | None
    name: str
    """The case's; empty for a call."""
    company: str
    promises: tuple[Promise, ...]
    """Those of which it is not said yet whether they were kept."""
    steps: tuple[Step, ...] = ()


class Urgency(StrEnum):
    """How something pending stands on a day."""

    OVERDUE = "overdue"
    """A promise whose time has passed."""
    LOSING = "losing"
    """It can be done, and is lost after a day."""
    NOW = "now"
    """It can be done."""
    LATER = "later"
    """It becomes possible, or due, on a day to come."""


class PendingItem(msgspec.Struct, frozen=True):
    """One thing that is due."""

    pending: Pending
    what: Promise | Step
    urgency: Urgency
    day: date | None
    """The day that counts: when it is due, lost or possible; ``None`` for a promise without."""


def due_now(pending: Iterable[Pending], now: datetime) -> tuple[PendingItem, ...]:
    """Everything due, the most pressing first; guards are none, for nothing is to be done.

    Args:
        pending: What is pending.
        now: The time, with its offset.
    """
    found = [item for each in pending for item in _items(each, now)]
    order = list(Urgency)
    return tuple(sorted(found, key=lambda i: (order.index(i.urgency), i.day or date.max)))


def guards(pending: Pending) -> tuple[Step, ...]:
    """What better not to do while it is open."""
    return tuple(step for step in pending.steps if step.guard)


def _items(pending: Pending, now: datetime) -> Iterator[PendingItem]:
    today = now.date()
    for promise in pending.promises:
        if promise.due and not in_reach(promise.due):
            continue  # no clock can tell of it
        day = promise.due and promise.due.date()
        overdue = promise.fate(now) is Fate.OVERDUE
        yield PendingItem(pending, promise, Urgency.OVERDUE if overdue else Urgency.LATER, day)
    for step in in_order(pending.steps, today):
        if step.guard:
            continue
        if step.standing(today) is StepStanding.LATER:
            yield PendingItem(pending, step, Urgency.LATER, step.opens)
        elif step.closes:
            yield PendingItem(pending, step, Urgency.LOSING, step.closes)
        else:
            yield PendingItem(pending, step, Urgency.NOW, step.opens)
