"""What different operators said about the same matter, gathered to be set side by side."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from callmate.domain.briefing import in_order
from callmate.domain.call import Call
from callmate.domain.case import Contradicted, Happened, Statement
from callmate.domain.checklist import QUESTION
from callmate.domain.chronology import Chronology
from callmate.domain.entry import AnyEntry, Given, Note, Promised, Refused

SAYING = (Note, Given, Refused, Promised)
"""Kinds of entry that tell what an operator said."""

_COMPARED = frozenset({"claim_number", "written_channel"})
"""Items that every operator should answer alike."""


@dataclass(frozen=True)
class Said:
    """One statement: when, in which call or reply, by whom, in which entry."""

    at: datetime
    call: Call | None
    """``None`` for what was written, in a reply."""
    operator: str | None
    entry: AnyEntry | Happened


@dataclass(frozen=True)
class Matter:
    """What was said about one thing, in order."""

    item: str
    """The checklist item that was asked for; empty for a matter of the owner's."""
    text: str
    """The question, or the matter in the owner's words."""
    said: tuple[Said, ...]
    marked: Contradicted | None = None
    """The owner's mark that these do not go together; ``None`` when they were only asked alike."""


def matters(chronology: Chronology) -> tuple[Matter, ...]:
    """What the owner marked as contradicting, then what several calls answered about one thing."""
    marked = [
        _marked(chronology, entry)
        for entry in chronology.case.lines
        if isinstance(entry, Contradicted)
    ]
    asked: dict[str, Matter] = {}
    for item, text, said in _answers(chronology):
        key = text.strip().casefold() or item
        before = asked.get(key, Matter(item, text, ()))
        asked[key] = Matter(before.item, before.text, (*before.said, said))
    return (*marked, *(matter for matter in asked.values() if len(matter.said) > 1))


def find(chronology: Chronology, statement: Statement) -> Said | None:
    """The statement that is meant; ``None`` when it is not in this case any more."""
    if not statement.call:
        replies = (entry for entry in chronology.case.lines if isinstance(entry, Happened))
        reply = next((entry for entry in replies if entry.id == statement.entry), None)
        return Said(reply.on, None, None, reply) if reply else None
    call = next((call for call in chronology.calls if call.id == statement.call), None)
    entry = next((e for e in call.entries if e.id == statement.entry), None) if call else None
    if call is None or entry is None:
        return None
    return Said(entry.at, call, call.operator_at(entry.at), call.words_of(entry))


def _marked(chronology: Chronology, entry: Contradicted) -> Matter:
    found = (find(chronology, entry.first), find(chronology, entry.second))
    said = sorted((each for each in found if each), key=lambda each: each.at)
    return Matter("", entry.matter, tuple(said), entry)


def _answers(chronology: Chronology) -> Iterator[tuple[str, str, Said]]:
    for call in in_order(chronology):
        for entry in call.standing:
            item = call.checklist.item(entry.item) if isinstance(entry, (Given, Refused)) else None
            if item and (item.id in _COMPARED or item.id.startswith(QUESTION)):
                said = Said(entry.at, call, call.operator_at(entry.at), entry)
                yield item.id, item.question, said
