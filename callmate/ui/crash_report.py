"""What happens when the program itself fails: one sentence, and a report for its makers."""

import os
import stat
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path

from callmate import __version__
from callmate.locale.messages import _
from callmate.services.clock import now

REPORT = "mishap.txt"
"""The file in the owner's folder that tells what failed; it holds no words of any call."""


_PLAIN = os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Follow no link, and wait for no reader of a pipe."""

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
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | _PLAIN, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as report:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
                return None
            if status.st_size > _MOST:
                os.ftruncate(descriptor, 0)
            report.seek(0, os.SEEK_END)
            print(__version__, now().isoformat(), file=report)
            report.writelines(_told(error))
    except OSError:
        return None
    return path


def _told(error: BaseException) -> Iterator[str]:
    """Where an error came from and of which kind it and its causes are.

    What errors say is left out, but of those that the system words: it may be what was typed.
    """
    met: set[int] = set()
    cause: BaseException | None = error
    while cause is not None and id(cause) not in met:
        met.add(id(cause))
        for frame in traceback.extract_tb(cause.__traceback__):
            yield f"  {frame.filename}:{frame.lineno} {frame.name}\n"
        words = (
            f": {os.strerror(cause.errno)}" if isinstance(cause, OSError) and cause.errno else ""
        )
        yield f"{type(cause).__module__}.{type(cause).__qualname__}{words}\n"
        if isinstance(cause, BaseExceptionGroup):
            for each in cause.exceptions:
                yield from _told(each)
        cause = cause.__cause__ or cause.__context__


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
