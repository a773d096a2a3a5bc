"""Characters as they are spoken and written down by a machine: the opposite of a spelling.

Digits, numbers in words, letters by their names or by a town, signs, and what doubles them, in
Italian and English. Accents and capitals may be lost; commas and dots between are passed over.
"""

from collections.abc import Iterator
from itertools import pairwise, zip_longest
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from callmate.domain.due import Language
from callmate.domain.heard.tokens import Element, SpokenLine, Strength

_FEW: Final = 2
"""Digits of a group, up to which dashes between groups are how a machine wrote pauses."""


class Spoken(Struct, frozen=True):
    """What a stretch of a text says, character by character."""

    text: str
    """Letters are capitals."""
    start: int
    end: int


def spoken_text(text: str, language: Language) -> str | None:
    """The number that a text spells from its first word to its last; ``None`` where it does not.

    Args:
        text: Such as ``A come Ancona, sette, trattino, due`` or ``44 71``.
        language: In which it is spoken.
    """
    line = SpokenLine(text, language, capitals=True)
    elements = list(line.run(0))
    if not elements or sum(element.taken for element in elements) + line.skipped != line.count:
        return None
    return _joined(_nought(elements))


def spoken_runs(text: str, language: Language) -> tuple[Spoken, ...]:
    """The longest stretches of a text that say characters one after the other, in order.

    Everyday words that could be a letter ("a", "di") are taken only between others, and signs
    only between characters.
    """
    line = SpokenLine(text, language, capitals=text != text.upper())
    found, place = [], 0
    while place < line.count:
        run = list(line.run(place))
        place = line.place_behind(run[-1]) if run else place + 1
        found += [Spoken(_joined(part), part[0].start, part[-1].end) for part in _parts(run, text)]
    return tuple(found)


def _parts(run: list[Element], text: str) -> Iterator[list[Element]]:
    """The stretches of a run without the everyday words that only looked like letters."""
    part: list[Element] = []
    for element, after in zip_longest(run, run[1:]):
        if part and _ends(part, element, text):
            yield from _trimmed(part, text)
            part = []
        solved = _solved(element, part[-1] if part else None, after, text)
        if solved is not None:
            part.append(solved)
        elif part:
            yield from _trimmed(part, text)
            part = []
    yield from _trimmed(part, text)


def _ends(part: list[Element], after: Element, text: str) -> bool:
    """Whether a sentence ends behind a stretch: it is not dictated with stops."""
    if "." not in text[part[-1].end : after.start]:
        return False
    stops = [
        place
        for place, (one, other) in enumerate(pairwise(part), 1)
        if "." in text[one.end : other.start]
    ]
    return sum(len(each.text) for each in part[max(stops, default=0) :]) > _FEW


def _solved(
    element: Element, before: Element | None, after: Element | None, text: str
) -> Element | None:
    """An element of a run, with an everyday word decided by what stands around it."""
    if element.strength is not Strength.WEAK:
        return element
    if element.text == "O":
        beside = [
            each
            for each in (before, after)
            if each and each.strength is Strength.FIGURES and _is_near(each, element, text)
        ]
        return replace(element, text="0", strength=Strength.FIGURES) if beside else None
    if before and after and before.strength is Strength.LETTER and after.strength in _SURE:
        return replace(element, strength=Strength.LETTER)
    return None


_SURE: Final = frozenset({Strength.LETTER, Strength.FIGURES})


def _is_near(one: Element, other: Element, text: str) -> bool:
    first, second = sorted((one, other), key=lambda each: each.start)
    return "." not in text[first.end : second.start]


def _trimmed(part: list[Element], text: str) -> Iterator[list[Element]]:
    """A stretch without signs at its ends, and without a name that follows on a pause."""
    ends = {Strength.SIGN, Strength.DASH}
    while part and part[-1].strength in ends:
        part = part[:-1]
    while part and part[0].strength in ends:
        part = part[1:]
    if len(part) > 1 and part[-1].strength is Strength.NAME:
        alone = part[-2].strength not in {Strength.NAME, Strength.LETTER}
        if alone and text[part[-2].end : part[-1].start].strip():
            part = part[:-1]
    if part:
        yield part


def _nought(elements: list[Element]) -> list[Element]:
    """Elements in which "oh" beside figures is a nought."""
    solved: list[Element] = []
    for at, element in enumerate(elements):
        around = elements[max(0, at - 1) : at] + elements[at + 1 : at + 2]
        figures = any(each.strength is Strength.FIGURES for each in around)
        is_oh = element.strength is Strength.WEAK and element.text == "O"
        solved.append(replace(element, text="0") if is_oh and figures else element)
    return solved


def _joined(elements: list[Element]) -> str:
    """The characters of elements, without the dashes by which a machine wrote pauses."""
    said = [element for element in elements if element.strength is not Strength.DASH]
    pauses = all(
        element.strength is Strength.FIGURES and len(element.text) <= _FEW for element in said
    )
    return "".join(element.text for element in (said if pauses else elements))
