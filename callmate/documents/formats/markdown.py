"""A paper as Markdown; what people typed stands as typed when it is shown."""

import re
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
    Tone,
)
from callmate.domain.text import visible

_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~&$^])")
_STARTING = re.compile(r"^([^\S\n]*[0-9]*)([-+=:.)])", re.MULTILINE)
_HARD_BREAK = "\\\n"


def as_markdown(paper: Paper) -> list[str]:
    """The lines of a paper in Markdown."""
    lines: list[str] = []
    for block in paper.blocks:
        lines += [*_block(block), ""]
    if paper.closing:
        lines += ["---", ""]
    for foot in paper.closing:
        lines += [*_plain(foot).split("\n"), ""]
    return lines[:-1]


@singledispatch
def _block(block: Block) -> list[str]:
    raise TypeError(block)


@_block.register
def _heading(block: Heading) -> list[str]:
    return [f"{'#' * block.level} {_one_line(block.text)}"]


@_block.register
def _paragraph(block: Paragraph) -> list[str]:
    return _toned(block.text, block.tone).split("\n")


@_block.register
def _facts(block: FactTable) -> list[str]:
    return [line for row in block.rows for line in _fact(row)]


def _fact(row: FactRow) -> list[str]:
    first, *more = _toned(row.text, row.tone).split("\n")
    if not row.label.strip():
        return [f"  - {first}", *(f"    {line}" for line in more)]
    return [f"- **{_one_line(row.label)}** {first}", *(f"  {line}" for line in more)]


@_block.register
def _numbered(block: Numbered) -> list[str]:
    return _items((f"{number}. ", item) for number, item in enumerate(block.items, 1))


@_block.register
def _bullets(block: Bullets) -> list[str]:
    return _items(("- ", item) for item in block.items)


def _items(items: Iterable[tuple[str, str]]) -> list[str]:
    lines = []
    for sign, item in items:
        first, *more = _plain(item).split("\n")
        lines += [sign + first, *(" " * len(sign) + line for line in more)]
    return lines


@_block.register
def _table(block: Table) -> list[str]:
    rule = "|".join(["---"] * len(block.head))
    return [_row(block.head), f"|{rule}|", *map(_row, block.rows)]


def _row(texts: Iterable[str]) -> str:
    return f"| {' | '.join(map(_cell, texts))} |"


def _cell(text: str) -> str:
    return "<br>".join(_plain(line) for line in visible(text, lines=True).split("\n"))


@_block.register
def _lines(block: Lines) -> list[str]:
    return _plain("\n".join(block.lines)).split("\n")


@_block.register
def _signature(block: Signature) -> list[str]:
    return ["\\_" * 30 + "\\", *_plain(block.text).split("\n")]


def _toned(text: str, tone: Tone) -> str:
    plain = _plain(text)
    around = {"strong": "**", "gone": "~~"}.get(tone)
    if around is None or not plain.strip():
        return plain
    # A mark that stands before a space marks nothing, so each stands against a letter.
    return _HARD_BREAK.join(
        line if not line.strip() else f"{around}{line.strip()}{around}"
        for line in plain.split(_HARD_BREAK)
    )


def _plain(text: str) -> str:
    """A text that nothing in Markdown reads a meaning into; its lines stay lines."""
    shown = _STARTING.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", visible(text, lines=True)))
    lines = [line.strip() for line in shown.split("\n")]
    return _HARD_BREAK.join(line or "&nbsp;" for line in lines) if len(lines) > 1 else lines[0]


def _one_line(text: str) -> str:
    return _MARKUP.sub(r"\\\1", visible(text)).strip(" ")
