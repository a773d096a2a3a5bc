"""The home screen's list: what is due, cases, calls, or what was found."""

from collections.abc import Sequence
from datetime import datetime

from textual.content import Content
from textual.message import Message

from callmate.ui.home_items import Item, Shown
from callmate.ui.item_lines import line_of
from callmate.ui.widgets.line_list import LineList


class HomeList(LineList):
    """Items under a cursor."""

    whole_items = False

    class Opened(Message):
        """An item is to be opened."""

        def __init__(self, item: Item) -> None:
            self.item = item
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: Sequence[Shown] = ()

    @property
    def current(self) -> Item | None:
        """The item under the cursor."""
        if self.cursor is None or self.cursor >= len(self._shown):
            return None
        return self._shown[self.cursor].item

    def fill(
        self,
        shown: Sequence[Shown],
        now: datetime,
        running: frozenset[str],
        *,
        afresh: bool = False,
    ) -> None:
        """Show these items; the cursor stays on the one it is on.

        Args:
            shown: The items, in order.
            now: The time, by which days are named.
            running: The ids of calls that a living window has open.
            afresh: Whether the cursor goes to the first item instead.
        """
        before = None if afresh else self.current
        self._shown = shown
        heights = [2 if each.heading else 1 for each in shown]

        def draw(index: int, width: int) -> list[Content]:
            each = shown[index]
            line = line_of(each.item, width, running, now)
            return [Content.styled(each.heading, "bold $primary"), line] if each.heading else [line]

        self.show(len(shown), draw, heights=heights)
        self.cursor = self._place_of(before) if shown else None
        if self.cursor == 0:
            self.scroll_home(animate=False)  # its heading too

    def _place_of(self, item: Item | None) -> int:
        if item is None:
            return 0
        same = (place for place, each in enumerate(self._shown) if each.item.key == item.key)
        return next(same, min(self.cursor or 0, len(self._shown) - 1))

    def on_line_list_chosen(self) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))
