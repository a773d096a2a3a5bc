"""The part of a letter that its owner may change, as plain text, and back.

The first line is the subject. Blank lines part paragraphs. Facts begin with a number
and a full stop, demands with a letter and a bracket, what is enclosed with a dash.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final, Literal

from msgspec.structs import replace

from callmate.domain.letter import Block, Letter, ask_letter, fact_number
from callmate.domain.visible import on_paper

_Kind = Literal["text", "facts", "asks", "enclosed"]

_MARKS: Final[tuple[tuple[_Kind, re.Pattern[str]], ...]] = (
    ("facts", re.compile(r"\d{1,4}\. +")),
    ("asks", re.compile(r"[a-z]{1,2}\) +")),
    ("enclosed", re.compile(r"- +")),
)


def editable(letter: Letter) -> str:
    """What may be changed of a letter."""
    pieces = [letter.subject] if letter.subject else []
    facts = 0
    for block in letter.blocks:
        pieces.append("\n".join(_marked(block, facts)))
        facts += len(block.lines) if block.kind == "facts" else 0
    return "\n\n".join(pieces) + "\n"


def edited(letter: Letter, text: str) -> Letter:
    """The letter with what its owner made of its changeable part.

    Args:
        letter: As it was filled.
        text: The changed text.
    """
    pieces = [piece for piece in re.split(r"\n[ \t]*\n", _clean(text)) if piece.strip()]
    subject = letter.subject
    if letter.subject:
        subject = " ".join(pieces[0].split("\n")).strip() if pieces else ""
        pieces = pieces[1:]
    items = [item for piece in pieces for item in _items(piece)]
    grouped = groupby(enumerate(items), key=_run)
    blocks = [Block(kind, tuple(words for _n, (_k, words) in run)) for (kind, _at), run in grouped]
    return replace(letter, subject=subject, blocks=tuple(blocks))


def _clean(text: str) -> str:
    unix = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return on_paper(unix)


def _run(counted: tuple[int, tuple[_Kind, str]]) -> tuple[_Kind, int]:
    # Each paragraph is a block of its own; items of a list belong together.
    place, (kind, _words) = counted
    return kind, place if kind == "text" else -1


def _marked(block: Block, facts: int) -> Iterator[str]:
    for place, line in enumerate(block.lines):
        mark = {
            "text": "",
            "facts": fact_number(facts + place) + " ",
            "asks": ask_letter(place) + " ",
            "enclosed": "- ",
        }[block.kind]
        yield mark + line


def _items(piece: str) -> Iterator[tuple[_Kind, str]]:
    kind: _Kind | None = None
    words: list[str] = []
    for raw in piece.strip().split("\n"):
        line = raw.strip()
        mark = next(((k, m.end()) for k, p in _MARKS if (m := p.match(line))), None)
        if mark is None:
            kind = kind or "text"
            words.append(line)
            continue
        if kind is not None:
            yield kind, " ".join(words)
        kind, words = mark[0], [line[mark[1] :]]
    if kind is not None:
        yield kind, " ".join(words)
