"""The large clock of the whole call."""

from datetime import datetime

from textual.reactive import reactive
from textual.widgets import Digits

from callmate.domain.call import Call
from callmate.domain.span import clock as span


class CallClock(Digits):
    """How long the call has lasted, computed from its stamps and never counted up."""

    call: reactive[Call | None] = reactive(None)
    """The call that is timed."""

    now: reactive[datetime | None] = reactive(None)
    """The time now."""

    def watch_call(self) -> None:
        """Show the length of another call."""
        self._show()

    def watch_now(self) -> None:
        """Show the length at another moment."""
        self._show()

    def _show(self) -> None:
        if self.call is not None and self.now is not None:
            self.update(span(self.call.length(self.now).total_seconds()))
