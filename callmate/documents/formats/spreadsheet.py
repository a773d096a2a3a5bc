"""A table as CSV that a spreadsheet opens, and runs nothing of."""

import csv
import io
import re

from callmate.documents.formats.blocks import Table
from callmate.domain.text import on_paper

_RUN = ("=", "+", "-", "@", "\t", "\r")
"""What a cell begins with that a spreadsheet takes for a formula."""

_TEXT = "'"
"""The sign by which spreadsheets know that a cell is text."""


def as_csv(table: Table) -> bytes:
    """The whole file, in UTF-8 with the mark by which spreadsheets know that."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in (table.head, *table.rows):
        writer.writerow(map(_harmless, row))
    return out.getvalue().encode("utf-8-sig")


_BEHIND = re.compile(r"([;\t|\n] *)(?=[=+\-@\t\r])")
"""Where a cell would begin if the file were read with another sign between its cells.

In half of Europe spreadsheets take the semicolon for it, and look for quotation marks only at the
beginning of what they take for a cell.
"""


def _harmless(text: str) -> str:
    shown = _BEHIND.sub(rf"\1{_TEXT}", on_paper(text))
    return _TEXT + shown if shown.lstrip(" ").startswith(_RUN) else shown
