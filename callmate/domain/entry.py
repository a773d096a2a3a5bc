"""What can happen in a call: one frozen value per kind of entry.

Entries are only ever added. A mistake is put right by a later entry that names,
in ``target``, the entry it corrects.
"""

from datetime import date, datetime
from enum import StrEnum

import msgspec

FIRST_YEAR, LAST_YEAR = 1970, 2200
"""A day outside of these years is a slip, or was made to do harm: no clock can tell of it."""


def in_reach(when: date) -> bool:
    """Whether a day, or a moment, lies in the years that calls, cases and promises can be of."""
    return FIRST_YEAR <= when.year <= LAST_YEAR


class Entry(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", omit_defaults=True):
    """One thing that happened, with its clock time."""

    id: str
    """Unique within the call; a retried write is recognised by it."""
    at: datetime
    """When it happened, with its offset from UTC."""
    late: bool = False
    """Whether it was written down after the call had ended."""


class Imported(Entry, frozen=True, kw_only=True, tag="imported"):
    """A recording made by something else was brought into the call, as a part of its own."""

    part: int
    name: str
    """What its file was called."""
    sha256: str
    """Hex digest of that file as it was, before anything was made of it."""
    made: datetime | None = None
    """When it began, as the file itself says."""
    device: str = ""
    """What it was recorded with, as the file itself says."""
    cut_short: bool = False
    """Whether the file was cut short or damaged, so that sound may be missing."""


class WrittenUp(Entry, frozen=True, kw_only=True, tag="written_up"):
    """The call was not led with the program: all of it was written down afterwards, at `at`."""

    approximate: bool = False
    """Whether only the day, or about what time the call began, is known."""
    untimed: bool = False
    """Whether nobody knows how long it lasted; it then ends when it begins."""
    source: str = ""
    """The name of the list that it comes from; empty when somebody typed it."""
    row: str = ""
    """Hex digest of its line in that list."""


class Sector(StrEnum):
    """The trade of the company; it settles what to ask for and which rules apply."""

    COMMUNICATIONS = "communications"
    ENERGY = "energy"
    WATER = "water"
    BANK = "bank"
    INSURANCE = "insurance"
    OTHER = "other"


class Outcome(StrEnum):
    """How a call ended for the owner."""

    SOLVED = "solved"
    PROMISED = "promised"
    REFUSED = "refused"
    TRANSFERRED = "transferred"
    NO_ANSWER = "no_answer"
    DROPPED = "dropped"


class Started(Entry, frozen=True, kw_only=True, tag="started"):
    """The owner pressed the key that starts the call."""

    company: str
    number: str = ""
    matter: str = ""
    sector: Sector = Sector.OTHER
    questions: tuple[str, ...] = ()
    """What the owner prepared to ask, in order."""
    case: str | None = None
    """The id of the case that the call belongs to."""
    menu: str = ""
    """What was pressed in the menu when a person was last reached."""


class Pressed(Entry, frozen=True, kw_only=True, tag="pressed"):
    """Keys were pressed in the company's menu, as the owner wrote them down."""

    text: str


class Answered(Entry, frozen=True, kw_only=True, tag="answered"):
    """A person answered; the first leg with an operator begins."""


class Transferred(Entry, frozen=True, kw_only=True, tag="transferred"):
    """The call was passed on; a new leg begins, its operator unknown."""


class HoldBegan(Entry, frozen=True, kw_only=True, tag="hold_began"):
    """Waiting began."""


class HoldEnded(Entry, frozen=True, kw_only=True, tag="hold_ended"):
    """Waiting ended."""


class Note(Entry, frozen=True, kw_only=True, tag="note"):
    """One line typed by the owner, byte for byte."""

    text: str
    heard: bool = False
    """Whether it was heard, at ``at``: by the owner in the recording, or by a machine that listened
    along and was confirmed."""


class Given(Entry, frozen=True, kw_only=True, tag="given"):
    """A checklist item was answered."""

    item: str
    text: str = ""
    heard: bool = False
    """Whether it was heard, at ``at``: by the owner in the recording, or by a machine that listened
    along and was confirmed."""


class Refused(Entry, frozen=True, kw_only=True, tag="refused"):
    """A checklist item was refused, with the words used."""

    item: str
    text: str = ""


class Promised(Entry, frozen=True, kw_only=True, tag="promised"):
    """The operator said what would happen, and by when."""

    text: str
    due: datetime | None = None
    due_exact: bool = False
    """Whether a clock time was said; otherwise ``due`` is the end of the day."""
    heard: bool = False
    """Whether it was heard, at ``at``: by the owner in the recording, or by a machine that listened
    along and was confirmed."""


class Marked(Entry, frozen=True, kw_only=True, tag="marked"):
    """The owner marked this moment, to come back to it."""


class RecordingBegan(Entry, frozen=True, kw_only=True, tag="recording_began"):
    """A part of the recording began."""

    part: int
    path: str
    """The part's place inside the call's folder."""


class RecordingEnded(Entry, frozen=True, kw_only=True, tag="recording_ended"):
    """A part of the recording was closed and sealed."""

    part: int
    path: str
    started: datetime
    seconds: float
    sha256: str
    """Hex digest of the sealed sound as it lies on the disk."""


class SoundGap(Entry, frozen=True, kw_only=True, tag="sound_gap"):
    """A span in which the recording holds no sound."""

    part: int
    since: datetime
    reason: str


class Interrupted(Entry, frozen=True, kw_only=True, tag="interrupted"):
    """The program was away while the call went on."""

    since: datetime
    """The last moment known to be kept before it went away."""


class Dropped(Entry, frozen=True, kw_only=True, tag="dropped"):
    """The line died; the call has ended."""


class HungUp(Entry, frozen=True, kw_only=True, tag="hung_up"):
    """The call ended."""


class OutcomeSet(Entry, frozen=True, kw_only=True, tag="outcome"):
    """The owner said how the call ended."""

    outcome: Outcome


class Undone(Entry, frozen=True, kw_only=True, tag="undone"):
    """An earlier entry is taken back; it stays in sight, struck out."""

    target: str


class Reworded(Entry, frozen=True, kw_only=True, tag="reworded"):
    """The words of an earlier entry are corrected; the earlier words stay kept.

    Of a start, the words are the name of the company.
    """

    target: str
    text: str
    due: datetime | None = None
    due_exact: bool = False


class ListenedCopy(Entry, frozen=True, kw_only=True, tag="listening_copy"):
    """Sound was taken out of the private store, on purpose."""

    part: int
    start: float
    """Seconds into the part."""
    end: float
    """Seconds into the part."""
    purpose: str = ""


class SoundDeleted(Entry, frozen=True, kw_only=True, tag="sound_deleted"):
    """The owner had the sound of a part deleted; what else is known of it stays."""

    part: int
    sha256: str
    """Hex digest of the sealed sound as it lay on the disk."""


class Filed(Entry, frozen=True, kw_only=True, tag="filed"):
    """The call was filed into a case, moved to another, or taken out of all."""

    case: str | None
    """The case's id; ``None`` takes the call out."""


class CallFacts(Entry, frozen=True, kw_only=True, tag="call_facts"):
    """What the start said of the call is put right, at any time; what stays is left out."""

    company: str | None = None
    number: str | None = None
    matter: str | None = None
    sector: Sector | None = None


class CameIn(Entry, frozen=True, kw_only=True, tag="came_in"):
    """It was the company that rang; without it, the owner did."""


class BeganBefore(Entry, frozen=True, kw_only=True, tag="began_before"):
    """The call was going on before its start was stamped, as the owner says at `at`."""

    began: datetime


class Struck(Entry, frozen=True, kw_only=True, tag="struck"):
    """An earlier entry was wrong and counts no more; it stays in sight, struck out."""

    target: str


Movable = Note | Given | Refused | Promised
"""Kinds that can be moved to the call they belong to."""


class MovedAway(Entry, frozen=True, kw_only=True, tag="moved_away"):
    """An earlier entry belongs to another call, and counts there."""

    target: str
    call: str
    """The id of the call that it was moved to."""
    company: str = ""
    """Whom that call was to."""


class MovedHere(Entry, frozen=True, kw_only=True, tag="moved_here"):
    """An entry of another call belongs to this one, and counts here."""

    call: str
    """The id of the call that it was moved from."""
    company: str = ""
    """Whom that call was to."""
    entry: Movable
    """The whole entry, in its latest words."""


AnyEntry = (
    Started
    | Pressed
    | Answered
    | Transferred
    | HoldBegan
    | HoldEnded
    | Note
    | Given
    | Refused
    | Promised
    | Marked
    | RecordingBegan
    | RecordingEnded
    | SoundGap
    | Interrupted
    | Dropped
    | HungUp
    | Imported
    | OutcomeSet
    | Undone
    | Reworded
    | WrittenUp
    | ListenedCopy
    | SoundDeleted
    | Filed
    | CallFacts
    | CameIn
    | BeganBefore
    | Struck
    | MovedAway
    | MovedHere
)
"""Every kind of entry; what is read from the disk is checked against it."""

ENDINGS = (HungUp, Dropped)
"""Kinds that end a call."""
