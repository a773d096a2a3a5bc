"""A foreign recording as it comes out of the process that decodes it; nothing of it is believed."""

import os
import select
import signal
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from subprocess import DEVNULL, PIPE, Popen
from typing import BinaryIO, TypeVar

import msgspec

from callmate.audio.foreign_facts import RATE, Origin, Unfit, UnfitError, origin
from callmate.audio.process import command
from callmate.audio.system_clock import steady

_BYTES_PER_SECOND = 2 * RATE


class Head(msgspec.Struct, frozen=True):
    """What is known before the first sample: the length, if it is told, and the tags."""

    total: float | None
    tags: dict[str, str]


class Tail(msgspec.Struct, frozen=True):
    """How it ended: why it is refused, or else whether more should have come."""

    refused: Unfit | None = None
    cut_short: bool = False


_BEGINNING = struct.Struct("<cI")  # of a message: its kind, and how many bytes follow
_HEAD, _SOUND, _TAIL = b"h", b"s", b"t"
_LARGEST = 1 << 20  # bytes of a message
_AT_ONCE = 1 << 16


def message(content: Head | Tail | bytes) -> bytes:
    """Write a head, a tail or a block of samples as it passes over."""
    if isinstance(content, bytes):
        return _BEGINNING.pack(_SOUND, len(content)) + content
    written = msgspec.json.encode(content)
    return _BEGINNING.pack(_HEAD if isinstance(content, Head) else _TAIL, len(written)) + written


class BrokenOffError(Exception):
    """The process that decodes died, or said what it never says."""


GoOn = Callable[[], None]
"""Is asked five times a second while nothing comes; what it raises ends it all."""


class ForeignSound:
    """A recording while it is decoded.

    Args:
        child: The process that decodes it.
        longest: How many seconds it may have.
        go_on: Asked while nothing comes.
        patience: Seconds after which a process that says nothing is given up.

    Raises:
        UnfitError: It holds no sound, or asks for too much.
        BrokenOffError: The process died.
    """

    def __init__(self, child: Popen[bytes], longest: float, go_on: GoOn, patience: float) -> None:
        assert child.stdout is not None  # noqa: S101 - it was started with a pipe
        self._child = child
        self._outlet = child.stdout.fileno()
        self._longest = longest
        self._go_on = go_on
        self._patience = patience
        self._waiting = bytearray()
        self._given = 0  # bytes
        self._tail = Tail()
        kind, content = self._next()
        if kind != _HEAD:
            self._end(kind, content)
            raise BrokenOffError
        self._head = _read(content, Head)
        self.origin: Origin = origin(self._head.tags, self._head.total)
        """What the file says of itself."""

    @property
    def total(self) -> float | None:
        """How many seconds it should have; None when it does not say."""
        return self._head.total

    @property
    def seconds(self) -> float:
        """How much sound was given so far."""
        return self._given / _BYTES_PER_SECOND

    def blocks(self) -> Iterator[bytes]:
        """Give its samples: mono, 16 bits, 16 kHz.

        Raises UnfitError when it is refused on the way, BrokenOffError.
        """
        kind, block = self._next()
        while kind == _SOUND:
            self._given += len(block)
            if len(block) % 2:
                raise BrokenOffError
            if self.seconds > self._longest:
                raise UnfitError("too_long")
            yield block
            kind, block = self._next()
        self._end(kind, block)

    def is_cut_short(self) -> bool:
        """Tell, once all blocks were taken, whether there should have been more."""
        return self._tail.cut_short

    def _end(self, kind: bytes, content: bytes) -> None:
        if kind != _TAIL:
            raise BrokenOffError
        self._tail = _read(content, Tail)
        if self._tail.refused:
            raise UnfitError(self._tail.refused)

    def _next(self) -> tuple[bytes, bytes]:
        kind, size = _BEGINNING.unpack(self._taken(_BEGINNING.size))
        if size > _LARGEST:
            raise BrokenOffError
        return kind, self._taken(size)

    def _taken(self, size: int) -> bytes:
        while len(self._waiting) < size:
            self._waiting += self._heard()
        found = bytes(self._waiting[:size])
        del self._waiting[:size]
        return found

    def _heard(self) -> bytes:
        until = steady() + self._patience
        while not select.select([self._outlet], [], [], _BEAT)[0]:
            self._go_on()
            if steady() > until:
                raise UnfitError("too_heavy")
        if found := os.read(self._outlet, _AT_ONCE):
            return found
        if -self._child.wait() in _OUT_OF_LIMITS:
            raise UnfitError("too_heavy")
        raise BrokenOffError


_BEAT = 0.2  # seconds
_PATIENCE = 30.0  # seconds in which a second of sound is decoded on any computer
_OUT_OF_LIMITS = {signal.SIGXCPU, signal.SIGKILL}


_Content = TypeVar("_Content", Head, Tail)


def _read(content: bytes, kind: type[_Content]) -> _Content:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.MsgspecError as error:
        raise BrokenOffError from error


@contextmanager
def decoded(
    source: BinaryIO, longest: float, go_on: GoOn, patience: float = _PATIENCE
) -> Iterator[ForeignSound]:
    """Have an open file decoded in a process of its own, which has nothing but this file.

    Raises UnfitError, BrokenOffError, OSError when no process can be started.
    """
    child = Popen(  # noqa: S603  # our own interpreter and module
        (*command("decode"), str(longest)), stdin=source, stdout=PIPE, stderr=DEVNULL
    )
    with child:
        try:
            yield ForeignSound(child, longest, go_on, patience)
        finally:
            child.kill()
