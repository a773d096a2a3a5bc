"""With whom one spoke in a call, what they gave, and for how long one waited."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

import msgspec

from callmate.domain.entry import (
    ENDINGS,
    Answered,
    AnyEntry,
    Given,
    HoldBegan,
    HoldEnded,
    Transferred,
)


class Hold(msgspec.Struct, frozen=True):
    """A span of waiting."""

    since: datetime
    until: datetime | None


class Leg(msgspec.Struct, frozen=True):
    """The part of a call with one operator."""

    since: datetime
    until: datetime | None
    operator: str | None
    """The operator's number as given; ``None`` while unknown."""
    name: str | None


class Claim(msgspec.Struct, frozen=True):
    """A claim number, and who gave it first."""

    number: str
    operator: str | None
    """The operator's number; ``None`` while unknown."""


def claims_of(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Each claim number once, as it was first given, in order."""
    found: dict[str, Claim] = {}
    for claim in claims:
        found.setdefault(claim.number, claim)
    return tuple(found.values())


def holds_in(entries: Sequence[AnyEntry]) -> tuple[Hold, ...]:
    """The spans of waiting in ``entries``, the ones in force."""
    spans: list[Hold] = []
    for entry in entries:
        waiting = bool(spans) and spans[-1].until is None
        if isinstance(entry, HoldBegan) and not waiting:
            spans.append(Hold(entry.at, None))
        elif waiting and isinstance(entry, (HoldEnded, Answered, Transferred, *ENDINGS)):
            spans[-1] = Hold(spans[-1].since, max(spans[-1].since, entry.at))
    return tuple(spans)


def legs_in(entries: Sequence[AnyEntry]) -> tuple[Leg, ...]:
    """The parts of a call in ``entries``, the ones in force.

    Who is named after the call takes nobody's place: they only fill what is not known of the last,
    or of the one who is heard in the recording.
    """
    legs: list[Leg] = []
    for entry in entries:
        if isinstance(entry, (Answered, Transferred)):
            if legs:
                legs[-1] = _closed(legs[-1], entry.at)
            legs.append(Leg(entry.at, None, None, None))
        elif isinstance(entry, Given) and entry.item in {"operator", "operator_name"}:
            legs = legs or [Leg(entry.at, None, None, None)]
            place = _heard_in(legs, entry)
            legs[place] = _named(legs[place], entry)
        elif isinstance(entry, ENDINGS) and legs:
            legs[-1] = _closed(legs[-1], entry.at)
    return tuple(legs)


def _heard_in(legs: Sequence[Leg], entry: Given) -> int:
    """The place of the leg to which an answer belongs: the last, or the one it was heard in."""
    begun = [place for place, leg in enumerate(legs) if leg.since <= entry.at]
    return begun[-1] if entry.heard and begun else len(legs) - 1


def _closed(leg: Leg, at: datetime) -> Leg:
    return Leg(leg.since, at, leg.operator, leg.name)


def _named(leg: Leg, entry: Given) -> Leg:
    known = leg.operator if entry.item == "operator" else leg.name
    if entry.late and known:
        return leg
    if entry.item == "operator":
        return Leg(leg.since, leg.until, entry.text, leg.name)
    return Leg(leg.since, leg.until, leg.operator, entry.text)


class OperatorTyped(msgspec.Struct, frozen=True):
    """A code and a name, either of which may be empty."""

    code: str
    name: str


_LONGEST_NAME: Final = 4
"""Words; what is longer is a sentence and no name."""

_CODE: Final = re.compile(r"[\w./#-]*\d[\w./#-]*")
_CAPITALS: Final = re.compile(r"[A-Z]{1,3}")
"""Letters that go with the figures beside them, as in AB 12."""
_NAME: Final = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]*)*")

_TITLE_WORDS: Final = """
operatore operatrice operator op op. codice code cod cod. numero number n n. nr nr. nome name
sono mi chiamo is
"""
_TITLES: Final = frozenset(_TITLE_WORDS.split())
"""Words before a code or a name that are neither."""

_OTHER_WORDS: Final = """
o or e and non not forse maybe credo boh ok circa about bis interno int ext poi then
"""
_NO_NAMES: Final = frozenset(_OTHER_WORDS.split())
"""Words that make a sentence of what stands around them."""


def read_operator(text: str) -> OperatorTyped:
    """Tell a code from a name: ``4471 Luca``, ``Luca 4471``, ``AB 12 Mario Rossi``.

    What is not clearly both, or clearly a name, is a code as it was typed.

    Args:
        text: What was typed.
    """
    whole = OperatorTyped(text, "")
    words = re.sub(r"[,;()]|\s[-–]\s", " ", text).split()
    code, names = _parts(words)
    if not all(_NAME.fullmatch(word) for word in names) or _NO_NAMES & _folded(names):
        return whole
    names = [word for word in names if word.casefold() not in _TITLES]
    if not 0 < len(names) <= _LONGEST_NAME or not (code or _is_name(names)):
        return whole
    if code and _on_both_sides(words, code, names):
        return whole
    return OperatorTyped(" ".join(code), " ".join(names))


def _parts(words: list[str]) -> tuple[list[str], list[str]]:
    """The words that make the code, and the others."""
    figures = [place for place, word in enumerate(words) if _CODE.fullmatch(word)]
    if not figures:
        return [], words
    first, last = figures[0], figures[-1]
    while first > 0 and _CAPITALS.fullmatch(words[first - 1]):
        first -= 1
    while last + 1 < len(words) and _CAPITALS.fullmatch(words[last + 1]):
        last += 1
    return words[first : last + 1], [*words[:first], *words[last + 1 :]]


def _on_both_sides(words: list[str], code: list[str], names: list[str]) -> bool:
    """Whether names stand before the code and behind it."""
    place, wanted = words.index(code[0]), _folded(names)
    return bool(_folded(words[:place]) & wanted and _folded(words[place:]) & wanted)


def _is_name(words: list[str]) -> bool:
    """Whether words without a figure are a name, and not a code of capitals such as ABX."""
    return any(word != word.upper() for word in words)


def _folded(words: list[str]) -> set[str]:
    return {word.casefold() for word in words}
