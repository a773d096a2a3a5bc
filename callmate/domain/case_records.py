"""Cases as plain values, the way other programs read them."""

from datetime import date, datetime

import msgspec
from msgspec.structs import asdict

from callmate.domain.case import AnyCaseEntry, Attachment, CaseFacts, CaseLine, Dated
from callmate.domain.chronology import Chronology, ChronologyLine
from callmate.domain.entry import AnyEntry, Sector
from callmate.domain.promise import Promise
from callmate.domain.records import PlainPromise


class PlainTotals(msgspec.Struct, frozen=True):
    """What a case has cost so far."""

    calls: int
    operators: int
    transfers: int
    seconds: float
    """On the phone."""
    held_seconds: float
    """Of that, on hold."""


class PlainLine(msgspec.Struct, frozen=True):
    """One line of the chronology; ``call`` is null for what was not a call."""

    at: datetime
    call: str | None
    entry: AnyEntry | CaseLine


class CaseSummary(msgspec.Struct, frozen=True, kw_only=True):
    """A case in a list: everything but its lines and entries."""

    id: str
    name: str
    company: str
    sector: Sector
    number: str
    customer_code: str
    line_code: str
    noticed_on: date | None
    wanted: str
    worth: str
    opened: datetime
    closed: datetime | None
    calls: tuple[str, ...]
    """The ids of the calls that are filed in it, oldest first."""
    claim_numbers: tuple[str, ...]
    promises: tuple[PlainPromise, ...]
    totals: PlainTotals
    attachments: tuple[Attachment, ...]
    seal: str
    """The digest of the chain's last entry."""


class CaseRecord(CaseSummary, frozen=True, kw_only=True):
    """A whole case."""

    chronology: tuple[PlainLine, ...]
    entries: tuple[AnyCaseEntry, ...]


def summarise_case(told: Chronology, seal: str, now: datetime) -> CaseSummary:
    """The case without its lines and entries.

    Args:
        told: The case and its calls.
        seal: The digest of the case's last entry, in hex.
        now: The time, by which an open promise is overdue or not.
    """
    case, facts = told.case, _facts(told.case.facts)
    totals = told.totals(now)
    files = (entry.attachment for entry in case.lines if isinstance(entry, Dated))
    return CaseSummary(
        **facts,  # type: ignore[arg-type] # the fields of the facts are fields here
        id=case.id,
        opened=case.opened,
        closed=case.closed,
        calls=tuple(call.id for call in told.calls),
        claim_numbers=tuple(claim.number for claim in told.claims),
        promises=tuple(_promise(promise, now) for promise in told.promises),
        totals=PlainTotals(
            totals.calls,
            totals.operators,
            totals.transfers,
            totals.spent.total_seconds(),
            totals.held.total_seconds(),
        ),
        attachments=tuple(file for file in files if file),
        seal=seal,
    )


def record_case(told: Chronology, seal: str, now: datetime) -> CaseRecord:
    """The whole case; the arguments are those of ``summarise_case``."""
    return CaseRecord(
        **asdict(summarise_case(told, seal, now)),
        chronology=tuple(map(_line, told.lines)),
        entries=told.case.entries,
    )


def _facts(facts: CaseFacts) -> dict[str, object]:
    return asdict(facts)


def _promise(promise: Promise, now: datetime) -> PlainPromise:
    return PlainPromise(
        call=promise.call,
        at=promise.at,
        operator=promise.operator,
        text=promise.text,
        due=promise.due,
        fate=promise.fate(now),
    )


def _line(line: ChronologyLine) -> PlainLine:
    return PlainLine(line.at, line.call.id if line.call else None, line.entry)
