"""Marks two statements as contradicting each other: one is picked, then the other."""

from callmate.case_telling import told_statement
from callmate.domain.answers import SAYING
from callmate.domain.case_entry import Statement
from callmate.domain.chronology import Chronology, Line
from callmate.domain.visible import visible
from callmate.i18n import _


def statement_of(line: Line | None) -> Statement | None:
    """The statement that a line holds; ``None`` when it tells nothing that somebody said."""
    if line is None or line.call is None or not isinstance(line.entry, SAYING):
        return None
    return Statement(line.call.id, line.entry.id)


def picked_words(told: Chronology, first: Statement, key: str) -> str:
    """What is picked, and how to go on."""
    words = _("≠ {said} — put the cursor on what does not go with it, then press {key}")
    return words.format(said=visible(told_statement(told, first)), key=key)


def both_words(told: Chronology, first: Statement, second: Statement) -> str:
    """The two statements, and what is asked about them."""
    said = "\n".join(f"· {visible(told_statement(told, each))}" for each in (first, second))
    return f"{said}\n" + _("What are they about? (may stay empty)")
