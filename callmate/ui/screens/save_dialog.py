"""Asks what kind of file to make, and where."""

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label, Static

from callmate.i18n import _
from callmate.store.places import documents
from callmate.taking_out import free_path
from callmate.ui.widgets.choice import Choice
from callmate.ui.widgets.field import Field


class SaveDialog(ModalScreen[Path | None]):
    """Answers with a path at which there is no file yet; Escape answers ``None``.

    Args:
        title: What is asked.
        kinds: The endings there are, each with a word or two.
        name: What the file is about.
    """

    CSS_PATH = "dialogs.tcss"
    AUTO_FOCUS = "#kind"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", show=False),
        Binding("enter", "keep", show=False),
        Binding("up,shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("down,tab", "app.focus_next", show=False, priority=True),
    ]

    def __init__(self, title: str, kinds: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._title = title
        self._kinds = tuple(kinds)
        self._proposed = free_path(documents(), name, self._kinds[0][0])

    def compose(self) -> ComposeResult:
        """The kinds, the path, and what is wrong with it."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Choice(self._kinds, 0, id="kind")
            yield Label(_("Where to put it"), markup=False)
            yield Field(_short(self._proposed), id="path", select_on_focus=False)
            yield Static("", id="wrong", markup=False)
            words = _("← → choose · Tab: next · Enter: make it · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    @on(Choice.Changed)
    def _other_kind(self) -> None:
        field = self.query_one("#path", Field)
        ending = self.query_one(Choice).value or ""
        known = tuple(each for each, _word in self._kinds)
        field.value = (
            str(Path(field.value).with_suffix("")) if field.value.endswith(known) else (field.value)
        )
        field.value += ending

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Answer with the path, or say what is wrong with it."""
        path = Path(self.query_one("#path", Field).value.strip()).expanduser()
        endings = [each for each, _word in self._kinds]
        if path.suffix.lower() not in endings:
            self._wrong(
                _("Let the name end in one of these: {endings}.").format(endings=", ".join(endings))
            )
        elif not path.parent.is_dir():
            self._wrong(_("There is no such folder: look at the path once more."))
        elif path.exists():
            self._wrong(_("There is such a file already: give this one another name."))
        else:
            self.dismiss(path.absolute())

    def _wrong(self, words: str) -> None:
        self.query_one("#wrong", Static).update(words)
        self.query_one("#path").focus()

    def action_leave(self) -> None:
        """Make no file."""
        self.dismiss(None)


def _short(path: Path) -> str:
    """A path as people write it; what is typed so is read as the whole."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
