"""A call's journal: read as a call, and added to by the process that has the call."""

from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry
from callmate.domain.writers import FurtherFile, Journal
from callmate.store.changes import ring
from callmate.store.errors import Damaged, Why
from callmate.store.journal import JournalKind, Shape
from callmate.store.places import Places

if TYPE_CHECKING:
    from filelock import FileLock

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
    return _kept(folder, CALLS.read(folder))


def _kept(folder: Path, journal: Journal[AnyEntry]) -> Kept:
    try:
        return Kept(Call(journal.id, journal.entries), journal.fingerprint, journal.further)
    except ValueError as error:
        raise Damaged(CALLS.path(folder), Why.WRONG_SHAPE) from error


class OpenCall:
    """A call in progress, under its lock: what it shows is on the disk.

    Args:
        folder: The call's folder.
        lock: The lock on it, held; ``close`` gives it back.
        places: Where other windows are told that it grew.
        writer: Whose file is added to; the first writer's when left out.

    Raises:
        Damaged: Its file cannot be read as a call.
        NewerVersion: A newer version of the program wrote it.
    """

    def __init__(self, folder: Path, lock: "FileLock", places: Places, writer: str = "") -> None:
        from callmate.store.journal_writer import JournalWriter  # noqa: PLC0415 - off the first paint

        self._journal = JournalWriter(CALLS, folder, writer)
        self._kept = _kept(folder, self._journal.journal)
        self._folder = folder
        self._lock = lock
        self._places = places
        self._one_at_a_time = Lock()

    @property
    def call(self) -> Call:
        """The call as it is kept."""
        return self._kept.call

    @property
    def folder(self) -> Path:
        """Where it lies, and its sound beside it."""
        return self._folder

    @property
    def fingerprint(self) -> str:
        """Over the digests of its entries, in hex."""
        return self._kept.fingerprint

    def append(self, entry: AnyEntry) -> Call:
        """Keep one more entry; on the disk for good when this returns.

        An entry that is there already, by its id, is not kept twice: after a
        failure the same entry may simply be handed in again.

        Returns:
            The call with the entry in it.

        Raises:
            NotKept: The disk did not take it; ``call`` is what it was before.
            Damaged: The file was spoilt by somebody else meanwhile; it is left as it is.
            ValueError: The entry cannot be stored, or another one has its id.
        """
        with self._one_at_a_time:
            added = self._journal.append(entry)
            told = self._journal.journal
            if added is None:
                self._kept = _kept(self._folder, told)
            else:
                self._kept = Kept(self._kept.call.with_entries(added), told.fingerprint)
            ring(self._places, self._kept.call.id)
            return self._kept.call

    def close(self) -> None:
        """Let others write the call."""
        self._journal.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
