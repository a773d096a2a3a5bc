"""A case may have a sender of its own; the form says whose letters it changes."""

from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.domain.chronology import Chronology
from callmate.domain.letter import Sender
from callmate.store.addresses import Addresses
from callmate.ui.screens.letters.letter_list import LetterList
from callmate.ui.screens.letters.letter_people import SenderForm
from callmate.ui.widgets.field import Field
from tests.owner_store import OwnerStore
from tests.ui.program import Program, until

pytestmark = pytest.mark.usefixtures("english")


async def test_the_letters_of_one_case_get_a_sender_and_the_owner_stays(tmp_path: Path) -> None:
    store = OwnerStore(tmp_path)
    case, addresses = store.case(), Addresses(store.places)
    addresses.keep_sender(Sender(name="Anna Bianchi"))
    app = Program(tmp_path)
    async with app.run_test() as pilot:
        app.push_screen(LetterList(Chronology(case, ())))
        await until(lambda: isinstance(app.screen, LetterList))
        await pilot.pause()
        await pilot.press("m")
        await until(lambda: isinstance(app.screen, SenderForm))
        await pilot.pause()
        said = "\n".join(str(each.content) for each in app.screen.query(Static))
        assert "Your details" in said
        assert app.screen.query_one("#name", Field).value == "Anna Bianchi"
        await pilot.press("up", "right", "tab")
        await pilot.pause()
        assert app.screen.query_one("#name", Field).value == ""
        await pilot.press(*"Mario", "enter")
        await until(lambda: store.cases.read(case.id).sender)
        assert store.cases.read(case.id).sender == Sender(name="Mario")
        assert addresses.sender == Sender(name="Anna Bianchi")
        await pilot.pause()
        await pilot.press("m")
        await until(lambda: isinstance(app.screen, SenderForm))
        await pilot.pause()
        said = "\n".join(str(each.content) for each in app.screen.query(Static))
        assert f"letters of “{case.name}”" in said
        await pilot.press("up", "left", "enter")
        await until(lambda: store.cases.read(case.id).sender is None)
        assert addresses.sender == Sender(name="Anna Bianchi")
