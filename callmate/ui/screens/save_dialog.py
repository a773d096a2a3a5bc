"""Asks what kind of file to make, and where."""

from collections.abc import Sequence
from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.i18n import _
from callmate.store.places import documents
from callmate.taking_out import free_path
from callmate.ui.screens.form_dialog import FormDialog
from callmate.ui.widgets.choice import Choice
from callmate.ui.widgets.field import Field


class SaveDialog(FormDialog[Path]):
    """Answers with a path at which there is no file yet; Escape answers ``None``.

    Args:
        title: What is asked.
        kinds: The endings there are, each with a word or two.
        name: What the file is about.
    """

    AUTO_FOCUS = "#kind"

    def __init__(self, title: str, kinds: Sequence[tuple[str, str]], name: str) -> None:
        super().__init__()
        self._title = title
        self._kinds = tuple(kinds)
        self._proposed = free_path(documents(), name, self._kinds[0][0])

    def compose(self) -> ComposeResult:
        """The kinds, the path, and what is wrong with it."""
        with VerticalScroll(classes="dialog", can_focus=False):
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
        typed_in = field.touched
        known = tuple(each for each, _word in self._kinds)
        plain = field.value.endswith(known)
        bare = str(Path(field.value).with_suffix("")) if plain else field.value
        field.value = bare + ending
        if not typed_in:
            field.settle()  # this was no typing

    def action_keep(self) -> None:
        """Answer with the path, or say what is wrong with it."""
        path = Path(self.text("path")).expanduser()
        endings = [each for each, _word in self._kinds]
        if path.suffix.lower() not in endings:
            self.wrong(
                "path",
                _("Let the name end in one of these: {endings}.").format(
                    endings=", ".join(endings)
                ),
            )
        elif not path.parent.is_dir():
            self.wrong("path", _("There is no such folder: look at the path once more."))
        elif path.exists():
            self.wrong("path", _("There is such a file already: give this one another name."))
        else:
            self.dismiss(path.absolute())


def _short(path: Path) -> str:
    """A path as people write it; what is typed so is read as the whole."""
    home = Path.home()
    return f"~/{path.relative_to(home)}" if path.is_relative_to(home) else str(path)
