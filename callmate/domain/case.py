"""A case is its entries, folded: one problem, across calls, letters and posts."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import cached_property

import msgspec

from callmate.domain.entry import Sector
from callmate.domain.letter import Sender
from callmate.domain.terms import months_on


class Channel(StrEnum):
    """By what way something was sent, received or done."""

    LETTER = "letter"
    PEC = "pec"
    EMAIL = "email"
    POST = "post"
    """On the company's social channel."""
    VISIT = "visit"
    BILL = "bill"
    PAYMENT = "payment"
    OTHER = "other"


class Author(StrEnum):
    """Who wrote or did it; only a person's reply counts as a reply."""

    OWNER = "owner"
    PERSON = "person"
    """A person at the company."""
    AUTOMATIC = "automatic"


class Purpose(StrEnum):
    """What something sent or received was for; it starts or ends the terms of rules."""

    COMPLAINT = "complaint"
    ACCESS = "access_request"
    """Asks for one's own personal data, the company's recording among them."""
    REGULATOR = "notice_to_regulator"
    ASSOCIATION = "message_to_association"
    NEXT_BODY = "next_body"
    """Puts the matter before a conciliator, an arbiter or an ombudsman."""
    FINAL = "final_reply"
    """The company says that it will do no more."""
    HANDED = "handed_over"
    """Not sent to the company: a dossier that was made for somebody who helps."""
    NO_AGREEMENT = "no_agreement"
    """The conciliation ended without an agreement."""
    OTHER = "other"


class Attachment(msgspec.Struct, frozen=True, omit_defaults=True):
    """A file that was copied into the case."""

    name: str
    """As the owner's file was called."""
    path: str
    """Its place inside the case's folder."""
    sha256: str
    """Hex digest of the file."""
    size: int
    """In bytes."""


