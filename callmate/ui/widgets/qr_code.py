"""A square that a telephone's camera reads, drawn in half blocks."""

from itertools import zip_longest

import segno
from textual.content import Content

BORDER = 4
"""Light modules around the code, by which a camera finds it."""

_STYLE = "#000000 on #ffffff"
"""Black on white whatever the theme: cameras take an inverted code badly."""

_BLOCKS = {(0, 0): " ", (1, 0): "▀", (0, 1): "▄", (1, 1): "█"}


def qr_code(text: str) -> Content:
    """The code of a text, two modules to a cell.

    Args:
        text: What the camera shall read; a few dozen characters at most.
    """
    code = segno.make_qr(text, error="l")
    rows = [list(row) for row in code.matrix_iter(border=BORDER)]
    pairs = zip_longest(rows[::2], rows[1::2], fillvalue=[0] * len(rows[0]))
    drawn = ("".join(map(_block, upper, lower)) for upper, lower in pairs)
    return Content("\n").join([Content.styled(line, _STYLE) for line in drawn])


def _block(upper: int, lower: int) -> str:
    return _BLOCKS[int(upper), int(lower)]
