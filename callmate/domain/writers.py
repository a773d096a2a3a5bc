"""The entries of a call or a case, put together out of the files of all who write them.

The order is that of time, then of writers, then of numbers. Each file keeps its own order, so the
time of an entry counts as no earlier than that of the one before it. An entry that is in several
files counts once, as the first of them tells it.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Generic, Protocol, TypeVar

import msgspec


class Dated(Protocol):
    """What a journal needs to know of an entry."""

    @property
    def id(self) -> str:
        """Unique among the entries of a call or a case."""
        ...

    @property
    def at(self) -> datetime:
        """When it was made, with its offset from UTC."""
        ...


E = TypeVar("E", bound=Dated)


class JournalFile(msgspec.Struct, Generic[E], frozen=True):
    """What one file says."""

    name: str
    writer: str
    """Empty for the first."""
    is_copy: bool
    """Whether it is another file than the writer's own."""
    entries: tuple[E, ...]
    """In the order of their numbers."""
    digest: str
    """The digest that the last one carries, in hex, unchecked."""


class FurtherFile(msgspec.Struct, frozen=True):
    """What became of a file that lies beside the first."""

    name: str
    is_copy: bool
    added: int = 0
    """How many entries only it holds, of all files before it."""
    other: int = 0
    """How many of its entries say something else than those of the same id before it."""
    why: str = ""
    """Why it cannot be read, in the store's words; what it holds is then left out."""

    @property
    def counts(self) -> bool:
        """Whether it is covered by the fingerprint: it can be read, and says anything more."""
        return not self.why and (not self.is_copy or self.added > 0 or self.other > 0)


class Journal(msgspec.Struct, Generic[E], frozen=True):
    """What the files in a folder say."""

    id: str
    """Of the call or the case."""
    entries: tuple[E, ...]
    """In the order in which they happened, as far as the files tell."""
    fingerprint: str
    """Over the digests that the last entries carry, in hex, unchecked; see ``domain.seal``."""
    further: tuple[FurtherFile, ...] = ()
    """The files beside the first."""


def put_together(
    thing_id: str, files: Sequence[JournalFile[E]], unread: Sequence[FurtherFile]
) -> Journal[E]:
    """Fold files into one journal.

    Args:
        thing_id: The id of the call or the case.
        files: Its files; first the first writer's, then the other writers' own, then copies.
        unread: Files that cannot be read.
    """
    from callmate.domain.seal import together  # noqa: PLC0415 - one file does without hashes

    known: dict[str, E] = {}
    told = [_added(file, known) for file in files]
    opened = files[0].entries[0].at
    placed = [
        (moment, file.writer, number, rank, entry)
        for rank, (file, (new, _other)) in enumerate(zip(files, told, strict=True))
        for moment, number, entry in _in_order(file, opened)
        if rank == 0 or number in new
    ]
    placed.sort(key=lambda each: each[:4])
    further = [
        FurtherFile(file.name, file.is_copy, len(new), other)
        for file, (new, other) in zip(files[1:], told[1:], strict=True)
    ]
    ends = [("", files[0].digest)]
    ends += [
        (file.writer, file.digest)
        for file, each in zip(files[1:], further, strict=True)
        if each.counts
    ]
    entries = tuple(each[-1] for each in placed)
    return Journal(thing_id, entries, together(ends), (*further, *unread))


def _added(file: JournalFile[E], known: dict[str, E]) -> tuple[frozenset[int], int]:
    """The numbers of a file's entries that are not known yet, and how many are known otherwise.

    Args:
        file: The file.
        known: The entries of the files before it, by their ids; its own are put in.
    """
    new, other = set(), 0
    for number, entry in enumerate(file.entries, 1):
        before = known.get(entry.id)
        if before is None:
            known[entry.id] = entry
            new.add(number)
        elif before != entry:
            other += 1
    return frozenset(new), other


def _in_order(file: JournalFile[E], opened: datetime) -> Iterator[tuple[datetime, int, E]]:
    """Each entry of a file with its number, and with the moment by which it has its place."""
    moment = opened
    for number, entry in enumerate(file.entries, 1):
        moment = max(moment, entry.at)
        yield moment, number, entry
