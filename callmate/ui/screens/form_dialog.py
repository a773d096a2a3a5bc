"""What all dialogs with lines to fill in have in common."""

from typing import ClassVar, TypeVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from callmate.ui.leaving import may_leave
from callmate.ui.widgets.field import Field

Answer = TypeVar("Answer")


class FormDialog(ModalScreen[Answer | None]):
    """A few lines to fill in; Enter keeps them, Escape answers ``None``.

    A dialog made of it has a scrolling ``.dialog`` with its fields in it, and a ``#wrong`` for
    what is wrong with them.
    """

    CSS_PATH = "dialogs.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "keep", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
    ]

    def on_mount(self) -> None:
        """Take no line for what is wrong while nothing is."""
        for line in self.query("#wrong"):
            line.display = False

    def on_screen_resume(self) -> None:
        """Begin at the title: the first field, once it has the focus, would hide it."""
        self.call_after_refresh(self.query_one(VerticalScroll).scroll_home, animate=False)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Leave things as they are; what was typed goes at the second Escape only."""
        if may_leave(self):
            self.dismiss(None)

    def text(self, field: str) -> str:
        """What stands in a field, without the spaces around it."""
        return self.query_one(f"#{field}", Field).value.strip()

    def wrong(self, field: str, words: str) -> None:
        """Say what is wrong beside the field in question, and go there."""
        line, at = self.query_one("#wrong", Static), self.query_one(f"#{field}")
        line.update(words)
        line.display = True
        self.query_one(VerticalScroll).move_child(line, after=at)
        at.focus()
