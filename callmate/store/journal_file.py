"""The file of a journal: TinyDB's, replaced by a longer one each time, and whole at every moment.

What it holds is kept in memory, so that one entry more costs neither reading nor taking apart what
is there already.

It takes turns with a spare, which is the version before the last: what that lacks is added to it,
it is put on the disk, and it takes the file's name; the version that had the name is the next
spare. So what goes by the file's name is whole at every moment, and never changes while somebody
reads it: a spare that anybody has had open since it went by the name is not written to, and the
file is written anew. So it is too where the system does not tell whether anybody has, and where a
file cannot have two names.

A spare ends in blanks, which JSON passes over, and what is added takes their place. It then grows
without becoming longer, and a disk that keeps a journal of names and lengths has but one line to
write in it: the name. The blanks go when nothing more is to be added; who was killed leaves them.
"""

import fcntl
import os
import signal
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from callmate.store.atomic_file import (
    FileStamp,
    as_escaped_json,
    as_json,
    draft_of,
    keep_folder,
    parse,
    read_file,
    replace_whole,
    stamp_in,
    stamp_of_file,
    top_of,
    write_all,
)

ROOM = 1 << 13
"""Blanks that a spare is given when it becomes too short, in bytes."""

_END = b"}}"
"""How a file ends whose last table is not empty."""


@dataclass(frozen=True)
class _Spare:
    """An earlier version of the file, under a name of its own."""

    path: Path
    stamp: FileStamp
    shared: int
    """How many of its bytes every later version begins with."""


class GrowingFile:
    """One file that grows at a cost which does not, for the one process that writes it.

    Args:
        path: The file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._folder = path.parent
        self._names = [draft_of(path.with_name(f"{path.name}.{turn}")) for turn in (1, 2)]
        self._made: FileStamp | None = None
        self._spare: _Spare | None = None

    def grow(self, now: FileStamp, held: bytearray, shared: int, added: bytes) -> FileStamp:
        """Replace the file by one that begins as it does.

        Args:
            now: The stamp of the file that is there.
            held: What that holds.
            shared: With how many bytes of it the new version begins, and all later ones.
            added: What follows them.

        Returns:
            The stamp of the new version.

        Raises:
            OSError: See ``replace_whole``.
        """
        # What somebody else wrote may read the same, and yet be other bytes.
        ours = now == self._made
        spare, self._spare = self._spare if ours else None, None
        with memoryview(held) as whole:
            try:
                made = _brought_up(spare, now, whole[:shared], added) if spare else None
                coming = self._kept(now, shared, spare) if ours else None
                if spare is None or made is None:
                    made = replace_whole(self._path, whole[:shared], added)
                else:
                    os.replace(spare.path, self._path)  # noqa: PTH105 - Path's own makes one more
                    keep_folder(self._folder)
            except OSError:
                self._forget()
                raise
        self._made, self._spare = made, coming
        return made

    def close(self, held: bytearray) -> None:
        """Remove the spare, and the blanks behind what the file holds.

        Args:
            held: What it holds, without them.
        """
        made = self._made
        self._forget()
        with suppress(OSError):  # they do no harm
            if made and made[1] > len(held) and stamp_of_file(self._path) == made:
                replace_whole(self._path, bytes(held))

    def _forget(self) -> None:
        self._made = self._spare = None
        for path in self._names:
            with suppress(OSError):
                path.unlink(missing_ok=True)

    def _kept(self, now: FileStamp, shared: int, spare: _Spare | None) -> _Spare | None:
        """Give the version that is going to be replaced a name of its own."""
        one, other = self._names
        path = one if spare is None or spare.path is other else other
        try:
            _give_name(self._path, path)
        except OSError:
            return None
        return _Spare(path, now, shared)


def _give_name(path: Path, name: Path) -> None:
    try:
        os.link(path, name)
    except FileExistsError:
        name.unlink(missing_ok=True)  # a killed program left it
        os.link(path, name)


def _brought_up(
    spare: _Spare, now: FileStamp, shared: memoryview, added: bytes
) -> FileStamp | None:
    """Add to a spare what it lacks, and put it on the disk; ``None`` if that cannot be."""
    try:
        descriptor = os.open(spare.path, os.O_WRONLY | os.O_CLOEXEC | os.O_NOFOLLOW)
        try:
            status = os.fstat(descriptor)
            if stamp_in(status) != spare.stamp or status.st_nlink > 1 or _is_open(descriptor):
                return None
            lacks_room = len(shared) + len(added) > status.st_size
            os.lseek(descriptor, spare.shared, os.SEEK_SET)
            blanks = b" " * ROOM if lacks_room else b""
            write_all(descriptor, b"".join((shared[spare.shared :], added, blanks)))
            made = later_stamp(descriptor, now)  # it may be as long as a version before
            os.fdatasync(descriptor)
            return made
        finally:
            os.close(descriptor)
    except OSError:
        with suppress(OSError):
            spare.path.unlink(missing_ok=True)  # on a full disk it stands in the way
        return None


def later_stamp(descriptor: int, before: FileStamp) -> FileStamp:
    """The stamp of an open file, its time set where it is no later than another's.

    The system's clock for files is coarse, and may be set back.
    """
    stamp = stamp_in(os.fstat(descriptor))
    if stamp[2] > before[2]:
        return stamp
    at = before[2] + 1
    os.utime(descriptor, ns=(at, at))
    return stamp_in(os.fstat(descriptor))


def _is_open(descriptor: int) -> bool:
    """Whether anybody but this descriptor has the file open, as far as the system tells."""
    if sys.platform != "linux":
        return True
    # Only who alone has a file open gets this lease on it. Were it broken in the moment before it
    # is given back, the signal would be one that is passed over.
    fcntl.fcntl(descriptor, fcntl.F_SETSIG, signal.SIGURG)
    try:
        fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_WRLCK)
    except OSError:
        return True
    fcntl.fcntl(descriptor, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    return False


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
