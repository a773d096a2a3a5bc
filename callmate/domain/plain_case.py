"""A case as plain values, the way other programs read it."""

from datetime import date, datetime

import msgspec
from msgspec.structs import asdict

from callmate.domain.case_entry import AnyCaseEntry, Attachment, CaseLine, Facts, Happened
from callmate.domain.chronology import Chronology, Fate, Line, Pledge
from callmate.domain.entry import AnyEntry, Sector


class PlainPledge(msgspec.Struct, frozen=True):
    """A promise, and what became of it."""

    call: str
    at: datetime
    operator: str | None
    text: str
    due: datetime | None
    fate: Fate


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
    promises: tuple[PlainPledge, ...]
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
    claims = dict.fromkeys(call.claim_number for call in told.calls if call.claim_number)
    files = (entry.attachment for entry in case.lines if isinstance(entry, Happened))
    return CaseSummary(
        **facts,  # type: ignore[arg-type] # the fields of the facts are fields here
        id=case.id,
        opened=case.opened,
        closed=case.closed,
        calls=tuple(call.id for call in told.calls),
        claim_numbers=tuple(claims),
        promises=tuple(map(_pledge, told.pledges(now))),
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


def _facts(facts: Facts) -> dict[str, object]:
    return asdict(facts)


def _pledge(pledge: Pledge) -> PlainPledge:
    promise = pledge.promise
    return PlainPledge(
        pledge.call.id, promise.at, pledge.operator, promise.text, promise.due, pledge.fate
    )


def _line(line: Line) -> PlainLine:
    return PlainLine(line.at, line.call.id if line.call else None, line.entry)
