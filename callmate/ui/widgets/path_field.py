"""A line for the name of a file, completed with Tab."""

import asyncio

from textual import events

from callmate.ui.file_names import FileNames, completed
from callmate.ui.widgets.field import Field


class PathField(Field):
    """A path; Tab completes it, or goes on when there is nothing to complete.

    Args:
        endings: The endings of files to suggest, in lower case, with their dots.
        id: The widget's id.
    """

    def __init__(
        self,
        endings: frozenset[str],
        *,
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__("~/", id=id, suggester=FileNames(endings), select_on_focus=False)
        self._endings = endings

    async def _on_key(self, event: events.Key) -> None:
        # Here and not by a binding, so that it comes after the letters typed before it and
        # before an Enter typed behind it. Textual calls the handler of Input next.
        if event.key != "tab":
            return
        event.stop()
        event.prevent_default()
        whole = await asyncio.to_thread(completed, self.value, self._endings)
        if whole is None:
            self.screen.focus_next()
        else:
            self.value = whole
            self.cursor_position = len(whole)
