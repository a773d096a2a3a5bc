"""Reads and keeps a call that was not led with the program, marked as written down afterwards."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec.structs import replace

from callmate.domain.case import CaseFacts
from callmate.domain.entry import AnyEntry, Sector, Started
from callmate.domain.past_call import (
    PastCall,
    first_entry,
    further_entries,
    read_past,
    written_up,
)
from callmate.domain.sector_guess import guessed_sector
from callmate.services.asking import understood
from callmate.services.case_desk import CaseDesk
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
    first, more = _entries(past, clock, source, row)
    with cabinet.create(first, fresh_id(past.at), more) as kept:
        return kept.call.id


def write_up_many(
    cabinet: Cabinet, rows: Mapping[str, PastCall], source: str, clock: Clock = now
) -> None:
    """Keep past calls out of a list, each whole or not at all.

    Args:
        cabinet: Where calls are kept.
        rows: The calls, each by the hex digest of its line in the list.
        source: The name of the list.
        clock: Tells the time.

    Raises:
        NotKept: The disk did not take them all; those it took are whole.
    """
    calls: dict[str, Sequence[AnyEntry]] = {}
    for row, past in rows.items():
        first, more = _entries(past, clock, source, row)
        calls[fresh_id(past.at)] = (first, *more)
    cabinet.create_many(calls)


def _entries(
    past: PastCall, clock: Clock, source: str, row: str
) -> tuple[Started, Sequence[AnyEntry]]:
    said = written_up(past, new_id, clock(), source, row)
    return first_entry(past, new_id), (*further_entries(past, new_id), said)


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
    return read_past(written, now, understood, cases=cases, sector=sector)


def open_cases(cases: Cases) -> Mapping[str, str]:
    """The ids of the cases that are not closed, by their names in lower case."""
    return {case.name.casefold(): case.id for case in cases.readable() if case.closed is None}


_NEW = "new "
"""What stands before the name of a case that is yet to be opened, in place of its id."""


def with_new_cases(cases: Mapping[str, str], names: Iterable[str]) -> Mapping[str, str]:
    """Cases by their names in lower case, with something for the id of each that is not there.

    Args:
        cases: The ids of the cases there are, by their names in lower case.
        names: The names of cases in which calls are said to be; an empty one is none.
    """
    known = dict(cases)
    for name in names:
        if name.strip():
            known.setdefault(name.strip().casefold(), f"{_NEW}{name.strip()}")
    return known


def cases_to_open(calls: Iterable[PastCall]) -> dict[str, PastCall]:
    """The cases to open, each by what stands for its id, with the first call in it."""
    first: dict[str, PastCall] = {}
    for past in calls:
        if past.case is not None and past.case.startswith(_NEW):
            first.setdefault(past.case, past)
    return first


def open_for(desk: CaseDesk, first: Mapping[str, PastCall]) -> dict[str, str]:
    """Open cases, each with what its first call knows; their ids, by what stood for them.

    Raises:
        NotKept: The disk did not take one.
    """
    return {
        name: desk.open(
            CaseFacts(
                name=name.removeprefix(_NEW),
                company=past.company,
                number=past.number,
                sector=guessed_sector(past.company) or past.sector,
            )
        ).id
        for name, past in first.items()
    }


def filed_in(past: PastCall, opened: Mapping[str, str]) -> PastCall:
    """A past call, in the case that was opened for it, if one was."""
    return replace(past, case=opened.get(past.case or "", past.case))
