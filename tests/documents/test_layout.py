"""How blocks are laid out: in columns of a text, in paragraphs of a word processor, in HTML."""

import pytest

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
from callmate.documents.formats.html import as_html
from callmate.documents.formats.markdown import as_markdown
from callmate.documents.formats.paper_files import ENDINGS, contents
from callmate.documents.formats.plain_text import as_text
from callmate.documents.formats.text_flow import Flow, flowing


def paper(*blocks: Block, mark: str = "", foot: tuple[str, ...] = ()) -> Paper:
    return Paper(title="T", language="en", blocks=blocks, mark=mark, foot=foot)


FACTS = FactTable((FactRow("10:32", "started"), FactRow("", "more of it"), FactRow("9:05:01", "x")))
TABLE = Table(("What", "When"), (("a letter", "today"), ("", ""), ("a visit", "")))


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (Heading("A title", 2), ["A title"]),
        (Paragraph("one\ntwo"), ["one", "two", ""]),
        (
            FACTS,
            ["10:32    started", "         more of it", "9:05:01  x", ""],
        ),
        (FactTable(()), [""]),
        (Numbered(("a", "b")), ["1.  a", "2.  b", ""]),
        (
            Numbered(tuple("abcdefghij")),
            [*(f"{n}.   {sign}" for n, sign in enumerate("abcdefghi", 1)), "10.  j", ""],
        ),
        (Bullets(("a", "b\nc")), ["-  a", "-  b", "   c", ""]),
        (TABLE, ["What  a letter", "When  today", "", "", "What  a visit", ""]),
        (Table(("What",), ()), [""]),
        (Lines(("Via Roma 1", "Milano")), ["Via Roma 1", "Milano", ""]),
        (Lines(("Via Roma 1", "Milano"), "right"), ["Via Roma 1", "Milano", ""]),
        (Signature("Anna"), ["", "_" * 40, "Anna", ""]),
    ],
)
def test_a_block_in_plain_text(block: Block, lines: list[str]) -> None:
    assert as_text(paper(block), None) == lines


def test_long_words_are_broken_beside_their_label() -> None:
    facts = FactTable((FactRow("Label", "word " * 10 + "x" * 70),))
    lines = as_text(paper(facts), 40)[:-1]
    assert lines[0].startswith("Label  word")
    assert {line[:7] for line in lines[1:]} == {" " * 7}
    assert all(len(line) <= 40 for line in lines)
    assert "".join(line[7:] for line in lines).replace(" ", "") == "word" * 10 + "x" * 70


def test_however_wide_a_label_is_words_keep_room() -> None:
    facts = FactTable((FactRow("L" * 60, "four words of it"),))
    assert as_text(paper(facts), 40)[0] == "L" * 60 + "  four words of it"


def test_an_address_on_the_right_ends_where_the_lines_end() -> None:
    lines = as_text(paper(Lines(("To Zefiro Telecom", "Roma"), "right")), 30)[:2]
    assert lines == [" " * 13 + "To Zefiro Telecom", " " * 13 + "Roma"]


def test_room_to_sign_is_no_wider_than_the_paper() -> None:
    assert as_text(paper(Signature("A")), 20)[1] == "_" * 20


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (Heading("A *title*", 3), [r"### A \*title\*"]),
        (Paragraph("one\n\ntwo"), ["one\\", "&nbsp;\\", "two"]),
        (Paragraph("strong\nwords", "strong"), ["**strong**\\", "**words**"]),
        (Paragraph(" ", "strong"), [""]),
        (Paragraph("slip", "gone"), ["~~slip~~"]),
        (Paragraph("quiet", "dim"), ["quiet"]),
        (
            FACTS,
            ["- **10:32** started", "  - more of it", "- **9:05:01** x"],
        ),
        (Numbered(("a\nb", "c")), ["1. a\\", "   b", "2. c"]),
        (Bullets(("a\nb",)), ["- a\\", "  b"]),
        (
            Table(("A", "B|C"), (("x\ny", "|"),)),
            [r"| A | B\|C |", "|---|---|", r"| x<br>y | \| |"],
        ),
        (Lines(("Via Roma 1", "Milano"), "right"), ["Via Roma 1\\", "Milano"]),
    ],
)
def test_a_block_in_markdown(block: Block, lines: list[str]) -> None:
    assert as_markdown(paper(block)) == lines


