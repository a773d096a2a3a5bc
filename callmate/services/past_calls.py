"""Keeps a call that was not led with the program, marked as written down afterwards."""

from collections.abc import Mapping

from callmate.domain.past_call import PastCall, first_entry, further_entries, written_up
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


def open_cases(cases: Cases) -> Mapping[str, str]:
    """The ids of the cases that are not closed, by their names in lower case."""
    return {case.name.casefold(): case.id for case in cases.readable() if case.closed is None}
