"""Of the letters, those that do not fit say why and open nothing; a letter asks what it needs."""

from pathlib import Path

import pytest
from textual.widgets import Static

from callmate.domain.case import Stated
from callmate.domain.chronology import Chronology
from callmate.domain.letter import Question, Sender
from callmate.store.addresses import Addresses
from callmate.ui.screens.letters.letter_answers import LetterAnswers
from callmate.ui.screens.letters.letter_list import LetterList
from callmate.ui.screens.letters.letter_screen import LetterView
from callmate.ui.widgets.field import Field
from tests.owner_store import OwnerStore
from tests.ui.program import Program, until

pytestmark = pytest.mark.usefixtures("english")


def said(app: Program) -> str:
    return "\n".join(str(each.content) for each in app.screen.query(Static))


async def test_a_letter_that_does_not_fit_stands_last_and_opens_nothing(tmp_path: Path) -> None:
    app, case = Program(tmp_path), OwnerStore(tmp_path).case()
    async with app.run_test() as pilot:
        app.push_screen(LetterList(Chronology(case, ())))
        await until(lambda: isinstance(app.screen, LetterList))
        await pilot.pause()
        await pilot.press("end", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LetterList)
        assert len(app.said) == 1
        assert "This letter does not fit the case. " in app.said[0]


async def test_what_a_letter_asks_is_kept_in_the_case_and_stands_in_it(tmp_path: Path) -> None:
    store = OwnerStore(tmp_path)
    case = store.case()
    Addresses(store.places).keep_sender(Sender(name="Anna Bianchi"))
    app = Program(tmp_path)
    async with app.run_test(size=(120, 50)) as pilot:
        app.push_screen(LetterList(Chronology(case, ())))
        await until(lambda: isinstance(app.screen, LetterList))
        await pilot.pause()
        await pilot.press("enter")
        await until(lambda: isinstance(app.screen, LetterView))
        await until(lambda: "this letter has 1 question" in said(app))
        assert "not cancelling the contract" not in said(app)
        await pilot.press("D")
        await until(lambda: isinstance(app.screen, LetterAnswers))
        await pilot.pause()
        copies = app.screen.query_one("#copies", Field)
        assert (copies.value, copies.placeholder) == ("", "such as Agcom, Adiconsum")
        await pilot.press("right", "enter")
        await until(lambda: isinstance(app.screen, LetterView))
        await until(lambda: "not cancelling the contract" in said(app))
        assert "Copy to" not in said(app)
        await pilot.press("D")
        await until(lambda: isinstance(app.screen, LetterAnswers))
        await pilot.pause()
        await pilot.press("tab", *"Agcom", "enter")
        await until(lambda: isinstance(app.screen, LetterView))
        await until(lambda: "not cancelling the contract" in said(app))
        assert "Copy to: Agcom" in said(app)
        entries = store.cases.read(case.id).entries
        kept = {each.question: each.text for each in entries if isinstance(each, Stated)}
        assert kept == {Question.CONTRACT_STANDS: "yes", Question.COPIES: "Agcom"}
