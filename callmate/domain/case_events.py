"""The dated events that a case or a call adds up to, at which rules look."""

from collections.abc import Iterator

from callmate.domain.call import Call
from callmate.domain.case import Author, Case, Channel, Happened, Purpose
from callmate.domain.chronology import known_facts
from callmate.domain.next_steps import CaseEvents, DatedEvent
from callmate.domain.rules import Event

_WRITTEN = (Channel.LETTER, Channel.PEC, Channel.EMAIL)
"""What counts as written."""

_BY_PURPOSE = {
    Purpose.COMPLAINT: Event.COMPLAINT,
    Purpose.ACCESS: Event.ACCESS,
    Purpose.REGULATOR: Event.REGULATOR,
    Purpose.ASSOCIATION: Event.ASSOCIATION,
    Purpose.NEXT_BODY: Event.NEXT_BODY,
    Purpose.FINAL: Event.FINAL,
    Purpose.NO_AGREEMENT: Event.NO_AGREEMENT,
}


def events_of_case(case: Case, calls: tuple[Call, ...]) -> CaseEvents:
    """What rules look at.

    Args:
        case: The case.
        calls: The calls filed in it.
    """
    sector = known_facts(case, calls).sector
    return CaseEvents(sector, tuple(sorted({*_of_case(case), *_of_calls(calls)})))


def events_of_call(call: Call) -> CaseEvents:
    """What rules look at of a call that is in no case."""
    return CaseEvents(call.start.sector, tuple(sorted({*_of_calls((call,))})))


def _of_case(case: Case) -> Iterator[DatedEvent]:
    yield DatedEvent(case.opened.date(), Event.OPENED)
    if case.facts.noticed_on:
        yield DatedEvent(case.facts.noticed_on, Event.NOTICED)
    for each in case.happenings:
        yield from (DatedEvent(each.on.date(), event) for event in _events(each))


def _events(happened: Happened) -> Iterator[Event]:
    written = happened.channel in _WRITTEN
    if happened.author is Author.PERSON:
        # A bill answers nothing, and a few words on a social page are no reply to a complaint:
        # were they taken for one, the owner would stop asking for the reply that is due.
        if written:
            yield Event.REPLY
        if happened.purpose in {Purpose.FINAL, Purpose.NO_AGREEMENT}:
            yield _BY_PURPOSE[happened.purpose]
    elif happened.author is Author.OWNER:
        if happened.purpose is None and written:
            yield Event.COMPLAINT
        elif happened.purpose in _BY_PURPOSE:
            yield _BY_PURPOSE[happened.purpose]


def _of_calls(calls: tuple[Call, ...]) -> Iterator[DatedEvent]:
    ended = sorted((call for call in calls if call.ended), key=lambda call: call.start.at)
    answered = [call for call in ended if call.answered or call.legs]
    for call in answered:
        yield DatedEvent(call.start.at.date(), Event.CALL)
    if answered and not any(call.claim_number for call in calls):
        yield DatedEvent(answered[0].start.at.date(), Event.NO_CLAIM_NUMBER)
    if ended and not ended[-1].solved:
        unsolved = next(call for call in ended if not call.solved)
        yield DatedEvent(unsolved.start.at.date(), Event.UNSOLVED)
