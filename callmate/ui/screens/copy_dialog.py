"""Asks whether sound may leave the private store, what for, and where it goes."""

from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.i18n import _
from callmate.ui.screens.form_dialog import FormDialog
from callmate.ui.widgets.field import Field


@dataclass(frozen=True)
class Wanted:
    """A listening copy that the owner agreed to."""

    file: Path
    purpose: str


class CopyDialog(FormDialog[Wanted]):
    """What a listening copy is for and where it goes; Escape answers ``None``.

    Args:
        title: Which sound it is.
        file: Where it goes unless something else is written.
        kinds: The endings that a file may have, without their dots.
    """

    def __init__(self, title: str, file: Path, kinds: tuple[str, ...]) -> None:
        super().__init__()
        self._title = title
        self._file = file
        self._kinds = kinds

    def compose(self) -> ComposeResult:
        """The warning, then two lines to write."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(self._title, classes="title", markup=False)
            yield Static(
                _(
                    "The sound leaves the private store: whoever gets the file can hear it. Give it"
                    " only to whoever needs it for your complaint, and do not circulate it."
                ),
                markup=False,
            )
            yield Label(_("What is it for? (it is written down in the call)"), markup=False)
            yield Field(id="purpose")
            kinds = ", ".join(self._kinds)
            said = _("The file to make; its ending says its kind: {kinds}").format(kinds=kinds)
            yield Label(said, markup=False)
            yield Field(str(self._file), id="file", select_on_focus=False)
            yield Static("", id="wrong", markup=False)
            words = _("Tab: next · Enter: take it out · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Answer with what stands there, or say what is wrong with it."""
        file = Path(self.text("file")).expanduser()
        if file.suffix.lower().removeprefix(".") not in self._kinds:
            self.wrong("file", _("The name must end in one of the kinds, for example .mp3."))
        elif not file.is_absolute() or not file.parent.is_dir():
            self.wrong("file", _("There is no such folder: look at the path once more."))
        elif file.exists():
            self.wrong("file", _("There is a file of that name already: give it another one."))
        else:
            self.dismiss(Wanted(file, self.text("purpose")))
