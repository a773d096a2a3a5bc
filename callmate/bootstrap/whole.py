"""Keeps an environment complete or marked as not: one set-up at a time, sealed at its end."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

from callmate.bootstrap.place import STAMP, Place
from callmate.bootstrap.progress import say
from callmate.bootstrap.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[int]:
    """Hold a folder against other set-ups; the lock dies with the last process that has it.

    Raises:
        OSError: The folder cannot be opened.
    """
    import fcntl  # noqa: PLC0415 - there is none under Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(words("wait"))
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield descriptor
    finally:
        os.close(descriptor)


def mark(place: Place) -> None:
    """Say on the disk that the folder is not to be trusted until it is sealed.

    Raises:
        OSError: The disk does not take it.
    """
    place.folder.mkdir(exist_ok=True)
    place.unfinished.touch()
    _fsync(place.folder)


def seal(place: Place, extras: str) -> None:
    """Say on the disk that the folder is complete, once everything in it is really there.

    Raises:
        OSError: The disk does not take it.
    """
    os.sync()
    new = place.folder / (STAMP + ".tmp")
    with new.open("w", encoding="utf-8") as out:
        out.write(place.stamp(extras))
        out.flush()
        os.fsync(out.fileno())
    new.replace(place.folder / STAMP)
    place.unfinished.unlink()
    _fsync(place.folder)


def _fsync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
