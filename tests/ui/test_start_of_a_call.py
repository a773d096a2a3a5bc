"""The start of a call: by no slip, taken back with one key, told as it came about."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from textual.events import Key
from textual.widgets import Input, Static

from callmate.domain.entry import Answered, Started
from callmate.services.desk import begin, now
from callmate.ui.screens.add_dialog import CallFactsDialog
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.new_call_form import NewCall
from callmate.ui.screens.wrap_up import WrapUp
from tests.ui.program import Program, press, shown, until

pytestmark = pytest.mark.usefixtures("english")

REPEAT = 0.033
"""Seconds between two strokes of a key that is held down."""


@pytest.fixture
def app(tmp_path: Path) -> Program:
    """The program, with nothing kept."""
    return Program(tmp_path)


async def form_of(app: Program) -> NewCall:
    """Open the form of a new call."""
    await press(app, "n")
    await shown(app, NewCall)
    assert isinstance(app.screen, NewCall)
    return app.screen


async def hold(app: Program, key: str, times: int = 30) -> None:
    """Hold a key down: it comes once more after half a second, and then again and again.

    The strokes tell a keyboard's times and follow at once: a busy computer makes no pause more.
    """
    first = Key(key, None).time
    for place in range(times + 1):
        stroke = Key(key, None)
        stroke.time = first + (0.5 + REPEAT * (place - 1) if place else 0)
        app.post_message(stroke)
        await asyncio.sleep(0 if place else 0.5)
    await asyncio.sleep(REPEAT * times + 0.4)


def value(app: Program, field: str) -> str:
    """What stands in a field."""
    return app.screen.query_one(f"#{field}", Input).value


def calls(app: Program) -> list[str]:
    """The ids of all calls."""
    return [*app.cabinet.ids()]


def heading(app: Program) -> str:
    """The first line of the form."""
    return str(app.screen.query_one("#heading", Static).content)


@pytest.mark.asyncio
async def test_enter_behind_the_company_goes_to_the_number_and_begins_no_call(app: Program) -> None:
    async with app.run_test():
        await form_of(app)
        await press(app, *"Zefiro", "enter")
        await until(lambda: app.focused is not None and app.focused.id == "number")
        await press(app, *"187")
        await until(lambda: value(app, "number") == "187")
        assert (value(app, "company"), calls(app)) == ("Zefiro", [])
        await press(app, "enter")
        await shown(app, LiveScreen)
        (call,) = calls(app)
        assert app.cabinet.read(call).start.number == "187"


@pytest.mark.asyncio
async def test_enter_takes_the_name_that_is_offered(app: Program) -> None:
    async with app.run_test():
        app.cabinet.create(begin("TeleVox"), "20261124T103205Z-7f3a9c").close()
        await form_of(app)
        await until(lambda: app.screen.query_one("#company", Input).suggester)
        await press(app, *"tel", "enter")
        await until(lambda: app.focused is not None and app.focused.id == "number")
        assert value(app, "company") == "TeleVox"


@pytest.mark.asyncio
async def test_enter_held_down_begins_no_call_and_a_fresh_one_does(app: Program) -> None:
    async with app.run_test():
        await form_of(app)
        await press(app, *"Zefiro")
        await hold(app, "enter")
        assert isinstance(app.screen, NewCall)
        assert calls(app) == []
        await asyncio.sleep(1)
        await press(app, "enter")
        await shown(app, LiveScreen)
        assert len(calls(app)) == 1


@pytest.mark.asyncio
async def test_a_start_is_taken_back_with_one_key_and_nothing_is_kept(app: Program) -> None:
    async with app.run_test():
        await form_of(app)
        await press(app, *"Zefiro", "tab", *"187", "tab", *"line", "tab", *"Why", "enter")
        await shown(app, LiveScreen)
        assert len(calls(app)) == 1
        await press(app, "ctrl+z", "ctrl+z")
        await shown(app, NewCall)
        assert calls(app) == []
        await until(lambda: value(app, "questions") == "Why")
        fields = [value(app, each) for each in ("company", "number", "matter", "questions")]
        assert fields == ["Zefiro", "187", "line", "Why"]
        await press(app, "escape")
        await shown(app, Home)


@pytest.mark.asyncio
async def test_after_a_note_or_ten_seconds_a_start_stays(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        await press(app, *"so", "enter", "ctrl+z", "ctrl+z")
        await asyncio.sleep(0.1)
        assert isinstance(app.screen, LiveScreen)
        assert len(calls(app)) == 1
    long_ago = now() - timedelta(seconds=11)
    again = Program(app.places.data.parent)
    async with again.run_test():
        again.begin_call(begin("Aurora", clock=lambda: long_ago))
        await shown(again, LiveScreen)
        await press(again, "ctrl+z")
        await asyncio.sleep(0.1)
        assert isinstance(again.screen, LiveScreen)
        assert len(calls(again)) == 2


@pytest.mark.asyncio
async def test_they_rang_me_and_it_began_before_are_one_key_each(app: Program) -> None:
    async with app.run_test():
        await form_of(app)
        await press(app, *"Zefiro", "ctrl+r", "ctrl+g")
        await until(lambda: "they rang me · began 10 minutes ago" in heading(app))
        await press(app, "tab", "enter")
        await shown(app, LiveScreen)
        (call,) = (app.cabinet.read(each) for each in calls(app))
        assert call.came_in
        assert call.said_to_begin == call.start.at - timedelta(minutes=10)
        await press(app, "ctrl+z")
        await shown(app, NewCall)


@pytest.mark.asyncio
async def test_they_rang_me_and_it_began_before_can_be_said_in_the_call(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        await press(app, "ctrl+r", "ctrl+g", *"25", "enter")
        (call,) = calls(app)
        await until(lambda: app.cabinet.read(call).said_to_begin)
        told = app.cabinet.read(call)
        assert told.came_in
        assert told.said_to_begin == told.start.at - timedelta(minutes=25)
        await press(app, "ctrl+z", "ctrl+z")
        await until(lambda: not app.cabinet.read(call).came_in)
        assert isinstance(app.screen, LiveScreen)


@pytest.mark.asyncio
async def test_another_call_comes_in_and_the_open_one_stays_open(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        await press(app, *"half a thought", "ctrl+o")
        await shown(app, NewCall)
        await until(lambda: "they rang me" in heading(app))
        await press(app, *"Aurora", "tab", "enter")
        await shown(app, LiveScreen)
        made = {call.company: call for call in map(app.cabinet.read, calls(app))}
        first, second = made["Zefiro"], made["Aurora"]
        assert first.ended is None
        assert getattr(first.entries[-1], "text", "") == "half a thought"
        assert second.came_in
        app.cabinet.take(first.id).close()


@pytest.mark.asyncio
async def test_help_in_a_call_by_f1_and_by_a_question_mark_on_the_empty_line(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        for key in ("f1", "?"):
            await press(app, key)
            await shown(app, Help)
            await press(app, "escape")
            await shown(app, LiveScreen)
        await press(app, *"why?", "enter")
        (call,) = calls(app)
        await until(lambda: getattr(app.cabinet.read(call).entries[-1], "text", "") == "why?")


@pytest.mark.asyncio
async def test_ctrl_e_inside_a_text_goes_to_its_end(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro"))
        await shown(app, LiveScreen)
        await press(app, *"note", "home", "ctrl+e", *"d", "enter")
        (call,) = calls(app)
        await until(lambda: getattr(app.cabinet.read(call).entries[-1], "text", "") == "noted")
        await press(app, "enter")
        assert isinstance(app.screen, LiveScreen)
        assert app.cabinet.read(call).ended is None


@pytest.mark.asyncio
async def test_a_whole_call_takes_no_more_keys_than_before(app: Program) -> None:
    keys = [
        *("n", "f2", "enter"),
        *("f6", "enter", "enter", "f8", "enter"),
        *("ctrl+e", "enter", "enter"),
    ]
    assert len(keys) < 12, "as many as it took when Enter began a call: n, Enter, F2 and so on"
    typed = {1: "Zefiro", 2: "4471", 4: "A74K", 5: "note", 7: "refund 48h"}
    after = {0: NewCall, 1: LiveScreen, 9: WrapUp, 10: Home}
    async with app.run_test():
        for place, key in enumerate(keys):
            await press(app, *typed.get(place, ""), key)
            if place in after:
                await shown(app, after[place])
        call = app.cabinet.read(calls(app)[0])
        assert isinstance(call.entries[0], Started)
        assert any(isinstance(entry, Answered) for entry in call.entries)
        assert (call.operator, call.claim_number) == ("4471", "A74K")
        assert call.promises[0].due is not None
        assert call.ended is not None


@pytest.mark.asyncio
async def test_two_quick_strokes_of_enter_begin_a_call_though_a_held_one_does_not(
    app: Program,
) -> None:
    async with app.run_test():
        await form_of(app)
        await press(app, *"Zefiro", "enter", "enter")
        await shown(app, LiveScreen)
        assert len(calls(app)) == 1
        await press(app, *"going on", "enter")
        (call_id,) = calls(app)
        await until(
            lambda: getattr(app.cabinet.read(call_id).entries[-1], "text", "") == "going on"
        )
        assert isinstance(app.screen, LiveScreen)


@pytest.mark.asyncio
async def test_what_was_typed_wrong_at_the_start_is_put_right_in_the_call(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro", number="178"))
        await shown(app, LiveScreen)
        await press(app, *"half", "ctrl+y")
        await shown(app, CallFactsDialog)
        await press(app, "end", *" Gas", "tab", "end", "backspace", "backspace", *"87", "enter")
        await shown(app, LiveScreen)
        (call_id,) = calls(app)
        call = app.cabinet.read(call_id)
        assert (call.company, call.start.number) == ("Zefiro Gas", "187")
        assert value(app, "line") == "half"
        await press(app, *["backspace"] * 4, "ctrl+z")
        await until(lambda: app.cabinet.read(call_id).company == "Zefiro")
        assert app.cabinet.read(call_id).ended is None
