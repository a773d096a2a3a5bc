"""HTML files stand alone, hold every text in order and run nothing, in a real browser."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from callmate.domain.visible import on_paper
from callmate.paper.blocks import Paper
from callmate.paper.html import as_html
from tests.paper.papers import (
    CONTROLS,
    HOSTILE,
    LINES,
    LONG,
    PAPER,
    TOLD,
    in_order,
    of,
    without_page_numbers,
)

ATTRIBUTES = {
    "charset", "class", "content", "dir", "http-equiv", "lang", "name", "scope", "width",
}  # fmt: skip


class Reader(HTMLParser):
    """Gathers the tags, the attributes and the text of a file."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(file)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.add(tag)
        self.attributes.update(name for name, _value in attrs)

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.text += data


def browsed(file: str, folder: Path) -> str:
    """What a browser prints of a file."""
    page, printed = folder / "paper.html", folder / "printed.pdf"
    page.write_text(file, "utf-8", "surrogateescape")
    subprocess.run(
        [
            *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"),
            *(f"--user-data-dir={folder / 'browser'}", f"--print-to-pdf={printed}", page.as_uri()),
        ],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return subprocess.run(
        ["pdftotext", "-layout", printed, "-"], capture_output=True, check=True
    ).stdout.decode()


def test_every_block_stands_in_order() -> None:
    told = Reader(as_html(PAPER))
    assert in_order(TOLD, told.text.partition("</style>")[0])


@pytest.mark.parametrize("paper", [PAPER, of(*HOSTILE, LINES, CONTROLS, LONG)])
def test_nothing_in_a_file_runs_or_is_fetched(paper: Paper) -> None:
    file = as_html(paper)
    told = Reader(file)
    assert told.attributes <= ATTRIBUTES
    assert not told.tags & {"script", "img", "a", "link", "iframe", "form", "base", "object"}
    assert "default-src 'none'" in file
    assert "url(" not in file


def test_a_browser_shows_hostile_texts_as_typed(tmp_path: Path) -> None:
    shown = tuple(map(on_paper, HOSTILE))
    told = without_page_numbers(browsed(as_html(of(*HOSTILE, LONG)), tmp_path))
    assert in_order((*shown, LONG) * 2, told)


def test_a_browser_runs_no_script_that_somebody_put_in_later(tmp_path: Path) -> None:
    driven = "<script>document.body.textContent = 'driven'</script></main>"
    told = browsed(as_html(PAPER).replace("</main>", driven), tmp_path)
    assert in_order(TOLD, told)
    assert "driven" not in told
    assert "1/1" in "".join(told.split())  # the look was let in, with its page numbers
