"""Markdown shows texts as typed, once it is read by what reads Markdown."""

from time import thread_time

import pytest
from hypothesis import given, strategies as st

from callmate.documents.formats.blocks import FactRow, FactTable, Paper, Paragraph
from callmate.documents.formats.markdown import as_markdown
from callmate.domain.text import visible
from tests.documents.papers import CONTROLS, HOSTILE, LINES, LONG, PAPER, TOLD, in_order, of
from tests.documents.readers import Parsed, of_markdown

KINDS = ("commonmark", "gfm-like")


def rendered(paper: Paper, kind: str = KINDS[0]) -> Parsed:
    return of_markdown("\n".join(as_markdown(paper)), kind)


def test_every_block_stands_in_order() -> None:
    assert in_order(TOLD, rendered(PAPER).text)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_texts_stand_as_typed(kind: str) -> None:
    shown = tuple(map(visible, (*HOSTILE, CONTROLS, LONG)))
    told = rendered(of(*HOSTILE, CONTROLS, LONG), kind)
    assert in_order(shown * 4, told.text)
    plain = {"h1", "ul", "ol", "li", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(told.tags) == plain


def test_lines_stay_lines() -> None:
    told = rendered(Paper(title="L", language="en", blocks=(Paragraph(LINES),)))
    assert told.tags == ["p", "br", "br", "br"]


signs = st.text("ab1 .*_-+=#>`~<|&[]()!\\$:\n\t{}", max_size=30)


@given(signs, st.sampled_from(["plain", "strong", "gone"]))
def test_whatever_is_typed_is_what_is_read(text: str, tone: str) -> None:
    facts = FactTable((FactRow("10:32", text, tone),))  # type: ignore[arg-type] # one of the tones
    told = rendered(Paper(title="T", language="en", blocks=(facts,)), KINDS[1])
    assert "".join(told.text.split()) == "10:32" + "".join(visible(text, lines=True).split())


@pytest.mark.parametrize("text", ["\n" * 16_000, "\n " * 16_000, " " * 16_000, "1\n" * 8_000])
def test_very_many_blank_lines_take_no_time(text: str) -> None:
    begun = thread_time()
    as_markdown(of(text))
    assert thread_time() - begun < 1
