"""Finds in a text what says who somebody is: names, streets, codes, numbers, addresses.

What is known of a case is found for sure; the rest by what it looks like. Nothing here decides
what goes out: that is the owner's, piece by piece.
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cached_property
from typing import Final

import msgspec

from callmate.domain.given_names import GIVEN_NAMES
from callmate.domain.text import folded

HIDDEN: Final = "•••"
"""What stands in place of something that was taken out."""


class PrivateKind(StrEnum):
    """What a piece of a text looks like."""

    KNOWN = "known"
    """The case holds it as somebody's: a name, a code, a number."""
    IBAN = "iban"
    ADDRESS = "address"
    """An e-mail or web address."""
    STREET = "street"
    NUMBER = "number"
    CODE = "code"
    NAME = "name"
    """Of a person or a town."""
    RECORDING = "recording"
    """Words about recording the call."""


class PrivatePiece(msgspec.Struct, frozen=True):
    """One place in a text."""

    start: int
    end: int
    text: str
    kind: PrivateKind
    sure: bool
    """Whether it is private beyond doubt."""
    hidden: bool
    """Whether it is hidden unless the owner turns it."""

    @property
    def key(self) -> str:
        """By what it is turned, wherever it stands."""
        return folded(" ".join(self.text.split()))


_STREET_KINDS = (
    r"via|viale|v\.le|vicolo|vico|piazza|p\.zza|piazzale|corso|c\.so|largo|strada|contrada|borgo|"
    r"salita|calle|lungomare|lungarno|lungotevere|localit[aà]|frazione|rione|street|st\.|road|rd\.|"
    r"avenue|lane|square"
)
_NO_STREET = (
    r"mail|e-mail|email|pec|chat|sms|fax|web|app|internet|telefono|telefonica|telematica|cavo|"
    r"scritta|amichevole|eccezionale|definitiva|preventiva|riservata|legale|del|della|dei|di|da|"
    r"che|e|per|con|il|la|lo|libera|subito|facendo|d.accesso"
)
_HOUSE = r",?[ ]*(?:n\.?[ ]*)?\d{1,4}\w?\b"
_MONTHS = (
    "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre"
    " january february march april may june july august september october november december"
)
_UNITS = (
    r"euro|eur|cent\w*|giorn[oi]|or[ae]|minut[oi]|second[oi]|mes[ei]|ann[oi]|volt[ae]|mega\w*|giga\w*|"
    r"[mgk]bit\w*|[mg]b(?:ps)?|kwh|kw|mc|smc|metri|km|days?|hours?|minutes?|seconds?|months?|years?|"
    rf"times|pounds?|dollars?|{'|'.join(_MONTHS.split())}"
)

_DATE: Final = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d{2}-\d{2}")
_YEAR: Final = re.compile(r"19\d\d|20[0-4]\d")

_SURE: Final = (
    (
        PrivateKind.IBAN,
        re.compile(
            r"\b[A-Za-z]{2}\d{2}[ ]?[A-Za-z0-9]{4}(?:[ ]?(?=[A-Za-z]{0,3}\d)[A-Za-z0-9]{4}){2,6}"
            r"(?:[ ]?(?=[A-Za-z]{0,2}\d)[A-Za-z0-9]{1,3})?\b"
        ),
    ),
    (
        PrivateKind.ADDRESS,
        re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+|https?://\S+|\bwww\.\S+"),
    ),
    (
        PrivateKind.STREET,
        re.compile(
            rf"\b(?i:{_STREET_KINDS})[ ]+(?:(?i:del|della|dei|delle|di|san|santa|sant.)[ ]*)?"
            rf"(?:[A-ZÀ-Þ][\w’'.]*(?:[ ]+(?=[A-ZÀ-Þ])[\w’'.]+){{0,3}}(?:{_HOUSE})?"
            rf"|(?!(?i:{_NO_STREET})\b)[^\W\d_][\w’']*(?:[ ]+[^\W\d_][\w’']*){{0,2}}{_HOUSE})"
            r"|\b\d{1,4}[ ]+[A-Z]\w+[ ]+(?:Street|Road|Avenue|Lane|Square)\b"
        ),
    ),
    (PrivateKind.NUMBER, re.compile(r"(?<![\w/])\+?\d(?:[ .\-]?\d){4,}(?!\w)")),
    (
        PrivateKind.CODE,
        re.compile(r"\b(?=[A-Z0-9]{0,40}\d)(?=[A-Z0-9]{0,40}[A-Z])[A-Z0-9]{5,}\b"),
    ),
)
"""What is private beyond doubt, the surest first."""

_UNSURE: Final = (
    (
        PrivateKind.STREET,
        re.compile(rf"\b(?i:(?:in|abit\w+)[ ]+via)[ ]+(?!(?i:{_NO_STREET})\b)[^\W\d_]{{3,}}"),
    ),
    (
        PrivateKind.CODE,
        re.compile(
            r"\b(?=[\w/-]{0,40}\d)(?=[\w/-]{0,40}[A-Za-z])(?:[A-Za-z0-9]+(?:[-/][A-Za-z0-9]+)+"
            r"|[A-Za-z0-9]{6,})\b"
        ),
    ),
    (
        PrivateKind.NUMBER,
        re.compile(
            rf"(?<![\w/.,:£$€])\d{{3,4}}(?![\d.,:/-]\d|\w)(?![ ]?(?:€|£|%|(?i:{_UNITS})\b))"
        ),
    ),
)

