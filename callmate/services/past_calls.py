"""Reads and keeps a call that was not led with the program, marked as written down afterwards."""

from collections.abc import Mapping
from datetime import datetime

from callmate.domain.due import Due, find_due
from callmate.domain.entry import Sector
from callmate.domain.past_call import (
    PastCall,
    first_entry,
    further_entries,
    read_past,
    written_up,
)
from callmate.locale.messages import language
from callmate.services.clock import with_zone
from callmate.services.desk import Clock, new_id, now
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import fresh_id


def write_up(
    cabinet: Cabinet, past: PastCall, clock: Clock = now, *, source: str = "", row: str = ""
) -> str:
    """Keep a past call, whole or not at all.

    Args:
        cabinet: Where calls are kept.
        past: The call.
        clock: Tells the time.
        source: The name of the list that it comes from; empty when somebody typed it.
        row: Hex digest of its line there.

    Returns:
        The call's id.

    Raises:
        NotKept: The disk did not take it; nothing of it is left.
    """
    said = written_up(past, new_id, clock(), source, row)
    more = (*further_entries(past, new_id), said)
    with cabinet.create(first_entry(past, new_id), fresh_id(past.at), more) as kept:
        return kept.call.id


def read_typed(
    written: Mapping[str, str],
    now: datetime,
    *,
    cases: Mapping[str, str],
    sector: Sector = Sector.OTHER,
) -> PastCall:
    """Read a past call as somebody typed it, days by which something is due in the words used.

    Args:
        written: What stands in each field; what was left out may be missing.
        now: The time, at this place.
        cases: The ids of the cases there are, by their names in lower case.
        sector: The company's trade.

    Raises:
        UnclearError: Something cannot be understood, or does not fit.
    """
    return read_past(written, now, _due, cases=cases, sector=sector)


def _due(text: str, at: datetime) -> Due | None:
    return find_due(text, with_zone(at), language())


def open_cases(cases: Cases) -> Mapping[str, str]:
    """The ids of the cases that are not closed, by their names in lower case."""
    return {case.name.casefold(): case.id for case in cases.readable() if case.closed is None}
