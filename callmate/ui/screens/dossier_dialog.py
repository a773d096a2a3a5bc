"""Asks whom a dossier is for, where to put it, and whether sound goes with it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Label, Static

from callmate.locale.messages import _
from callmate.services.output import free_folder
from callmate.store.places import typed_path
from callmate.ui.dialogs import FormDialog
from callmate.ui.host import Host
from callmate.ui.widgets.field import Choice, Field


@dataclass(frozen=True)
class Handing:
    """What is to be handed over."""

    to: str
    folder: Path
    sound: bool
    """Whether listening copies go with it."""
    notes: bool = False
    """Whether the owner's notes go with it."""


class DossierDialog(FormDialog[None]):
    """To whom, where, with or without sound; it stays until the dossier is made.

    Args:
        case: What the case is called, after which the folder is.
        make: Makes the dossier, and says whether it could.
    """

    CSS_PATH = "letters/letters.tcss"

    def __init__(self, case: str, make: Callable[[Host, Handing], bool]) -> None:
        super().__init__()
        self._case = case
        self._make = make

    def compose(self) -> ComposeResult:
        """What is asked, the warning beside the tick."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(_("A dossier to hand over"), classes="title", markup=False)
            words = _("One PDF with everything in order, and copies of the files of this case.")
            yield Static(words, markup=False)
            yield Label(_("For whom? An association, a conciliator, a lawyer"), markup=False)
            yield Field(id="to")
            yield Label(_("The folder to make"), markup=False)
            offered = free_folder(Path.home(), self._case, self.host.clock().date())
            yield Field(str(offered), id="folder", select_on_focus=False)
            words = _(
                "The recordings: whoever gets a copy can hear it. Give them only to whoever needs"
                " them for your complaint, and do not circulate them."
            )
            yield Static(words, id="warning", markup=False)
            yield Choice(
                [
                    ("without", _("without the recordings")),
                    ("with", _("with listening copies of them")),
                ],
                0,
                id="sound",
            )
            yield Choice(
                [
                    ("without", _("without my notes")),
                    ("with", _("with my notes, as I wrote them")),
                ],
                0,
                id="notes",
            )
            words = _("← → choose · Tab: next · Enter: make it · Esc: leave it")
            yield Static(words, classes="hint", markup=False)

    def action_keep(self) -> None:
        """Make it as it stands there."""
        folder = self.text("folder")
        if not folder:
            self.query_one("#folder").focus()
            return
        sound, notes = (
            self.query_one(f"#{each}", Choice).value == "with" for each in ("sound", "notes")
        )
        if self._make(self.host, Handing(self.text("to"), typed_path(folder), sound, notes)):
            self.dismiss()
