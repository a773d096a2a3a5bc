"""A text in tokens, and the character that each of them may stand for."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping
from enum import Enum, auto
from typing import Final

from msgspec import Struct

from callmate.domain.due import Language
from callmate.domain.due.reading import fold
from callmate.domain.heard.letter_names import (
    ACRONYMS,
    EVERYDAY,
    LINKS,
    SHORT_WORDS,
    TOKEN,
    letter_names,
    sign_names,
    spelling_words,
    words_alone,
)
from callmate.domain.numerals import english_number, italian_number

_TIMES: Final[Mapping[str, int]] = {
    **dict.fromkeys(("doppio", "doppia", "double"), 2),
    **dict.fromkeys(("triplo", "tripla", "triple", "treble"), 3),
}
_NOUGHTS: Final = {"due": 2, "tre": 3, "quattro": 4}
_TIGHT: Final = re.compile(r"[ ]{0,3}-?[ ]{0,3}")
_LONGEST_ACRONYM: Final = 5
_SHORTEST_NAME: Final = 2
"""Letters up to which capitals are letters themselves, and no name of one as KAPPA is."""


class Strength(Enum):
    """How sure it is that a word stands for a character."""

    FIGURES = auto()
    LETTER = auto()
    NAME = auto()
    """A town or a name that stands alone: Bravo."""
    SIGN = auto()
    DASH = auto()
    """A dash that was written, not said."""
    WEAK = auto()
    """An everyday word: a, di, oh."""


class _Token(Struct, frozen=True):
    text: str
    start: int
    end: int


class Element(Struct, frozen=True):
    """One or several characters, as one or several tokens say them."""

    text: str
    strength: Strength
    start: int
    end: int
    taken: int
    """How many tokens it is made of."""


class SpokenLine:
    """A text in tokens, and what each of them may stand for.

    Args:
        text: As it was written down.
        language: In which it is spoken.
        capitals: Whether a capital is written for a letter, and not because all of the text is.
    """

    def __init__(self, text: str, language: Language, *, capitals: bool) -> None:
        self._text, self._language = text, language
        self._folded = fold(text)
        self._tokens = [
            _Token(each.group(), each.start(), each.end()) for each in TOKEN.finditer(self._folded)
        ]
        self._capitals = capitals
        self.count = len(self._tokens)
        self.skipped = 0
        """How many tokens of the last run were only signs between the others."""

    def place_behind(self, element: Element) -> int:
        """The place of the first token behind an element."""
        return bisect_left(self._tokens, element.end, key=lambda token: token.start)

    def run(self, place: int) -> Iterator[Element]:
        """The elements that stand at a place, one after the other."""
        self.skipped = 0
        passed = 0
        while place < self.count:
            element = self._element(place)
            if element is not None:
                self.skipped += passed
                passed = 0
                yield element
                place += element.taken
            elif place and self._passes(place):
                place, passed = place + 1, passed + 1
            else:
                break
        self.skipped += passed

    def _passes(self, place: int) -> bool:
        token = self._tokens[place]
        return token.text in {",", ".", "…", "-"} or token.text in {"spazio", "space"}

    def _element(self, place: int) -> Element | None:
        for read in _READERS:
            found = read(self, place)
            if found is not None:
                return found
        return None

    def _made(self, text: str, strength: Strength, place: int, taken: int) -> Element:
        tokens = self._tokens
        end = tokens[place + taken - 1].end
        return Element(text, strength, tokens[place].start, end, taken)

    def _words(self, place: int, most: int) -> list[str]:
        """Up to so many tokens from a place on that nothing parts but a space or a dash."""
        words: list[str] = []
        for at in range(place, min(place + most, self.count)):
            token = self._tokens[at]
            if words and not _TIGHT.fullmatch(self._folded, self._tokens[at - 1].end, token.start):
                break
            words.append(token.text)
        return words

    def _is_glued(self, place: int) -> bool:
        """Whether a token touches figures or a dash that is written to it."""
        token = self._tokens[place]
        around = (
            self._folded[token.start - 1 : token.start],
            self._folded[token.end : token.end + 1],
        )
        return any(each.isdigit() for each in around) or self._is_behind_dash(token)

    def _is_behind_dash(self, token: _Token) -> bool:
        near = self._folded[max(0, token.start - 2) : token.end + 2]
        return bool(re.search(r"[0-9][-/][a-z]|[a-z][-/][0-9]", near))

    def read_doubled(self, place: int) -> Element | None:
        """Double four, doppia erre, tre zeri; not doppia vu, which is a letter."""
        words = self._words(place, 2)
        if words[1:] == ["zeri"] and words[0] in _NOUGHTS:
            return self._made("0" * _NOUGHTS[words[0]], Strength.FIGURES, place, 2)
        times = _TIMES.get(self._tokens[place].text)
        if times is None or place + 1 >= self.count or self.read_phrase(place):
            return None
        one = self._element(place + 1)
        if one is None or len(one.text) != 1:
            return None
        strength = Strength.FIGURES if one.text.isdigit() or one.text == "O" else Strength.LETTER
        said = "0" if one.text == "O" and self._language == "en" else one.text
        return self._made(said * times, strength, place, one.taken + 1)

    def read_linked(self, place: int) -> Element | None:
        """A letter with a word that begins with it: A come Ancona, M as in mother."""
        named = self._letter(place)
        if named is None:
            return None
        letter, taken = named
        after = place + taken
        for link in self._links(after):
            at = after + link
            if at < self.count and self._stands_for(letter, at, place):
                ends = 3 if self._words(at, 3) == ["x", "-", "ray"] else 1
                ends = 2 if self._words(at, 2) == ["x", "ray"] else ends
                return self._made(letter.upper(), Strength.LETTER, place, taken + link + ends)
        return None

    def _links(self, place: int) -> Iterator[int]:
        for link in LINKS[self._language]:
            words = tuple(token.text for token in self._tokens[place : place + len(link)])
            if words == link:
                yield len(link)
        if place < self.count and self._tokens[place].text.startswith("d'"):
            yield 0

    def _stands_for(self, letter: str, at: int, place: int) -> bool:
        token = self._tokens[at]
        word = token.text.removeprefix("d'")
        if not word.startswith(letter):
            return False
        if word in spelling_words(self._language):
            return True
        start = token.end - len(word)
        if self._capitals and self._text[start].isupper():
            return len(word) > 1
        spelled = self._tokens[place]
        return (
            self._is_capital(spelled)
            and len(spelled.text) == 1
            and word not in {letter, letter * 2}
        )

    def _is_capital(self, token: _Token) -> bool:
        return self._capitals and self._text[token.start].isupper()

    def _letter(self, place: int) -> tuple[str, int] | None:
        """The letter that is named at a place, and by how many tokens."""
        letters = letter_names(self._language)
        for taken in (3, 2, 1):
            words = self._words(place, taken)
            if len(words) == taken and (letter := letters.get(tuple(words))):
                return letter, taken
        word = self._tokens[place].text
        return (word, 1) if len(word) == 1 and word.isalpha() and word.isascii() else None

    def read_phrase(self, place: int) -> Element | None:
        """A letter or sign of several words: doppia vu, trattino basso."""
        for taken in (4, 3, 2):
            words = tuple(self._words(place, taken))
            if len(words) != taken:
                continue
            if sign := sign_names(self._language).get(words):
                return self._made(sign, Strength.SIGN, place, taken)
            if letter := letter_names(self._language).get(words):
                return self._made(letter.upper(), Strength.LETTER, place, taken)
        return None

    def read_figures(self, place: int) -> Element | None:
        """Digits, or a number in words."""
        token = self._tokens[place]
        if token.text[0].isdigit():
            return self._made(token.text, Strength.FIGURES, place, 1)
        found = (self._italian if self._language == "it" else self._english)(place)
        if found is None:
            return None
        return self._made(str(found[0]), Strength.FIGURES, place, found[1])

    def _italian(self, place: int) -> tuple[int, int] | None:
        words = [word for word in self._words(place, 3) if word != "-"]
        value = italian_number(words[0]) if words else None
        if value is None:
            return None
        more = italian_number(words[1]) if len(words) > 1 else None
        room = 1000 if value and value % 1000 == 0 else 100 if value and value % 100 == 0 else 0
        if more is not None and 0 < more < room and self._words(place, 2)[1:] != ["-"]:
            return value + more, 2
        return value, 1

    def _english(self, place: int) -> tuple[int, int] | None:
        return english_number(self._words(place, 12))

    def read_sign(self, place: int) -> Element | None:
        """A sign in a word, or one that is written."""
        token = self._tokens[place]
        if sign := sign_names(self._language).get((token.text,)):
            return self._made(sign, Strength.SIGN, place, 1)
        if token.text in "/\\_#":
            return self._made(token.text, Strength.SIGN, place, 1)
        around = self._folded[max(0, token.start - 1) : token.end + 1]
        if token.text == "-" and re.fullmatch(r"[a-z0-9]-[a-z0-9]", around):
            return self._made("-", Strength.DASH, place, 1)
        return None

    def read_letters(self, place: int) -> Element | None:
        """A letter by itself or by its name, or several in capitals."""
        token = self._tokens[place]
        word = token.text
        if not word.isascii() or not word.isalpha():
            return None
        if self._is_written(place):
            return self._made(word.upper(), Strength.LETTER, place, 1)
        if self._language == "en" and word in {"o", "oh"}:
            return self._made("O", Strength.WEAK, place, 1)
        letter = letter_names(self._language).get((word,)) or (word if len(word) == 1 else None)
        if letter is not None:
            strong = word not in EVERYDAY[self._language] or self._is_lone_capital(place)
            return self._made(
                letter.upper(), Strength.LETTER if strong else Strength.WEAK, place, 1
            )
        if word in words_alone(self._language):
            return self._made(word[0].upper(), Strength.NAME, place, 1)
        return None

    def _is_written(self, place: int) -> bool:
        """Whether letters are written as such: AB, or ab12 as one word."""
        token = self._tokens[place]
        word = token.text
        if len(word) > _LONGEST_ACRONYM:
            return False
        capital = self._capitals and self._text[token.start : token.end].isupper()
        behind_figure = self._folded[token.start - 1 : token.start].isdigit()
        if self._is_glued(place) and ((capital and not behind_figure) or word not in SHORT_WORDS):
            return True
        if len(word) == 1 or word in ACRONYMS:
            return False
        # KAPPA is the name of a letter, in whatever case.
        return capital and (
            len(word) <= _SHORTEST_NAME or (word,) not in letter_names(self._language)
        )

    def _is_lone_capital(self, place: int) -> bool:
        """Whether a letter is a capital that no sentence begins with."""
        token = self._tokens[place]
        if not self._is_capital(token) or len(token.text) != 1:
            return False
        before = self._folded[: token.start].rstrip()
        if self._language == "en" and token.text == "i":
            return False
        return bool(before) and before[-1] not in ".?!"


_READERS: Final[tuple[Callable[[SpokenLine, int], Element | None], ...]] = (
    SpokenLine.read_doubled,
    SpokenLine.read_linked,
    SpokenLine.read_phrase,
    SpokenLine.read_figures,
    SpokenLine.read_sign,
    SpokenLine.read_letters,
)
