"""What a letter may say of a case: its facts in order, and nothing that nobody wrote down."""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from callmate.domain.call import Call
from callmate.domain.case_entry import Author, Channel, Facts, Happened, Purpose
from callmate.domain.chronology import Chronology, Fate, Pledge
from callmate.domain.entry import Outcome, Sector
from callmate.domain.letter import Kind
from callmate.domain.rules import Country
from callmate.domain.told import Fact, call_facts, happened_fact

_SENT = (Channel.LETTER, Channel.PEC, Channel.EMAIL)


class CallTold(msgspec.Struct, frozen=True, kw_only=True):
    """One call, as far as a letter speaks of it as a whole."""

    id: str
    at: datetime
    number: str
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


class PromiseTold(msgspec.Struct, frozen=True, kw_only=True):
    """One promise and what became of it."""

    at: datetime
    untimed: bool
    """Whether nobody noted at what time of day it was made."""
    text: str
    due: datetime | None
    due_exact: bool
    operator: str
    fate: Fate


class Narrative(msgspec.Struct, frozen=True, kw_only=True):
    """A case as a letter may tell it."""

    case: str
    """Its id."""
    today: date
    facts: Facts
    told: tuple[Fact, ...]
    """Everything, in order."""
    calls: tuple[CallTold, ...]
    promises: tuple[PromiseTold, ...]
    claim_numbers: tuple[str, ...]
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
        today=now.date(),
        facts=told.facts,
        told=_in_order(calls, happened),
        calls=tuple(_call(call) for call in calls),
        promises=tuple(_promise(pledge) for pledge in told.pledges(now)),
        claim_numbers=tuple(
            dict.fromkeys(call.claim_number for call in calls if call.claim_number)
        ),
        sent=happened_fact(first) if first else None,
        sent_days=(now.date() - first.on.date()).days if first else 0,
        replies=tuple(happened_fact(each) for each in happened if each.author is Author.PERSON),
        enclosures=tuple(each.attachment.name for each in happened if each.attachment),
        recorded=any(not part.deleted for call in calls for part in call.parts),
    )


def suggested(told: Narrative, country: Country) -> tuple[Kind, ...]:
    """The letters that fit what happened, the most fitting first.

    Args:
        told: The case.
        country: Whose rules hold.
    """
    refused = any(call.claim_refused for call in told.calls)
    broken = any(each.fate in {Fate.BROKEN, Fate.OVERDUE} for each in told.promises)
    spoke_today = any(call.at.date() == told.today and call.answered for call in told.calls)
    agcom = country == "it" and told.facts.sector is Sector.COMMUNICATIONS
    fits = {
        Kind.COMPLAINT: bool(told.calls) and (refused or not told.claim_numbers),
        Kind.AGCOM: refused and agcom,
        Kind.ASSOCIATION: bool(told.calls),
        Kind.PROMISE: broken,
        Kind.FOLLOW_UP: told.sent is not None,
        Kind.CONFIRMATION: spoke_today,
        Kind.DEADLOCK: country == "gb" and told.sent is not None,
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
        at=call.start.at,
        number=call.start.number,
        answered=bool(call.legs),
        length=call.known_length.total_seconds() if call.known_length is not None else None,
        untimed=call.start.id in call.timeless,
        waited=call.waited(call.last_kept).total_seconds(),
        operators=tuple(dict.fromkeys(leg.operator for leg in call.legs if leg.operator)),
        claim_number=call.claim_number or "",
        claim_refused=refused,
        refusal=claim.text if claim is not None and refused else "",
        unanswered=call.outcome is Outcome.NO_ANSWER and not call.legs,
        recorded=any(not part.deleted for part in call.parts),
        witness=call.checklist.answer("witness") or "",
        facts=call_facts(call)[1:],
    )


def _promise(pledge: Pledge) -> PromiseTold:
    promise = pledge.promise
    return PromiseTold(
        at=promise.at,
        untimed=promise.id in pledge.call.timeless,
        text=promise.text,
        due=promise.due,
        due_exact=promise.due_exact,
        operator=pledge.operator or "",
        fate=pledge.fate,
    )
