"""The dated events that a case or a call adds up to, at which rules look."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeGuard

from callmate.domain.call import Call
from callmate.domain.case import (
    Author,
    Case,
    CaseEntry,
    Channel,
    Delivered,
    Happened,
    Purpose,
    ReplyJudged,
)
from callmate.domain.checklist import ItemStanding
from callmate.domain.chronology import known_facts
from callmate.domain.next_steps import CaseEvents, DatedEvent, in_time_order
from callmate.domain.rules import SENT, Event

WRITTEN = frozenset({Channel.LETTER, Channel.PEC, Channel.EMAIL})
"""What counts as written."""

_SAID_BY_PURPOSE = frozenset({Purpose.FINAL, Purpose.NO_AGREEMENT})
"""What a reply is for, where that says already whether it answers."""

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
    return CaseEvents(sector, in_time_order([*_of_case(case), *_of_calls(calls)]))


def events_of_call(call: Call) -> CaseEvents:
    """What rules look at of a call that is in no case."""
    return CaseEvents(call.start.sector, in_time_order(_of_calls((call,))))


def _of_case(case: Case) -> Iterator[DatedEvent]:
    yield DatedEvent(case.opened.date(), Event.OPENED)
    if case.facts.noticed_on:
        yield DatedEvent(case.facts.noticed_on, Event.NOTICED)
    came, judged = deliveries(case), judgements(case)
    for each in case.happenings:
        on = each.on.date()
        arrived = max(came[each.id].on.date(), on) if each.id in came else None
        for event in _events(each, answers=judged.get(each.id)):
            yield DatedEvent(on, event, arrived if event in SENT else None)


def deliveries(case: Case) -> dict[str, Delivered]:
    """The first receipt of each thing that was sent, by the ids of what was sent."""
    receipts = (each for each in case.standing if isinstance(each, Delivered))
    return {each.sent: each for each in sorted(receipts, key=_came_on, reverse=True)}


def _came_on(receipt: Delivered) -> datetime:
    return receipt.on


def judgements(case: Case) -> dict[str, bool]:
    """Whether replies answer, as the owner said last, by the ids of the replies."""
    return {e.reply: e.answers for e in case.standing if isinstance(e, ReplyJudged)}


def is_reply(entry: object) -> TypeGuard[Happened]:
    """Whether it is a written reply of a person, which may answer or not."""
    if not isinstance(entry, Happened) or entry.author is not Author.PERSON:
        return False
    return entry.channel in WRITTEN


def is_unjudged(case: Case, entry: CaseEntry) -> bool:
    """Whether it is a person's written reply of which nobody said yet whether it answers."""
    if not is_reply(entry) or entry.purpose in _SAID_BY_PURPOSE:
        return False
    return entry.id not in judgements(case)


def _events(happened: Happened, *, answers: bool | None) -> Iterator[Event]:
    written = happened.channel in WRITTEN
    if happened.author is Author.PERSON:
        # A bill answers nothing, a few words on a social page are no reply to a complaint, and
        # "we are working on it" is none either: were they taken for one, the owner would stop
        # asking for the reply that is due.
        final = happened.purpose is Purpose.FINAL and answers is not False
        if written and (answers or final):
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
    refused = []
    for call in ended:
        if not (call.answered or call.legs):
            continue
        yield DatedEvent(_day(call), Event.CALL)
        yield DatedEvent(_day(call), Event.CAME_IN if call.came_in else Event.REPORTED)
        standing = _claim_number(call)
        if standing is not ItemStanding.MISSING:
            yield DatedEvent(_day(call), Event.PHONE_COMPLAINT)
        if standing is ItemStanding.REFUSED:
            refused.append(call)
    if refused and not any(call.claim_number for call in calls):
        yield DatedEvent(_day(refused[0]), Event.NO_CLAIM_NUMBER)
    if ended and not ended[-1].solved:
        unsolved = next(call for call in ended if not call.solved)
        yield DatedEvent(_day(unsolved), Event.UNSOLVED)


def _claim_number(call: Call) -> ItemStanding:
    item = call.checklist.item("claim_number")
    return item.standing if item else ItemStanding.MISSING


def _day(call: Call) -> date:
    return call.start.at.date()
