"""A paper as an ODT file, for LibreOffice and whatever else opens it."""

import io
from datetime import UTC, datetime
from typing import Final

from odfdo import Document, Element, Paragraph, Span, Style

from callmate.documents.formats.blocks import Paper
from callmate.documents.formats.text_flow import Flow, flowing
from callmate.domain.text import on_paper

_GREY: Final = "#5f5f5f"
_FONT: Final = "Liberation Serif"
_PER_LETTER: Final = 0.19
"""Centimetres that a letter of a label takes."""
_WIDEST: Final = 4.5
"""Centimetres that labels may take."""
_SIGNING: Final = "_" * 36
_SIZES: Final = {"title": 16.0, "section": 12.5, "subsection": 11.0, "foot": 8.0}
_ABOVE: Final = {"title": 0, "section": 18, "subsection": 12, "sign": 48, "foot": 24}
_USUAL: Final = 8
_HEADINGS: Final = {"title": 1, "section": 2, "subsection": 3}


def as_odt(paper: Paper) -> bytes:
    """The whole file."""
    document = Document("text")
    document.body.clear()
    document.set_language({"it": "it-IT", "en": "en-GB"}.get(paper.language, paper.language))
    meta = document.meta
    meta.title = on_paper(paper.title)
    meta.generator = "CallMate"
    made = (paper.made or datetime.now(UTC)).astimezone(UTC).replace(microsecond=0)
    meta.creation_date = meta.date = made
    meta.creator = meta.initial_creator = ""
    meta.editing_cycles = 1
    styles = _Styles(document)
    for flow in flowing(paper):
        document.body.append(_paragraph(flow, styles))
    if paper.mark:
        document.body.append(_plain(on_paper(paper.mark), styles.named(Flow("foot", ""))))
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


class _Styles:
    """The styles of a document, each made when it is first asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._made: set[str] = set()

    def named(self, flow: Flow) -> str:
        """The style of a paragraph."""
        wide = _width(flow.widest) if flow.role == "item" else 0.0
        name = f"{flow.role}_{flow.tone}_{'first' if flow.first else 'next'}_{round(wide * 100)}"
        if name not in self._made:
            self._made.add(name)
            self._document.insert_style(_style(flow, name, wide), automatic=True)
        return name

    def grey(self) -> str:
        """The style of a long label."""
        if "grey" not in self._made:
            self._made.add("grey")
            style = Style("text", name="grey", area="text", color=_GREY)
            self._document.insert_style(style, automatic=True)
        return "grey"


def _style(flow: Flow, name: str, wide: float) -> Style:
    above = _ABOVE.get(flow.role, _USUAL) if flow.first else 2
    shape = {"fo:margin-top": f"{above}pt", "fo:margin-bottom": "2pt"}
    if flow.role == "right":
        shape["fo:margin-left"] = "8.6cm"
    if wide:
        shape |= {"fo:margin-left": f"{wide:.2f}cm", "fo:text-indent": f"-{wide:.2f}cm"}
    if flow.role in _HEADINGS:
        shape["fo:keep-with-next"] = "always"
    letters = {"style:font-name": _FONT, "fo:font-size": f"{_SIZES.get(flow.role, 11.0)}pt"}
    if flow.tone == "strong" or flow.role in _HEADINGS:
        letters["fo:font-weight"] = "bold"
    if flow.tone in {"dim", "gone"} or flow.role == "foot":
        letters["fo:color"] = _GREY
    if flow.tone == "gone":
        letters["style:text-line-through-style"] = "solid"
    style = Style("paragraph", name=name)
    style.set_properties(shape, area="paragraph")
    style.set_properties(letters, area="text")
    if wide:
        stops = Element.from_tag("style:tab-stops")
        stop = Element.from_tag("style:tab-stop")
        stop.set_attribute("style:position", f"{wide:.2f}cm")
        stops.append(stop)
        properties = style.get_element("style:paragraph-properties")
        if properties is not None:
            properties.append(stops)
    return style


def _width(letters: int) -> float:
    return min(_WIDEST, 0.4 + _PER_LETTER * max(2, letters))


def _paragraph(flow: Flow, styles: _Styles) -> Element:
    style = styles.named(flow)
    if flow.role in _HEADINGS:
        heading = Element.from_tag("text:h")
        heading.set_attribute("text:outline-level", str(_HEADINGS[flow.role]))
        heading.set_attribute("text:style-name", style)
        heading.text = flow.text
        return heading
    if flow.role == "item":
        paragraph = _plain("", style)
        label = Span(flow.label, style=None if flow.counted else styles.grey())
        paragraph.append(label)
        paragraph.append_plain_text("\t" + flow.text)
        return paragraph
    return _plain(f"{_SIGNING}\n{flow.text}" if flow.role == "sign" else flow.text, style)


def _plain(text: str, style: str) -> Paragraph:
    return Paragraph(text, style=style)
