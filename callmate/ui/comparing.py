"""Marks two statements as contradicting each other: one is picked, then the other."""

from callmate.case_telling import told_statement
from callmate.domain.answers import SAYING
from callmate.domain.case_entry import Author, Happened, Statement
from callmate.domain.chronology import Chronology, Line
from callmate.domain.visible import visible
from callmate.i18n import _

_LONG = 160
"""Characters of a statement that are repeated while another is sought."""


def statement_of(line: Line | None) -> Statement | None:
    """The statement that a line holds; ``None`` when it tells nothing that somebody said."""
    if line is None:
        return None
    if isinstance(line.entry, Happened):
        # What the owner wrote is no answer of the company's.
        return None if line.entry.author is Author.OWNER else Statement("", line.entry.id)
    if line.call is None or not isinstance(line.entry, SAYING):
        return None
    return Statement(line.call.id, line.entry.id)


def picked_words(told: Chronology, first: Statement, key: str) -> str:
    """What is picked, and how to go on."""
    words = _("≠ {said} — put the cursor on what does not go with it, then press {key}")
    return words.format(said=_short(told, first), key=key)


def both_words(told: Chronology, first: Statement, second: Statement) -> str:
    """The two statements, and what is asked about them."""
    said = "\n".join(f"· {_short(told, each)}" for each in (first, second))
    return f"{said}\n" + _("What are they about? (may stay empty)")


def _short(told: Chronology, statement: Statement) -> str:
    words = visible(told_statement(told, statement))
    return words if len(words) <= _LONG else f"{words[:_LONG].rstrip()}…"
