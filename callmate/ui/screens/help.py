"""Every key and what it does."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from callmate.i18n import _
from callmate.ui.keys import Command, home_commands, live_commands, review_commands
from callmate.ui.widgets.key_strip import key_name

if TYPE_CHECKING:
    from callmate.ui.app import CallMate


class Help(ModalScreen[None]):
    """The keys of every screen, with a sentence each; any of the closing keys closes it.

    Args:
        review: Whether the keys of a past call come first.
    """

    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,enter", "close", show=False)
    ]

    if TYPE_CHECKING:

        @property
        def app(self) -> "CallMate":  # type: ignore[override]
            """The program."""

    def __init__(self, *, review: bool = False) -> None:
        super().__init__()
        self._review = review

    def compose(self) -> ComposeResult:
        """Three lists."""
        with VerticalScroll(classes="dialog"):
            yield Static(
                Content("\n").join([*self._lists(), Content.styled(_("Esc: close"), "dim")])
            )

    def _lists(self) -> list[Content]:
        past = [*self._list(_("Going through a call"), review_commands()), Content("")]
        rest = [
            *self._list(_("During a call"), live_commands()),
            Content(_("Space on the empty line shows a letter for each of these.")),
            Content(""),
            *self._list(_("Your calls"), home_commands()),
            Content(""),
        ]
        return [*past, *rest] if self._review else [*rest, *past]

    def _list(self, title: str, commands: tuple[Command, ...]) -> list[Content]:
        rows = [
            Content.assemble(
                (f"  {key_name(self.app.key_of(command)):<8}", "bold $accent"), command.help
            )
            for command in commands
        ]
        return [Content.styled(title, "bold $primary"), *rows]

    def action_close(self) -> None:
        """Close the help."""
        self.dismiss()
