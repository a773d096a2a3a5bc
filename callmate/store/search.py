"""Finding the calls in which words were said, by reading them all."""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Started
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall

_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""The marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters, once taken apart."""


@dataclass(frozen=True)
class Hit:
    """One entry in which a word was found."""

    call_id: str
    entry_id: str
    at: datetime
    text: str


def folded(text: str) -> str:
    """A text without case and accents, the way it is searched."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())


def search(cabinet: Cabinet, text: str) -> list[Hit]:
    """What ``hits`` finds, all of it."""
    return list(hits(cabinet, text))


def hits(cabinet: Cabinet, text: str) -> Iterator[Hit]:
    """The entries that hold a word of ``text``, of calls that hold all its words.

    The newest call comes first, a call's entries in their order. Looked through are
    whom the call was to and what about, notes, answers, refusals and promises, in
    their latest words; what was taken back, and damaged calls, are not.
    """
    words = folded(text).split()
    for call_id in cabinet.ids() if words else ():
        with suppress(Damaged, NoSuchCall):
            yield from _hits_in(cabinet.read(call_id), words)


def _hits_in(call: Call, words: list[str]) -> Iterator[Hit]:
    said = [(entry, line) for entry in call.standing if (line := said_in(entry))]
    searched = [folded(line) for _, line in said]
    whole = "\n".join(searched)
    if not all(word in whole for word in words):
        return
    for (entry, line), plain in zip(said, searched, strict=True):
        if any(word in plain for word in words):
            yield Hit(call.id, entry.id, entry.at, line)


def said_in(entry: AnyEntry) -> str:
    """The words of an entry that a person may look for; empty when it has none."""
    if isinstance(entry, Started):
        return " · ".join(filter(None, (entry.company, entry.number, entry.matter)))
    return str(getattr(entry, "text", ""))
