"""The keys at the foot, of a screen or a dialog, are always in sight and never beside others."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual.widget import Widget
from textual.widgets import Label
from textual.widgets._toast import Toast

from callmate.domain.letter import Recipient, Sender
from callmate.ui.deletion import DeleteDialog
from callmate.ui.dialogs import LeaveDialog, PickDialog, SaveDialog, TypedDialog
from callmate.ui.host import HostedModal, HostedScreen
from callmate.ui.screens.add_dialog import AddDialog
from callmate.ui.screens.case.case_form import CaseForm
from callmate.ui.screens.case.case_list import CaseList
from callmate.ui.screens.case.case_screen import CaseView
from callmate.ui.screens.dossier_dialog import DossierDialog
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.letters.letter_actions import SentDialog
from callmate.ui.screens.letters.letter_people import SenderForm, recipient_form
from callmate.ui.screens.new_call_form import NewCall
from callmate.ui.screens.past_call_form import PastCallForm
from callmate.ui.screens.review.review_screen import Review
from callmate.ui.screens.trash_screen import TrashList
from tests.ui.lived_in import lived, opened, settled
from tests.ui.program import Program, shown, until

pytestmark = [pytest.mark.asyncio, pytest.mark.usefixtures("italian")]

SIZES = [(80, 24), (60, 20)]
FOOT = "#keys, #hint, .dialog > .hint"
LONG = "Parole lunghe da leggere tutte quante prima di rispondere a questa domanda. " * 4

DIALOGS: dict[str, Callable[[], HostedModal[Any]]] = {
    "leave": LeaveDialog,
    "typed": lambda: TypedDialog("Titolo", LONG),
    "pick": lambda: PickDialog("Titolo", [("", "una"), ("b", "altra")], LONG),
    "delete": lambda: DeleteDialog("Titolo", LONG, "Telefono muto"),
    "save": lambda: SaveDialog("Titolo", [(".pdf", "PDF"), (".md", "Markdown")], "nome"),
    "add": lambda: AddDialog(date(2026, 11, 24)),
    "sent": lambda: SentDialog(date(2026, 11, 24)),
    "sender": lambda: SenderForm(Sender()),
    "recipient": lambda: recipient_form(Recipient()),
    "dossier": lambda: DossierDialog("Line dead", lambda _host, _handing: False),
    "help": Help,
}
SCREENS: dict[str, Callable[[str, str], HostedScreen[Any]]] = {
    "home": lambda _case, _call: Home(),
    "cases": lambda _case, _call: CaseList(),
    "case": lambda case, _call: CaseView(case),
    "facts": lambda _case, _call: CaseForm(None),
    "call": lambda _case, call: Review(call),
    "new call": lambda _case, _call: NewCall(),
    "past call": lambda _case, _call: PastCallForm(),
    "trash": lambda _case, _call: TrashList(),
}


def feet(app: Program) -> list[Widget]:
    """Where the screen in sight shows its keys."""
    return list(app.screen.query(FOOT))


def whole(app: Program, foot: Widget) -> bool:
    """Whether nothing of it is out of sight."""
    return foot.visible and app.screen.region.contains_region(foot.region) and foot.region.area > 0


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("dialog", DIALOGS)
async def test_a_dialog_has_its_keys_at_its_foot_and_no_others_are_in_sight(
    tmp_path: Path, dialog: str, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size) as (app, pilot):
        case, _call = lived(app, calls=1)
        app.open_case(case)
        await shown(app, CaseView)
        await settled(app, pilot)
        (beneath,) = feet(app)
        asked = app.push_screen(DIALOGS[dialog]())
        await asked
        await settled(app, pilot)
        (foot,) = feet(app)
        box = app.screen.query_one(".dialog")
        assert whole(app, foot)
        assert box.region.contains_region(foot.region)
        assert app.screen.region.contains_region(box.region)
        assert box.region.bottom - foot.region.bottom <= 2
        assert not beneath.visible
        box.scroll_end(animate=False)
        await settled(app, pilot)
        assert whole(app, foot)
        app.pop_screen()
        await until(lambda: beneath.visible)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("screen", SCREENS)
async def test_what_is_said_in_passing_covers_no_keys(
    tmp_path: Path, screen: str, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size) as (app, pilot):
        await app.push_screen(SCREENS[screen](*lived(app, calls=1)))
        await settled(app, pilot)
        app.tell("Fatto.")
        app.alert(LONG)
        await until(lambda: len(app.screen.query(Toast)) == 2)
        await settled(app, pilot)
        (foot,) = feet(app)
        assert whole(app, foot)
        for toast in app.screen.query(Toast):
            assert not toast.region.overlaps(foot.region), (toast.region, foot.region)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("dialog", ["add", "sender", "sent", "dossier"])
async def test_no_question_of_a_form_is_cut(
    tmp_path: Path, dialog: str, size: tuple[int, int]
) -> None:
    async with opened(tmp_path, size) as (app, pilot):
        await app.push_screen(DIALOGS[dialog]())
        await settled(app, pilot)
        for label in app.screen.query(Label):
            words = str(label.render())
            assert cell_len(words) <= label.size.width * label.size.height, words
