"""Every key and what it does."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from callmate.locale.messages import _
from callmate.ui.case_commands import case_commands, steps_commands
from callmate.ui.command import Command
from callmate.ui.commands import home_commands, live_commands, screen_commands
from callmate.ui.host import HostedModal
from callmate.ui.review_commands import review_commands
from callmate.ui.shared_keys import shared_keys
from callmate.ui.widgets.key_strip import key_name

First = Literal["call", "review", "case"]


class Help(HostedModal[None]):
    """The keys of every screen, with a sentence each; any of the closing keys closes it.

    Args:
        first: Whose keys come first: a call's in progress, a past call's or a case's.
    """

    CSS_PATH = "help_screen.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "close", show=False)
    ]

    def __init__(self, first: First = "call") -> None:
        super().__init__()
        self._first = first

    def compose(self) -> ComposeResult:
        """The lists."""
        with VerticalScroll(classes="dialog"):
            yield Static(Content("\n").join(self._lists()))
            yield Static(_("↑ ↓ read on · Esc: close"), classes="hint", markup=False)

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
            "case": [
                *self._list(_("In a case"), case_commands()),
                Content(""),
                *self._list(_("What to do, and by when"), steps_commands()),
            ],
        }
        order = sorted(lists, key=lambda name: name != self._first)
        listed = [line for name in order for line in (*lists[name], Content(""))]
        everywhere = [_row(key_name(self.host.key_of(c)), c.help) for c in screen_commands()]
        return [*listed, *_shared(), *everywhere]

    def _list(self, title: str, commands: tuple[Command, ...]) -> list[Content]:
        rows = [_row(key_name(self.host.key_of(each)), each.help) for each in commands]
        return [Content.styled(title, "bold $primary"), *rows]

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()


def _shared() -> list[Content]:
    title = Content.styled(_("The same on every screen"), "bold $primary")
    return [title, *(_row(key_name(each.key), each.help) for each in shared_keys())]


def _row(key: str, words: str) -> Content:
    return Content.assemble((f"  {key:<8}", "bold $accent"), words)