_RECORDING: Final = re.compile(r"(?i)\b(?:registr|record(?:ed|ing|er)?\b|intercett|microspi)\w*")
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|[’'](?=[A-ZÀ-Þ]))*")
_TITLE: Final = re.compile(
    r"(?i)\b(?:sig|sig\.?ra|signora?|dott|dott\.?ssa|avv|ing|geom|rag|mr|mrs|ms|dr|miss"
    r"|chiama|chiamo|chiamava)\b\.?[ ]+$"
)
_BEGINS: Final = re.compile(r"(?:^|[.!?…:«“\"(\n][\s«“\"(]*)$")

_PLAIN: Final = frozenset(
    f"{_MONTHS} lunedi martedi mercoledi giovedi venerdi sabato domenica natale pasqua capodanno"
    " monday tuesday wednesday thursday friday saturday sunday christmas easter lei suo sua suoi"
    " sue voi vi vostro vostra vostri vostre i italia italy europa europe pec sms adsl ftth fttc"
    " vdsl tv iban pod pdr gb ue eu uk usa spid cie pin puk sim gdpr agcom arera ivass corecom"
    " conciliaweb adiconsum garante wifi fibra callmate internet ok no si sig"
    " sigra signor signora dott dottssa avv ing geom rag mr mrs ms dr miss nb ps".split()
)
"""Words with a capital that name nobody."""

_BEGINNERS: Final = """
    a ad al alla alle anche ancora che chi ci come con cosa da dal dalla dei del della di dopo
    dice dicono e ed era erano gia gli ha hanno ho i il in io l la le lo loro ma mai mi ne nel
    nella nessuno niente noi non o oggi ogni per perche piu poi puo qui quando quindi se sempre
    senza si sono sto su sul tra tutto un una uno vi an and are as at but for from has have he
    her his how if is it my not of on or our she so that the their then there they this to was
    we were what when who why will with you your
"""

_OPENERS: Final = frozenset(_BEGINNERS.split())
"""Words with which a sentence begins, and that name nobody."""

_SHORTEST: Final = 2


class PrivateWords(msgspec.Struct, frozen=True, dict=True):
    """What is private in the texts of one case."""

    known: tuple[str, ...] = ()
    """Names, codes and numbers that the case holds."""
    public: tuple[str, ...] = ()
    """Whose words anybody may read: the company's name."""
    turned: frozenset[str] = frozenset()
    """The keys of the pieces that the owner turned."""

    def pieces(self, text: str) -> tuple[PrivatePiece, ...]:
        """What was found in a text, in order; no two overlap."""
        taken: list[PrivatePiece] = []
        for piece in self._candidates(text):
            if all(piece.end <= each.start or each.end <= piece.start for each in taken):
                taken.append(piece)
        return tuple(sorted(taken, key=lambda piece: piece.start))

    def is_hidden(self, piece: PrivatePiece) -> bool:
        """Whether a piece is hidden, as the owner has it."""
        return piece.hidden != (piece.key in self.turned)

    def without(self, text: str) -> str:
        """The text with what is hidden taken out; days stay."""
        shown, at = [], 0
        for piece in self.pieces(text):
            if self.is_hidden(piece):
                shown += [text[at : piece.start], HIDDEN]
                at = piece.end
        return "".join([*shown, text[at:]])

    def marks(self, text: str) -> tuple[PrivateKind, ...]:
        """What a note says that had better not go out, each kind once."""
        found = [piece.kind for piece in self.pieces(text) if piece.hidden]
        if _RECORDING.search(text):
            found.insert(0, PrivateKind.RECORDING)
        return tuple(dict.fromkeys(found))

    @cached_property
    def _known(self) -> re.Pattern[str] | None:
        words = {each.strip() for each in self.known if len(each.strip()) >= _SHORTEST}
        longest = sorted(words, key=len, reverse=True)
        either = "|".join(map(re.escape, longest))
        return re.compile(rf"(?<!\w)(?:{either})(?!\w)", re.IGNORECASE) if longest else None

    @cached_property
    def _plain(self) -> frozenset[str]:
        named = (word for name in self.public for word in _WORD.findall(folded(name)))
        return _PLAIN | frozenset(named)

    def _candidates(self, text: str) -> Iterator[PrivatePiece]:
        if self._known is not None:
            yield from _all(self._known, text, PrivateKind.KNOWN, sure=True)
        for kind, pattern in _SURE:
            yield from _all(pattern, text, kind, sure=True)
        for kind, pattern in _UNSURE:
            yield from _all(pattern, text, kind, sure=False)
        yield from self._names(text)

    def _names(self, text: str) -> Iterator[PrivatePiece]:
        for match in _WORD.finditer(text):
            word, plain = match.group(), folded(match.group())
            begins = bool(_BEGINS.search(text[max(0, match.start() - 4) : match.start()]))
            given = plain in GIVEN_NAMES
            titled = _TITLE.search(text[max(0, match.start() - 14) : match.start()]) is not None
            capital = word[0].isupper() and len(word) >= _SHORTEST and plain not in self._plain
            if given or titled or (capital and not (begins and plain in _OPENERS)):
                hidden = given or titled or not begins
                yield PrivatePiece(*match.span(), word, PrivateKind.NAME, titled, hidden)


def _all(
    pattern: re.Pattern[str], text: str, kind: PrivateKind, *, sure: bool
) -> Iterator[PrivatePiece]:
    for match in pattern.finditer(text):
        found = match.group()
        if not _DATE.fullmatch(found) and (sure or not _YEAR.fullmatch(found)):
            yield PrivatePiece(*match.span(), found, kind, sure, hidden=True)


def each_once(pieces: Iterable[PrivatePiece]) -> tuple[PrivatePiece, ...]:
    """The first of each that is turned together."""
    return tuple({piece.key: piece for piece in reversed(tuple(pieces))}.values())[::-1]
