"""What happens when the program itself fails: one sentence, and a report for its makers."""

import os
import sys
import traceback
from pathlib import Path

from callmate import __version__
from callmate.locale.messages import _
from callmate.services.clock import now

REPORT = "mishap.txt"
"""The file in the owner's folder that tells what failed; it holds no words of any call."""


_SET_DUMPABLE = 4
"""As Linux numbers it."""

_MOST = 1 << 16
"""Bytes after which a report begins anew."""


def write_down(data: Path, error: BaseException) -> Path | None:
    """Add what failed to a private file, which is kept short.

    Args:
        data: The owner's folder.
        error: What was raised.

    Returns:
        The file; ``None`` when it could not be written.
    """
    path = data / REPORT
    try:
        long = path.exists() and path.stat().st_size > _MOST
        mode = os.O_TRUNC if long else os.O_APPEND
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | mode, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as report:
            print(__version__, now().isoformat(), file=report)
            traceback.print_exception(error, file=report)
    except OSError:
        return None
    return path


def keep_memory_to_ourselves() -> None:
    """Have the system write no picture of our memory anywhere, and show it to no other program.

    A limit on such files stands from the start; this is for systems that hand them to a program.
    """
    import ctypes  # noqa: PLC0415 - takes a while, and the first screen shall be there at once

    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SET_DUMPABLE, 0, 0, 0, 0)


def last_words(report: Path | None) -> str:
    """What is said when the program ends by a fault: what is safe, and where the report is."""
    words = _(
        "CallMate stopped because of a fault of its own. Everything that was on the screen is "
        "kept. Start it again: it takes the call up where it was."
    )
    if report is None:
        return words
    return f"{words}\n{_('The details are in {path}').format(path=report)}"
