"""What a paper is made of: one frozen value per kind of block.

Every text stands here as it was typed; a writer makes it safe for what it writes, so that
nobody who builds a paper has to think of it. A line feed in a text is a new line within it.
"""

from datetime import datetime
from typing import Literal

import msgspec

Tone = Literal["plain", "strong", "dim", "gone"]
"""How a text weighs; what is ``gone`` was taken back and is struck out."""


class Heading(msgspec.Struct, frozen=True, tag="heading"):
    """A title within a paper."""

    text: str
    level: Literal[1, 2, 3] = 1


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    """Running text."""

    text: str
    tone: Tone = "plain"


class FactRow(msgspec.Struct, frozen=True):
    """A short label, or a time, and words that may be long."""

    label: str
    """May be empty: the words then belong to the fact above."""
    text: str
    tone: Tone = "plain"


class FactTable(msgspec.Struct, frozen=True, tag="facts"):
    """Labels on the left, words on the right."""

    rows: tuple[FactRow, ...]


class Numbered(msgspec.Struct, frozen=True, tag="numbered"):
    """Items numbered from 1."""

    items: tuple[str, ...]


class Bullets(msgspec.Struct, frozen=True, tag="bullets"):
    """Items in no order that matters."""

    items: tuple[str, ...]


class Table(msgspec.Struct, frozen=True, tag="table"):
    """Rows under a head.

    Raises:
        ValueError: A row has more or fewer texts than the head.
    """

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...] = ()
    """The columns' shares of the width; all the same when left out."""

    def __post_init__(self) -> None:
        if any(len(each) != len(self.head) for each in (*self.rows, self.widths or self.head)):
            raise ValueError("a row has as many texts as the head")


class Lines(msgspec.Struct, frozen=True, tag="lines"):
    """Lines that are never joined: an address, a place with its date."""

    lines: tuple[str, ...]
    side: Literal["left", "right"] = "left"


class Signature(msgspec.Struct, frozen=True, tag="signature"):
    """Room to sign by hand, with what stands beneath the line."""

    text: str


Block = Heading | Paragraph | FactTable | Numbered | Bullets | Table | Lines | Signature
"""Every kind of block."""


class Paper(msgspec.Struct, frozen=True, kw_only=True):
    """Something to print, to send or to hand over."""

    title: str
    """What the file is called inside; printed only where a heading says it."""
    language: str
    """As HTML names it: ``it``, ``en``."""
    blocks: tuple[Block, ...]
    foot: tuple[str, ...] = ()
    """Small print that closes it."""
    made: datetime | None = None
    """When it was made, with its offset; it is written now where that is left out."""
    mark: str = ""
    """What stands at the foot of every page, where there are pages."""

    @property
    def closing(self) -> tuple[str, ...]:
        """What closes it where there are no pages: its mark and its small print."""
        return (*filter(None, (self.mark,)), *self.foot)
