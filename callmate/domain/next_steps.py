"""What the owner can do next in a case: from when, until when, and by which rule.

Rules look at the dated events that a case or a call adds up to; see ``case_events``.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

import msgspec

from callmate.domain.entry import Sector
from callmate.domain.rules import (
    SENT,
    Confidence,
    Event,
    Naming,
    Rule,
    RuleKind,
    Term,
    Words,
)
from callmate.domain.terms import Holidays, last_day


class DatedEvent(msgspec.Struct, frozen=True):
    """Something that happened, and the day at the place where it did."""

    on: date
    event: Event
    came: date | None = None
    """Of what was sent, the day on which it came there by its receipt."""


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
_RENEWED: Final = frozenset(
    {
        Event.COMPLAINT,
        Event.PHONE_COMPLAINT,
        Event.ACCESS,
        Event.NEXT_BODY,
        Event.FINAL,
        Event.NO_AGREEMENT,
    }
)
"""What opens clocks of its own each time it happens."""
_ONCE: Final = frozenset({Event.REGULATOR, Event.ASSOCIATION, Event.NEXT_BODY})
"""What, once done, is done for the complaints that are renewed after it too."""


def in_time_order(events: Iterable[DatedEvent]) -> tuple[DatedEvent, ...]:
    """Each event once, in the order in which they happened."""
    return tuple(sorted(set(events), key=lambda e: (e.on, e.event, e.came or date.max)))


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
    about: bool = False
    """Whether its days are counted from a sending, as it is not known when it came there."""
    certain: date | None = None
    """Where sources contradict each other, the first day by which all of them agree."""
    closes: date | None = None
    """The last day; after it, it is lost."""
    next_body: Naming = ""
    """Who is next."""
    source: Naming
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

    A rule gives one for each time that its clock was started, the earliest first.

    Args:
        events: What happened in the case.
        rules: The rules of its country and trade.
        is_holiday: Knows the public holidays of the country.
    """
    found = (
        _step(events, rule, start, is_holiday)
        for rule in rules
        if rule.kind is not RuleKind.FACT
        for start in _starts(events, rule)
    )
    return tuple(dict.fromkeys(step for step in found if step is not None))


def in_order(steps: Sequence[Step], today: date) -> tuple[Step, ...]:
    """The steps that still count on a day: guards, what may be lost, what is possible, the rest.

    What is lost is left out; of several by one rule the first stands there that is possible, or
    else the first to become so.
    """
    standing = {step: step.standing(today) for step in steps}
    chosen: dict[str, Step] = {}
    for step in steps:
        known = chosen.get(step.rule)
        sooner = standing[step] is StepStanding.NOW and known is not None
        if standing[step] is not StepStanding.LOST and (
            known is None or (sooner and standing[known] is StepStanding.LATER)
        ):
            chosen[step.rule] = step

    def place(step: Step) -> tuple[bool, bool, date, int, str]:
        now = standing[step] is StepStanding.NOW
        pressing = step.closes if now and step.closes else date.max
        return (not step.guard, not now, pressing if now else step.opens, step.rank, step.rule)

    return tuple(sorted(chosen.values(), key=place))


def _step(events: CaseEvents, rule: Rule, started: DatedEvent, is_holiday: Holidays) -> Step | None:
    start = started.on
    if not rule.holds_on(start) or _done(events, rule, start):
        return None
    came = started.came if rule.from_receipt else None
    try:
        opens = sorted({_after(came or start, term, is_holiday) for term in _terms(rule)})
        sooner = events.first(rule.opens_with, start) if rule.opens_with else None
        closes_from = events.first(rule.closes_from, start) if rule.closes_from else start
        closes = (
            last_day(closes_from, rule.closes, is_holiday) if rule.closes and closes_from else None
        )
    except OverflowError:
        return None
    counted = rule.from_receipt and came is None and started.event in SENT
    if sooner is not None and sooner <= opens[-1]:
        counted = False
        opens = [min(sooner, opens[0])]
    return Step(
        rule=rule.id,
        title=rule.title,
        guard=rule.kind is RuleKind.GUARD,
        rank=rule.rank,
        opens=opens[0],
        certain=opens[-1] if len(opens) > 1 else None,
        about=counted,
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


def _starts(events: CaseEvents, rule: Rule) -> tuple[DatedEvent, ...]:
    """What started the clock of a rule; each time, where renewing it opens a clock of its own."""
    kinds = {rule.starts}
    if rule.starts is Event.COMPLAINT and rule.phone_counts:
        kinds.add(Event.PHONE_COMPLAINT)
    found = tuple(each for each in events.events if each.event in kinds)
    return found if rule.starts in _RENEWED else found[:1]


def _done(events: CaseEvents, rule: Rule, start: date) -> bool:
    """Whether what ends the need for a step has happened since its clock started."""
    first = min((each.on for each in _starts(events, rule)), default=start)
    return any(events.first(e, first if e in _ONCE else start) for e in rule.done_by)
