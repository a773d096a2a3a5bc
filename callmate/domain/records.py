"""Calls as plain values, the way other programs read them."""

from datetime import datetime

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Imported, Note, Outcome, Sector
from callmate.domain.promise import Fate
from callmate.domain.recording import RecordingPart


class PlainNote(msgspec.Struct, frozen=True):
    """A line that the owner typed."""

    at: datetime
    text: str


class PlainHold(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """A span of waiting."""

    since: datetime
    until: datetime | None


class PlainLeg(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """The part of a call with one operator."""

    since: datetime
    until: datetime | None
    operator: str | None
    name: str | None


class PlainPromise(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator said would happen, and by when; in a case, what became of it too."""

    call: str | UnsetType = UNSET
    at: datetime
    operator: str | UnsetType | None = UNSET
    text: str
    due: datetime | None
    fate: Fate | UnsetType = UNSET


class PlainGap(msgspec.Struct, frozen=True, rename={"since": "from", "until": "to"}):
    """A span without sound."""

    since: datetime
    until: datetime
    reason: str


class PlainImport(msgspec.Struct, frozen=True):
    """Where a part comes from that was not recorded here."""

    name: str
    """What its file was called."""
    sha256: str
    """Hex digest of that file."""
    made: datetime | None
    """When it began, as the file itself says."""
    device: str | None
    """What it was recorded with, as the file itself says."""
    cut_short: bool


class PlainPart(msgspec.Struct, frozen=True):
    """One part of the recording."""

    path: str
    """Its place inside the call's folder."""
    started: datetime
    seconds: float | None
    sha256: str | None
    gaps: tuple[PlainGap, ...]
    imported: PlainImport | None = None
    deleted: datetime | None = None
    """When the owner had its sound deleted."""


class PlainRefusal(msgspec.Struct, frozen=True):
    """What was refused, and the words used."""

    item: str
    text: str


class CallSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A call in a list: everything but its notes and entries."""

    id: str
    company: str
    number: str
    matter: str
    sector: Sector
    started: datetime
    answered: datetime | None
    ended: datetime | None
    operator: str | None
    claim_number: str | None
    case: str | None
    outcome: Outcome | None
    missing: tuple[str, ...]
    refused: tuple[PlainRefusal, ...]
    holds: tuple[PlainHold, ...]
    legs: tuple[PlainLeg, ...]
    promises: tuple[PlainPromise, ...]
    recordings: tuple[PlainPart, ...]
    written_up: datetime | None = None
    """When all of it was written down, if that was afterwards; ``None`` for a call led live."""
    approximate: bool = False
    """Whether its time is not known exactly."""
    operators: tuple[str, ...] = ()
    """The numbers of all operators that were given, in order."""
    claim_numbers: tuple[str, ...] = ()
    """All claim numbers that were given, in order."""
    came_in: bool = False
    """Whether it was the company that rang."""
    began: datetime | None = None
    """When it began, as the owner says, where that was before ``started``."""
    seal: str | None
    """The digest of the chain's last entry; ``None`` while the call goes on."""

    @property
    def seconds(self) -> float | None:
        """From its start to its end; ``None`` while it goes on."""
        began = self.began or self.started
        return None if self.ended is None else (self.ended - began).total_seconds()


class CallRecord(CallSummary, frozen=True, kw_only=True):
    """A whole call."""

    notes: tuple[PlainNote, ...]
    entries: tuple[AnyEntry, ...]


def summarise(call: Call, seal: str | None) -> CallSummary:
    """The call without its notes and entries.

    Args:
        call: The call to tell of.
        seal: The digest of its last entry, in hex.
    """
    start = call.start
    return CallSummary(
        id=call.id,
        company=start.company,
        number=start.number,
        matter=start.matter,
        sector=start.sector,
        started=start.at,
        answered=call.answered,
        ended=call.ended,
        operator=call.operator,
        claim_number=call.claim_number,
        case=call.case,
        outcome=call.outcome,
        missing=tuple(item.id for item in call.checklist.missing),
        refused=tuple(PlainRefusal(i.id, i.text) for i in call.checklist.refused),
        holds=tuple(PlainHold(hold.since, hold.until) for hold in call.holds),
        legs=tuple(PlainLeg(g.since, g.until, g.operator, g.name) for g in call.legs),
        promises=tuple(PlainPromise(at=p.at, text=p.text, due=p.due) for p in call.promises),
        recordings=tuple(_part(part) for part in call.parts),
        operators=call.operators,
        claim_numbers=call.claim_numbers,
        came_in=call.came_in,
        began=call.said_to_begin,
        written_up=call.written_up.at if call.written_up else None,
        approximate=call.written_up is not None and call.written_up.approximate,
        seal=seal if call.ended is not None else None,
    )


def record(call: Call, seal: str | None) -> CallRecord:
    """The whole call.

    Args:
        call: The call to tell of.
        seal: The digest of its last entry, in hex.
    """
    notes = tuple(PlainNote(e.at, e.text) for e in call.standing if isinstance(e, Note))
    return CallRecord(**asdict(summarise(call, seal)), notes=notes, entries=call.entries)


def _part(part: RecordingPart) -> PlainPart:
    gaps = tuple(PlainGap(gap.since, gap.until, gap.reason) for gap in part.gaps)
    imported = _import(part.imported) if part.imported else None
    return PlainPart(
        part.path, part.started, part.seconds, part.sha256, gaps, imported, part.deleted
    )


def _import(entry: Imported) -> PlainImport:
    return PlainImport(entry.name, entry.sha256, entry.made, entry.device or None, entry.cut_short)
