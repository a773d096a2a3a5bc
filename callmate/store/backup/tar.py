"""Tar, written and read piece by piece; only plain files, and every byte of it counts."""

import os
import tarfile
from collections.abc import Generator, Iterator
from typing import Protocol

from callmate.store.backup.contents import Flaw, Flawed

BLOCK = 512
PIECE = 1 << 16
"""Bytes of a file that are in memory at a time."""
END = bytes(2 * BLOCK)
"""What stands after the last file."""

_LONGEST = 4096
"""Bytes of a whole name; longer ones are not read."""


class Taker(Protocol):
    """What the files in a tar are handed to."""

    def begin(self, name: str, size: int, written: int) -> None:
        """A file begins; ``size`` in bytes, ``written`` when, in seconds since 1970."""
        ...

    def piece(self, piece: bytes) -> None:
        """More of it."""
        ...

    def end(self) -> None:
        """It is whole."""
        ...


def head(name: str, size: int, written: int = 0) -> bytes:
    """What stands before a file of ``size`` bytes."""
    told = tarfile.TarInfo(name)
    told.size, told.mtime, told.mode = size, written, 0o600
    return told.tobuf(tarfile.GNU_FORMAT, "utf-8", "surrogateescape")


def padding(size: int) -> bytes:
    """What stands after a file of ``size`` bytes."""
    return bytes(-size % BLOCK)


def member(name: str, contents: bytes, written: int = 0) -> Iterator[bytes]:
    """A small file, whole."""
    yield head(name, len(contents), written)
    yield contents
    yield padding(len(contents))


class Unpacking:
    """Reads a tar that comes in pieces of any size.

    Args:
        taker: What the files are handed to.
    """

    def __init__(self, taker: Taker) -> None:
        self._steps = _files(taker)
        self._wanted = next(self._steps)
        self._held = bytearray()

    def write(self, piece: bytes) -> int:
        """Take more of the tar.

        Raises:
            Flawed: It is none, or holds something else than plain files.
        """
        self._held += piece
        while len(self._held) >= self._wanted:
            taken = bytes(self._held[: self._wanted])
            del self._held[: self._wanted]
            try:
                self._wanted = self._steps.send(taken)
            except StopIteration:
                raise Flawed(Flaw.SPOILT) from None
        return len(piece)

    def finish(self) -> None:
        """Say that nothing more comes.

        Raises:
            Flawed: The tar has not come to its end, or went on after it.
        """
        if self._wanted != _NOTHING or self._held:
            raise Flawed(Flaw.SPOILT)


_NOTHING = 1
"""Wanted after the end; if it comes, the tar is spoilt. No step before wants so little."""


def _files(taker: Taker) -> Generator[int, bytes, None]:
    """Take a tar apart: yields how many bytes are needed next, and is sent them."""
    while any(block := (yield BLOCK)):
        told = _told(block)
        if told.type == tarfile.GNUTYPE_LONGNAME:
            told = yield from _with_long_name(told)
        if told.type != tarfile.REGTYPE or told.size < 0:
            raise Flawed(Flaw.SPOILT)
        taker.begin(told.name, told.size, int(told.mtime))
        yield from _contents(taker, told.size)
        taker.end()
    if any((yield BLOCK)):
        raise Flawed(Flaw.SPOILT)
    yield _NOTHING


def _contents(taker: Taker, size: int) -> Generator[int, bytes, None]:
    whole = size + -size % BLOCK
    for at in range(0, whole, PIECE):
        # Whole blocks, so that nothing before the end ever wants a single byte.
        piece = yield min(PIECE, whole - at)
        taker.piece(piece[: size - at])
        if any(piece[size - at :]):
            raise Flawed(Flaw.SPOILT)


def _with_long_name(told: tarfile.TarInfo) -> Generator[int, bytes, tarfile.TarInfo]:
    if not 0 < told.size <= _LONGEST:
        raise Flawed(Flaw.SPOILT)
    name = (yield told.size + -told.size % BLOCK)[: told.size]
    told = _told((yield BLOCK))
    told.name = os.fsdecode(name.rstrip(b"\0"))
    return told


def _told(block: bytes) -> tarfile.TarInfo:
    try:
        return tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    except tarfile.TarError as error:
        raise Flawed(Flaw.SPOILT) from error
