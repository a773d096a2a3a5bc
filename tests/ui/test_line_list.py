"""What a list says when it is empty, and what it draws when it is not."""

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from callmate.ui.widgets.line_list import LineList


class Listing(App[None]):
    """A list alone on a screen."""

    def compose(self) -> ComposeResult:
        """The list."""
        yield LineList()


def drawn(lines: LineList) -> list[str]:
    return [lines.render_line(y).text.rstrip() for y in range(4)]


@pytest.mark.asyncio
async def test_the_words_for_nothing_go_when_there_is_something() -> None:
    app = Listing()
    async with app.run_test(size=(20, 4)) as pilot:
        lines = app.query_one(LineList)
        lines.nothing = "Nothing is here so far, not one thing."
        lines.show(0, lambda _index, _width: [])
        await pilot.pause()
        assert drawn(lines)[:2] == ["Nothing is here so", "far, not one thing."]
        lines.show(1, lambda _index, _width: [Content("one")], heights=[1])
        await pilot.pause()
        assert drawn(lines) == ["one", "", "", ""]


async def test_an_item_that_needs_fewer_lines_than_were_measured_is_drawn() -> None:
    lines_each = 3

    def draw(index: int, _width: int) -> list[Content]:
        return [Content(f"item {index}")] * lines_each

    app = Listing()
    async with app.run_test(size=(40, 4)) as pilot:
        lines = app.query_one(LineList)
        lines.show(2, draw)
        await pilot.pause()
        # As when the terminal has become wider and the list is yet to be measured anew.
        lines_each = 1
        lines.notify_style_update()
        assert drawn(lines) == ["item 0", "", "", "item 1"]
        lines.on_resize()
        assert drawn(lines)[:2] == ["item 0", "item 1"]
