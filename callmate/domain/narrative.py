"""What a letter may say of a case: its facts in order, and nothing that nobody wrote down."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import msgspec
from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import Author, CaseFacts, Channel, Happened, Purpose
from callmate.domain.checklist import QUESTION
from callmate.domain.chronology import Chronology
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
    Sector,
    Transferred,
)
from callmate.domain.legs import Claim
from callmate.domain.letter import LetterKind
from callmate.domain.promise import Fate, Promise
from callmate.domain.rules import Country


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


_SENT = (Channel.LETTER, Channel.PEC, Channel.EMAIL)


class CallTold(msgspec.Struct, frozen=True, kw_only=True):
    """One call, as far as a letter speaks of it as a whole."""

    id: str
    at: datetime
    number: str
    came_in: bool
    """Whether it was the company that rang."""
    began_before: bool
    """Whether only the owner says when it began."""
    answered: bool
    length: float | None
    """In seconds; ``None`` while it goes on, or when nobody noted it."""
    untimed: bool
    """Whether nobody noted at what time of day it began."""
    waited: float
    """In seconds."""
    operators: tuple[str, ...]
    claim_number: str
    claim_refused: bool
    refusal: str
    """The words of the refusal of a claim number."""
    unanswered: bool
    """Whether the owner said that nobody answered."""
    recorded: bool
    witness: str
    facts: tuple[Fact, ...]
    """What was said in it."""


class Narrative(msgspec.Struct, frozen=True, kw_only=True):
    """A case as a letter may tell it."""

    case: str
    """Its id."""
    now: datetime
    """The moment at which it is told."""
    today: date
    facts: CaseFacts
    told: tuple[Fact, ...]
    """Everything, in order."""
    calls: tuple[CallTold, ...]
    promises: tuple[Promise, ...]
    claim_numbers: tuple[str, ...]
    claims: tuple[Claim, ...]
    """The same, each with who gave it."""
    sent: Fact | None
    """The first complaint that was sent in writing."""
    sent_days: int
    """How many days ago that was."""
    replies: tuple[Fact, ...]
    """What persons at the company wrote."""
    enclosures: tuple[str, ...]
    """The names of the files in the case."""
    recorded: bool
    """Whether the owner holds a recording of any call."""


def narrate(told: Chronology, now: datetime) -> Narrative:
    """What a letter of this moment may say.

    Args:
        told: The case and its calls.
        now: The time, by which a promise is overdue and days are counted.
    """
    calls = tuple(sorted(told.calls, key=lambda call: call.start.at))
    happened = [each for each in told.case.happenings if each.purpose is not Purpose.HANDED]
    mine = [each for each in happened if _complains(each)]
    first = mine[0] if mine else None
    return Narrative(
        case=told.case.id,
        now=now,
        today=now.date(),
        facts=told.facts,
        told=_in_order(calls, happened),
        calls=tuple(_call(call) for call in calls),
        promises=told.promises,
        claim_numbers=tuple(claim.number for claim in told.claims),
        claims=told.claims,
        sent=happened_fact(first) if first else None,
        sent_days=(now.date() - first.on.date()).days if first else 0,
        replies=tuple(happened_fact(each) for each in happened if each.author is Author.PERSON),
        enclosures=tuple(each.attachment.name for each in happened if each.attachment),
        recorded=any(not part.deleted for call in calls for part in call.parts),
    )


def suggested(told: Narrative, country: Country) -> tuple[LetterKind, ...]:
    """The letters that fit what happened, the most fitting first.

    Args:
        told: The case.
        country: Whose rules hold.
    """
    refused = any(call.claim_refused for call in told.calls)
    broken = any(each.fate(told.now) in {Fate.BROKEN, Fate.OVERDUE} for each in told.promises)
    spoke_today = any(call.at.date() == told.today and call.answered for call in told.calls)
    agcom = country == "it" and told.facts.sector is Sector.COMMUNICATIONS
    fits = {
        LetterKind.COMPLAINT: bool(told.calls) and (refused or not told.claim_numbers),
        LetterKind.AGCOM: refused and agcom,
        LetterKind.ASSOCIATION: bool(told.calls),
        LetterKind.PROMISE: broken,
        LetterKind.FOLLOW_UP: told.sent is not None,
        LetterKind.CONFIRMATION: spoke_today,
        LetterKind.DEADLOCK: country == "gb" and told.sent is not None,
    }
    return tuple(kind for kind, fitting in fits.items() if fitting)


def _complains(each: Happened) -> bool:
    meant = each.purpose in {None, Purpose.COMPLAINT}
    return meant and each.author is Author.OWNER and each.channel in _SENT


def _in_order(calls: Sequence[Call], happened: Sequence[Happened]) -> tuple[Fact, ...]:
    # A call stays together even where something else happened while it went on.
    groups = [(call.start.at, call_facts(call)) for call in calls]
    groups += [(each.on, (happened_fact(each),)) for each in happened]
    groups.sort(key=lambda group: group[0])
    return tuple(fact for _at, facts in groups for fact in facts)


def _call(call: Call) -> CallTold:
    claim = call.checklist.item("claim_number")
    refused = claim is not None and claim in call.checklist.refused
    return CallTold(
        id=call.id,
        at=call.began,
        number=call.start.number,
        came_in=call.came_in,
        began_before=call.said_to_begin is not None,
        answered=bool(call.legs),
        length=call.known_length.total_seconds() if call.known_length is not None else None,
        untimed=call.start.id in call.timeless,
        waited=call.waited(call.last_kept).total_seconds(),
        operators=call.operators,
        claim_number=call.claim_number or "",
        claim_refused=refused,
        refusal=claim.text if claim is not None and refused else "",
        unanswered=call.outcome is Outcome.NO_ANSWER and not call.legs,
        recorded=any(not part.deleted for part in call.parts),
        witness=call.checklist.answer("witness") or "",
        facts=call_facts(call)[1:],
    )
