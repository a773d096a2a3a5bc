"""The facts that a letter may tell: what was said in a call, and what else happened."""

from datetime import datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import Author, Channel, Happened
from callmate.domain.checklist import QUESTION
from callmate.domain.due import without_day
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Dropped,
    Given,
    Note,
    Outcome,
    Promised,
    Refused,
    Transferred,
)


class What(StrEnum):
    """What kind of fact it is."""

    CALL = "call"
    ANSWERED = "answered"
    TRANSFERRED = "transferred"
    GIVEN = "given"
    REFUSED = "refused"
    PROMISED = "promised"
    NOTE = "note"
    DROPPED = "dropped"
    HAPPENED = "happened"


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that happened."""

    at: datetime
    what: What
    entry: str = ""
    """The id of the entry that says so; of a call's, behind the call's and a slash."""
    id: str = ""
    """A note's: by it, it is taken into a letter."""
    text: str = ""
    """The words of it: typed, given, refused with, promised."""
    late: bool = False
    """Whether it was written down after the call."""
    untimed: bool = False
    """Whether nobody noted at what time of day it happened."""

    company: str = ""
    number: str = ""
    """The number that was dialled, or that rang."""
    came_in: bool = False
    """Whether it was the company that rang."""
    began_before: bool = False
    """Whether only the owner says when it began, because it was going on before its start."""
    length: float | None = None
    """How long the call lasted, in seconds."""
    waited: float = 0.0
    """How much of it was waiting, in seconds."""
    unanswered: bool = False
    """Whether the owner said that nobody answered."""

    operator: str = ""
    name: str = ""
    """The operator's."""
    item: str = ""
    """The checklist item that was given or refused."""
    question: str = ""
    """The owner's own question, when the item is one."""
    other: bool = False
    """Whether what was refused is no item: it is then named in the owner's words."""
    due: datetime | None = None
    due_exact: bool = False
    undated: bool = False
    """Whether the words that said by when are no longer among a promise's."""
    moved: bool = False
    """Whether it was written down under another call, and belongs to this one."""

    channel: Channel | None = None
    author: Author | None = None
    reference: str = ""
    day_only: bool = False
    attached: str = ""
    """The name of the file that goes with it."""


_OF_LEG = {"operator", "operator_name"}
"""What is told where the operator answers."""


def call_facts(call: Call) -> tuple[Fact, ...]:
    """A call told: first the call as a whole, then what was said, each with its time."""
    first = Fact(
        at=call.began,
        entry=f"{call.id}/{call.start.id}",
        what=What.CALL,
        text=call.start.matter,
        company=call.company,
        number=call.start.number,
        came_in=call.came_in,
        began_before=call.said_to_begin is not None,
        length=call.known_length.total_seconds() if call.known_length is not None else None,
        untimed=call.start.id in call.timeless,
        waited=call.waited(call.last_kept).total_seconds(),
        unanswered=call.outcome is Outcome.NO_ANSWER and not call.legs,
    )
    told = ((entry, _said(call, entry)) for entry in call.standing)
    said = (
        replace(
            fact,
            entry=f"{call.id}/{entry.id}",
            untimed=_untimed(call, entry),
            moved=entry.id in call.moved_here,
            came_in=call.came_in,
        )
        for entry, fact in told
        if fact is not None
    )
    return (first, *said)


def _untimed(call: Call, entry: AnyEntry) -> bool:
    return entry.id in call.timeless or entry.id in call.moved_here


def happened_fact(entry: Happened) -> Fact:
    """Something that was not a call, told."""
    return Fact(
        at=entry.on,
        what=What.HAPPENED,
        entry=entry.id,
        text=entry.text,
        channel=entry.channel,
        author=entry.author,
        reference=entry.reference,
        day_only=entry.day_only,
        attached=entry.attachment.name if entry.attachment else "",
    )


def _said(call: Call, entry: AnyEntry) -> Fact | None:
    match entry:
        case Answered() | Transferred():
            return _of_leg(call, entry)
        case Given() if entry.item in _OF_LEG and _is_told(call, entry):
            return None
        case Given() | Refused():
            return _of_item(call, entry)
        case Promised():
            said = without_day(entry.text, entry.at, entry.due, exact=entry.due_exact)
            return Fact(
                at=entry.at,
                what=What.PROMISED,
                text=said,
                undated=said != entry.text,
                late=entry.late,
                operator=call.operator_of(entry) or "",
                due=entry.due,
                due_exact=entry.due_exact,
            )
        case Note():
            return Fact(at=entry.at, what=What.NOTE, id=entry.id, text=entry.text, late=entry.late)
        case _:
            return Fact(at=entry.at, what=What.DROPPED) if isinstance(entry, Dropped) else None


def _of_leg(call: Call, entry: Answered | Transferred) -> Fact:
    leg = next((leg for leg in call.legs if leg.since == entry.at), None)
    return Fact(
        at=entry.at,
        what=What.ANSWERED if isinstance(entry, Answered) else What.TRANSFERRED,
        operator=(leg.operator or "") if leg else "",
        name=(leg.name or "") if leg else "",
    )


def _of_item(call: Call, entry: Given | Refused) -> Fact:
    item = call.checklist.item(entry.item)
    own = entry.item.startswith(QUESTION) and item is not None
    return Fact(
        at=entry.at,
        what=What.GIVEN if isinstance(entry, Given) else What.REFUSED,
        text=entry.text,
        late=entry.late,
        operator=call.operator_of(entry) or "",
        item=entry.item,
        question=item.question if own and item is not None else "",
        other=entry.item in {each.id for each in call.checklist.others},
    )


def _is_told(call: Call, entry: Given) -> bool:
    """Whether an operator's number or name stands where that operator answered."""
    answers = (Answered, Transferred)
    answered = {each.at for each in call.standing if isinstance(each, answers)}
    spoke = [leg for leg in call.legs if leg.since in answered and leg.since <= entry.at]
    known = (leg.operator if entry.item == "operator" else leg.name for leg in spoke)
    return entry.text in known
