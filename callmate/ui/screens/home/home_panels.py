"""The home screen's list: what is due, cases, calls, or what was found; and what is said on top."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from textual.content import Content
from textual.message import Message

from callmate.domain.records import CallSummary
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.store.cabinet import Cabinet
from callmate.store.errors import NoSuchCall
from callmate.store.rows import Row
from callmate.ui.host import host_of
from callmate.ui.screens.home.home_items import Item, Shown, line_of, whole_of
from callmate.ui.widgets.line_list import LineList
from callmate.wording.dates import hour_minute


class HomeList(LineList):
    """Items under a cursor."""

    class Opened(Message):
        """An item is to be opened."""

        def __init__(self, item: Item) -> None:
            self.item = item
            super().__init__()

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._shown: Sequence[Shown] = ()
        self._in_use = frozenset[str]()

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
        self._shown, self._in_use = shown, running
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

    def whole(self, index: int) -> Content:
        """All words of an item, cut nowhere."""
        return whole_of(self._shown[index].item, self._in_use, host_of(self).clock())

    def on_line_list_chosen(self) -> None:
        """A click opens."""
        self.action_open()

    def action_open(self) -> None:
        """Open the item under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))


def running(cabinet: Cabinet, rows: Iterable[Row]) -> frozenset[str]:
    """The ids of the calls without an end that a living window has."""
    unended = (row.id for row in rows if isinstance(row, CallSummary) and row.ended is None)
    return frozenset(call_id for call_id in unended if _is_running(cabinet, call_id))


def _is_running(cabinet: Cabinet, call_id: str) -> bool:
    try:
        return cabinet.is_running(call_id)
    except NoSuchCall:
        return True


def interrupted(rows: Iterable[Row], in_use: frozenset[str]) -> CallSummary | None:
    """The newest call without an end that no living window has."""
    for row in rows:
        if isinstance(row, CallSummary) and row.ended is None and row.id not in in_use:
            return row
    return None


def banner(call: CallSummary | None) -> str:
    """What is said on top about a call that was interrupted; nothing when there is none."""
    if call is None:
        return ""
    words = _("⚠ Call to {company}, begun at {time}, interrupted: press Enter to take it up again")
    time = hour_minute(call.started.astimezone())
    return words.format(company=visible(call.company) or _("(no company)"), time=time)
