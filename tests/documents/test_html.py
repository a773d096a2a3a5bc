"""HTML files stand alone, hold every text in order and run nothing, in a real browser."""

from pathlib import Path

import pytest

from callmate.documents.formats.blocks import Paper
from callmate.documents.formats.html import as_html
from callmate.domain.text import on_paper
from tests.documents.papers import CONTROLS, HOSTILE, LINES, LONG, PAPER, TOLD, in_order, of
from tests.documents.readers import Parsed, in_a_browser

pytestmark = pytest.mark.slow

ATTRIBUTES = {
    "charset", "class", "content", "dir", "http-equiv", "lang", "name", "scope", "width",
}  # fmt: skip


def test_every_block_stands_in_order() -> None:
    told = Parsed(as_html(PAPER))
    assert in_order(TOLD, told.text.partition("</style>")[0])


@pytest.mark.parametrize("paper", [PAPER, of(*HOSTILE, LINES, CONTROLS, LONG)])
def test_nothing_in_a_file_runs_or_is_fetched(paper: Paper) -> None:
    file = as_html(paper)
    told = Parsed(file)
    assert told.attributes <= ATTRIBUTES
    assert not set(told.tags) & {"script", "img", "a", "link", "iframe", "form", "base", "object"}
    assert "default-src 'none'" in file
    assert "url(" not in file


def test_a_browser_shows_hostile_texts_as_typed(tmp_path: Path) -> None:
    shown = tuple(map(on_paper, HOSTILE))
    told = in_a_browser(as_html(of(*HOSTILE, LONG)), tmp_path)
    assert in_order((*shown, LONG) * 2, told)


def test_a_browser_runs_no_script_that_somebody_put_in_later(tmp_path: Path) -> None:
    driven = "<script>document.body.textContent = 'driven'</script></main>"
    told = in_a_browser(as_html(PAPER).replace("</main>", driven), tmp_path)
    assert in_order(TOLD, told)
    assert "driven" not in told
