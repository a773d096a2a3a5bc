"""Adds entries to the journal of a case or of an open call, each on the disk for good at once."""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Generic, Self

from filelock import FileLock
from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry
from callmate.domain.seal import DIGEST, extend, start
from callmate.domain.writers import E, Journal, JournalFile
from callmate.store.atomic_file import (
    VERSION,
    as_json,
    keep_all_below,
    keep_folder,
    replace_whole,
)
from callmate.store.call_journal import CALLS, Kept, as_call
from callmate.store.changes import ring
from callmate.store.errors import Damaged, NotKept, Reason, Why
from callmate.store.journal import ENTRIES, JournalKind
from callmate.store.journal_file import JournalDatabase, JournalStorage
from callmate.store.locks import LOCK_FILE, claim
from callmate.store.places import COMING, Places, make_private


class JournalWriter(Generic[E]):
    """A writer's file of one call or case, for whoever holds the lock on it.

    Args:
        kind: What kind of journal it is.
        folder: The folder of the call or the case.
        writer: Whose file; the first writer's when left out. A further writer's is made with
            the first entry that is kept in it.

    Raises:
        Damaged: The file, or the first writer's, cannot be read; it is left as it is.
        NewerVersion: A newer version of the program wrote it.
        ValueError: No writer has such a name.
    """

    def __init__(self, kind: JournalKind[E], folder: Path, writer: str = "") -> None:
        self._kind = kind
        self._folder = folder
        self._writer = writer
        self._path = kind.path(folder, writer)
        head = {"version": VERSION, "id": folder.name, "writer": writer} if writer else None
        self._file = JournalStorage(self._path, head)
        self._table = JournalDatabase(storage=lambda: self._file).table(ENTRIES)
        self._own: JournalFile[E] = JournalFile(
            self._path.name, writer, is_copy=False, entries=(), digest=start(folder.name, writer)
        )
        self._own_by_id: dict[str, E] = {}
        self._all_by_id: dict[str, E] = {}
        self._shown: JournalFile[E]
        try:
            self._load()
        except FileNotFoundError as error:
            raise Damaged(self._path, Why.MISSING) from error
        self._put_together()

    @property
    def journal(self) -> Journal[E]:
        """The journal, with the files of all other writers, as it was when last added to."""
        return self._journal

    def append(self, entry: E) -> E | None:
        """Keep one more entry; on the disk for good when this returns.

        An entry that is there already, by its id, is not kept twice: after a failure the same
        entry may simply be handed in again.

        Returns:
            The entry as it is kept, where ``journal`` is what it was before and this behind it.

        Raises:
            NotKept: The disk did not take it; ``journal`` is what it was before.
            Damaged: The file was spoilt by somebody else meanwhile; it is left as it is.
            ValueError: The entry cannot be stored, or another one has its id.
        """
        back, record = self._kind.as_kept(entry)
        try:
            return self._insert(back, record)
        except FileNotFoundError as error:
            raise NotKept(Reason.GONE) from error
        except OSError as error:
            raise NotKept.because(error) from error

    def close(self) -> None:
        """Say that nothing more is to be added."""
        self._file.close()

    def _insert(self, entry: E, record: dict[str, object]) -> E | None:
        if self._file.changed():
            self._load()
        known = self._own_by_id.get(entry.id) or self._all_by_id.get(entry.id)
        if known is not None:
            if known != entry:
                raise ValueError("another entry has this id")
            keep_folder(self._folder)
            self._put_together()
            return None
        before = self._own
        digest = extend(before.digest, record)
        self._table.insert(record | {DIGEST: digest})
        self._own_by_id[entry.id] = entry
        entries = before.entries + (entry,)  # noqa: RUF005 - copies a thousand only once
        self._own = replace(before, entries=entries, digest=digest)
        if self._shown is not before or not self._is_alone():
            self._put_together()
            return None
        self._journal = Journal(self._folder.name, self._own.entries, digest)
        self._shown = self._own
        return entry

    def _load(self) -> None:
        try:
            raw = self._file.load()
        except FileNotFoundError:
            if self._writer and not self._own.entries:
                return  # it is yet to be made
            raise
        self._own = self._kind.told_by(self._path, raw)
        if self._own.is_copy:
            raise Damaged(self._path, Why.WRONG_SHAPE)
        self._own_by_id = {entry.id: entry for entry in self._own.entries}

    def _put_together(self) -> None:
        if self._is_alone():
            self._journal = Journal(self._folder.name, self._own.entries, self._own.digest)
            self._all_by_id = {}
        else:
            self._journal = self._kind.read(self._folder)
            self._all_by_id = {entry.id: entry for entry in self._journal.entries}
        self._shown = self._own

    def _is_alone(self) -> bool:
        return not self._writer and not self._kind.further_names(self._folder)


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

    def __init__(self, folder: Path, lock: FileLock, places: Places, writer: str = "") -> None:
        self._journal = JournalWriter(CALLS, folder, writer)
        self._kept = as_call(folder, self._journal.journal)
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
                self._kept = as_call(self._folder, told)
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


