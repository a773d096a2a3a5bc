"""ODT and DOCX hold every text in order, as typed, in files that are well formed."""

import io
import zipfile
from collections.abc import Callable
from xml.etree import ElementTree as ET

import docx
import pytest
from odfdo import Document

from callmate.documents.formats.blocks import Paper
from callmate.documents.formats.docx import as_docx
from callmate.documents.formats.odt import as_odt
from callmate.domain.text import on_paper
from tests.documents.papers import CONTROLS, HOSTILE, LINES, LONG, PAPER, TOLD, in_order, of

pytestmark = pytest.mark.slow


def read_docx(paper: Paper) -> str:
    read = docx.Document(io.BytesIO(as_docx(paper)))
    return "\n".join(paragraph.text for paragraph in read.paragraphs)


def read_odt(paper: Paper) -> str:
    read = Document(io.BytesIO(as_odt(paper)))
    return "\n".join(str(each.text_recursive) for each in read.body.children)


FORMATS = pytest.mark.parametrize("read", [read_docx, read_odt])
WRITERS = pytest.mark.parametrize("write", [as_docx, as_odt])


@FORMATS
def test_every_block_stands_in_order(read: Callable[[Paper], str]) -> None:
    assert in_order(tuple(text for text in TOLD if text not in {"Made", "Fate"}), read(PAPER))


@FORMATS
@pytest.mark.parametrize("text", [*HOSTILE, LONG, CONTROLS, "مرحبا שלום", "👩\u200d👩\u200d👧"])
def test_a_hostile_text_stands_as_it_was_typed(read: Callable[[Paper], str], text: str) -> None:
    assert read(of(text)).count(on_paper(text)) == 4


@FORMATS
def test_lines_within_a_text_stay_lines(read: Callable[[Paper], str]) -> None:
    lines = [line.strip() for line in read(of(LINES)).split("\n")]
    for line in LINES.split("\n"):
        assert line in lines or not line or any(each.endswith(line) for each in lines)


@WRITERS
def test_every_part_of_the_file_is_well_formed(write: Callable[[Paper], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(write(of(*HOSTILE, LONG, CONTROLS)))) as parts:
        assert parts.testzip() is None
        texts = [name for name in parts.namelist() if name.endswith((".xml", ".rels"))]
        assert len(texts) > 3
        for written in filter(None, map(parts.read, texts)):
            assert ET.fromstring(written).tag  # noqa: S314 - written by us a moment ago


@WRITERS
def test_nothing_in_it_runs_or_points_elsewhere(write: Callable[[Paper], bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(write(of(*HOSTILE)))) as parts:
        for name in parts.namelist():
            assert not any(word in name.lower() for word in ("vba", "macro", "script", "basic"))
        whole = b"".join(parts.read(name) for name in parts.namelist() if name.endswith("rels"))
    assert b'TargetMode="External"' not in whole


def test_the_foot_and_the_mark_are_there() -> None:
    for read in (read_docx, read_odt):
        assert "ab" * 32 in read(PAPER)
    footer = docx.Document(io.BytesIO(as_docx(PAPER))).sections[0].footer
    assert footer.paragraphs[0].text == PAPER.mark
    assert PAPER.mark in read_odt(PAPER)
