"""Lets Ctrl+C end the program without a word while it loads, when nothing can be left half done."""

from __future__ import annotations

import contextlib
import os
import signal
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Iterator

STOPPED = 130
"""The exit status of a program that was stopped with Ctrl+C."""


@contextlib.contextmanager
def ends_at_once() -> Iterator[None]:
    """Let Ctrl+C end the process on the spot; what it does meanwhile must need no tidying up.

    An exception would do when our own code runs, but some libraries crash when one comes up
    while they are being loaded. Where Ctrl+C is ignored, it stays so.
    """
    usual = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if usual:
        signal.signal(signal.SIGINT, _end)
    hold_back(on=False)
    try:
        yield
    finally:
        if usual:
            signal.signal(signal.SIGINT, signal.default_int_handler)


@contextlib.contextmanager
def raises() -> Iterator[None]:
    """Let Ctrl+C raise KeyboardInterrupt again, for work that must be tidied up."""
    before = signal.getsignal(signal.SIGINT)
    if before is _end:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def hold_back(*, on: bool) -> None:
    """Keep Ctrl+C until this is called again with ``on`` false; the next program inherits that."""
    if hasattr(signal, "pthread_sigmask"):
        how = signal.SIG_BLOCK if on else signal.SIG_UNBLOCK
        signal.pthread_sigmask(how, {signal.SIGINT})


def _end(_number: int, _frame: object) -> NoReturn:
    os._exit(STOPPED)
