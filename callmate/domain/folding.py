"""Texts without case and accents, the way they are searched."""

import re
import unicodedata

_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""The marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters, once taken apart."""


def folded(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())


def folded_from(text: str) -> tuple[str, list[int]]:
    """A text folded, and for each of its characters the place in ``text`` that it comes from."""
    if text.isascii():
        return text.lower(), list(range(len(text)))
    pieces, places = [], []
    for place, character in enumerate(text):
        piece = folded(character)
        pieces.append(piece)
        places += [place] * len(piece)
    return "".join(pieces), places
