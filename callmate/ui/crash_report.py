"""What happens when the program itself fails: one sentence, and a report for its makers."""

import os
import traceback
from pathlib import Path

from callmate.locale.messages import _

REPORT = "mishap.txt"
"""The file in the owner's folder that tells what failed; it holds no words of any call."""


def write_down(data: Path, error: BaseException) -> Path | None:
    """Write what failed to a private file; what failed before goes out of it.

    Args:
        data: The owner's folder.
        error: What was raised.

    Returns:
        The file; ``None`` when it could not be written.
    """
    path = data / REPORT
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as report:
            traceback.print_exception(error, file=report)
    except OSError:
        return None
    return path


def last_words(report: Path | None) -> str:
    """What is said when the program ends by a fault: what is safe, and where the report is."""
    words = _(
        "CallMate stopped because of a fault of its own. Everything that was on the screen is "
        "kept. Start it again: it takes the call up where it was."
    )
    if report is None:
        return words
    return f"{words}\n{_('The details are in {path}').format(path=report)}"
