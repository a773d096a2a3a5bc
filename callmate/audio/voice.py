"""What a sound process says and hears: reports out, orders in, one JSON line each."""

import os
import select
import threading
import time
from queue import SimpleQueue
from typing import BinaryIO

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
