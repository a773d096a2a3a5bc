"""CSV files hold texts as typed, and a spreadsheet runs nothing of them."""

import re
import subprocess
from pathlib import Path

import pytest

from callmate.documents.formats.blocks import Table
from callmate.documents.formats.spreadsheet import as_csv
from callmate.domain.text import on_paper
from tests.documents.papers import CONTROLS, HOSTILE, LINES, LONG
from tests.documents.readers import of_csv

pytestmark = pytest.mark.slow

TEXTS = (*HOSTILE, CONTROLS, LONG, LINES, 'a "quoted", cell; and more', "", "  =1+1", "שלום")


def bare(text: str) -> str:
    """A cell without the signs by which spreadsheets know that it is text."""
    return re.sub(r"(^|[;\t|\n])'", r"\1", text)


def test_every_cell_reads_back_as_it_is_shown() -> None:
    raw = as_csv(Table(("Number", "Text"), tuple((f"{n}", t) for n, t in enumerate(TEXTS))))
    assert raw.startswith(b"\xef\xbb\xbf")
    head, *told = of_csv(raw)
    assert head == ["Number", "Text"]
    assert [bare(text) for _number, text in told] == [bare(on_paper(t)) for t in TEXTS]


def test_no_cell_begins_like_a_formula() -> None:
    told = of_csv(as_csv(Table(("Text",), tuple((text,) for text in TEXTS))))
    assert not [text for (text,) in told if text.lstrip().startswith(tuple("=+-@\t\r"))]


@pytest.mark.parametrize("sign", [";", "\t", "|", "\n"])
@pytest.mark.parametrize("begins", ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(1)", "  =1"])
def test_nothing_runs_where_another_sign_stands_between_cells(sign: str, begins: str) -> None:
    raw = as_csv(Table(("Text", "More"), ((f"a{sign}{begins}", "b"),)))
    for line in raw.decode("utf-8-sig").replace("\r", "").split("\n"):
        for cell in line.split(sign):
            assert not cell.lstrip(' "').startswith(tuple("=+-@\t")), cell


def test_a_spreadsheet_computes_nothing_of_it(tmp_path: Path) -> None:
    given, back = tmp_path / "given.csv", tmp_path / "back.csv"
    texts = tuple(text for text in TEXTS if text and "\n" not in text)
    given.write_bytes(as_csv(Table(("Text",), tuple((text,) for text in texts))))
    done = subprocess.run(["ssconvert", given, back], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    told = [bare(text) for (text,) in of_csv(back.read_bytes())[1:]]
    assert told == [bare(on_paper(text)) for text in texts]
