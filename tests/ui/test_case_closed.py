"""A case is closed by nobody's slip: its name is asked about first."""

from pathlib import Path

import pytest

from callmate.domain.case import CaseFacts
from callmate.ui.dialogs import PickDialog
from callmate.ui.screens.case.case_screen import CaseView
from tests.ui.program import Program, press, shown


@pytest.mark.asyncio
@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("answer", "closed"), [("enter", False), ("escape", False), ("yes", True)])
async def test_closing_a_case_asks_by_its_name(
    tmp_path: Path, answer: str, *, closed: bool
) -> None:
    app = Program(tmp_path)
    async with app.run_test(size=(80, 24)) as pilot:
        case = app.case_desk.open(CaseFacts(name="Dead line", company="Zefiro"))
        app.open_case(case.id)
        await shown(app, CaseView)
        await pilot.pause(0.2)
        await press(app, app.key_of_id("case.close"))
        await shown(app, PickDialog)
        assert "Dead line" in str(app.screen.query_one(".title").render())
        await press(app, *(["right", "enter"] if answer == "yes" else [answer]))
        await shown(app, CaseView)
        assert (app.cases.read(case.id).closed is not None) is closed
