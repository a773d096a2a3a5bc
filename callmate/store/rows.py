"""Calls as rows of a list, the damaged ones among them."""

from dataclasses import dataclass

from callmate.domain.plain import CallSummary, summarise
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, Why


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
