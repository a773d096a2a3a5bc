"""Asks whoever sits there; the question stands on standard error."""

import getpass
import sys

from callmate.i18n import pgettext


def ask(question: str) -> str:
    """Ask for a line; empty when the input has ended."""
    sys.stderr.write(f"{question} ")
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line.endswith("\n"):
        sys.stderr.write("\n")
    return line.rstrip("\n")


def agrees(question: str) -> bool:
    """Ask a question that is answered by yes or no; everything but a yes is a no."""
    letters = pgettext("answer", "y/n")
    yes = letters.partition("/")[0]
    return ask(f"{question} [{letters}]").strip().casefold()[:1] == yes


def ask_unseen(question: str) -> str:
    """Ask for something that must not be seen while it is typed; empty when nothing came."""
    try:
        return getpass.getpass(f"{question} ", stream=sys.stderr)
    except (EOFError, UnicodeDecodeError):
        return ""
