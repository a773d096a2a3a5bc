"""The words that stand for characters on the telephone, in Italian and in English."""

from collections.abc import Mapping
from string import ascii_uppercase
from types import MappingProxyType
from typing import Final

from msgspec import Struct


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
