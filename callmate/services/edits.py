"""Adds to a past call or to a case what the owner writes down later; what was written stays."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path

from callmate.domain.call import Call
from callmate.domain.case import Author, Case, Channel, Purpose
from callmate.domain.checklist import QUESTION
from callmate.domain.entry import (
    AnyEntry,
    Given,
    Movable,
    MovedAway,
    MovedHere,
    Note,
    Promised,
    Refused,
)
from callmate.locale.messages import _
from callmate.services.asking import understood
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Clock, Desk
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Busy, StoreError

_MAIL = ".eml"
"""What the names of e-mails end in."""


def is_mail(path: Path | None) -> bool:
    """Whether a file is read as an e-mail."""
    return path is not None and path.suffix.casefold() == _MAIL


@dataclass(frozen=True)
class CaseAddition:
    """Something that happened in a case and was not a call, as the owner tells it."""

    channel: Channel
    author: Author
    on: date
    """The day on which it happened."""
    text: str
    reference: str
    file: Path | None
    """A file to copy into the case."""
    purpose: Purpose | None
    """What it was for; ``None`` where that was not said."""

    @property
    def is_read_from_file(self) -> bool:
        """Whether the owner said nothing of it: an e-mail then tells what it is."""
        return is_mail(self.file) and not self.text


def add_to_call(
    cabinet: Cabinet, call_id: str, clock: Clock, verb: Callable[[Desk], object]
) -> str:
    """Add to a past call; what is added is marked late.

    Args:
        cabinet: Where the call is kept.
        call_id: The call.
        clock: Tells the time.
        verb: Does one thing at the call's desk.

    Returns:
        Why it could not be kept, in a sentence; empty when it was.
    """
    try:
        with cabinet.take(call_id) as kept:
            verb(Desk(kept, clock))
    except Busy:
        return _("This call is open in another window.")
    except StoreError:
        return _("It could not be kept: is the disk full? Nothing else is lost.")
    return ""


def move_line(
    cabinet: Cabinet, call_id: str, target: str, other: str, clock: Clock
) -> tuple[str, str]:
    """Move a line of a past call to the past call that it belongs to.

    It is kept there before it is taken from here, so that it is never in neither.

    Args:
        cabinet: Where the calls are kept.
        call_id: The call that it stands in.
        target: The id of its entry.
        other: The id of the call that it belongs to.
        clock: Tells the time.

    Returns:
        Why it could not be done, in a sentence, and the id by which it is taken back; one of
        them is empty.
    """
    here, there = cabinet.read(call_id), cabinet.read(other)
    entry = movable(here, target)
    if entry is None:
        return _("Only notes, answers, refusals and promises can be moved."), ""
    arrived: list[str] = []
    trouble = add_to_call(
        cabinet,
        other,
        clock,
        lambda desk: arrived.append(desk.move_here(entry, call_id, here.company).id),
    )
    if trouble:
        return trouble, ""
    trouble = add_to_call(
        cabinet, call_id, clock, lambda desk: desk.move_away(target, other, there.company)
    )
    if trouble:
        add_to_call(cabinet, other, clock, lambda desk: desk.take_back(arrived[0]))
        return trouble, ""
    return "", arrived[0]


def movable(call: Call, target: str) -> Movable | None:
    """The entry that a line would be in another call; ``None`` when it cannot be moved.

    What answers one of the owner's own questions stays with the question.
    """
    entry = next((each for each in call.entries if each.id == target), None)
    if entry is None or entry.id in call.taken_back:
        return None
    entry = call.words_of(entry)
    said = entry.entry if isinstance(entry, MovedHere) else entry
    if isinstance(said, (Given, Refused)) and said.item.startswith(QUESTION):
        return None
    return said if isinstance(said, (Note, Given, Refused, Promised)) else None


def move_back(cabinet: Cabinet, call_id: str, other: str, arrived: str, clock: Clock) -> str:
    """Take back that a line was moved.

    Args:
        cabinet: Where the calls are kept.
        call_id: The call that it was moved from.
        other: The call that it was moved to.
        arrived: The id of its entry there.
        clock: Tells the time.

    Returns:
        Why it could not be done, in a sentence; empty when it was.
    """
    away = [
        entry
        for entry in cabinet.read(call_id).entries
        if isinstance(entry, MovedAway) and entry.call == other
    ]
    trouble = add_to_call(cabinet, call_id, clock, lambda desk: desk.take_back(away[-1].id))
    if trouble:
        return trouble
    return add_to_call(cabinet, other, clock, lambda desk: desk.take_back(arrived))


def correction(entry: AnyEntry, text: str, clock: Clock) -> Callable[[Desk], object]:
    """What gives other words to an entry; a promise finds its date anew."""
    said = entry.entry if isinstance(entry, MovedHere) else entry
    due = understood(text, clock()) if isinstance(said, Promised) else None
    return lambda desk: desk.reword(entry.id, text, due)


def add_to_case(
    desk: CaseDesk,
    cases: Cases,
    case: Case,
    added: CaseAddition,
    now: datetime,
    *,
    copy: tuple[str, bytes] | None = None,
) -> Case:
    """Keep something that is not a call; a day that is not today stands for its noon.

    Args:
        desk: Where it is kept.
        cases: Where files are copied to.
        case: The case.
        added: What happened.
        now: The time.
        copy: A file that was made of it, by its name and what it holds; it is kept instead of
            one that the owner names.

    Returns:
        The case, what was added its last entry.

    Raises:
        StoreError: The disk did not take it.
        OSError: The file cannot be read.
    """
    attachment = None
    if copy is not None:
        attachment = cases.attach(case.id, copy[0], BytesIO(copy[1]))
    elif added.file is not None:
        with added.file.open("rb") as source:
            attachment = cases.attach(case.id, added.file.name, source)
    today = added.on == now.date()
    return desk.add(
        case,
        added.channel,
        added.text,
        on=now if today else datetime.combine(added.on, time(12), tzinfo=now.tzinfo),
        day_only=not today,
        author=added.author,
        reference=added.reference,
        attachment=attachment,
        purpose=added.purpose,
    )
