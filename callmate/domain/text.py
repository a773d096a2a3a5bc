"""Text from people: made safe to show, set in columns, and folded to be compared.

Only what is shown changes; what is kept stays as it was typed. A shown form could also
have been typed, so a shown text must never be stored or compared.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final

_CONTROLS: Final = r"\x00-\x1f\x7f-\x9f"
_LINES: Final = r"\u2028\u2029"
_DIRECTIONS: Final = r"\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_UNSEEN: Final = (
    r"\xad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u2060-\u2065\u206a-\u206f\u3164"
    r"\ufe00-\ufe0e\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    r"\U000e0000-\U000e0fff"
)
_PRIVATE: Final = r"\ue000-\uf8ff\U000f0000-\U0010ffff"
_BROKEN: Final = r"\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
_MARKS: Final = r"\u0300-\u034e\u0350-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_PICTURES: Final = r"\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
# Persian and the scripts of India need joiners inside words, where they have no width.
_LETTERS: Final = r"\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff\u0900-\u0dff"

_PLAIN_BELOW: Final = "\u0300"
"""Below the first combining mark, what Python calls printable is safe to show."""


@cache
def _unsafe() -> re.Pattern[str]:
    # Compiled when first needed: most texts are plain, and the first screen shall be quick.
    return re.compile(_PATTERN)


_PATTERN: Final = (
    rf"(?P<joined>(?<=[{_PICTURES}\ufe0f])\u200d(?=[{_PICTURES}]))"
    rf"|(?<![{_LETTERS}])[\u200c\u200d]"
    rf"|[\u200c\u200d](?![{_LETTERS}])"
    rf"|(?P<bare>(?:^|(?<=[\s{_CONTROLS}{_LINES}{_DIRECTIONS}{_UNSEEN}{_PRIVATE}{_BROKEN}]))"
    rf"[{_MARKS}\ufe0f])"
    rf"|[{_CONTROLS}{_LINES}{_DIRECTIONS}{_UNSEEN}{_PRIVATE}{_BROKEN}]"
)
_DELETE: Final = 0x7F
_SPACE: Final = 0x20


def visible(text: str, *, lines: bool = False) -> str:
    """Show `text` so that no character of it can drive, reorder or hide anything.

    Controls become their pictures (␛, ␀, ␉), everything else that acts unseen its number,
    as in U+202E, between angle quotation marks. Tabs are always shown as ␉, since their
    width depends on where they stand. New lines are shown as ␊; with `lines` they stay, less
    a carriage return before them.

    Letters of every script, accents and emoji stay as typed, with two exceptions that keep
    the count of columns right in every terminal: the joiner inside a joined emoji becomes a
    small plus, so that its parts stand side by side, each as wide as it is drawn; and an
    accent with no letter before it stands on a dotted circle, not on its neighbour's edge.
    """
    if _is_plain(text):
        return text
    if not lines:
        return _unsafe().sub(_shown, text)
    return "\n".join(_unsafe().sub(_shown, line) for line in text.replace("\r\n", "\n").split("\n"))


def _is_plain(text: str) -> bool:
    return text.isprintable() and (text.isascii() or max(text) < _PLAIN_BELOW)


def _shown(match: re.Match[str]) -> str:
    character = match.group()
    if match["joined"]:
        return "⁺"
    if match["bare"]:
        return "◌" + character
    code = ord(character)
    if code < _SPACE:
        return chr(0x2400 + code)
    return "␡" if code == _DELETE else _by_number(character)


def on_paper(text: str) -> str:
    """Show `text` where letters are drawn and not counted: joined emoji and lines stay whole.

    Whatever acts unseen is shown by its number, as in U+0009, which every font can draw.
    """
    if _is_plain(text):
        return text
    return "\n".join(_unsafe().sub(_drawn, line) for line in text.replace("\r\n", "\n").split("\n"))


def _drawn(match: re.Match[str]) -> str:
    character = match.group()
    if match["joined"]:
        return character
    return "◌" + character if match["bare"] else _by_number(character)


def _by_number(character: str) -> str:
    return f"\u2039U+{ord(character):04X}\u203a"


def one_for_one(text: str) -> str:
    """Show `text` on a line that is being edited: one sign for each character.

    Controls become their pictures, everything else that `visible` would spell out a
    replacement sign, so that a cursor stays beside the character it stands at.
    """
    if _is_plain(text):
        return text
    return _unsafe().sub(lambda match: "".join(_sign(each) for each in match.group()), text)


def _sign(character: str) -> str:
    code = ord(character)
    if code < _SPACE:
        return chr(0x2400 + code)
    return "␡" if code == _DELETE else "\ufffd"


_GAP = "  "
_ELLIPSIS = "…"


def cells(text: str) -> int:
    """How many columns a text takes; it must have been made safe to show."""
    return len(text) if text.isascii() else sum(map(_of, text))


def padded(text: str, columns: int) -> str:
    """A text filled up with spaces to so many columns; longer ones stay as they are."""
    return text + " " * (columns - cells(text))


def cut(text: str, columns: int) -> str:
    """A text cut to so many columns, with an ellipsis where it was longer."""
    if cells(text) <= columns:
        return text
    return text[: _fitting(text, columns - 1)] + _ELLIPSIS


def wrapped(text: str, columns: int) -> list[str]:
    """A text in lines of at most so many columns, broken at spaces where there are any."""
    lines: list[str] = []
    for line in text.split("\n"):
        rest = line
        while cells(rest) > columns:
            fitting = max(1, _fitting(rest, columns))
            space = rest.rfind(" ", 0, fitting + 1)
            at = space if space > 0 else fitting
            lines.append(rest[:at].rstrip(" "))
            rest = rest[at:].lstrip(" ")
        lines.append(rest)
    return lines


def table(
    rows: Sequence[Sequence[str]], columns: int = 0, yielding: Sequence[tuple[int, int]] = ()
) -> list[str]:
    """Rows set in columns.

    Args:
        rows: Each with the same number of texts, safe to show.
        columns: How wide a row may be; 0 for as wide as it needs.
        yielding: The places of texts that are cut where there is no room, the first to
            give way first, each with the least that it is left with.
    """
    widths = [max(map(cells, column)) for column in zip(*rows, strict=True)]
    over = sum(widths) + len(_GAP) * (len(widths) - 1) - columns if columns else 0
    for place, least in yielding:
        given = max(0, min(over, widths[place] - least))
        widths[place] -= given
        over -= given
    return [
        _GAP.join(
            padded(cut(text, width), width) for text, width in zip(row, widths, strict=True)
        ).rstrip(" ")
        for row in rows
    ]


@cache
def _of(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _fitting(text: str, columns: int) -> int:
    """How many characters of a text fit into so many columns."""
    return next(
        (at for at, taken in enumerate(accumulate(map(_of, text))) if taken > columns), len(text)
    )


_ACCENTS = re.compile(
    "[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+"
)
"""The marks of Latin, Greek, Cyrillic, Hebrew and Arabic letters, once taken apart."""


def folded(text: str) -> str:
    """A text without case and accents."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", text).replace("\u0300", "").replace("\u0301", "")
    # Without the accents of Italian most texts are ASCII, and those are done at once.
    return plain.lower() if plain.isascii() else _ACCENTS.sub("", plain.casefold())


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
