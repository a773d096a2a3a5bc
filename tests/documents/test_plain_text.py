"""Plain text holds every block in order, within the columns there are."""

import pytest

from callmate.documents.formats.blocks import Lines, Paper, Table
from callmate.documents.formats.plain_text import as_text
from callmate.domain.text import cells, visible
from tests.documents.papers import CONTROLS, HOSTILE, LINES, LONG, PAPER, TOLD, in_order, of


@pytest.mark.parametrize("columns", [None, 40, 78])
def test_every_block_stands_in_order(columns: int | None) -> None:
    assert in_order(TOLD, "\n".join(as_text(PAPER, columns)))


def test_hostile_texts_stand_as_typed_and_fit() -> None:
    lines = as_text(of(*HOSTILE, CONTROLS, LONG, LINES), 78)
    assert max(map(cells, lines)) <= 78
    assert in_order(tuple(map(visible, (*HOSTILE, CONTROLS, LONG))) * 4, "\n".join(lines))
    assert not [sign for line in lines for sign in line if not sign.isprintable()]


def test_an_address_stands_on_the_right() -> None:
    block = Lines(("To Zefiro", "Rome"), "right")
    assert as_text(Paper(title="A", language="en", blocks=(block,)), 20)[:2] == [
        "           To Zefiro",
        "           Rome",
    ]


def test_a_row_has_as_many_texts_as_the_head() -> None:
    with pytest.raises(ValueError, match="as many"):
        Table(("One", "Two"), (("only one",),))
