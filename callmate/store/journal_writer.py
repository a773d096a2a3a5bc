"""Adds entries to a journal's file, each on the disk for good when it counts.

The file is TinyDB's: one table of records, replaced whole each time. What it holds is kept in
memory, so that one entry more costs neither reading nor taking apart what is there already.
"""

import shutil
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Generic

import msgspec
from filelock import FileLock
from msgspec.structs import replace
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from callmate.domain.seal import DIGEST, extend, start
from callmate.domain.writers import E, Journal, JournalFile
from callmate.store.atomic_file import (
    VERSION,
    FileStamp,
    as_escaped_json,
    as_json,
    parse,
    read_file,
    replace_whole,
    stamp_of_file,
    top_of,
)
from callmate.store.errors import Damaged, NotKept, Reason, Why
from callmate.store.growing_file import GrowingFile
from callmate.store.journal import ENTRIES, JournalKind
from callmate.store.locks import LOCK_FILE, claim
from callmate.store.places import COMING, keep_folder, make_private

_END = b"}}"
"""How a file ends whose last table is not empty."""


class JournalStorage(Storage):
    """TinyDB's storage over one file that is replaced whole or not at all.

    TinyDB sees the tables only; the version, the id and anything else at the top of the file
    stay as they are. The file is read again only when somebody else has written it.

    Args:
        path: The file.
        head: What a file that is not there yet will begin with; without it, the
            file must be there.
    """

    def __init__(self, path: Path, head: Mapping[str, object] | None = None) -> None:
        self._path = path
        self._growing = GrowingFile(path)
        self._head: dict[str, object] = dict(head or {})
        self._new = head is not None
        self._seen: FileStamp | None = None
        self._held = bytearray()
        self._escaped = False
        self._last = ""
        self._number = 0

    def changed(self) -> bool:
        """Whether the file is another than the one that is held, or was never looked at."""
        return self._seen is None or stamp_of_file(self._path) != self._seen

    def load(self) -> bytes:
        """Read the file.

        Raises:
            Damaged: The file is not what it should be.
            NewerVersion: A newer version of the program wrote it.
            FileNotFoundError: It is not there.
        """
        self._seen = None
        raw, seen = read_file(self._path)
        whole = top_of(self._path, raw)
        tables = {key: value for key, value in whole.items() if isinstance(value, dict)}
        self._head = {key: value for key, value in whole.items() if key not in tables}
        self._hold(tables, self._encoded(tables))
        self._seen = seen
        return raw

    def read(self) -> dict[str, dict[str, object]] | None:
        """The tables; ``None`` when the file is yet to be made.

        Raises:
            Damaged: The file is not what it should be.
            NewerVersion: A newer version of the program wrote it.
            FileNotFoundError: The file was taken away.
        """
        try:
            if self.changed():
                self.load()
        except FileNotFoundError:
            if self._new:
                return None
            raise
        whole = msgspec.convert(parse(bytes(self._held)), dict[str, object])
        return {key: value for key, value in whole.items() if isinstance(value, dict)}

    def write(self, data: Mapping[str, Mapping[str, object]]) -> None:
        """Replace the file, to hold these tables.

        Raises:
            OSError: See ``replace_whole``.
        """
        held = self._encoded(data)
        self._seen = None
        seen = replace_whole(self._path, held)
        self._hold(data, held)
        self._seen = seen

    def append(self, table: str, record: Mapping[str, object]) -> int:
        """Replace the file, to hold one record more; the same bytes as by ``write``.

        Args:
            table: The name of the record's table.
            record: What it says.

        Returns:
            Its number.

        Raises:
            Damaged: The file was spoilt by somebody else meanwhile.
            OSError: See ``replace_whole``.
        """
        if self._seen is None or self.changed() or table != self._last or not self._number:
            return self._rewrite(table, record)
        number = self._number + 1
        try:
            encode = as_escaped_json if self._escaped else msgspec.json.encode
            added = b',"%d":%b' % (number, encode(record))
        except UnicodeEncodeError:  # the whole file is written otherwise from now on
            return self._rewrite(table, record)
        seen, self._seen = self._seen, None
        shared, added = len(self._held) - len(_END), added + _END
        seen = self._growing.grow(seen, self._held, shared, added)
        self._held[shared:] = added
        self._number = number
        self._seen = seen
        return number

    def close(self) -> None:
        """Remove what was only there for the next record."""
        self._growing.close(self._held)

    def _rewrite(self, table: str, record: Mapping[str, object]) -> int:
        tables = self.read() or {}
        records = tables.setdefault(table, {})
        number = max(map(int, records), default=0) + 1
        records[str(number)] = record
        self.write(tables)
        return number

    def _encoded(self, tables: Mapping[str, object]) -> bytes:
        whole = {**self._head, **tables}
        try:
            held = msgspec.json.encode(whole)
        except UnicodeEncodeError:
            self._escaped = True
            return as_json(whole)
        self._escaped = False
        return held

    def _hold(self, tables: Mapping[str, Mapping[str, object]], held: bytes) -> None:
        self._held = bytearray(held)
        self._last = [*tables][-1] if tables else ""
        numbers = tables.get(self._last, {})
        # Another program's table may be numbered in its own way; then nothing is added at its end.
        self._number = max(map(int, numbers), default=0) if all(map(str.isdecimal, numbers)) else 0


class JournalTable(Table):
    """A table to which a record is added without the others being taken apart."""

    def insert(self, document: Mapping[str, object]) -> int:
        """Add a record; returns its number.

        Raises:
            Damaged: The file was spoilt by somebody else meanwhile.
            OSError: The disk did not take it.
        """
        assert isinstance(self._storage, JournalStorage)  # noqa: S101 - tells the type
        number = self._storage.append(self.name, document)
        self.clear_cache()
        return number


class JournalDatabase(TinyDB):
    """TinyDB over such tables."""

    table_class = JournalTable


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
        self._own = replace(before, entries=(*before.entries, entry), digest=digest)
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
    digest = start(thing_id)
    records = []
    for entry in entries:
        _, record = kind.as_kept(entry)
        digest = extend(digest, record)
        records.append(record | {DIGEST: digest})
    head = {"version": VERSION, "id": thing_id}
    database = JournalDatabase(storage=lambda: JournalStorage(kind.path(folder), head))
    database.table(ENTRIES).insert_multiple(records)


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
        make_private(coming)
        lock = claim(coming / LOCK_FILE)
        undo.callback(lock.release)
        _first_file(kind, coming, folder.name, entries)
        coming.rename(folder)
        undo.callback(shutil.rmtree, folder, ignore_errors=True)
        keep_folder(folder.parent)
        undo.pop_all()
    return lock
