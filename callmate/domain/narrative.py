"""What a letter may say of a case: its facts in order, and nothing that nobody wrote down."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

import msgspec

from callmate.domain.call import Call
from callmate.domain.case import (
    Author,
    Case,
    CaseFacts,
    Happened,
    Purpose,
    Restated,
    Settled,
    Stated,
)
from callmate.domain.case_events import WRITTEN, deliveries, judgements
from callmate.domain.chronology import Chronology
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    CameIn,
    Given,
    Outcome,
    OutcomeSet,
    Promised,
    Refused,
    Transferred,
)
from callmate.domain.legs import Claim
from callmate.domain.letter import Question
from callmate.domain.letter_facts import Fact, call_facts, happened_fact
from callmate.domain.promise import Promise


class CallTold(msgspec.Struct, frozen=True, kw_only=True):
    """One call, as far as a letter speaks of it as a whole."""

    id: str
    entry: str
    """The id of its start, behind the call's and a slash, as ``Fact.entry``."""
    at: datetime
    number: str
    came_in: bool
    """Whether it was the company that rang."""
    came: str
    """The id of the entry that says so, in the same way; empty where the owner rang."""
    began_before: bool
    """Whether only the owner says when it began."""
    answered: bool
    """Whether somebody at the company spoke in it."""
    spoke: str
    """The id of the first entry that says so, as ``entry``; empty where nobody spoke."""
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
    stated_facts: str
    """The id of the entry that states them."""
    told: tuple[Fact, ...]
    """Everything, in order."""
    calls: tuple[CallTold, ...]
    promises: tuple[Promise, ...]
    claim_numbers: tuple[str, ...]
    claims: tuple[Claim, ...]
    """The same, each with who gave it."""
    settled: dict[str, str]
    """The id of the entry that says what became of a promise, by ``call/entry`` of the promise."""
    stated: dict[str, str]
    """What the owner answered to the questions of letters, by ``letter.Question``."""
    stated_by: dict[str, str]
    """The ids of the entries that say so."""
    offer: CallTold | None
    """The call in which a contract was offered, if the owner said which."""
    sent: Fact | None
    """The first complaint that was sent in writing."""
    delivered: datetime | None
    """When that was delivered, by its receipt."""
    delivered_by: str
    """The id of the entry that says so."""
    sent_days: int
    """How many days ago that was."""
    replies: tuple[Fact, ...]
    """What persons at the company wrote after that."""
    enclosures: tuple[str, ...]
    """The names of the files in the case."""
    enclosed_by: tuple[str, ...]
    """The ids of the entries with which they were filed."""
    recorded: bool
    """Whether the owner holds a recording of any call."""
    recorded_by: tuple[str, ...]
    """The ids of the entries that say so."""


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
    calls_told = tuple(_call(call) for call in calls)
    stated = _stated(told.case)
    came = deliveries(told.case).get(first.id) if first else None
    return Narrative(
        case=told.case.id,
        now=now,
        today=now.date(),
        facts=told.facts,
        stated_facts=_facts_entry(told.case),
        told=_in_order(calls, happened),
        calls=calls_told,
        promises=told.promises,
        claim_numbers=tuple(claim.number for claim in told.claims),
        claims=told.claims,
        settled={f"{e.call}/{e.promise}": e.id for e in _settlements(told.case)},
        stated={name: entry.text for name, entry in stated.items()},
        stated_by={name: entry.id for name, entry in stated.items()},
        offer=_chosen(calls_told, stated.get(Question.OFFER_CALL)),
        sent=happened_fact(first) if first else None,
        delivered=came.on if came else None,
        delivered_by=came.id if came else "",
        sent_days=(now.date() - first.on.date()).days if first else 0,
        replies=tuple(happened_fact(each) for each in _replies(told.case, first)),
        enclosures=tuple(each.attachment.name for each in happened if each.attachment),
        enclosed_by=tuple(each.id for each in happened if each.attachment),
        recorded=any(call.recorded for call in calls_told),
        recorded_by=tuple(call.entry for call in calls_told if call.recorded),
    )


def _facts_entry(case: Case) -> str:
    said = [each.id for each in case.standing if isinstance(each, Restated)]
    return said[-1] if said else case.entries[0].id


def _settlements(case: Case) -> tuple[Settled, ...]:
    return tuple(each for each in case.standing if isinstance(each, Settled))


def _stated(case: Case) -> dict[str, Stated]:
    said = {each.question: each for each in case.standing if isinstance(each, Stated)}
    return {name: each for name, each in said.items() if each.text.strip()}


def _chosen(calls: Sequence[CallTold], said: Stated | None) -> CallTold | None:
    return next((call for call in calls if said and call.id == said.text), None)


def _replies(case: Case, sent: Happened | None) -> Iterator[Happened]:
    """What persons wrote after the first complaint that may answer it: no more is known of it."""
    if sent is not None:
        judged = judgements(case)
        wrote = (each for each in case.happenings if each.author is Author.PERSON)
        yield from (each for each in wrote if each.on > sent.on and judged.get(each.id, True))


def _complains(each: Happened) -> bool:
    meant = each.purpose in {None, Purpose.COMPLAINT}
    return meant and each.author is Author.OWNER and each.channel in WRITTEN


def _in_order(calls: Sequence[Call], happened: Sequence[Happened]) -> tuple[Fact, ...]:
    # A call stays together even where something else happened while it went on.
    groups = [(call.start.at, call_facts(call)) for call in calls]
    groups += [(each.on, (happened_fact(each),)) for each in happened]
    groups.sort(key=lambda group: group[0])
    return tuple(fact for _at, facts in groups for fact in facts)


def _call(call: Call) -> CallTold:
    claim = call.checklist.item("claim_number")
    spoke = next((each.id for each in call.standing if _spoken(each)), "")
    refused = claim is not None and claim in call.checklist.refused
    return CallTold(
        id=call.id,
        entry=f"{call.id}/{call.start.id}",
        at=call.began,
        number=call.start.number,
        came_in=call.came_in,
        came=next((f"{call.id}/{e.id}" for e in call.standing if isinstance(e, CameIn)), ""),
        began_before=call.said_to_begin is not None,
        answered=bool(spoke),
        spoke=spoke and f"{call.id}/{spoke}",
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


_BY_OWNER = {"witness", "speakerphone", "recording_notice"}
"""Items that are ticked without anybody at the company."""

_REACHED = {Outcome.SOLVED, Outcome.PROMISED, Outcome.REFUSED, Outcome.TRANSFERRED}


def _spoken(entry: AnyEntry) -> bool:
    """Whether an entry says that somebody at the company spoke."""
    match entry:
        case Answered() | Transferred() | Promised() | Refused():
            return True
        case Given():
            return entry.item not in _BY_OWNER
        case _:
            return isinstance(entry, OutcomeSet) and entry.outcome in _REACHED
