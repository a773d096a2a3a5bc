"""A call's journal, read as a call."""

from dataclasses import dataclass
from pathlib import Path

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry
from callmate.domain.writers import FurtherFile, Journal
from callmate.store.errors import Damaged, Why
from callmate.store.journal import JournalKind, Shape

CALLS: JournalKind[AnyEntry] = JournalKind("call", Shape[AnyEntry], AnyEntry)
"""The journals of calls."""


@dataclass(frozen=True)
class Kept:
    """A call as it lies on the disk."""

    call: Call
    fingerprint: str
    """Over the digests that its entries carry, in hex, unchecked; see ``domain.seal``."""
    further: tuple[FurtherFile, ...] = ()
    """The files beside the first writer's."""


def read_kept(folder: Path) -> Kept:
    """The call in a folder that has its id for a name.

    Raises:
        Damaged: Its file cannot be read as a call; it is left as it is.
        NewerVersion: A newer version of the program wrote it.
    """
    return as_call(folder, CALLS.read(folder))


def as_call(folder: Path, journal: Journal[AnyEntry]) -> Kept:
    """What the journal in a folder tells of its call.

    Raises:
        Damaged: It does not begin as a call does.
    """
    try:
        return Kept(Call(journal.id, journal.entries), journal.fingerprint, journal.further)
    except ValueError as error:
        raise Damaged(CALLS.path(folder), Why.WRONG_SHAPE) from error
