"""What different operators answered about the same matter, side by side."""

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Static

from callmate.domain.answers import matters
from callmate.domain.chronology import Chronology
from callmate.i18n import _
from callmate.ui.case_keys import answers_commands
from callmate.ui.widgets.key_strip import KeyStrip
from callmate.ui.widgets.matter_list import MatterList

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


class Answers(Screen[None]):
    """One matter under the other: what was marked as contradicting, then questions asked twice.

    Args:
        told: The case and its calls.
    """

    CSS_PATH = "cases.tcss"
    AUTO_FOCUS = "#matters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(c.key, f"do('{c.id}')", c.title, id=c.id, tooltip=c.help)
        for c in answers_commands()
    ]

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self, told: Chronology) -> None:
        super().__init__()
        self._told = told

    def compose(self) -> ComposeResult:
        """A title, the matters, the keys."""
        yield Static(_("Who said what"), classes="title", id="heading", markup=False)
        yield MatterList(id="matters")
        commands = [replace(c, key=self.app.key_of(c)) for c in answers_commands()]
        yield KeyStrip(commands, id="keys")

    def on_mount(self) -> None:
        """Set them side by side."""
        found = matters(self._told)
        listed = self.query_one(MatterList)
        listed.tell(found)
        listed.cursor = 0 if found else None

    def action_do(self, _command: str) -> None:
        """Back to the case, which is the only command."""
        self.dismiss()