def _records(kind: JournalKind[E], thing_id: str, entries: Sequence[E]) -> list[dict[str, object]]:
    """The first entries of a new call or case as they are stored, digests and all."""
    digest = start(thing_id)
    records = []
    for entry in entries:
        _, record = kind.as_kept(entry)
        digest = extend(digest, record)
        records.append(record | {DIGEST: digest})
    return records


def _first_file(kind: JournalKind[E], folder: Path, thing_id: str, entries: Sequence[E]) -> None:
    """Write the file of a new call or case, with its first entries in it.

    Args:
        kind: What kind of journal it is.
        folder: Where.
        thing_id: The id of the call or the case.
        entries: At least one.

    Raises:
        OSError: The disk did not take it.
        ValueError: An entry cannot be stored.
    """
    records = _records(kind, thing_id, entries)
    head = {"version": VERSION, "id": thing_id}
    database = JournalDatabase(storage=lambda: JournalStorage(kind.path(folder), head))
    database.table(ENTRIES).insert_multiple(records)


_TRIES = 100
"""How often a folder is made that another window takes for what a killed program left."""


def _made(coming: Path) -> FileLock:
    """Make the folder of something new, and take the lock on it.

    Another window that sweeps may have seen it without a lock and taken it away again.

    Raises:
        OSError: The disk did not take it.
    """
    for _ in range(_TRIES):
        with suppress(FileNotFoundError, FileExistsError):
            make_private(coming)
            return claim(coming / LOCK_FILE)
    make_private(coming)
    return claim(coming / LOCK_FILE)


def begin(kind: JournalKind[E], folder: Path, entries: Sequence[E]) -> FileLock:
    """Make the folder of a new call or case, with its first entries in it.

    It gets its name when everything is in it, on the disk: no half of one is ever seen.

    Args:
        kind: What kind of journal it is.
        folder: The folder, named by the id; the one above it must be there.
        entries: At least one.

    Returns:
        The lock on it, held.

    Raises:
        OSError: The disk did not take it; nothing of it is left there.
        ValueError: An entry cannot be stored.
    """
    coming = folder.with_name(COMING + folder.name)
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, coming, ignore_errors=True)
        lock = _made(coming)
        undo.callback(lock.release)
        _first_file(kind, coming, folder.name, entries)
        coming.rename(folder)
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        keep_folder(folder.parent)
        undo.pop_all()
    return lock


def begin_many(kind: JournalKind[E], above: Path, things: Mapping[str, Sequence[E]]) -> None:
    """Make the folders of many calls, each with its entries in it, and wait for the disk once.

    Each gets its name when everything in all of them is on the disk: no half of one is ever seen.

    Args:
        kind: What kind of journal it is.
        above: The folder that they will lie in; it must be there.
        things: Entries by the id of the call, at least one each.

    Raises:
        OSError: The disk did not take them; either nothing of them is left there, or, if it
            failed at the very end, the first of them.
        ValueError: An entry cannot be stored.
    """
    coming = above / f"{COMING}{next(iter(things))}"
    with ExitStack() as undo:
        undo.callback(shutil.rmtree, coming, ignore_errors=True)
        with _made(coming):
            for thing_id, entries in things.items():
                table = {
                    str(n): each for n, each in enumerate(_records(kind, thing_id, entries), 1)
                }
                (coming / thing_id).mkdir(0o700)
                whole = as_json({"version": VERSION, "id": thing_id, ENTRIES: table})
                replace_whole(kind.path(coming / thing_id), whole, durable=False)
            keep_all_below(coming)
            for thing_id in things:
                (coming / thing_id).rename(above / thing_id)
    keep_folder(above)
