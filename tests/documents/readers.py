"""Reads what was written, with the programs in which people open it."""

import csv
import io
import re
import subprocess
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt


class Parsed(HTMLParser):
    """Gathers the tags, the attributes and the text of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes.update(name for name, _value in attrs)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def in_a_browser(file: str, folder: Path) -> str:
    """What a browser prints of HTML.

    Args:
        file: The HTML.
        folder: An empty folder for it.
    """
    page, printed = folder / "paper.html", folder / "printed.pdf"
    page.write_text(file, "utf-8")
    subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={printed}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return copied_from(printed.read_bytes())


def copied_from(pdf: bytes) -> str:
    """What a reader copies out of a PDF, less the foot of its pages."""
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return re.sub(r"\n.*\d ?/ ?\d+ *(?=\n\f)", "", done.stdout.decode())


def of_markdown(text: str, kind: str = "commonmark") -> Parsed:
    """What stands in Markdown once it is rendered."""
    reader = MarkdownIt(kind, {"linkify": False}).enable("table")
    return Parsed(reader.render(text))


def of_csv(raw: bytes) -> list[list[str]]:
    """The rows of a CSV file."""
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))


Reading = Callable[[bytes, Path], str]


def _as_read(row: list[str]) -> str:
    # A spreadsheet does not show the sign by which a cell is text.
    return ": ".join(cell.removeprefix("'") for cell in row if cell)


READINGS: dict[str, Reading] = {
    "txt": lambda raw, _folder: raw.decode(),
    "md": lambda raw, _folder: of_markdown(raw.decode()).text,
    "html": lambda raw, folder: in_a_browser(raw.decode(), folder),
    "pdf": lambda raw, _folder: copied_from(raw),
    "csv": lambda raw, _folder: "\n".join(map(_as_read, of_csv(raw))),
}
"""For each ending, what a person reads in the program that opens such files."""
