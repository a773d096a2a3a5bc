"""A call that was not led with the program: what is known of it, and the entries that tell it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from callmate.domain.brought_in import WrittenUp
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HungUp,
    Note,
    Outcome,
    OutcomeSet,
    Promised,
    Refused,
    Sector,
    Started,
)


class PastCall(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody noted of a call on paper, or in a list."""

    company: str
    at: datetime
    """When it began, with its offset."""
    approximate: bool = False
    """Whether only the day, or about what time it was, is known."""
    length: timedelta | None = None
    number: str = ""
    matter: str = ""
    sector: Sector = Sector.OTHER
    operator: str = ""
    claim: str = ""
    claim_refused: bool = False
    notes: tuple[str, ...] = ()
    promise: str = ""
    due: datetime | None = None
    due_exact: bool = False
    outcome: Outcome | None = None
    case: str | None = None


def first_entry(past: PastCall, new_id: Callable[[], str]) -> Started:
    """The start of a past call, marked as written down afterwards."""
    return Started(
        id=new_id(),
        at=past.at,
        late=True,
        company=past.company,
        number=past.number,
        matter=past.matter,
        sector=past.sector,
        case=past.case,
    )


def further_entries(past: PastCall, new_id: Callable[[], str]) -> tuple[AnyEntry, ...]:
    """What else is known of a past call, to its end; nobody knows when in the call it was said."""
    found: list[AnyEntry] = []
    at, end = past.at, past.at + (past.length or timedelta(0))
    if past.operator:
        found.append(Answered(id=new_id(), at=at, late=True))
        found.append(Given(id=new_id(), at=at, late=True, item="operator", text=past.operator))
    if past.claim:
        found.append(Given(id=new_id(), at=at, late=True, item="claim_number", text=past.claim))
    elif past.claim_refused:
        found.append(Refused(id=new_id(), at=at, late=True, item="claim_number"))
    found += [Note(id=new_id(), at=at, late=True, text=text) for text in past.notes]
    if past.promise:
        found.append(
            Promised(
                id=new_id(),
                at=at,
                late=True,
                text=past.promise,
                due=past.due,
                due_exact=past.due_exact,
            )
        )
    found.append(HungUp(id=new_id(), at=end, late=True))
    if past.outcome is not None:
        found.append(OutcomeSet(id=new_id(), at=end, late=True, outcome=past.outcome))
    return tuple(found)


def written_up(
    past: PastCall, new_id: Callable[[], str], now: datetime, source: str = "", row: str = ""
) -> WrittenUp:
    """Says that the call was written down afterwards.

    Args:
        past: The call.
        new_id: Makes names for entries.
        now: When it is written down.
        source: The name of the file that it comes from; empty when somebody typed it.
        row: Hex digest of its line there, by which it is known again.
    """
    return WrittenUp(
        id=new_id(),
        at=now,
        late=True,
        approximate=past.approximate,
        untimed=past.length is None,
        source=source,
        row=row,
    )
