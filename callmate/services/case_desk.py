"""The verbs of a case: open, restate, add what happened, settle a promise, close."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from callmate.domain.case import (
    AnyCaseEntry,
    Attachment,
    Author,
    Case,
    CaseFacts,
    Channel,
    Closed,
    Contradicted,
    Delivered,
    Happened,
    LineTakenAway,
    LineTakenOver,
    Merged,
    MergedHere,
    Movable,
    Opened,
    Purpose,
    Reopened,
    ReplyJudged,
    Restated,
    Retention,
    SenderStated,
    Settled,
    Stated,
    Statement,
    Withdrawn,
)
from callmate.domain.letter import Sender
from callmate.services.desk import Clock, new_id, now


class CaseLedger(Protocol):
    """Where cases are kept."""

    def open(self, case_id: str, opened: Opened) -> Case:
        """Begin a case."""
        ...

    def append(self, case_id: str, entry: AnyCaseEntry) -> Case:
        """Keep one more entry."""
        ...


class CaseDesk:
    """Stamps what is done to cases, and has it kept.

    Args:
        ledger: Where they are kept; what it raises is passed on.
        clock: Tells the time.
        fresh_id: Makes the id of a new case out of the time.
    """

    def __init__(
        self, ledger: CaseLedger, fresh_id: Callable[[datetime], str], clock: Clock = now
    ) -> None:
        self._ledger = ledger
        self._fresh_id = fresh_id
        self._clock = clock

    def open(self, facts: CaseFacts) -> Case:
        """Open a case."""
        at = self._clock()
        return self._ledger.open(self._fresh_id(at), Opened(id=new_id(), at=at, facts=facts))

    def restate(self, case: Case, facts: CaseFacts) -> Case:
        """State the facts anew; the earlier ones stay kept."""
        return self._ledger.append(case.id, Restated(id=new_id(), at=self._clock(), facts=facts))

    def add(
        self,
        case: Case,
        channel: Channel,
        text: str,
        *,
        on: datetime | None = None,
        day_only: bool = False,
        author: Author = Author.OWNER,
        reference: str = "",
        attachment: Attachment | None = None,
        purpose: Purpose | None = None,
    ) -> Case:
        """Add something that is not a call.

        Args:
            case: The case.
            channel: By what way.
            text: What it was.
            on: When it happened; now when left out.
            day_only: Whether only the day of ``on`` is known.
            author: Who wrote it or did it.
            reference: The letter's, the receipt's or the bill's number.
            attachment: A file that was copied into the case.
            purpose: What it was for.
        """
        at = self._clock()
        happened = Happened(
            id=new_id(),
            at=at,
            on=on or at,
            day_only=day_only,
            channel=channel,
            text=text,
            author=author,
            reference=reference,
            attachment=attachment,
            purpose=purpose,
        )
        return self._ledger.append(case.id, happened)

    def settle(self, case: Case, call: str, promise: str, *, kept: bool) -> Case:
        """Say what became of a promise."""
        settled = Settled(id=new_id(), at=self._clock(), call=call, promise=promise, kept=kept)
        return self._ledger.append(case.id, settled)

    def deliver(
        self,
        case: Case,
        sent: str,
        on: datetime,
        *,
        day_only: bool = False,
        reference: str = "",
        attachment: Attachment | None = None,
    ) -> Case:
        """Say that what was sent has come, by a receipt; of several the first day counts.

        Args:
            case: The case.
            sent: The id of the entry of what was sent.
            on: When it came.
            day_only: Whether only the day of ``on`` is known.
            reference: The receipt's number, or the message's.
            attachment: The receipt, which was copied into the case.
        """
        delivered = Delivered(
            id=new_id(),
            at=self._clock(),
            sent=sent,
            on=on,
            day_only=day_only,
            reference=reference,
            attachment=attachment,
        )
        return self._ledger.append(case.id, delivered)

    def judge(self, case: Case, reply: str, *, answers: bool) -> Case:
        """Say whether a reply by a person answers what was asked; the last word counts."""
        judged = ReplyJudged(id=new_id(), at=self._clock(), reply=reply, answers=answers)
        return self._ledger.append(case.id, judged)

    def contradict(self, case: Case, first: Statement, second: Statement, matter: str) -> Case:
        """Say that two statements do not go together."""
        entry = Contradicted(
            id=new_id(), at=self._clock(), first=first, second=second, matter=matter
        )
        return self._ledger.append(case.id, entry)

    def withdraw(self, case: Case, target: str) -> Case:
        """Take an entry back; it stays kept."""
        return self._ledger.append(case.id, Withdrawn(id=new_id(), at=self._clock(), target=target))

    def retain(self, case: Case, months: int | None) -> Case:
        """Say for how many months after the closing the sound is wanted; ``None`` for always."""
        entry = Retention(id=new_id(), at=self._clock(), months=months)
        return self._ledger.append(case.id, entry)

    def write_as(self, case: Case, sender: Sender) -> Case:
        """Say who writes the letters of a case; an empty one is the owner again."""
        entry = SenderStated(id=new_id(), at=self._clock(), sender=sender)
        return self._ledger.append(case.id, entry)

    def state(self, case: Case, question: str, text: str) -> Case:
        """Answer a question of a letter, as ``letter.Question`` names it; empty takes it back."""
        entry = Stated(id=new_id(), at=self._clock(), question=question, text=text)
        return self._ledger.append(case.id, entry)

    def take_over(self, case: Case, line: Movable, source: Case) -> Case:
        """A line of another case belongs to this one."""
        entry = LineTakenOver(
            id=new_id(), at=self._clock(), entry=line, case=source.id, name=source.name
        )
        return self._ledger.append(case.id, entry)

    def take_away(self, case: Case, line: str, target: Case) -> Case:
        """A line belongs to another case, and has been kept there."""
        entry = LineTakenAway(
            id=new_id(), at=self._clock(), target=line, case=target.id, name=target.name
        )
        return self._ledger.append(case.id, entry)

    def merge(
        self, case: Case, target: Case, lines: tuple[str, ...], calls: tuple[str, ...]
    ) -> Case:
        """Say, in both, that a case goes on in another, to which its lines and calls went."""
        at = self._clock()
        here = MergedHere(id=new_id(), at=at, case=case.id, name=case.name)
        self._ledger.append(target.id, here)
        merged = Merged(
            id=new_id(), at=at, into=target.id, name=target.name, lines=lines, calls=calls
        )
        return self._ledger.append(case.id, merged)

    def close(self, case: Case) -> Case:
        """The problem is over, or, if it was closed, it is not."""
        at = self._clock()
        entry = Reopened(id=new_id(), at=at) if case.closed else Closed(id=new_id(), at=at)
        return self._ledger.append(case.id, entry)
