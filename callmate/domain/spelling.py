"""Spelling a claim number aloud, character by character."""

import re
import unicodedata
from collections.abc import Mapping
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final, Literal

from msgspec import Struct

from callmate.domain.text import visible


class Alphabet(Struct, frozen=True):
    """How one language speaks letters, digits, signs and accents."""

    letters: Mapping[str, str]
    """By capital."""
    digits: tuple[str, ...]
    """From nought to nine."""
    signs: Mapping[str, str]
    accents: Mapping[str, str]
    """What follows the letter, by the combining mark it wears."""
    unseen: str
    """Stands before the number of a character that has no name."""


_IT_NAMES: Final = (
    "Ancona Bologna Como Domodossola Empoli Firenze Genova hotel Imola _ _ Livorno Milano "
    "Napoli Otranto Padova quarto Roma Savona Torino Udine Venezia _ _ _ Zara"
)
_EN_NAMES: Final = (
    "Alfa Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliett Kilo Lima Mike November "
    "Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey X-ray Yankee Zulu"
)
_IT_DIGITS: Final = "zero uno due tre quattro cinque sei sette otto nove"
_EN_DIGITS: Final = "zero one two three four five six seven eight nine"
# These five have names of their own in Italian, which need no town.
_IT_FOREIGN: Final = {
    "J": "i lunga",
    "K": "kappa",
    "W": "doppia vu",
    "X": "ics",
    "Y": "ipsilon",
}

# sign, Italian, English
_SIGNS: Final = """
-	trattino	dash
_	trattino basso	underscore
/	barra	slash
\\	barra rovesciata	backslash
|	barra verticale	vertical bar
.	punto	dot
,	virgola	comma
:	due punti	colon
;	punto e virgola	semicolon
!	punto esclamativo	exclamation mark
?	punto interrogativo	question mark
@	chiocciola	at
#	cancelletto	hash
&	e commerciale	ampersand
*	asterisco	asterisk
+	più	plus
=	uguale	equals
<	minore	less than
>	maggiore	greater than
%	per cento	per cent
(	parentesi aperta	open bracket
)	parentesi chiusa	close bracket
[	parentesi quadra aperta	open square bracket
]	parentesi quadra chiusa	close square bracket
{	parentesi graffa aperta	open brace
}	parentesi graffa chiusa	close brace
'	apostrofo	apostrophe
"	virgolette	quotation mark
^	accento circonflesso	caret
`	accento grave	backtick
~	tilde	tilde
°	grado	degree
º	o in apice	raised o
ª	a in apice	raised a
§	paragrafo	section
€	euro	euro
£	sterlina	pound
$	dollaro	dollar
"""
_OTHERS: Final = {
    " ": ("spazio", "space"),
    "\xa0": ("spazio", "space"),
    "\t": ("tabulazione", "tab"),
    "\n": ("a capo", "new line"),
    "\u2010": ("trattino", "dash"),
    "\u2011": ("trattino", "dash"),
    "\u2013": ("trattino", "dash"),
    "\u2014": ("lineetta", "long dash"),
    "\u2019": ("apostrofo", "apostrophe"),
    "\r": ("ritorno a capo", "carriage return"),
}
_ACCENTS: Final = {
    "\u0300": ("accento grave", "grave accent"),
    "\u0301": ("accento acuto", "acute accent"),
    "\u0302": ("accento circonflesso", "circumflex"),
    "\u0303": ("tilde", "tilde"),
    "\u0308": ("dieresi", "diaeresis"),
    "\u030a": ("anello", "ring"),
    "\u030c": ("pipa", "caron"),
    "\u0327": ("cediglia", "cedilla"),
}


def _signs(column: int) -> Mapping[str, str]:
    rows = (row.split("\t") for row in _SIGNS.strip("\n").split("\n"))
    return {row[0]: row[1 + column] for row in rows} | {
        sign: words[column] for sign, words in _OTHERS.items()
    }


def _accents(column: int) -> Mapping[str, str]:
    return {mark: words[column] for mark, words in _ACCENTS.items()}


def _letters(names: str, link: str) -> dict[str, str]:
    pairs = zip(ascii_uppercase, names.split(), strict=True)
    return {letter: f"{letter} {link} {name}" for letter, name in pairs}


ALPHABETS: Final[Mapping[str, Alphabet]] = MappingProxyType(
    {
        "it": Alphabet(
            letters=_letters(_IT_NAMES, "come") | _IT_FOREIGN,
            digits=tuple(_IT_DIGITS.split()),
            signs=_signs(0),
            accents=_accents(0),
            unseen="carattere",
        ),
        "en": Alphabet(
            letters=_letters(_EN_NAMES, "for"),
            digits=tuple(_EN_DIGITS.split()),
            signs=_signs(1),
            accents=_accents(1),
            unseen="character",
        ),
    }
)


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


_NUMBER = re.compile(r"\+?[\d*#](?:[\s./()-]*[\d*#])*")
_LEAST = 2
"""Digits of the shortest number that anybody can ring."""


def tel_link(number: str) -> str | None:
    """The ``tel:`` link to the first number in a text; ``None`` when there is none.

    Args:
        number: As the owner wrote it: ``800 123 456``, ``+39 06/1234``, ``187 (from home)``.
    """
    found = _NUMBER.search(number)
    if found is None:
        return None
    digits = re.sub(r"[^\d+*#]", "", found.group())
    if not digits.isascii() or sum(sign.isdigit() for sign in digits) < _LEAST:
        return None
    return "tel:" + digits.replace("#", "%23")
