"""Numbers in words: settantuno, milleduecento, forty-four, one hundred and five."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Final

from callmate.domain.spelling import ALPHABETS

_IT_TEENS: Final = (
    "dieci undici dodici tredici quattordici quindici sedici diciassette diciotto diciannove"
)
_IT_TENS: Final = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
_EN_TEENS: Final = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_EN_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_HUNDRED, _THOUSAND = 100, 1000
_THOUSANDS: Final = re.compile(r"(?:mille|(.+)mila)(.*)")


@cache
def _below_hundred_italian() -> Mapping[str, int]:
    """The numbers up to 99, each written as one word, in all the ways they are written."""
    units = dict(zip(ALPHABETS["it"].digits, range(10), strict=True))
    teens = dict(zip(_IT_TEENS.split(), range(10, 20), strict=True))
    small = units | teens
    for (ten, word), (unit, value) in product(
        enumerate(_IT_TENS.split(), 2), [("", 0), *list(units.items())[1:]]
    ):
        elided = word[:-1] if unit in {"uno", "otto"} else word
        small |= {elided + unit: 10 * ten + value, word + unit: 10 * ten + value}
    return small


@cache
def _italian() -> Mapping[str, int]:
    """The numbers up to 999, each written as one word, in all the ways they are written."""
    small = _below_hundred_italian()
    units = ALPHABETS["it"].digits
    hundreds = {"cento": _HUNDRED} | {
        f"{word}cento": _HUNDRED * digit for digit, word in enumerate(units[2:], 2)
    }
    large = {
        hundred + rest: value + more
        for (hundred, value), (rest, more) in product(hundreds.items(), [("", 0), *small.items()])
        if rest != "zero"
    }
    shorter = {
        hundred[:-1] + rest: value + more
        for (hundred, value), (rest, more) in product(hundreds.items(), small.items())
        if rest.startswith("o")
    }
    return {**small, **large, **shorter}


def italian_number(word: str) -> int | None:
    """The number that one Italian word says; ``None`` when it says none.

    Args:
        word: In small letters without accents; an apostrophe in it is passed over.
    """
    word = word.replace("'", "")
    if (value := _italian().get(word)) is not None:
        return value
    match = _THOUSANDS.fullmatch(word)
    if match is None:
        return None
    thousands = _italian().get(match[1]) if match[1] else 1
    rest = _italian().get(match[2]) if match[2] else 0
    return None if thousands is None or rest is None else thousands * _THOUSAND + rest


_EN_UNITS: Final = dict(zip(ALPHABETS["en"].digits[1:], range(1, 10), strict=True))
_EN_SMALL: Final = _EN_UNITS | dict(zip(_EN_TEENS.split(), range(10, 20), strict=True))
_EN_TEN: Final = dict(zip(_EN_TENS.split(), range(20, 100, 10), strict=True)) | {"fourty": 40}


def counting_words() -> dict[str, int]:
    """The numbers from 2 to 99 in Italian and English words, in all the ways they are written."""
    italian = _below_hundred_italian()
    before_a_noun = {word[:-1]: value for word, value in italian.items() if word.endswith("uno")}
    compound = {
        f"{ten}{gap}{unit}": value + more
        for (ten, value), (unit, more), gap in product(_EN_TEN.items(), _EN_UNITS.items(), " -")
    }
    words = {**italian, **before_a_noun, **_EN_SMALL, **_EN_TEN, **compound}
    return {word: value for word, value in words.items() if value > 1}


def english_number(words: Sequence[str]) -> tuple[int, int] | None:
    """The number with which English words begin, and how many of them say it.

    Args:
        words: In small letters; a hyphen in a number is a word of its own.
    """
    if words and words[0] == "zero":
        return 0, 1
    found = _below_thousand(words)
    if found is None:
        return None
    value, taken = found
    if _word(words, taken) != "thousand":
        return found
    rest = _added(words, taken + 1, _below_thousand)
    return value * _THOUSAND + rest[0], rest[1]


def _below_thousand(words: Sequence[str]) -> tuple[int, int] | None:
    found = _below_hundred(words)
    if found is None or _word(words, found[1]) != "hundred":
        return found
    rest = _added(words, found[1] + 1, _below_hundred)
    return found[0] * _HUNDRED + rest[0], rest[1]


def _below_hundred(words: Sequence[str]) -> tuple[int, int] | None:
    first = _word(words, 0)
    if first in _EN_SMALL:
        return _EN_SMALL[first], 1
    if first not in _EN_TEN:
        return None
    place = 2 if _word(words, 1) == "-" else 1
    unit = _EN_UNITS.get(_word(words, place))
    return (_EN_TEN[first] + unit, place + 1) if unit else (_EN_TEN[first], 1)


def _added(
    words: Sequence[str],
    start: int,
    read: Callable[[Sequence[str]], tuple[int, int] | None],
) -> tuple[int, int]:
    """What is said behind a hundred or a thousand, and how many words lie before its end."""
    place = start + 1 if _word(words, start) == "and" else start
    found = read(words[place:])
    return (found[0], place + found[1]) if found else (0, start)


def _word(words: Sequence[str], place: int) -> str:
    return words[place] if place < len(words) else ""
