"""A file that is replaced by a longer one each time, at a cost that does not grow with it.

It takes turns with a spare, which is the version before the last: what it lacks is added to it, it
is put on the disk, and it takes the file's name; the version that had the name is the next spare.
So what goes by the file's name is whole at every moment, and never changes while somebody reads it:
a spare that anybody has had open since it went by the name is not written to, and the file is
written anew. So it is too where the system does not tell whether anybody has, and where a file
cannot have two names.

A spare ends in blanks, which JSON passes over, and what is added takes their place. It then grows
without becoming longer, and a disk that keeps a journal of names and lengths has but one line to
write in it: the name. The blanks go when nothing more is to be added; who was killed leaves them.
"""

import fcntl
import os
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from callmate.store.atomic_file import (
    FileStamp,
    draft_of,
    replace_whole,
    stamp_in,
    stamp_of_file,
    write_all,
)
from callmate.store.places import keep_folder

ROOM = 1 << 13
"""Blanks that a spare is given when it becomes too short, in bytes."""


@dataclass(frozen=True)
class _Spare:
    """An earlier version of the file, under a name of its own."""

    path: Path
    stamp: FileStamp
    shared: int
    """How many of its bytes every later version begins with."""


class GrowingFile:
    """One file, for the one process that writes it.

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
                    spare.path.replace(self._path)
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
        path = next(each for each in self._names if spare is None or each != spare.path)
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
