"""Spelling a claim number aloud, character by character."""

import unicodedata
from typing import Literal

from msgspec import Struct

from callmate.domain.alphabet import ALPHABETS, Alphabet
from callmate.domain.visible import visible


class Spelled(Struct, frozen=True):
    """One character of a text and the words to say for it."""

    character: str
    """As typed, or its visible form if it cannot be seen; safe to show."""
    words: str


def read_back(text: str, language: Literal["it", "en"]) -> tuple[Spelled, ...]:
    """Name every character of `text`, in order, as it is spelled on the telephone.

    Capitals and small letters are spelled alike. A letter and its accents count as one
    character. What the language has no word for is called by its Unicode name, in English.
    """
    alphabet = ALPHABETS[language]
    return tuple(
        Spelled(visible(character), _words(character, alphabet))
        for character in unicodedata.normalize("NFC", text)
    )


def sentence(text: str, language: Literal["it", "en"]) -> str:
    """Spell `text` in one sentence: "A come Ancona, sette, quattro, kappa"."""
    return ", ".join(spelled.words for spelled in read_back(text, language))


def _words(character: str, alphabet: Alphabet) -> str:
    plain = _plain(character, alphabet)
    if plain is not None:
        return plain
    parts = unicodedata.normalize("NFD", character)
    letter, marks = _plain(parts[0], alphabet), parts[1:]
    if letter is None or any(mark not in alphabet.accents for mark in marks):
        return _name(character, alphabet)
    return " ".join((letter, *(alphabet.accents[mark] for mark in marks)))


def _plain(character: str, alphabet: Alphabet) -> str | None:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return alphabet.digits[digit]
    return alphabet.letters.get(character.upper()) or alphabet.signs.get(character)


def _name(character: str, alphabet: Alphabet) -> str:
    name = unicodedata.name(character, "").lower()
    return name or f"{alphabet.unseen} U+{ord(character):04X}"
