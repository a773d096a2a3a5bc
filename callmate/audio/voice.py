"""What a sound process says and hears: reports out, orders in, one JSON line each.

And sound, from the process that records to one that hears along.
"""

import fcntl
import os
import select
import stat
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from queue import SimpleQueue
from struct import Struct
from typing import BinaryIO, NamedTuple

import msgspec

from callmate.audio.protocol import Fetching, Level, Position, Report, TakingIn, report_line
from callmate.audio.requests import Order, Stop, read_order

_PATIENCE = 2.0  # seconds a reader is waited for at the end


class Voice:
    """Writes reports to a pipe and never waits for whoever reads it.

    A screen that hangs must not hold the sound up: what the pipe does not take is kept, and levels
    are dropped meanwhile, being worth nothing late.
    """

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._waiting = b""
        self._lock = threading.Lock()

    def say(self, report: Report) -> None:
        """Send a report, or keep it until the pipe has room."""
        with self._lock:
            if self._waiting and isinstance(report, (Level, Position, TakingIn, Fetching)):
                self._push()
                return
            self._waiting += report_line(report)
            self._push()

    def close(self) -> None:
        """Give the reader a moment to take the rest."""
        until = time.monotonic() + _PATIENCE
        with self._lock:
            while self._waiting and time.monotonic() < until:
                select.select([], [self._descriptor], [], 0.1)
                self._push()

    def _push(self) -> None:
        try:
            while self._waiting:
                self._waiting = self._waiting[os.write(self._descriptor, self._waiting) :]
        except BlockingIOError:
            pass
        except OSError:
            self._waiting = b""  # nobody reads any more; the sound goes on without them


def hear(source: BinaryIO, inbox: SimpleQueue[Order]) -> None:
    """Put each order that comes in into the inbox, and Stop when the other side has gone.

    Runs in a thread of its own, since reading waits.
    """
    for text in source:
        try:
            inbox.put(read_order(text))
        except msgspec.MsgspecError:
            continue  # an order of a newer version: better not done than the sound ended
    inbox.put(Stop())


class Passed(NamedTuple):
    """Some samples of 16 bits that were handed aside, from a frame of a part on."""

    part: int
    frame: int
    rate: int
    channels: int
    content: bytes

    @property
    def frames(self) -> int:
        """How many there are."""
        return len(self.content) // (2 * self.channels)

    @property
    def seconds(self) -> float:
        """How long they last."""
        return self.frames / self.rate


_HEAD = Struct("=HIQIB")
"""The bytes behind it; the part; the frame at which they begin; frames a second; channels."""
_PIPE = 1 << 18
"""Bytes that wait for a listener: 8 s of a telephone, if the system gives as much."""


def aside_pair() -> tuple[int, int]:
    """A pipe for sound: the descriptor of who listens, and that of who records. Raises OSError.

    While this process has both open, neither notices that a process at the other is gone.
    """
    source, copy = os.pipe()
    os.set_blocking(copy, False)
    with suppress(AttributeError, OSError):  # only on Linux, and within the owner's limits
        fcntl.fcntl(copy, fcntl.F_SETPIPE_SZ, _PIPE)
    return source, copy


class Aside:
    """Hands sound aside while it is recorded: offered once, taken at once, or dropped for good.

    Whoever records never waits for whoever listens, does not learn whether anybody does, and keeps
    nothing for them. Each piece tells its place, so that what was dropped is seen as a gap.
    """

    def __init__(self, descriptor: int) -> None:
        """Take an inherited pipe; what is none, though it should be, is never written to."""
        self._descriptor = -1
        with suppress(OSError):
            if stat.S_ISFIFO(os.fstat(descriptor).st_mode):
                self._descriptor = descriptor
        self._part = -1
        self._frame = 0

    def hand(self, part: int, rate: int, channels: int, content: bytes) -> None:
        """Offer the next samples of a part."""
        if part != self._part:
            self._part, self._frame = part, 0
        width = 2 * channels
        # So little is written whole or not at all.
        at_once = (select.PIPE_BUF - _HEAD.size) // width * width
        whole = memoryview(content)
        for at in range(0, len(content), at_once):
            some = whole[at : at + at_once]
            head = _HEAD.pack(len(some), part, self._frame + at // width, rate, channels)
            with suppress(OSError):  # full, or nobody there
                os.writev(self._descriptor, (head, some))
        self._frame += len(content) // width


def passed(descriptor: int) -> Iterator[Passed]:
    """What was handed aside, as it comes; waits for more, and ends when nobody has the pipe."""
    with os.fdopen(descriptor, "rb") as pipe:
        while len(head := pipe.read(_HEAD.size)) == _HEAD.size:
            size, part, frame, rate, channels = _HEAD.unpack(head)
            yield Passed(part, frame, rate, channels, pipe.read(size))
