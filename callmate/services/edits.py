"""Adds to a past call: what is added is marked late, what was written stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path

from callmate.domain.briefing import ready
from callmate.domain.call import Call
from callmate.domain.case import Author, Case, Channel, Purpose
from callmate.domain.chronology import Chronology
from callmate.domain.due import find_due
from callmate.domain.entry import WORDED, AnyEntry, Promised, Started
from callmate.locale.messages import _, language
from callmate.services.case_desk import CaseDesk
from callmate.services.clock import with_zone
from callmate.services.desk import Clock, Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Busy, Damaged, NoSuchCall, StoreError


@dataclass(frozen=True)
class Added:
    """What the owner says happened."""

    channel: Channel
    author: Author
    on: date
    text: str
    reference: str
    file: Path | None
    """A file to copy into the case."""
    purpose: Purpose | None
    """What it was for; ``None`` where that was not said."""


def add(cabinet: Cabinet, call_id: str, clock: Clock, verb: Callable[[Desk], object]) -> str:
    """Open a past call, let ``verb`` add to it, and give it back.

    Returns:
        Why it could not be kept, in a sentence; empty when it was.
    """
    try:
        with cabinet.take(call_id) as kept:
            desk = Desk(kept, clock)
            verb(desk)
            kept_it = not desk.waiting
    except Busy:
        return _("This call is open in another window.")
    except StoreError:
        kept_it = False
    return "" if kept_it else _("It could not be kept: is the disk full? Nothing else is lost.")


def correction(entry: AnyEntry, text: str, clock: Clock) -> Callable[[Desk], object]:
    """What gives other words to an entry; a promise finds its date anew."""
    due = find_due(text, with_zone(clock()), language()) if isinstance(entry, Promised) else None
    return lambda desk: desk.reword(entry.id, text, due)


def words_of(entry: AnyEntry) -> str | None:
    """The words of an entry that can be corrected; ``None`` when it has none."""
    if not isinstance(entry, WORDED):
        return None
    return entry.text if hasattr(entry, "text") else entry.company


def start_in(told: Chronology, clock: Clock, questions: Sequence[str] = ()) -> Started:
    """The start of a call in a case, stamped now.

    Args:
        told: The case and its calls.
        clock: Tells the time.
        questions: What to ask besides what is still open from earlier calls.
    """
    facts = told.facts
    known = ready(told)
    return begin(
        facts.company,
        number=known.number,
        matter=facts.name,
        sector=facts.sector,
        questions=without_doubles((*known.questions, *questions)),
        case=told.case.id,
        menu=known.menu,
        clock=clock,
    )


def without_doubles(questions: Sequence[str]) -> tuple[str, ...]:
    """Questions, each once, blind to case; in the order in which they come first."""
    seen: dict[str, str] = {}
    for text in questions:
        seen.setdefault(text.strip().casefold(), text.strip())
    return tuple(text for text in seen.values() if text)


_LOOKED_AT = 300
"""How many of the latest calls are looked through."""


def last_call(cabinet: Cabinet, company: str) -> Call | None:
    """The latest call to this company, blind to case, among the latest calls."""
    wanted = company.strip().casefold()
    for call in recent(cabinet):
        if call.company.strip().casefold() == wanted:
            return call
    return None


def companies(cabinet: Cabinet) -> list[str]:
    """The companies rung lately, the latest first."""
    names = {call.company.strip(): None for call in recent(cabinet) if call.company.strip()}
    return list(names)


def recent(cabinet: Cabinet) -> list[Call]:
    """The latest calls that can be read, newest first."""
    calls = []
    for call_id in islice(cabinet.ids(), _LOOKED_AT):
        try:
            calls.append(cabinet.read(call_id))
        except (Damaged, NoSuchCall):
            continue
    return calls


def put(desk: CaseDesk, cases: Cases, case: Case, added: Added, now: datetime) -> None:
    """Keep something that is not a call; a day that is not today stands for its noon.

    Raises:
        StoreError: The disk did not take it.
        OSError: The file cannot be read.
    """
    at_noon = datetime.combine(added.on, time(12), tzinfo=now.tzinfo)
    attachment = None
    if added.file is not None:
        with added.file.open("rb") as source:
            attachment = cases.attach(case.id, added.file.name, source)
    desk.add(
        case,
        added.channel,
        added.text,
        on=now if added.on == now.date() else at_noon,
        day_only=added.on != now.date(),
        author=added.author,
        reference=added.reference,
        attachment=attachment,
        purpose=added.purpose,
    )
