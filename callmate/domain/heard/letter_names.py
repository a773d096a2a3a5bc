"""What letters and signs are called aloud, in Italian and English, beside their spelling."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from callmate.domain.due import Language
from callmate.domain.due.reading import fold
from callmate.domain.spelling import ALPHABETS

TOKEN: Final = re.compile(r"[0-9]+|[a-z]+(?:'[a-z]+)*|\S")
"""What a folded text is cut into: figures, words, signs."""
_IT_LETTERS: Final = """
a a/b bi/c ci/d di/e e/f effe/g gi/h acca/i i/j gei,jei/k cappa,kappa/l elle/m emme/n enne/o o/p pi/
q cu,qu/r erre/s esse/t ti/u u/v vu,vi/w doppia vu,doppia v,doppio vu,doppia vi,vu doppia/
x ics,icse/y ipsilon,i greca,ipsilonne/z zeta
"""
_EN_LETTERS: Final = """
a a,ay/b b,bee/c c,cee/d d,dee/e e,ee/f f,eff/g g,gee/h h,aitch,haitch/j j,jay/k k,kay/l l,ell/
m m,em/n n,en/p p,pee/q q,cue/r r,ar/s s,ess/t t,tee/u u/v v,vee/
w double u,double you,double-u,double-you/x x,ex,x-ray,x ray/y y,wye/z zed,zee
"""
_IT_TOWNS: Final = """
bari brescia bergamo catania cagliari capri cremona dado domodossola enna ferrara foggia gorizia
hotel ischia imperia jolly jersey kilo lecce lucca modena messina mantova novara olbia palermo
pescara parma pisa perugia quadro quebec rimini ravenna salerno siena sassari taranto trento trapani
trieste verona vicenza washington xilofono yacht york yogurt zorro
"""
_EN_NAMES: Final = """
alpha apple bob boy cat dog david easy edward fred freddie george harry ink isaac jack juliet king
london mother mary nuts nancy orange peter paul queen robert roger sugar sam tommy uncle violet
william yellow zebra x ray
"""
_MORE_SIGNS: Final[Mapping[Language, Mapping[str, str]]] = {
    "it": {"meno": "-", "lineetta": "-", "slash": "/", "dash": "-", "sbarra": "/", "barretta": "/"},
    "en": {"hyphen": "-", "minus": "-", "stroke": "/", "forward slash": "/", "point": "."},
}
_SIGNS: Final = "-_/\\.#"
LINKS: Final[Mapping[Language, tuple[tuple[str, ...], ...]]] = {
    "it": (("come",), ("di",), ("per",)),
    "en": (("for",), ("as", "in"), ("like",), ("is", "for")),
}
EVERYDAY: Final[Mapping[Language, frozenset[str]]] = {
    "it": frozenset(["a", "e", "i", "o", "u", "di", "ci", "ti", "vi", "si"]),
    "en": frozenset(["a", "i", "o", "ay"]),
}
"""Names of letters that are everyday words."""
_SHORT: Final = "mr dr my by nr pm st km gb mb kw cm nd th rd ml kg hz vs mm ms il la e"
SHORT_WORDS: Final = frozenset(_SHORT.split())
"""Units and short words that touch a number and are no letters of it."""
_ACRONYMS: Final = """
sms tv pin ok iban pec otp sim pod pdr id tel url usb adsl wifi uk usa iva cap led gps pdf pc enel
tim eni dr mr mrs srl spa ltd covid
"""
ACRONYMS: Final = frozenset(_ACRONYMS.split())
"""What is written in capitals and is no part of a number."""


def _key(words: str) -> tuple[str, ...]:
    return tuple(TOKEN.findall(fold(words)))


@cache
def letter_names(language: Language) -> Mapping[tuple[str, ...], str]:
    """Letters by the words of their names."""
    rows = (_IT_LETTERS if language == "it" else _EN_LETTERS).replace("\n", "").split("/")
    found = {_key(name): row.strip()[0] for row in rows for name in row.strip()[2:].split(",")}
    own = ALPHABETS[language].letters.items()
    return found | {_key(name): letter.lower() for letter, name in own if not _town(name)}


def _town(name: str) -> str:
    """The word that a letter is spelled with: "Ancona" of "A come Ancona"."""
    parts = re.fullmatch(r".+? (?:come|for) (.+)", name)
    return parts[1] if parts else ""


@cache
def sign_names(language: Language) -> Mapping[tuple[str, ...], str]:
    """Signs by the words that say them."""
    spelled = {_key(ALPHABETS[language].signs[sign]): sign for sign in _SIGNS}
    return spelled | {_key(words): sign for words, sign in _MORE_SIGNS[language].items()}


@cache
def spelling_words(language: Language) -> frozenset[str]:
    """The words that letters are spelled with."""
    own = (fold(_town(name)).split("-")[0] for name in ALPHABETS[language].letters.values())
    more = _IT_TOWNS if language == "it" else _EN_NAMES
    return frozenset(name for name in (*own, *more.split()) if name)


_NO_NAMES_ALONE: Final = frozenset(["hotel", "quarto", "x", "november"])


@cache
def words_alone(language: Language) -> frozenset[str]:
    """The words that stand for a letter without it."""
    own = frozenset(fold(_town(name)) for name in ALPHABETS[language].letters.values())
    return (own | {"alpha", "juliet"} if language == "en" else own) - _NO_NAMES_ALONE - {""}
