"""Whatever was typed, wherever it stands: no format lets it act, and none loses a sign of it."""

import io
import re
import unicodedata
import zipfile
from html.parser import HTMLParser
from string import ascii_letters
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

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
)
from callmate.documents.formats.docx import as_docx
from callmate.documents.formats.html import as_html
from callmate.documents.formats.markdown import as_markdown
from callmate.documents.formats.odt import as_odt
from callmate.documents.formats.plain_text import as_text
from callmate.documents.formats.spreadsheet import as_csv
from callmate.domain.text import cells, on_paper, visible
from tests.documents.readers import Parsed, of_csv, of_markdown

ODD = (
    "\x00\x07\x1b\x7f\x85\x9b\n\r\t\u2028\u2029"
    "\u200b\u200d\u202e\u2066\ufeff\ud800\udfff\uffff\ue000"
)
SIGNS = "<>&\"'`*_{}[]()#+-=.!|~$^\\/%:;,@ "
TEXTS = st.text(
    st.sampled_from(ODD + SIGNS + ascii_letters + "àèìòùÀ€שמ日👩")
    | st.characters(exclude_categories=()),
    max_size=24,
)
SOME = st.lists(TEXTS, min_size=1, max_size=3).map(tuple)
TONES = st.sampled_from(["plain", "strong", "dim", "gone"])

BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, TEXTS, st.sampled_from([1, 2, 3])),
    st.builds(Paragraph, TEXTS, TONES),
    st.builds(FactTable, st.lists(st.builds(FactRow, TEXTS, TEXTS, TONES), max_size=3).map(tuple)),
    st.builds(Numbered, SOME),
    st.builds(Bullets, SOME),
    st.builds(Lines, SOME, st.sampled_from(["left", "right"])),
    st.builds(Signature, TEXTS),
    st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=3).map(
        lambda rows: Table(rows[0], tuple(rows[1:]))
    ),
)
PAPERS = st.builds(
    Paper,
    title=TEXTS,
    language=st.sampled_from(["it", "en"]),
    blocks=st.lists(BLOCKS, max_size=4).map(tuple),
    foot=st.lists(TEXTS, max_size=2).map(tuple),
    mark=TEXTS,
)

ACTING = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
"""Kinds of characters that no program may be handed; of those that act unseen, see below."""

UNSEEN = set(
    "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\xad\u061c"
)

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


def acting(text: str, *, allowed: str = "\n") -> set[str]:
    """What in a text could drive, reorder or hide something."""
    return {
        sign
        for sign in set(text) - set(allowed)
        if (unicodedata.category(sign) in ACTING - {"Cn"}) or sign in UNSEEN
    }


@given(PAPERS, st.sampled_from([None, 30, 78]))
def test_plain_text_holds_nothing_that_acts_and_fits(paper: Paper, columns: int | None) -> None:
    lines = as_text(paper, columns)
    assert not acting("".join(lines), allowed="")
    if columns and columns > 60:
        labels = (row.label for b in paper.blocks if isinstance(b, FactTable) for row in b.rows)
        heads = (text for b in paper.blocks if isinstance(b, Table) for text in b.head)
        widest = max((cells(visible(text)) for text in (*labels, *heads)), default=0)
        # A label is never broken, and words beside it keep the least room they can be read in.
        assert max(map(cells, lines), default=0) <= max(columns, widest + 2 + 24)


@given(PAPERS)
def test_markdown_holds_nothing_that_acts(paper: Paper) -> None:
    assert not acting("\n".join(as_markdown(paper)))


@given(PAPERS)
def test_markdown_makes_no_link_no_picture_and_no_markup_of_it(paper: Paper) -> None:
    told = of_markdown("\n".join(as_markdown(paper)), "gfm-like")
    plain = {"h1", "h2", "h3", "ul", "ol", "li", "p", "strong", "s", "br", "hr"}
    assert set(told.tags) <= plain | {"table", "thead", "tbody", "tr", "th", "td"}
    assert not told.attributes & {"href", "src", "onerror", "id"}


@given(TEXTS)
def test_markdown_is_read_as_it_was_typed_in_a_paragraph(text: str) -> None:
    paper = Paper(title="T", language="en", blocks=(Paragraph(text),))
    told = of_markdown("\n".join(as_markdown(paper)), "gfm-like").text
    assert "".join(told.split()) == "".join(visible(text, lines=True).split())


class _Strict(HTMLParser):
    """Notes every tag and attribute, and that each is closed in its turn."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, _attrs: list[tuple[str, str | None]]) -> None:
        """Begin a tag."""
        if tag not in {"meta", "col", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """End it."""
        assert self.open.pop() == tag


@given(PAPERS)
def test_html_holds_nothing_that_acts_and_only_its_own_tags(paper: Paper) -> None:
    file = as_html(paper)
    assert not acting(file)
    assert not _Strict(file).open
    told = Parsed(file)
    assert told.attributes <= {
        *("charset", "class", "content", "dir", "http-equiv", "lang", "name", "scope", "width"),
    }
    assert not set(told.tags) & {"script", "img", "a", "link", "iframe", "form", "base", "object"}


@given(TEXTS)
def test_html_is_read_as_it_was_typed(text: str) -> None:
    told = Parsed(as_html(Paper(title="", language="it", blocks=(Paragraph(text),)))).text
    assert "".join(on_paper(text).split()) in "".join(told.split())


@given(st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_a_spreadsheet_gets_every_cell_and_no_formula(rows: list[tuple[str, str]]) -> None:
    raw = as_csv(Table(rows[0], tuple(rows[1:])))
    told = of_csv(raw)
    assert [[on_paper(text).replace("'", "") for text in row] for row in rows] == [
        [cell.replace("'", "") for cell in line] for line in told
    ]
    read = [cell for line in told for cell in line]
    beginnings = {part.lstrip(" ")[:1] for cell in read for part in re.split(r"[;\t|\n]", cell)}
    assert not beginnings & set("=+-@\t\r")
    assert not acting(raw.decode("utf-8-sig"), allowed="\r\n")


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


@pytest.mark.parametrize(
    ("write", "part"), [(as_docx, "word/document.xml"), (as_odt, "content.xml")]
)
@few
@given(paper=PAPERS)
def test_a_word_processor_gets_a_well_formed_file_with_nothing_that_acts(
    write: object, part: str, paper: Paper
) -> None:
    parts = parts_of(write(paper))  # type: ignore[operator] # one of the two writers
    text = "".join(ET.fromstring(parts[part]).itertext())  # noqa: S314 - written by us a moment ago
    assert not acting(text, allowed="\n\t")
    whole = b"".join(raw for name, raw in parts.items() if name.endswith(".rels"))
    assert b'TargetMode="External"' not in whole
