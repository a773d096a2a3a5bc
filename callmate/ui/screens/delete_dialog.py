"""Asks whether something is to be deleted, and where it goes."""

from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.ui.widgets.choice import Choice
from callmate.ui.widgets.field import Field


@dataclass(frozen=True)
class Deletion:
    """What the owner answered."""

    meant: bool
    """Whether the right name was typed."""
    for_good: bool


class DeleteDialog(ModalScreen[Deletion | None]):
    """Asks for the name of what goes; Escape answers ``None``.

    Args:
        title: The question.
        words: What goes, and what stays.
        name: The name to type.
    """

    CSS_PATH = "dialogs.tcss"

    # The line keeps the focus: the arrows choose whatever has it.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("up,shift+tab", "turn(-1)", show=False, priority=True),
        Binding("down,tab", "turn(1)", show=False, priority=True),
    ]

    def __init__(self, title: str, words: str, name: str) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._wanted = visible(name).strip()

    def compose(self) -> ComposeResult:
        """What goes and where to, over the line for the name."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._words, markup=False)
            yield Choice(
                [("trash", _("To the trash, for 30 days")), ("for_good", _("For good"))], 0
            )
            words = _("To delete, type: {name}")
            yield Static(words.format(name=self._wanted), markup=False, classes="typed")
            yield Field()
            hint = _("↑ ↓ where to · Enter: do it · Esc: leave it")
            yield Static(hint, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Field).focus()

    def action_turn(self, steps: int) -> None:
        """Choose where it goes."""
        self.query_one(Choice).turn(steps)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        meant = event.value.strip().casefold() == self._wanted.casefold()
        self.dismiss(Deletion(meant, self.query_one(Choice).value == "for_good"))

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)
