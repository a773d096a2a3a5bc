"""A paper as a DOCX file, for Word and whatever else opens it."""

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from callmate.documents.formats.blocks import Paper
from callmate.documents.formats.text_flow import Flow, flowing
from callmate.domain.text import on_paper

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_GREY: Final = RGBColor(0x5F, 0x5F, 0x5F)
_PER_LETTER: Final = 0.19
"""Centimetres that a letter of a label takes."""
_WIDEST: Final = 4.5
"""Centimetres that labels may take."""
_SIGNING: Final = "_" * 36
_SIZES: Final = {"title": 16, "section": 12.5, "subsection": 11, "foot": 8}
_ABOVE: Final = {"title": 0, "section": 18, "subsection": 12, "sign": 48, "foot": 24}
_USUAL: Final = 8


def as_docx(paper: Paper) -> bytes:
    """The whole file."""
    document = docx.Document()
    _set_up(document, paper)
    for flow in flowing(paper):
        _add(document, flow)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _set_up(document: "Document", paper: Paper) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.4)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(11)
    language = style.element.get_or_add_rPr().makeelement(qn("w:lang"), {})
    language.set(qn("w:val"), {"it": "it-IT", "en": "en-GB"}.get(paper.language, paper.language))
    style.element.get_or_add_rPr().append(language)
    core = document.core_properties
    core.title, core.author, core.comments = on_paper(paper.title)[:255], "", ""
    core.language = paper.language
    made = (paper.made or datetime.now(UTC)).astimezone(UTC)
    core.created = core.modified = made.replace(tzinfo=None, microsecond=0)
    core.last_modified_by, core.revision = "", 1
    foot = page.footer.paragraphs[0]
    _run(foot, on_paper(paper.mark), size=7.5, grey=True)


def _add(document: "Document", flow: Flow) -> None:
    paragraph = (
        document.add_heading(level=1 + ("title", "section", "subsection").index(flow.role))
        if flow.role in {"title", "section", "subsection"}
        else document.add_paragraph()
    )
    shape = paragraph.paragraph_format
    shape.space_before = Pt(_ABOVE.get(flow.role, _USUAL) if flow.first else 2)
    shape.space_after = Pt(2)
    shape.keep_with_next = flow.role in {"title", "section", "subsection"}
    if flow.role == "right":
        shape.left_indent = Cm(8.6)
    if flow.role == "sign":
        _run(paragraph, f"{_SIGNING}\n")
    if flow.role == "item":
        wide = Cm(min(_WIDEST, 0.4 + _PER_LETTER * max(2, flow.widest)))
        shape.left_indent, shape.first_line_indent = wide, -wide
        shape.tab_stops.add_tab_stop(wide, WD_TAB_ALIGNMENT.LEFT)
        _run(paragraph, f"{flow.label}\t", grey=not flow.counted)
    _run(
        paragraph,
        flow.text,
        bold=flow.tone == "strong" or flow.role in {"title", "section", "subsection"},
        gone=flow.tone == "gone",
        grey=flow.tone in {"dim", "gone"} or flow.role == "foot",
        size=_SIZES.get(flow.role),
    )


def _run(
    paragraph: "Paragraph",
    text: str,
    *,
    bold: bool = False,
    gone: bool = False,
    grey: bool = False,
    size: float | None = None,
) -> "Run":
    run = paragraph.add_run(text)
    run.font.name = "Times New Roman"
    run.bold = bold or None
    run.font.strike = gone or None
    run.font.color.rgb = _GREY if grey else RGBColor(0, 0, 0)
    if size is not None:
        run.font.size = Pt(size)
    return run
