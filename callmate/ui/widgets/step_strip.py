"""The most pressing next steps of a case in a few lines; a click shows them all."""

from datetime import datetime
from typing import TYPE_CHECKING

from textual.content import Content
from textual.widget import Widget

from callmate.domain.pending import Pending
from callmate.ui.step_lines import strip
from callmate.ui.widgets.key_strip import key_name

if TYPE_CHECKING:
    from callmate.ui.app import CallMate

_MOST = 4
_SMALL = 3
"""Lines in a terminal of few rows."""
_FEW_ROWS = 24


class StepStrip(Widget):
    """A few lines, or none when nothing is pending.

    Args:
        command: The command that shows all steps; its key is named, and a click does it.
        id: The widget's id.
    """

    DEFAULT_CSS = "StepStrip { height: auto; padding: 0 1; background: $surface; }"

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self, command: str, *, id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(id=id)
        self._command = command
        self._pending: Pending | None = None
        self._now: datetime | None = None
        self.display = False

    def tell(self, pending: Pending | None, now: datetime) -> None:
        """Show what is pending at a time; ``None`` shows nothing."""
        self._pending, self._now = pending, now
        self.display = pending is not None and bool(pending.steps or pending.waiting)
        self.refresh(layout=True)

    def render(self) -> Content:
        """The lines, cut to the width there is."""
        if self._pending is None or self._now is None:
            return Content("")
        key = key_name(self.app.key_of_id(self._command))
        most = _MOST if self.app.size.height > _FEW_ROWS else _SMALL
        width = max(20, (self.size.width or self.app.size.width) - 2)
        return strip(self._pending, self._now, key, most=most, width=width)

    async def on_click(self) -> None:
        """Show them all."""
        await self.run_action(f"screen.do('{self._command}')")