class CaseFacts(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """What is known of a problem; each may be empty."""

    name: str
    company: str = ""
    sector: Sector = Sector.OTHER
    number: str = ""
    """The number to dial."""
    customer_code: str = ""
    """The customer's or the contract's code."""
    line_code: str = ""
    """The line's or the meter's code."""
    noticed_on: date | None = None
    """When the problem was first noticed."""
    wanted: str = ""
    """What the owner wants."""
    worth: str = ""
    """What it is worth, in the owner's words."""


class CaseEntry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """One thing that happened, with the time at which it was written down."""

    id: str
    """Unique within the case."""
    at: datetime
    """When it was written down."""


class Opened(CaseEntry, frozen=True, kw_only=True, tag="opened"):
    """The owner opened the case."""

    facts: CaseFacts


class Restated(CaseEntry, frozen=True, kw_only=True, tag="restated"):
    """The facts as the owner states them from now on; the earlier ones stay kept."""

    facts: CaseFacts


class Happened(CaseEntry, frozen=True, kw_only=True, tag="happened"):
    """Something that is not a call: sent, received, seen or paid."""

    on: datetime
    """When it happened."""
    day_only: bool = False
    """Whether only the day is known; ``on`` is then its noon."""
    channel: Channel
    text: str
    author: Author = Author.OWNER
    purpose: Purpose | None = None
    """What for; where that was not said, a letter, PEC or e-mail of the owner's complains."""
    reference: str = ""
    """The registered letter's number, a receipt's, a bill's."""
    attachment: Attachment | None = None


class Settled(CaseEntry, frozen=True, kw_only=True, tag="settled"):
    """A promise was kept, or broken."""

    call: str
    """The id of the call in which it was made."""
    promise: str
    """The id of its entry there."""
    kept: bool


class Statement(msgspec.Struct, frozen=True):
    """A line of a call or a reply, as something that the company said."""

    call: str
    """The id of the call; empty for a reply, which is an entry of the case itself."""
    entry: str
    """The id of its entry there."""


class Contradicted(CaseEntry, frozen=True, kw_only=True, tag="contradicted"):
    """Two statements do not go together."""

    first: Statement
    second: Statement
    matter: str = ""
    """What they are about, in the owner's words."""


class Delivered(CaseEntry, frozen=True, kw_only=True, tag="delivered"):
    """What the owner sent came to whom it was sent, by a receipt; clocks may run from that day."""

    sent: str
    """The id of the entry of what was sent."""
    on: datetime
    """When it came, as the receipt says."""
    day_only: bool = False
    """Whether only the day is known; ``on`` is then its noon."""
    reference: str = ""
    """The receipt's number, or the message's."""
    attachment: Attachment | None = None
    """The receipt."""


class ReplyJudged(CaseEntry, frozen=True, kw_only=True, tag="reply_judged"):
    """The owner said whether a reply by a person answers what was asked."""

    reply: str
    """The id of the reply's entry."""
    answers: bool


Dated = Happened | Delivered
"""Kinds with a day of their own, and perhaps a file."""

Movable = Dated | Settled | Contradicted | ReplyJudged
"""Kinds of lines that can go to another case."""


class Withdrawn(CaseEntry, frozen=True, kw_only=True, tag="withdrawn"):
    """An earlier entry is taken back; it stays kept."""

    target: str


class Closed(CaseEntry, frozen=True, kw_only=True, tag="closed"):
    """The problem is over, one way or another."""

    text: str = ""


class Retention(CaseEntry, frozen=True, kw_only=True, tag="retention"):
    """The owner said how long the sound of the calls is wanted; they are asked when it is over."""

    months: int | None
    """Months after the closing; ``None`` for always."""


class Reopened(CaseEntry, frozen=True, kw_only=True, tag="reopened"):
    """It was not over."""


class SenderStated(CaseEntry, frozen=True, kw_only=True, tag="sender"):
    """Who writes the letters of this case from now on."""

    sender: Sender
    """Empty where it is the owner again."""


class Stated(CaseEntry, frozen=True, kw_only=True, tag="stated"):
    """The owner answered a question of a letter, or answers it anew."""

    question: str
    """Which, as in ``letter.Question``; a later program may ask more."""
    text: str
    """The answer; empty where it is taken back."""


class LineTakenAway(CaseEntry, frozen=True, kw_only=True, tag="moved_away"):
    """A line of this case belongs to another case, and has been kept there."""

    target: str
    """The line's id."""
    case: str
    """The id of the other case."""
    name: str
    """What that was called."""


class LineTakenOver(CaseEntry, frozen=True, kw_only=True, tag="moved_here"):
    """A line of another case belongs to this one."""

    entry: Movable
    """The whole line; a file of it was copied into this case."""
    case: str
    """The id of the other case."""
    name: str
    """What that was called."""


class Merged(CaseEntry, frozen=True, kw_only=True, tag="merged"):
    """The case goes on in another one, to which its lines and calls went."""

    into: str
    """The id of the other case."""
    name: str
    """What that was called."""
    lines: tuple[str, ...] = ()
    """The ids of the lines that went there."""
    calls: tuple[str, ...] = ()
    """The ids of the calls that were filed there."""


class MergedHere(CaseEntry, frozen=True, kw_only=True, tag="merged_here"):
    """Another case goes on in this one."""

    case: str
    """The id of the other case."""
    name: str
    """What that was called."""


CaseLine = Movable | Closed | Reopened | SenderStated | LineTakenAway | Merged | MergedHere
"""Kinds that stand in the chronology beside the calls' entries."""

AnyCaseEntry = CaseLine | Opened | Restated | Stated | Withdrawn | Retention | LineTakenOver
"""Every kind of entry in a case."""


@dataclass(frozen=True)
class Case:
    """One problem.

    Args:
        id: The case's name on the disk.
        entries: Everything that happened apart from the calls, in the order of writing.

    Raises:
        ValueError: The first entry is not its opening.
    """

    id: str
    entries: tuple[AnyCaseEntry, ...]

    def __post_init__(self) -> None:
        if not self.entries or not isinstance(self.entries[0], Opened):
            raise ValueError("a case begins with its opening")

    @cached_property
    def standing(self) -> tuple[AnyCaseEntry, ...]:
        """The entries in force: none that was taken back or away; what was taken over, itself."""
        gone = {entry.target for entry in self.entries if isinstance(entry, Withdrawn)}
        standing: list[AnyCaseEntry] = []
        for entry in self.entries:
            if entry.id in gone or isinstance(entry, Withdrawn):
                continue
            if isinstance(entry, LineTakenAway):
                standing = [each for each in standing if each.id != entry.target]
            taken = entry.entry if isinstance(entry, LineTakenOver) else entry
            if taken.id not in gone:
                standing.append(taken)
        return tuple(standing)

    @cached_property
    def taken_over(self) -> dict[str, LineTakenOver]:
        """What brought the lines that came from other cases, by the lines' ids."""
        gone = {entry.target for entry in self.entries if isinstance(entry, Withdrawn)}
        brought = (entry for entry in self.entries if isinstance(entry, LineTakenOver))
        return {each.entry.id: each for each in brought if each.id not in gone}

    @property
    def merged(self) -> Merged | None:
        """Says into which case this one was merged; ``None`` when it was not."""
        return next((e for e in reversed(self.standing) if isinstance(e, Merged)), None)

    @cached_property
    def facts(self) -> CaseFacts:
        """What is known of the problem now."""
        opened = self.entries[0]
        assert isinstance(opened, Opened)  # noqa: S101 - checked when made; tells the type
        stated = [entry.facts for entry in self.standing if isinstance(entry, Restated)]
        return stated[-1] if stated else opened.facts

    @property
    def name(self) -> str:
        """What the owner calls the problem."""
        return self.facts.name

    @property
    def opened(self) -> datetime:
        """When the case was opened."""
        return self.entries[0].at

    @cached_property
    def closed(self) -> datetime | None:
        """When it was closed; ``None`` while it is open."""
        for entry in reversed(self.standing):
            if isinstance(entry, Reopened):
                return None
            if isinstance(entry, (Closed, Merged)):
                return entry.at
        return None

    @cached_property
    def retention(self) -> int | None:
        """Months after the closing for which the sound is wanted; ``None`` for always."""
        said = [entry.months for entry in self.standing if isinstance(entry, Retention)]
        return said[-1] if said else None

    @cached_property
    def sender(self) -> Sender | None:
        """Who writes the letters of this case; ``None`` where it is the owner."""
        stated = [entry.sender for entry in self.standing if isinstance(entry, SenderStated)]
        return stated[-1] if stated and stated[-1] != Sender() else None

    @property
    def sound_until(self) -> date | None:
        """The day from which the owner is asked whether to delete the sound; if there is one."""
        if self.closed is None or self.retention is None:
            return None
        try:
            return months_on(self.closed.date(), self.retention)
        except OverflowError:
            return None

    @cached_property
    def happenings(self) -> tuple[Happened, ...]:
        """What happened apart from the calls, in the order in which it happened."""
        found = (entry for entry in self.standing if isinstance(entry, Happened))
        return tuple(sorted(found, key=lambda entry: entry.on))

    @cached_property
    def lines(self) -> tuple[CaseLine, ...]:
        """What a chronology tells of the case beside its calls, in the order of writing."""
        return tuple(entry for entry in self.standing if isinstance(entry, CaseLine))

    def kept(self, call: str, promise: str) -> bool | None:
        """Whether a promise was kept; ``None`` while that is open.

        Args:
            call: The id of the call in which it was made.
            promise: The id of its entry there.
        """
        settled = [
            entry.kept
            for entry in self.standing
            if isinstance(entry, Settled) and (entry.call, entry.promise) == (call, promise)
        ]
        return settled[-1] if settled else None
