"""A number that was typed beside one that was heard: the same, or where they differ."""

from difflib import SequenceMatcher
from typing import Final

from msgspec import Struct

_LEFT_ASIDE: Final = frozenset(" \t\n\xa0-_\u2010\u2011\u2012\u2013\u2014\u2212")
"""Spaces and dashes, which nobody says twice in the same way."""


class NumberDifference(Struct, frozen=True):
    """Where two numbers part; places are characters of each, the end behind the last."""

    typed: tuple[int, int]
    """Empty where something was heard and not typed."""
    heard: tuple[int, int]
    """Empty where something was typed and not heard."""


def number_key(number: str) -> str:
    """A number in capitals without spaces and dashes; equal for numbers that are the same."""
    return "".join(number[place] for place in _places(number)).upper()


def number_differences(typed: str, heard: str) -> tuple[NumberDifference, ...]:
    """Where a typed and a heard number differ, from the left; none when they are the same.

    Spaces, dashes and case are left aside.
    """
    places = _places(typed), _places(heard)
    texts = tuple(
        [number[place].upper() for place in each]
        for number, each in zip((typed, heard), places, strict=True)
    )
    steps = SequenceMatcher(None, texts[0], texts[1], autojunk=False).get_opcodes()
    return tuple(
        NumberDifference(_span(places[0], a, b, typed), _span(places[1], c, d, heard))
        for step, a, b, c, d in steps
        if step != "equal"
    )


def _places(number: str) -> list[int]:
    """The places of the characters that count."""
    return [place for place, character in enumerate(number) if character not in _LEFT_ASIDE]


def _span(places: list[int], start: int, end: int, number: str) -> tuple[int, int]:
    """Places in a number, of characters that count from ``start`` up to ``end``."""
    if start < end:
        return places[start], places[end - 1] + 1
    at = places[start] if start < len(places) else len(number)
    return at, at
