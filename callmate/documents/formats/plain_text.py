"""A paper as plain text, set in columns."""

from collections.abc import Iterable
from functools import singledispatch

from callmate.documents.formats.blocks import (
    Block,
    Bullets,
    FactRow,
    FactTable,
    Heading,
    Lines,
    Numbered,
    Paper,
    Paragraph,
    Signature,
    Table,
)
from callmate.domain.text import cells, padded, visible, wrapped

_LEAST = 24
"""Columns that are left for words, however wide the left side is."""

_SIGNING = 40


def as_text(paper: Paper, columns: int | None) -> list[str]:
    """The lines of a paper.

    Args:
        paper: The paper.
        columns: How wide they may be; ``None`` when nothing is to be broken.
    """
    lines: list[str] = []
    for block in paper.blocks:
        lines += _block(block, columns)
        if not (isinstance(block, Heading) and block.level > 1):
            lines.append("")
    for foot in paper.closing:
        lines += _broken(foot, columns)
    return lines


@singledispatch
def _block(block: Block, _columns: int | None) -> list[str]:
    raise TypeError(block)


@_block.register
def _heading(block: Heading, columns: int | None) -> list[str]:
    return _broken(block.text, columns)


@_block.register
def _paragraph(block: Paragraph, columns: int | None) -> list[str]:
    return _broken(block.text, columns)


@_block.register
def _facts(block: FactTable, columns: int | None) -> list[str]:
    return _beside(block.rows, columns)


@_block.register
def _numbered(block: Numbered, columns: int | None) -> list[str]:
    rows = (FactRow(f"{number}.", item) for number, item in enumerate(block.items, 1))
    return _beside(tuple(rows), columns)


@_block.register
def _bullets(block: Bullets, columns: int | None) -> list[str]:
    return _beside(tuple(FactRow("-", item) for item in block.items), columns)


@_block.register
def _table(block: Table, columns: int | None) -> list[str]:
    # A row under a row is read more easily than columns that are three letters wide.
    lines: list[str] = []
    for row in block.rows:
        facts = (FactRow(*pair) for pair in zip(block.head, row, strict=True) if pair[1])
        lines += [*_beside(tuple(facts), columns), ""]
    return lines[:-1]


@_block.register
def _lines(block: Lines, columns: int | None) -> list[str]:
    lines = [each for line in block.lines for each in _broken(line, columns)]
    if block.side == "left" or columns is None:
        return lines
    widest = max(map(cells, lines), default=0)
    return [" " * (columns - widest) + line for line in lines]


@_block.register
def _signature(block: Signature, columns: int | None) -> list[str]:
    return ["", "_" * min(columns or _SIGNING, _SIGNING), *_broken(block.text, columns)]


def _beside(rows: Iterable[FactRow], columns: int | None) -> list[str]:
    told = [(visible(row.label), row.text) for row in rows]
    left = max((cells(label) for label, _text in told), default=0)
    room = None if columns is None else max(_LEAST, columns - left - 2)
    lines = []
    for label, text in told:
        first, *more = _broken(text, room)
        lines.append(f"{padded(label, left)}  {first}".rstrip(" "))
        lines += [" " * (left + 2) + rest for rest in more]
    return lines


def _broken(text: str, columns: int | None) -> list[str]:
    shown = visible(text, lines=True)
    return shown.split("\n") if columns is None else wrapped(shown, columns)
