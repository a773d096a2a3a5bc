"""Changes the text of a letter in place; what is typed is kept as it is typed."""

from collections.abc import Callable
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from callmate.domain.visible import on_paper
from callmate.i18n import _
from callmate.ui.widgets.field import lines_of

_PAUSE = 0.6
"""Seconds without a key after which what was typed is kept."""


class LetterArea(TextArea):
    """A text under a cursor, into which nothing can be pasted that acts unseen."""

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        pasted = "\n".join(lines_of(event.text)).replace("\t", " ")
        self.replace(on_paper(pasted), *self.selection, maintain_selection_offset=False)


class LetterEdit(Screen[None]):
    """The part of a letter that can be changed; Escape is done.

    Args:
        title: What the letter is called.
        text: What stands there at first.
        keep: Keeps what was typed.
    """

    CSS_PATH = "letters.tcss"
    AUTO_FOCUS = "TextArea"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False, priority=True),
    ]

    def __init__(self, title: str, text: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._keep = keep
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        """The text, and how it is read."""
        yield Static(self._title, classes="title", id="heading", markup=False)
        yield LetterArea(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        words = _(
            "The first line is the subject; empty lines part paragraphs; 1. facts, a) requests,"
            " - enclosures. Kept as you type · Esc: done"
        )
        yield Static(words, id="hint", classes="hint", markup=False)

    @on(TextArea.Changed)
    def _changed(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._keep_now)

    def _keep_now(self) -> None:
        text = self.query_one(TextArea).text
        if text != self._text:
            self._keep(text)
            self._text = text

    def action_leave(self) -> None:
        """It is as wanted."""
        self._keep_now()
        self.dismiss()
