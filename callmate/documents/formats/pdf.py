"""A paper as a PDF that carries its fonts and that a screen reader can read out."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

import msgspec
import typst
from msgspec.structs import replace

from callmate.documents.formats.blocks import Block, Heading, Paper
from callmate.domain.text import on_paper

_READABLE_ALOUD: Final = "ua-1"
"""The standard to keep; it also tells of every character that no font can draw."""

_LEVELS: Final = (1, 2, 3)
_NOT_DRAWN = re.compile(r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed')
_BY_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")
_SAYS_NOTHING = {"\u200d": "\u207a", "\ufe0e": "", "\ufe0f": ""}
"""What joins or colours signs, once the signs themselves are spelled out."""


def as_pdf(paper: Paper) -> bytes:
    """The whole file.

    A character that no font at hand can draw is spelled out, so that nothing is lost unseen.
    """
    outlined = replace(
        paper, title=paper.title or "CallMate", blocks=tuple(_outlined(paper.blocks))
    )
    plain = _everywhere(msgspec.to_builtins(outlined), on_paper)
    try:
        return _compiled(plain)
    except typst.TypstError as error:
        undrawn = {each for text in _NOT_DRAWN.findall(error.diagnostic) for each in _read(text)}
        if not undrawn:
            raise
    spelled = str.maketrans({each: _spelled(each) for each in undrawn})
    return _compiled(_everywhere(plain, lambda text: text.translate(spelled)))


def _outlined(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with headings as the standard has them: none empty, no level skipped."""
    above = 0
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif block.text.strip():
            above = min(block.level, above + 1)
            yield replace(block, level=_LEVELS[above - 1])


def _compiled(plain: object) -> bytes:
    found = typst.Compiler(
        Path(__file__).with_name("paper.typ").read_bytes(),
        sys_inputs={"paper": msgspec.json.encode(plain).decode()},
    ).compile(format="pdf", pdf_standards=[_READABLE_ALOUD])
    assert isinstance(found, bytes)  # noqa: S101 - a PDF is one file; tells the type
    return found


def _everywhere(value: object, change: Callable[[str], str]) -> object:
    """A value made of plain ones, with every text in it changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: _everywhere(each, change) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_everywhere(each, change) for each in value]
    return value


def _read(quoted: str) -> str:
    return _BY_NUMBER.sub(lambda match: chr(int(match[1], 16)), quoted)


def _spelled(character: str) -> str:
    if character in _SAYS_NOTHING:
        return _SAYS_NOTHING[character]
    name = unicodedata.name(character, "") if unicodedata.category(character) == "So" else ""
    return f"\u2039{f'U+{ord(character):04X} {name.lower()}'.rstrip()}\u203a"
