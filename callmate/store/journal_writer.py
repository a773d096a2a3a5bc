"""A call that this process alone may add to."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import Self

from filelock import FileLock
from tinydb import TinyDB
from tinydb.storages import Storage

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry
from callmate.domain.seal import DIGEST, extend, start
from callmate.store.atomic_file import VERSION, as_json, contents, replace_whole, top_of
from callmate.store.changes import ring
from callmate.store.errors import Damaged, NotKept, Reason, Why
from callmate.store.journal import ENTRIES, Kept, as_kept, read_kept
from callmate.store.places import CALL_FILE, Places, keep_folder


class WholeFile(Storage):
    """TinyDB's storage over one file that is replaced whole or not at all.

    TinyDB sees the tables only; the version, the id and anything else at the top
    of the file stay as they are.

    Args:
        path: The file.
        head: What a file that is not there yet will begin with; without it, the
            file must be there.
    """

    def __init__(self, path: Path, head: Mapping[str, object] | None = None) -> None:
        self._path = path
        self._head: dict[str, object] = dict(head or {})
        self._new = head is not None

    def read(self) -> dict[str, dict[str, object]] | None:
        """The tables; ``None`` when the file is yet to be made.

        Raises:
            Damaged: The file is not what it should be.
            NewerVersion: A newer version of the program wrote it.
            FileNotFoundError: The file was taken away.
        """
        try:
            raw = contents(self._path)
        except FileNotFoundError:
            if self._new:
                return None
            raise
        whole = top_of(self._path, raw)
        tables = {key: value for key, value in whole.items() if isinstance(value, dict)}
        self._head = {key: value for key, value in whole.items() if key not in tables}
        return tables

    def write(self, data: Mapping[str, object]) -> None:
        """Replace the file, to hold these tables.

        Raises:
            OSError: See ``replace_whole``.
        """
        replace_whole(self._path, as_json({**self._head, **data}))


class OpenCall:
    """A call in progress, under its lock: what it shows is on the disk.

    Args:
        folder: The call's folder.
        lock: The lock on it, held; ``close`` gives it back.
        places: Where other windows are told that it grew.

    Raises:
        Damaged: Its file cannot be read as a call.
        NewerVersion: A newer version of the program wrote it.
    """

    def __init__(self, folder: Path, lock: FileLock, places: Places) -> None:
        self._kept = read_kept(folder)
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
        """The digest of its last entry, in hex."""
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
        back, record = as_kept(entry)
        with self._one_at_a_time:
            try:
                self._kept = self._insert(back, record)
            except OSError as error:
                raise NotKept.because(error) from error
            ring(self._places, self._kept.call.id)
            return self._kept.call

    def _insert(self, entry: AnyEntry, record: dict[str, object]) -> Kept:
        kept = self._on_disk()
        known = next((old for old in kept.call.entries if old.id == entry.id), None)
        if known is not None:
            if known != entry:
                raise ValueError("another entry has this id")
            keep_folder(self._folder)
            return kept
        digest = extend(kept.fingerprint, record)
        database = TinyDB(self._folder / CALL_FILE, storage=WholeFile)
        database.table(ENTRIES).insert(record | {DIGEST: digest})
        return Kept(kept.call.with_entries(entry), digest)

    def _on_disk(self) -> Kept:
        try:
            return read_kept(self._folder)
        except Damaged as error:
            if error.why is Why.MISSING:
                raise NotKept(Reason.GONE) from error
            raise

    def close(self) -> None:
        """Let others write the call."""
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


def first_file(folder: Path, call_id: str, entries: Sequence[AnyEntry]) -> None:
    """Write the file of a new call, with its first entries in it.

    Raises:
        OSError: The disk did not take it.
        ValueError: An entry cannot be stored.
    """
    digest = start(call_id)
    records = []
    for entry in entries:
        _, record = as_kept(entry)
        digest = extend(digest, record)
        records.append(record | {DIGEST: digest})
    head = {"version": VERSION, "id": call_id}
    database = TinyDB(folder / CALL_FILE, storage=WholeFile, head=head)
    database.table(ENTRIES).insert_multiple(records)
