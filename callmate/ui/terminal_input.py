"""Takes what a terminal sends so that a paste is only ever text, and no byte stops the program.

Textual takes escape sequences inside a paste for keys, leaves NUL out of it, and ends at the
first byte that is no UTF-8: a text copied from somewhere could press keys, or end the call.
"""

import codecs
import os
import sys
from collections.abc import Iterable
from functools import partial
from threading import Thread
from time import monotonic, sleep

from textual import events
from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.message import Message

_BEGIN = "\x1b[200~"
_END = "\x1b[201~"

_LOST_AFTER = 2.0
"""Seconds without a sign of its end after which a paste counts as ended."""

_WATCH = 2.0
"""Seconds between two looks whether the terminal is still there."""

_HUNG_UP = 129
"""The exit status of a program whose terminal was closed."""


class WholePastes(XTermParser):
    """Hands on a bracketed paste as it came, whatever is in it; everything else is Textual's.

    A paste whose opening bracket is cut in two by the reading of the terminal is left to Textual.
    One whose closing bracket is lost is over when nothing more comes for a while.
    """

    def __init__(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - as Textual calls it
        super().__init__(debug)
        self._pasted: str | None = None
        self._heard = 0.0

    def feed(self, data: str) -> Iterable[Message]:
        """Take in characters and yield what they mean; no characters are the end of all."""
        self._heard = monotonic()
        while data and (self._pasted is not None or _BEGIN in data):
            if self._pasted is None:
                typed, _, data = data.partition(_BEGIN)
                self._pasted = ""
                if typed:
                    yield from super().feed(typed)
                continue
            seen = max(0, len(self._pasted) - len(_END))
            self._pasted += data
            end = self._pasted.find(_END, seen)
            if end < 0:
                return
            text, data, self._pasted = (
                self._pasted[:end],
                self._pasted[end + len(_END) :],
                None,
            )
            yield events.Paste(text)
            if not data:
                return
        yield from super().feed(data)

    def tick(self) -> Iterable[Message]:
        """Yield what is clear by now, since nothing followed."""
        if self._pasted is not None and monotonic() - self._heard > _LOST_AFTER:
            text, self._pasted = self._pasted, None
            yield events.Paste(text)
        yield from super().tick()


def install() -> None:
    """Have the screen read its terminal so; before it opens."""
    lenient = partial(codecs.getincrementaldecoder("utf-8"), "replace")
    vars(linux_driver).update(
        XTermParser=WholePastes, getincrementaldecoder=lambda _encoding: lenient
    )


def watch() -> None:
    """End the program when its terminal is there no more, whatever the screen is doing then.

    A terminal may go without a signal reaching us; a screen that nobody sees would hold on to its
    call for ever. All that was shown is kept, and the sound process ends by itself.
    """
    # Not on the screen's own loop: what it draws is written by a thread that ends with the
    # terminal, and the loop then waits for ever for room to draw in.
    Thread(target=_end_when_gone, name="terminal-watch", daemon=True).start()


def _end_when_gone() -> None:
    while os.isatty(sys.__stdin__.fileno() if sys.__stdin__ else 0):
        sleep(_WATCH)
    os._exit(_HUNG_UP)
