"""Knows when a recogniser goes round in a circle: it writes the same words again and again."""

import re
from collections.abc import Sequence
from typing import Final

from callmate.audio.protocol import SpokenWord

_LONGEST: Final = 12
"""Words of a phrase that is looked for."""
_MOST: Final = {1: 6, 2: 4}
"""Times that people say one word, or two, one after the other: "no, no, no", "9 9 9 9"."""
_MOST_OF_MORE: Final = 3
"""Times that they say a longer phrase."""
_SIGNS: Final = re.compile(r"[\W_]+")


def loops(words: Sequence[SpokenWord]) -> bool:
    """Whether a phrase is written more often, one after the other, than anybody would say it."""
    return len(without_loops(words)) < len(words)


def without_loops(words: Sequence[SpokenWord]) -> tuple[SpokenWord, ...]:
    """Words without a phrase's echoes, where a recogniser went round in a circle.

    Of such a phrase the first is left, since it may have been said.
    """
    plain = [_SIGNS.sub("", word.text).casefold() for word in words]
    left: list[SpokenWord] = []
    place = 0
    while place < len(words):
        length, times = _circle(plain, place)
        left += words[place : place + length]
        place += length * times
    return tuple(left)


def _circle(plain: Sequence[str], place: int) -> tuple[int, int]:
    """The length of the phrase that stands at a place, and how often; 1 and 1 of no circle."""
    for length in range(1, _LONGEST + 1):
        phrase = plain[place : place + length]
        times, after = 1, place + length
        while plain[after : after + length] == phrase and after < len(plain):
            times, after = times + 1, after + length
        if times > _MOST.get(length, _MOST_OF_MORE):
            return length, times
    return 1, 1
