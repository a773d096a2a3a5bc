"""A damaged call shows on its screen what can still be read of it, and takes nothing more."""

import re
from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.domain.entry import Note
from callmate.ui.screens.review.review_screen import Review
from callmate.ui.widgets.note_list import NoteList
from tests.ui.program import Program, press, shown, until
from tests.ui.test_added_later import past_call

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("english")]


async def test_what_can_be_read_is_shown_and_nothing_is_written(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        call_id = past_call(app, "the modem is off", "they will ring back")
        path = app.cabinet.folder(call_id) / "call.json"
        cut = path.read_bytes()
        cut = cut[: cut.index(b"they will ring back")]
        path.write_bytes(cut)
        app.review(call_id)
        await shown(app, Review)
        paper = app.screen.query_one(NoteList)
        await until(lambda: paper.entries)
        texts = [entry.text for entry in paper.entries if isinstance(entry, Note)]
        assert texts == ["the modem is off"]
        said = [app.screen.query_one(each, Static) for each in ("#heading", "#case")]
        words = " ".join(str(each.render()) for each in said)
        assert re.search(
            r"damaged.*a backup may have it.*stands below, unchecked", words, re.DOTALL
        )
        assert not app.screen.query_one("#player").display, "nothing is said of its sound"
        for command in ("review.note", "review.strike", "review.add", "review.case", "review.play"):
            await press(app, app.key_of_id(command))
            await until(lambda: app.said)
            assert app.said.pop() == (
                "This call is damaged: nothing in it can be changed or heard here."
            )
        assert isinstance(app.screen, Review)
    assert path.read_bytes() == cut


async def test_one_of_which_nothing_can_be_read_says_so(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)):
        call_id = past_call(app)
        (app.cabinet.folder(call_id) / "call.json").write_bytes(b"\0" * 40)
        app.review(call_id)
        await shown(app, Review)
        await until(lambda: "damaged" in str(app.screen.query_one("#heading", Static).render()))
        heading = str(app.screen.query_one("#heading", Static).render())
        assert "below" not in heading
        assert not app.screen.query_one(NoteList).entries
