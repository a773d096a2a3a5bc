"""What the owner can do next in a case: from when, until when, and by which rule.

Rules look at the dated events that a case or a call adds up to; see ``case_events``.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from callmate.domain.entry import Sector
from callmate.domain.rules import Confidence, Event, Rule, RuleKind, Term, Words
from callmate.domain.terms import Holidays, last_day


class DatedEvent(msgspec.Struct, frozen=True, order=True):
    """Something that happened, and the day at the place where it did."""

    on: date
    event: Event


class CaseEvents(msgspec.Struct, frozen=True):
    """Of a case, what rules look at."""

    sector: Sector
    events: tuple[DatedEvent, ...]
    """In order."""

    def first(self, event: Event, since: date | None = None) -> date | None:
        """The day on which something first happened, or first happened from a day on."""
        days = (each.on for each in self.events if each.event is event)
        return next((on for on in days if since is None or on >= since), None)


_DAY: Final = timedelta(days=1)


class StepStanding(StrEnum):
    """How a step stands on a day."""

    NOW = "now"
    """It can be done."""
    LATER = "later"
    """It is not possible yet."""
    LOST = "lost"
    """Its time has passed."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """Something that can be done in a case, with its days; the same on whatever day one looks."""

    rule: str
    """The id of the rule that says so."""
    title: Words
    guard: bool
    """Whether it says what better not to do."""
    rank: int
    opens: date
    """The first day on which it is possible, by whichever source says the earliest."""
    certain: date | None = None
    """Where sources contradict each other, the first day by which all of them agree."""
    closes: date | None = None
    """The last day; after it, it is lost."""
    next_body: str = ""
    """Who is next."""
    source: str
    checked_on: date
    review_by: date
    confidence: Confidence
    disputed: bool

    def standing(self, today: date) -> StepStanding:
        """How it stands on a day."""
        if today < self.opens:
            return StepStanding.LATER
        return (
            StepStanding.NOW if self.closes is None or today <= self.closes else StepStanding.LOST
        )


def steps_of(events: CaseEvents, rules: Iterable[Rule], is_holiday: Holidays) -> tuple[Step, ...]:
    """Every step that a case gives rise to, whatever day it is.

    Args:
        events: What happened in the case.
        rules: The rules of its country and trade.
        is_holiday: Knows the public holidays of the country.
    """
    found = (_step(events, rule, is_holiday) for rule in rules if rule.kind is not RuleKind.FACT)
    return tuple(step for step in found if step is not None)


def in_order(steps: Sequence[Step], today: date) -> tuple[Step, ...]:
    """The steps that still count on a day: guards, what may be lost, what is possible, the rest.

    What is lost is left out.
    """
    standing = {step: step.standing(today) for step in steps}

    def place(step: Step) -> tuple[bool, bool, date, int, str]:
        now = standing[step] is StepStanding.NOW
        pressing = step.closes if now and step.closes else date.max
        return (not step.guard, not now, pressing if now else step.opens, step.rank, step.rule)

    return tuple(sorted((s for s in steps if standing[s] is not StepStanding.LOST), key=place))


def _step(events: CaseEvents, rule: Rule, is_holiday: Holidays) -> Step | None:
    start = _start(events, rule)
    if start is None or not rule.holds_on(start) or _done(events, rule, start):
        return None
    try:
        opens = sorted({_after(start, term, is_holiday) for term in _terms(rule)})
        sooner = events.first(rule.opens_with, start) if rule.opens_with else None
        closes_from = events.first(rule.closes_from, start) if rule.closes_from else start
        closes = (
            last_day(closes_from, rule.closes, is_holiday) if rule.closes and closes_from else None
        )
    except OverflowError:
        return None
    if sooner is not None and sooner <= opens[-1]:
        opens = [min(sooner, opens[0])]
    return Step(
        rule=rule.id,
        title=rule.title,
        guard=rule.kind is RuleKind.GUARD,
        rank=rule.rank,
        opens=opens[0],
        certain=opens[-1] if len(opens) > 1 else None,
        closes=closes,
        next_body=rule.next_body,
        source=rule.source,
        checked_on=rule.checked_on,
        review_by=rule.review_by,
        confidence=rule.confidence,
        disputed=rule.disputed,
    )


def _terms(rule: Rule) -> Iterator[Term | None]:
    yield rule.opens
    if rule.competing:
        yield rule.competing.term


def _after(start: date, term: Term | None, is_holiday: Holidays) -> date:
    """The first day after a term; a step is never shown while its term still runs."""
    return last_day(start, term, is_holiday) + _DAY if term else start


def _start(events: CaseEvents, rule: Rule) -> date | None:
    """The day on which the clock of a rule started."""
    if rule.starts is None:
        return None
    days = [events.first(rule.starts)]
    if rule.starts is Event.COMPLAINT and rule.phone_counts:
        days.append(events.first(Event.CALL))
    return min((day for day in days if day), default=None)


def _done(events: CaseEvents, rule: Rule, start: date) -> bool:
    """Whether what ends the need for a step has happened since its clock started."""
    return any(events.first(event, start) for event in rule.done_by)
