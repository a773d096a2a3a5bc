"""The list of keys: each sentence stands beside its key, however wide the terminal is."""

from pathlib import Path

import pytest
from textual.content import Content
from textual.widgets import Static

from callmate.domain.text import cells
from callmate.ui.screens.help_screen import Help
from tests.ui.program import Program, until

KEYS = 10
"""Columns in which the keys stand."""


@pytest.mark.asyncio
@pytest.mark.parametrize("width", [60, 80, 120])
async def test_no_sentence_reaches_beneath_the_keys(tmp_path: Path, width: int) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(70, 24)) as pilot:
        app.push_screen(Help())
        await until(lambda: isinstance(app.screen, Help))
        await pilot.resize_terminal(width, 24)
        await pilot.pause(0.2)
        shown = app.screen.query_one("#lists", Static)
        assert isinstance(shown.content, Content)
        lines = shown.content.plain.split("\n")
        of_keys = [line for line in lines if line.startswith("  ")]
        assert max(map(cells, of_keys)) <= shown.size.width
        assert [line for line in of_keys if line[KEYS - 1] != " " or line[KEYS] == " "] == []
