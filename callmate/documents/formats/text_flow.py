"""A paper as paragraphs one after the other, the way word processors hold a text."""

from collections.abc import Iterable, Iterator
from typing import Literal

import msgspec

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
from callmate.domain.text import on_paper

Role = Literal["title", "section", "subsection", "body", "item", "left", "right", "sign", "foot"]


class Flow(msgspec.Struct, frozen=True):
    """One paragraph; its text is safe to write and may hold line feeds."""

    role: Role
    text: str
    label: str = ""
    """What stands before an item."""
    tone: Tone = "plain"
    first: bool = True
    """Whether it begins something, so that there is room above it."""
    widest: int = 0
    """The letters of the longest label beside this one."""

    @property
    def counted(self) -> bool:
        """Whether the label only counts: ``3.`` or ``a)``."""
        return len(self.label) <= _COUNTING


_COUNTING = 4
_LEVELS: tuple[Role, ...] = ("title", "section", "subsection")


def flowing(paper: Paper) -> Iterator[Flow]:
    """The paragraphs of a paper, in order."""
    for block in paper.blocks:
        yield from _block(block)
    for place, text in enumerate(paper.foot):
        yield Flow("foot", on_paper(text), first=place == 0)


def _block(block: Block) -> Iterator[Flow]:
    match block:
        case Heading(text, level):
            yield Flow(_LEVELS[level - 1], on_paper(text).replace("\n", " "))
        case Paragraph(text, tone):
            yield Flow("body", on_paper(text), tone=tone)
        case FactTable(rows):
            yield from _items(rows)
        case Numbered(items):
            yield from _items(FactRow(f"{number}.", item) for number, item in enumerate(items, 1))
        case Bullets(items):
            yield from _items(FactRow("–", item) for item in items)
        case Table(head, rows):
            for row in rows:
                yield from _items(FactRow(*pair) for pair in zip(head, row, strict=True) if pair[1])
        case Lines(lines, side):
            yield Flow(side, "\n".join(map(on_paper, lines)))
        case Signature(text):
            yield Flow("sign", on_paper(text))


def _items(rows: Iterable[FactRow]) -> Iterator[Flow]:
    shown = [(on_paper(row.label), on_paper(row.text), row.tone) for row in rows]
    widest = max((len(label) for label, _text, _tone in shown), default=0)
    for place, (label, text, tone) in enumerate(shown):
        yield Flow("item", text, label, tone, place == 0, widest)
