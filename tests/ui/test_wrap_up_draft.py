"""What was typed after a call is there again when the program went before it was accepted."""

from pathlib import Path

import pytest
from textual.widgets import Input, Static

from callmate.services.desk import begin
from callmate.store.wrap_up_draft import has_draft
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.wrap_up import WrapUp
from tests.ui.program import Program, hold, press, shown, until

pytestmark = pytest.mark.usefixtures("english")


async def wrapped_up(app: Program, *keys: str) -> WrapUp:
    """Begin a call, press keys in it, and end it."""
    app.begin_call(begin("Zefiro"))
    await shown(app, LiveScreen)
    await press(app, *keys, "ctrl+e", "enter")
    await shown(app, WrapUp)
    assert isinstance(app.screen, WrapUp)
    return app.screen


@pytest.mark.asyncio
async def test_what_was_typed_after_a_call_outlives_the_program(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test():
        screen = await wrapped_up(app)
        await press(app, "tab", *"RC-777")
        line = app.screen.query_one("#gap-1", Input)
        await until(lambda: line.value == "RC-777")
        await press(app, "ctrl+q")
    screen.live.close()  # as the end of its process does
    again = Program(tmp_path)
    async with again.run_test():
        (call,) = again.cabinet.ids()
        assert again.cabinet.read(call).claim_number is None
        again.review(call)
        await shown(again, WrapUp)
        assert again.screen.query_one("#gap-1", Input).value == "RC-777"
        await press(again, "enter")
        await shown(again, Home)
        assert again.cabinet.read(call).claim_number == "RC-777"
        assert not has_draft(again.cabinet, call)


@pytest.mark.asyncio
async def test_after_the_call_the_date_of_a_promise_is_asked_for_and_told_whole(
    tmp_path: Path,
) -> None:
    app = Program(tmp_path)
    async with app.run_test():
        screen = await wrapped_up(app, "f8", *"refund", "enter", "enter")
        fields = [each for each in screen.query(Input) if (each.id or "").startswith("gap-")]
        await press(app, *["tab"] * (len(fields) - 1), *"3/1/2099")
        kept = str(screen.query_one("#kept", Static).content)
        assert "all that you entered is kept" in kept
        assert "0 notes" not in kept
        by = screen.query_one("#by", Static)
        await until(lambda: "January 2099: is that right?" in str(by.content))
        await press(app, "enter")
        await shown(app, Home)
        (call,) = (app.cabinet.read(each) for each in app.cabinet.ids())
        (promise,) = call.promises
        assert promise.text == "refund"
        assert promise.due is not None
        assert promise.due.year == 2099


@pytest.mark.asyncio
async def test_enter_held_down_at_the_end_goes_no_further_than_the_wrap_up(tmp_path: Path) -> None:
    app = Program(tmp_path)
    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        await press(app, "ctrl+e")
        await hold(app, "enter", 31)
        await shown(app, WrapUp)
