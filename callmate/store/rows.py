"""Calls as rows of a list, the damaged ones among them."""

from contextlib import suppress
from dataclasses import dataclass
from itertools import islice

from callmate.domain.plain import CallSummary, summarise
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall, Why
from callmate.store.recent import read_recent


@dataclass(frozen=True)
class DamagedCall:
    """A call whose file cannot be read; it stays in the list, and on the disk as it is."""

    id: str
    why: Why


Row = CallSummary | DamagedCall


def row(cabinet: Cabinet, call_id: str) -> Row:
    """The row of one call, read from its file.

    Raises:
        NoSuchCall: It is not there.
    """
    try:
        kept = cabinet.kept(call_id)
    except Damaged as error:
        return DamagedCall(call_id, error.why)
    return summarise(kept.call, kept.fingerprint)


def row_if_there(cabinet: Cabinet, call_id: str) -> Row | None:
    """The row of one call; ``None`` when it was deleted a moment ago."""
    with suppress(NoSuchCall):
        return row(cabinet, call_id)
    return None


def latest(cabinet: Cabinet, count: int) -> list[Row]:
    """The newest rows, newest first, read from the calls themselves."""
    noted = read_recent(cabinet.places, count)
    found = (row_if_there(cabinet, each) for each in (cabinet.ids() if noted is None else noted))
    return list(islice((each for each in found if each is not None), count))
