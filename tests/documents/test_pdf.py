"""PDFs hold every text in order, draw what they can and spell out the rest."""
# ruff: noqa: RUF001 - look-alike characters are what is tested here

import io
import re
import subprocess

import pytest
from pypdf import PdfReader

from callmate.documents.formats.blocks import (
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
from callmate.documents.formats.pdf import as_pdf
from callmate.domain.text import on_paper
from tests.documents.papers import CONTROLS, HOSTILE, LINES, LONG, PAPER, TOLD, in_order, of
from tests.documents.readers import copied_from

pytestmark = pytest.mark.slow


def read(paper: Paper) -> str:
    return copied_from(as_pdf(paper))


def test_every_block_stands_in_order() -> None:
    assert in_order(TOLD, read(PAPER))


def test_it_says_what_it_is_and_can_be_read_aloud() -> None:
    read_back = PdfReader(io.BytesIO(as_pdf(PAPER)))
    catalog = read_back.root_object
    assert read_back.metadata is not None
    assert read_back.metadata.title == "Line dead since Monday"
    assert str(catalog["/Lang"]) == "it"
    assert "/StructTreeRoot" in catalog
    assert read_back.xmp_metadata is not None
    assert b"pdfuaid:part" in read_back.xmp_metadata.stream.get_data()


def test_every_page_is_numbered_and_marked() -> None:
    pages = PdfReader(io.BytesIO(as_pdf(of(*["a line"] * 100)))).pages
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"{number} / {len(pages)}" in page.extract_text()
    assert PAPER.mark in PdfReader(io.BytesIO(as_pdf(PAPER))).pages[0].extract_text()


def test_hostile_texts_stand_as_typed() -> None:
    shown = tuple(map(on_paper, HOSTILE))
    assert in_order(shown * 4, read(of(*HOSTILE)))


@pytest.mark.parametrize(
    "paper",
    [
        Paper(title="", language="en", blocks=()),
        Paper(title="\x00", language="en", blocks=(Heading(""), Heading("Deep", 3), Heading("Up"))),
        Paper(
            title="T", language="en", blocks=(FactTable(()), Numbered(()), Lines(()), Signature(""))
        ),
        Paper(title="T", language="en", blocks=(Table(("One", "Two"), ()), Paragraph(""))),
    ],
)
def test_a_paper_with_hardly_anything_on_it_is_written_too(paper: Paper) -> None:
    assert len(PdfReader(io.BytesIO(as_pdf(paper))).pages) == 1


def test_a_word_without_end_is_broken_and_keeps_every_letter() -> None:
    paper = Paper(title="Long", language="en", blocks=(FactTable((FactRow("10:32", LONG),)),))
    told = read(paper)
    assert LONG in "".join(told.replace("10:32", "").split())
    assert max(map(len, told.splitlines())) < 140


def test_no_column_of_a_table_can_push_the_others_out() -> None:
    table = Table(("One", "Two"), ((LONG, "beside it"),), (1, 1))
    told = read(Paper(title="Long", language="en", blocks=(table,)))
    assert "beside it" in told
    assert sum(line.count("0") for line in told.splitlines()) >= LONG.count("0")


def test_lines_stay_lines() -> None:
    told = [line.strip() for line in read(Paper(title="L", language="en", blocks=(
        Paragraph(LINES),
    ))).splitlines()]  # fmt: skip
    assert told[:4] == ["first line", "- second line", "", "# fourth line"]


def test_what_no_font_draws_is_spelled_out() -> None:
    told = read(of(CONTROLS, "\U00013000 and \u0e01"))
    for words in ("nul‹U+0000› esc‹U+001B›[2J ‹U+202E›gnp.exe", "‹U+13000› and ‹U+0E01›"):
        assert words in told


@pytest.mark.parametrize(
    ("text", "from_the_left"),
    [("שלום עולם 123 abc", "abc 123 םלוע םולש"), ("abc שלום עולם", "abc םלוע םולש")],
)
def test_what_is_written_from_the_right_is_drawn_from_the_right(
    text: str, from_the_left: str
) -> None:
    paper = Paper(title="R", language="en", blocks=(Paragraph(text),))
    placed = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=as_pdf(paper), capture_output=True, check=True
    ).stdout.decode()
    words = re.findall(r'<word xMin="([0-9.]+)".*>(.+)</word>', placed)
    by_place = [word for _x, word in sorted(words[: len(text.split())], key=lambda w: float(w[0]))]
    assert " ".join(by_place) == from_the_left
