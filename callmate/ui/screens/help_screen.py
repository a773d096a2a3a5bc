"""Every key and what it does."""

from itertools import chain
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from callmate.domain.text import wrapped
from callmate.locale.messages import _
from callmate.ui.case_commands import case_commands, steps_commands
from callmate.ui.command import Command
from callmate.ui.commands import home_commands, live_commands, screen_commands
from callmate.ui.host import HostedModal
from callmate.ui.review_commands import review_commands, transcript_commands
from callmate.ui.shared_keys import shared_keys
from callmate.ui.widgets.key_strip import key_name

First = Literal["call", "review", "words", "case"]

_KEY = 10
"""Columns before a sentence, in which its key stands."""

_WIDEST, _AROUND, _LEAST = 90, 8, 30
"""Columns of the list, as its style has them; those of its frame; and those it has at least."""


class Help(HostedModal[None]):
    """The keys of every screen, with a sentence each; any of the closing keys closes it.

    Args:
        first: Whose keys come first: those of a call in progress, of a past call, of what was said
            in one, or of a case.
    """

    CSS_PATH = "help_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "close", show=False)
    ]

    def __init__(self, first: First = "call") -> None:
        super().__init__()
        self._first = first
        self._columns = _LEAST

    def compose(self) -> ComposeResult:
        """The lists."""
        self._columns = self._room()
        with VerticalScroll(classes="dialog"):
            yield Static(Content("\n").join(self._lists()), id="lists")
            yield Static(_("↑ ↓ read on · Esc: close"), classes="hint", markup=False)

    @on(Resize)
    def _fit(self) -> None:
        """Break the sentences anew when the terminal has become wider or narrower."""
        if self._columns != (columns := self._room()):
            self._columns = columns
            self.call_after_refresh(self._write)

    def _write(self) -> None:
        self.query_one("#lists", Static).update(Content("\n").join(self._lists()))

    def _room(self) -> int:
        return max(_LEAST, min(_WIDEST, self.app.size.width * 96 // 100) - _AROUND)

    def _lists(self) -> list[Content]:
        lists: dict[First, list[Content]] = {
            "call": [
                *self._list(_("During a call"), live_commands()),
                Content(_("^ before a letter means: hold Ctrl and press the letter.")),
                Content(_("Space on the empty line shows a letter for each of these.")),
                Content(""),
                *self._list(_("Your calls"), home_commands()),
            ],
            "review": self._list(_("Going through a call"), review_commands()),
            "words": self._list(_("What was said"), transcript_commands()),
            "case": [
                *self._list(_("In a case"), case_commands()),
                Content(""),
                *self._list(_("What to do, and by when"), steps_commands()),
            ],
        }
        order = sorted(lists, key=lambda name: name != self._first)
        listed = [line for name in order for line in (*lists[name], Content(""))]
        return [*listed, *self._shared(), *self._rows(screen_commands())]

    def _list(self, title: str, commands: tuple[Command, ...]) -> list[Content]:
        return [Content.styled(title, "bold $primary"), *self._rows(commands)]

    def _shared(self) -> list[Content]:
        title = Content.styled(_("The same on every screen"), "bold $primary")
        rows = (self._row(key_name(each.key), each.help) for each in shared_keys())
        return [title, *chain.from_iterable(rows)]

    def _rows(self, commands: tuple[Command, ...]) -> list[Content]:
        rows = (self._row(key_name(self.host.key_of(each)), each.help) for each in commands)
        return list(chain.from_iterable(rows))

    def _row(self, key: str, words: str) -> list[Content]:
        first, *more = wrapped(words, self._columns - _KEY)
        row = Content.assemble((f"  {key:<{_KEY - 2}}", "bold $accent"), first)
        return [row, *(Content(" " * _KEY + line) for line in more)]

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()
