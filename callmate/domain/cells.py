"""Text set in the columns of a terminal, where a letter may be two wide or have no width."""

import unicodedata
from collections.abc import Sequence
from itertools import accumulate

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


def folded(text: str, columns: int) -> list[str]:
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


def _of(letter: str) -> int:
    if unicodedata.category(letter) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in {"W", "F"} else 1


def _fitting(text: str, columns: int) -> int:
    """How many characters of a text fit into so many columns."""
    return next(
        (at for at, taken in enumerate(accumulate(map(_of, text))) if taken > columns), len(text)
    )
