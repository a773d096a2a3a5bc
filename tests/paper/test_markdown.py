"""Markdown shows texts as typed, once it is read by what reads Markdown."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given, strategies as st
from markdown_it import MarkdownIt

from callmate.domain.visible import visible
from callmate.paper.blocks import Fact, Facts, Paper, Paragraph
from callmate.paper.markdown import as_markdown
from tests.paper.papers import CONTROLS, HOSTILE, LINES, LONG, PAPER, TOLD, in_order, of

READERS = (MarkdownIt("commonmark").enable("table"), MarkdownIt("gfm-like", {"linkify": False}))


class Text(HTMLParser):
    """The text of what was rendered."""

    def __init__(self, rendered: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[str] = []
        self.feed(rendered)

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def rendered(paper: Paper, reader: MarkdownIt = READERS[0]) -> Text:
    return Text(reader.render("\n".join(as_markdown(paper))))


def test_every_block_stands_in_order() -> None:
    assert in_order(TOLD, rendered(PAPER).text)


@pytest.mark.parametrize("reader", READERS)
def test_hostile_texts_stand_as_typed(reader: MarkdownIt) -> None:
    shown = tuple(map(visible, (*HOSTILE, CONTROLS, LONG)))
    told = rendered(of(*HOSTILE, CONTROLS, LONG), reader)
    assert in_order(shown * 4, told.text)
    plain = {"h1", "ul", "ol", "li", "p", "strong", "table", "thead", "tbody", "tr", "th", "td"}
    assert set(told.tags) == plain


def test_lines_stay_lines() -> None:
    told = rendered(Paper(title="L", language="en", blocks=(Paragraph(LINES),)))
    assert told.tags == ["p", "br", "br", "br"]


signs = st.text("ab1 .*_-+=#>`~<|&[]()!\\$:\n\t{}", max_size=30)


@given(signs, st.sampled_from(["plain", "strong", "gone"]))
def test_whatever_is_typed_is_what_is_read(text: str, tone: str) -> None:
    facts = Facts((Fact("10:32", text, tone),))  # type: ignore[arg-type] # one of the tones
    told = rendered(Paper(title="T", language="en", blocks=(facts,)), READERS[1])
    assert "".join(unescape(told.text).split()) == "10:32" + "".join(
        visible(text, lines=True).split()
    )
