"""A scrolling list of items, each of one or more lines, that draws only what is in sight."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate, islice
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Static

Draw = Callable[[int, int], list[Content]]
"""The lines of the item with this index, wrapped to this width in cells."""


CHOSEN = "▸"
"""Stands before what is chosen, and before nothing else."""


class LineList(ScrollView, can_focus=True):
    """Items under a cursor; ten thousand cost no more than ten.

    The chosen item begins with a sign that is seen without colour. It stands in the first blank
    column that an item leaves: a heading over an item begins in that column, its lines do not.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor"}

    BINDINGS: ClassVar[list[BindingType]] = [
        ("up", "move(-1)", ""),
        ("down", "move(1)", ""),
        ("pageup", "page(-1)", ""),
        ("pagedown", "page(1)", ""),
        ("home", "edge(0)", ""),
        ("end", "edge(-1)", ""),
    ]

    cursor: reactive[int | None] = reactive(None, repaint=True)
    """The item under the cursor; ``None`` when there is no cursor."""

    shown: reactive[int] = reactive(0, repaint=False)
    """How often other items were shown."""

    class Moved(Message):
        """The cursor is on another item."""

        def __init__(self, lines: "LineList", index: int) -> None:
            self.lines = lines
            self.index = index
            super().__init__()

        @property
        def control(self) -> "LineList":
            """The list whose cursor moved."""
            return self.lines

    class Chosen(Moved):
        """An item was clicked."""

    def __init__(
        self,
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
        follow: bool = False,
        inset: int = 0,
    ) -> None:
        super().__init__(id=id)
        self._inset = inset
        self.nothing = ""
        """What stands there when there are no items."""
        self._count = 0
        self._draw: Draw = _nothing
        self._heights: Sequence[int] | None = None
        self._ends: list[int] = []
        self._width = 0
        self._drawn: dict[int, list[Content]] = {}
        self._follow = follow

    def show(
        self, count: int, draw: Draw, *, heights: Sequence[int] | None = None, same: int = 0
    ) -> None:
        """Show ``count`` items drawn by ``draw``.

        Args:
            count: How many items there are.
            draw: Makes the lines of one item.
            heights: The items' heights in lines, when known without drawing.
            same: How many of the first items look as they did, and need not be drawn anew.
        """
        self._count, self._draw, self._heights = count, draw, heights
        self.shown += 1
        if self.cursor is not None:
            self.cursor = min(self.cursor, count - 1) if count else None
        self._measure(same)

    def draw_again(self, index: int) -> None:
        """Draw an item anew of which no line became longer or shorter."""
        self._drawn.pop(index, None)
        self.refresh()

    def _measure(self, same: int = 0) -> None:
        width = self.scrollable_content_region.width if self.is_attached else 0
        # Another width breaks every line anew.
        same = min(same, self._count, len(self._ends)) if width == self._width else 0
        self._width = width
        self._drawn = {index: self._drawn[index] for index in self._drawn if index < same}
        rest: Sequence[int] = ()
        if self._heights is not None:
            rest = self._heights[same:]
        elif width:
            rest = [len(self._lines(index)) for index in range(same, self._count)]
        above = self._ends[same - 1] if same else 0
        self._ends[same:] = islice(accumulate(rest, initial=above), 1, None)
        if not width:
            return
        at_end = self.scroll_offset.y >= self.max_scroll_y - 1
        self.virtual_size = Size(width, self._ends[-1] if self._ends else 0)
        if self._follow and at_end:
            self.call_after_refresh(self.scroll_end, animate=False)
        self.refresh()

    def _lines(self, index: int) -> list[Content]:
        lines = self._drawn.get(index)
        if lines is None:
            lines = self._draw(index, self.scrollable_content_region.width - self._inset)
            if self._inset:
                lines = [Content(" " * self._inset) + line for line in lines]
            self._drawn[index] = lines
        return lines

    def cuts(self, index: int) -> bool:
        """Whether an item is drawn without some of its words."""
        there = index < len(self._ends) and self._width > 0
        return there and any("…" in line.plain for line in self._lines(index))

    def item_at(self, y: int) -> int | None:
        """The index of the item that holds a line of the whole list."""
        index = bisect_right(self._ends, y)
        return index if y >= 0 and index < len(self._ends) else None

    def region_of(self, index: int) -> Region:
        """Where an item lies in the whole list."""
        top = self._ends[index - 1] if index else 0
        return Region(0, top, 1, self._ends[index] - top)

    def render_line(self, y: int) -> Strip:
        """Draw one line in sight."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index = self.item_at(line)
        if index is None:
            said = Content(self.nothing).wrap(width) if self.nothing and not self._count else []
            words = said[line] if line < len(said) else Content("")
            return Strip(words.render_segments(self.visual_style)).adjust_cell_length(
                width, self.visual_style.rich_style
            )
        lines = self._lines(index)
        place = line - self.region_of(index).y
        # In the middle of a resize, an item may be drawn narrower or wider than it was measured.
        content = lines[place] if place < len(lines) else Content("")
        if index == self.cursor and place >= _first_of(lines):
            return self._chosen(content, width, marked=place == _first_of(lines))
        style = self.visual_style
        pieces = content.render(style, "", parse_style=self.app.stylesheet.parse_style)
        segments = [Segment(text, piece.rich_style) for text, piece in pieces]
        strip = Strip(segments, content.cell_length)
        return strip.adjust_cell_length(width, style.rich_style)

    def _chosen(self, content: Content, width: int, *, marked: bool) -> Strip:
        """A line of the chosen item: the sign, and one colour that can be read on another."""
        if marked and content.plain.startswith(" "):
            content = Content(CHOSEN) + content[1:]
        style = self.get_visual_style("lines--cursor")
        # Where the terminal has colours of its own, nobody knows which are far apart.
        plain = style.rich_style + RichStyle(reverse=self.app.native_ansi_color)
        pieces = content.render(style, "", parse_style=self.app.stylesheet.parse_style)
        # Struck out or underlined as ever, but never in a colour of its own.
        segments = [Segment(text, piece.rich_style + plain) for text, piece in pieces]
        return Strip(segments, content.cell_length).adjust_cell_length(width, plain)

    def watch_cursor(self, cursor: int | None) -> None:
        """Bring the cursor into sight and say where it is."""
        if cursor is not None and cursor < len(self._ends):
            self._bring_into_sight()
            self.post_message(self.Moved(self, cursor))

    def on_resize(self) -> None:
        """Wrap anew, and keep the cursor in sight."""
        self._measure()
        self.call_after_refresh(self._bring_into_sight)

    def _bring_into_sight(self) -> None:
        if self.cursor is not None and self.cursor < len(self._ends):
            self.scroll_to_region(self.region_of(self.cursor), animate=False, force=True)

    def notify_style_update(self) -> None:
        """Draw anew when colours change."""
        super().notify_style_update()
        self._drawn.clear()

    def action_move(self, steps: int) -> None:
        """Move the cursor by items."""
        if self._count:
            start = self.cursor if self.cursor is not None else (-1 if steps > 0 else self._count)
            self.cursor = max(0, min(self._count - 1, start + steps))

    def action_page(self, direction: int) -> None:
        """Move the cursor by a screenful."""
        self.action_move(direction * max(1, self.size.height - 1))

    def action_edge(self, index: int) -> None:
        """Move the cursor to the first or last item."""
        if self._count:
            self.cursor = 0 if index == 0 else self._count - 1

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        index = self.item_at(event.y + self.scroll_offset.y)
        if index is not None:
            self.cursor = index
            self.post_message(self.Chosen(self, index))


class WholeRow(Static):
    """All words of the chosen item, below its list, while the list has no room for them.

    Args:
        lines: The list.
        whole: The words of the item with this index, cut nowhere.
    """

    DEFAULT_CSS = """
    WholeRow { height: auto; max-height: 4; padding: 0 1; background: $surface; display: none; }
    """

    def __init__(self, lines: LineList, whole: Callable[[int], Content]) -> None:
        super().__init__(markup=False)
        self._lines = lines
        self._whole = whole

    def on_mount(self) -> None:
        """Follow the list."""
        self.watch(self._lines, "cursor", self._follow)
        self.watch(self._lines, "shown", self._follow)

    def on_resize(self) -> None:
        """Something may have room now, or none any more."""
        self._follow()

    def _follow(self) -> None:
        self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        chosen = self._lines.cursor
        self.display = chosen is not None and self._lines.cuts(chosen)
        if self.display and chosen is not None:
            self.update(self._whole(chosen))


def _first_of(lines: Sequence[Content]) -> int:
    """The first line of an item that is no heading over it."""
    blank = (place for place, line in enumerate(lines) if line.plain.startswith(" "))
    return next(blank, 0)


def _nothing(_index: int, _width: int) -> list[Content]:
    return []
