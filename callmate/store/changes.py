"""Tells other windows which calls and cases were written to.

Every writer adds a line to one file; every window looks at that file's length now and then,
which costs next to nothing. Who missed a line looks at all files, as at the start.
"""

import os
from contextlib import suppress

from callmate.store.places import Places, is_id

_LONGEST = 1 << 16
"""Bytes after which the file is begun anew."""


def ring(places: Places, name: str) -> None:
    """Say that a call or a case was written; a disk that refuses is no matter.

    Args:
        places: Where.
        name: Its id.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC | os.O_NOFOLLOW
    with suppress(OSError):
        descriptor = os.open(places.changes, flags, 0o600)
        try:
            if os.fstat(descriptor).st_size > _LONGEST:
                os.ftruncate(descriptor, 0)
            os.write(descriptor, f"{name}\n".encode())
        finally:
            os.close(descriptor)


class Bell:
    """One window's ear: what was rung since it last asked."""

    def __init__(self, places: Places) -> None:
        self._path = places.changes
        self._heard = self._length()

    def heard(self) -> frozenset[str] | None:
        """The ids that were rung since; ``None`` when anything may have changed."""
        length = self._length()
        if length == self._heard:
            return frozenset()
        before, self._heard = self._heard, length
        if length < before:
            return None
        try:
            with self._path.open("rb") as file:
                file.seek(before)
                rung = file.read(length - before)
        except OSError:
            return None
        return frozenset(filter(is_id, rung.decode("ascii", "replace").split()))

    def _length(self) -> int:
        try:
            return self._path.stat().st_size
        except OSError:
            return 0
