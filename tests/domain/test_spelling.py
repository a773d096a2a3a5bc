"""A claim number is read back so that it cannot be misheard."""

from string import ascii_letters, ascii_uppercase, digits, punctuation
from typing import Literal

import pytest
from hypothesis import given, strategies as st

from callmate.domain.spelling import Spelled, read_back, sentence
from callmate.domain.text import visible

Language = Literal["it", "en"]
LANGUAGES: tuple[Language, ...] = ("it", "en")
LANGUAGE = st.sampled_from(LANGUAGES)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    ("text", "language", "spoken"),
    [
        ("A74K", "it", "A come Ancona, sette, quattro, kappa"),
        ("A74K", "en", "A for Alfa, seven, four, K for Kilo"),
        ("jwxy", "it", "i lunga, doppia vu, ics, ipsilon"),
        ("HQZ", "it", "H come hotel, Q come quarto, Z come Zara"),
        ("x-9", "en", "X for X-ray, dash, nine"),
        ("3/12-B.", "it", "tre, barra, uno, due, trattino, B come Bologna, punto"),
        ("7 @_", "it", "sette, spazio, chiocciola, trattino basso"),
        ("3/4.5 @#", "en", "three, slash, four, dot, five, space, at, hash"),
        ("È", "it", "E come Empoli accento grave"),
        ("e\u0301ü", "en", "E for Echo acute accent, U for Uniform diaeresis"),
        ("٣７", "it", "tre, sette"),
        ("\u2013\u2014\u2019", "it", "trattino, lineetta, apostrofo"),
        ("ß👍", "en", "latin small letter sharp s, thumbs up sign"),
        ("\x1b\ud800", "en", "character U+001B, character U+D800"),
        ("\x1b", "it", "carattere U+001B"),
        ("\u202e", "en", "right-to-left override"),
        ("\t\n\xa0", "it", "tabulazione, a capo, spazio"),
        ("", "it", ""),
    ],
)
def test_a_text_is_spelled_in_one_sentence(text: str, language: Language, spoken: str) -> None:
    assert sentence(text, language) == spoken


def test_characters_and_words_come_in_pairs_safe_to_show() -> None:
    assert read_back("a\x00", "it") == (
        Spelled("a", "A come Ancona"),
        Spelled("␀", "carattere U+0000"),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_letter_digit_and_sign_has_words_of_its_own(language: Language) -> None:
    characters = ascii_uppercase + digits + punctuation + " "
    words = [spelled.words for spelled in read_back(characters, language)]
    assert len(words) == len(set(words)) == len(characters)
    assert not any(word.startswith(("character", "carattere")) for word in words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_small_letters_are_spelled_like_capitals(language: Language) -> None:
    assert sentence(ascii_letters.lower(), language) == sentence(ascii_letters.upper(), language)


def test_italian_towns_begin_with_their_letter() -> None:
    for spelled in read_back("ABCDEFGILMNOPRSTUVZ", "it"):
        assert spelled.words.startswith(f"{spelled.character} come {spelled.character}")


@given(ANY_TEXT, LANGUAGE)
def test_any_text_is_spelled(text: str, language: Language) -> None:
    for spelled in read_back(text, language):
        assert spelled.words.strip()
        assert spelled.character == visible(spelled.character)
        assert spelled.words.encode().decode().isprintable()