def test_of_an_empty_paper_nothing_is_left_over() -> None:
    assert as_markdown(paper()) == []
    assert as_text(paper(), 78) == []
    assert list(flowing(paper())) == []


@pytest.mark.parametrize(
    ("mark", "foot", "closing"),
    [("", (), ()), ("m", (), ("m",)), ("", ("f", "g"), ("f", "g")), ("m", ("f",), ("m", "f"))],
)
def test_mark_and_foot_close_a_paper_where_there_are_no_pages(
    mark: str, foot: tuple[str, ...], closing: tuple[str, ...]
) -> None:
    closed = paper(Paragraph("x"), mark=mark, foot=foot)
    assert closed.closing == closing
    assert as_text(closed, None) == ["x", "", *closing]
    assert [line for line in as_markdown(closed) if line] == [
        "x",
        *["---"] * bool(closing),
        *closing,
    ]
    assert as_html(closed).count("<footer>") == bool(closing)


@pytest.mark.parametrize(
    ("block", "flows"),
    [
        (Heading("one\ntwo", 1), [Flow("title", "one two")]),
        (Heading("x", 2), [Flow("section", "x")]),
        (Heading("x", 3), [Flow("subsection", "x")]),
        (Paragraph("one\ntwo", "dim"), [Flow("body", "one\ntwo", tone="dim")]),
        (
            FactTable((FactRow("10:32", "a", "gone"), FactRow("", "b"))),
            [
                Flow("item", "a", "10:32", "gone", first=True, widest=5),
                Flow("item", "b", "", "plain", first=False, widest=5),
            ],
        ),
        (Numbered(("a",)), [Flow("item", "a", "1.", widest=2)]),
        (Bullets(("a",)), [Flow("item", "a", "–", widest=1)]),
        (
            TABLE,
            [
                Flow("item", "a letter", "What", widest=4),
                Flow("item", "today", "When", first=False, widest=4),
                Flow("item", "a visit", "What", widest=4),
            ],
        ),
        (Lines(("a", "b"), "right"), [Flow("right", "a\nb")]),
        (Lines(("a",)), [Flow("left", "a")]),
        (Signature("Anna"), [Flow("sign", "Anna")]),
    ],
)
def test_a_block_as_a_word_processor_holds_it(block: Block, flows: list[Flow]) -> None:
    assert list(flowing(paper(block))) == flows


def test_only_a_short_label_counts() -> None:
    labels = ("1.", "10.", "aa)", "–", "Company")
    assert [Flow("item", "", label).counted for label in labels] == [True] * 4 + [False]


def test_the_foot_stands_apart_once() -> None:
    feet = list(flowing(paper(foot=("one", "two\x00"))))
    assert feet == [Flow("foot", "one"), Flow("foot", "two\u2039U+0000\u203a", first=False)]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("x" * 64, "x" * 64),
        ("x" * 65, "x" * 8 + ("<wbr>" + "x" * 8) * 7 + "<wbr>x"),
        ("a b " + "c" * 5, "a b ccccc"),
        ("<b>&\"'", "&lt;b&gt;&amp;&quot;&#x27;"),
    ],
)
def test_an_endless_word_may_be_broken_in_a_browser(text: str, html: str) -> None:
    assert f'<p dir="auto">{html}</p>' in as_html(paper(Paragraph(text)))


def test_the_columns_of_a_table_share_the_width_in_a_browser() -> None:
    wide = as_html(paper(Table(("A", "B"), (("1", "2"),), (1, 3))))
    assert '<col width="25%"><col width="75%">' in wide
    even = as_html(paper(Table(("A", "B"), (("1", "2"),))))
    assert '<col width="50%"><col width="50%">' in even


def test_labels_as_short_as_a_time_are_set_narrow_in_a_browser() -> None:
    assert 'class="facts narrow"' in as_html(paper(FactTable((FactRow("10:32:05", "x"),))))
    assert 'class="facts"' in as_html(paper(FactTable((FactRow("Claim number", "x"),))))


@pytest.mark.parametrize("ending", [".txt", ".md", ".html"])
def test_a_file_ends_with_a_new_line_and_is_utf8(ending: str) -> None:
    raw = contents(paper(Paragraph("perché")), ending)
    assert raw.endswith(b"\n")
    assert "perché" in raw.decode()
    assert ending in ENDINGS


@pytest.mark.parametrize("widths", [(1,), (1, 2, 3)])
def test_a_table_has_a_width_for_each_column_or_none(widths: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="as many"):
        Table(("A", "B"), (), widths)
