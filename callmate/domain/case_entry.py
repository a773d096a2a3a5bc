"""What can happen in a case apart from its calls: one frozen value per kind.

As in a call, entries are only ever added; a later one takes back or corrects.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

from callmate.domain.entry import Sector


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


class Facts(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
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

    facts: Facts


class Restated(CaseEntry, frozen=True, kw_only=True, tag="restated"):
    """The facts as the owner states them from now on; the earlier ones stay kept."""

    facts: Facts


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


AnyCaseEntry = (
    Opened
    | Restated
    | Happened
    | Settled
    | Contradicted
    | Withdrawn
    | Closed
    | Retention
    | Reopened
)
"""Every kind of entry in a case."""

CaseLine = Happened | Settled | Contradicted | Closed | Reopened
"""Kinds that stand in the chronology beside the calls' entries."""
