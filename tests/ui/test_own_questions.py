"""What one always asks is kept for a company or a trade, and offered at the next such call."""

from pathlib import Path

import pytest
from textual.widgets import Input

from callmate.domain.case import CaseFacts
from callmate.domain.entry import Sector
from callmate.services.new_calls import own_questions, without_doubles
from callmate.store.questions import OwnQuestions
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.new_call_form import NewCall
from callmate.ui.widgets.field import Choice
from tests.ui.program import Program, shown, until

pytestmark = pytest.mark.usefixtures("english")


async def form(app: Program) -> NewCall:
    """The form of a new call, with what earlier calls know."""
    app.push_screen(NewCall())
    await shown(app, NewCall)
    screen = app.screen
    assert isinstance(screen, NewCall)
    await until(lambda: screen.focused)
    return screen


@pytest.mark.asyncio
async def test_questions_kept_for_a_company_stand_there_at_the_next_call_to_it(
    tmp_path: Path,
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await form(app)
        screen.query_one("#company", Input).value = "Zefiro"
        screen.query_one("#questions", Input).value = "Refund?; When?"
        screen.query_one("#keep", Choice).chosen = 1
        await pilot.pause(0.3)
        screen.action_begin_with("")
        await shown(app, LiveScreen)
        assert isinstance(app.screen, LiveScreen)
        assert app.screen.live.call.start.questions == ("Refund?", "When?")
        app.screen.live.desk.hang_up()
        again = await form(app)
        again.query_one("#company", Input).value = "zefiro"
        await until(lambda: again.query_one("#questions", Input).value == "Refund?; When?")
        again.query_one("#company", Input).value = "Aurora"
        await until(lambda: again.query_one("#questions", Input).value == "")
        again.query_one("#questions", Input).value = "Mine"
        again.query_one("#company", Input).value = "Zefiro"
        await pilot.pause(0.2)
        assert again.query_one("#questions", Input).value == "Mine"


def test_a_call_in_a_case_asks_them_too_each_once(tmp_path: Path) -> None:
    app = Program(tmp_path)
    OwnQuestions(app.places).keep_for_company("Zefiro", ("Refund?",))
    OwnQuestions(app.places).keep_for_sector(Sector.BANK, ("IBAN?", "refund?"))
    facts = CaseFacts(name="x", company="Zefiro", sector=Sector.BANK)
    assert own_questions(app.places, facts.company, facts.sector) == ("Refund?", "IBAN?")
    assert own_questions(app.places, "Aurora", Sector.WATER) == ()
    app.places.questions.write_bytes(b"{")
    assert own_questions(app.places, "Zefiro", Sector.BANK) == ()


def test_what_is_kept_elsewhere_is_not_kept_twice() -> None:
    assert without_doubles(["a", "B", "c"], but=[" b "]) == ("a", "c")
