"""Small questions, each answered with a typed value; none opens by itself."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from callmate.i18n import _
from callmate.ui.widgets.choice import Choice
from callmate.ui.widgets.field import Field

Leaving = Literal["stay", "leave", "end"]


class LeaveDialog(ModalScreen[Leaving]):
    """Quitting in a call: does the call go on?"""

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "answer('stay')", show=False),
        Binding("enter", "chosen", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The question, and three answers."""
        with Vertical(classes="dialog"):
            yield Static(_("Does the call go on?"), classes="title", markup=False)
            yield Static(
                _("Everything written is kept. Recording stops when you leave."), markup=False
            )
            yield Choice(
                [
                    ("stay", _("Stay in the call")),
                    ("leave", _("It goes on: leave, take it up again later")),
                    ("end", _("It is over: end it")),
                ],
                0,
            )
            yield Static(_("← → choose · Enter: do it · Esc: stay"), classes="hint", markup=False)

    def action_answer(self, answer: Leaving) -> None:
        """Answer and close."""
        self.dismiss(answer)

    def action_chosen(self) -> None:
        """Answer with what is chosen."""
        value = self.query_one(Choice).value
        self.dismiss("leave" if value == "leave" else "end" if value == "end" else "stay")


class TypedDialog(ModalScreen[str | None]):
    """Asks for one line; Escape answers ``None``.

    Args:
        title: What it is about.
        words: What happens, in a sentence.
        secret: Whether what is typed is hidden.
        text: What stands on the line at first.
    """

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, title: str, words: str, *, secret: bool = False, text: str = "") -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._secret = secret
        self._text = text

    def compose(self) -> ComposeResult:
        """The sentence over the line."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._words, markup=False)
            yield Field(self._text, password=self._secret, select_on_focus=False)
            yield Static(_("Enter: do it · Esc: leave it"), classes="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value)

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)


class PickDialog(ModalScreen[str | None]):
    """One of a few, one under the other; Escape answers ``None``.

    Args:
        title: What is chosen.
        options: A value and its words each.
        words: What happens, in a sentence, where that needs saying.
        chosen: The place of the option that is chosen at first.
    """

    CSS_PATH = "dialogs.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "chosen", show=False),
    ]

    def __init__(
        self, title: str, options: Sequence[tuple[str, str]], words: str = "", chosen: int = 0
    ) -> None:
        super().__init__()
        self._title = title
        self._options = options
        self._words = words
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        """The options."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            if self._words:
                yield Static(self._words, markup=False)
            yield Choice(self._options, self._chosen)
            yield Static(_("← → choose · Enter: take it · Esc: leave it"), classes="hint")

    def action_leave(self) -> None:
        """Leave things as they are."""
        self.dismiss(None)

    def action_chosen(self) -> None:
        """Take what is chosen."""
        self.dismiss(self.query_one(Choice).value)
