"""What happens when the program itself fails: one sentence, and a report for its makers."""

import os
import traceback
from pathlib import Path

from callmate.locale.messages import _

REPORT = "mishap.txt"
"""The file in the owner's folder that tells what failed; it holds no words of any call."""


def write_down(data: Path) -> str:
    """Write the failure being handled to a private file, and say what is safe.

    Args:
        data: The owner's folder.
    """
    words = _(
        "CallMate stopped because of a fault of its own. Everything that was on the screen is "
        "kept. Start it again: it takes the call up where it was."
    )
    path = data / REPORT
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", errors="backslashreplace") as report:
            traceback.print_exc(file=report)
    except OSError:
        return words
    return f"{words}\n{_('The details are in {path}').format(path=path)}"
