"""A letter as a paper, which can then be written in every format."""

from collections.abc import Iterator
from typing import Final

from callmate.domain.letter import Letter, ask_letter, fact_number
from callmate.paper.blocks import Block, Bullets, Fact, Facts, Lines, Paper, Paragraph, Signature

_PUBLIC: Final = {"it": "Testo pubblico", "en": "Public text"}
"""The title inside a file that has no subject."""


def as_paper(letter: Letter) -> Paper:
    """The letter as it is laid out: sender, recipient, place and day, subject, text, signature."""
    return Paper(
        title=letter.subject or _PUBLIC[letter.language],
        language=letter.language,
        blocks=(*_head(letter), *_body(letter), *_end(letter)),
        foot=letter.notes,
        mark=letter.foot,
    )


def _head(letter: Letter) -> Iterator[Block]:
    if letter.sender:
        yield Lines(letter.sender)
    if letter.recipient:
        yield Lines(letter.recipient, "right")
    if letter.dateline:
        yield Lines((letter.dateline,))
    if letter.subject:
        yield Paragraph(letter.subject, "strong")


def _body(letter: Letter) -> Iterator[Block]:
    facts = 0
    for block in letter.blocks:
        if block.kind == "text":
            yield from (Paragraph(line) for line in block.lines)
        elif block.kind == "facts":
            numbered = enumerate(block.lines, facts)
            yield Facts(tuple(Fact(fact_number(place), line) for place, line in numbered))
            facts += len(block.lines)
        elif block.kind == "asks":
            lettered = enumerate(block.lines)
            yield Facts(tuple(Fact(ask_letter(place), line) for place, line in lettered))


def _end(letter: Letter) -> Iterator[Block]:
    yield from (Signature(line) for line in letter.signature)
    enclosed = letter.of_kind("enclosed")
    if enclosed:
        yield Paragraph(f"{letter.enclosed}:")
        yield Bullets(enclosed)
