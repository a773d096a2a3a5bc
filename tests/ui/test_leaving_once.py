"""A key that is pressed twice leaves one screen, and keeps one thing."""

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.widgets import Input

from callmate.domain.entry import Given, Note, Sector
from callmate.services.desk import begin
from callmate.store.cases import Cases
from callmate.ui.screens.case.case_form import CaseForm
from callmate.ui.screens.case.case_list import CaseList
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.new_call_form import NewCall
from callmate.ui.screens.past_call_form import PastCallForm
from callmate.ui.screens.wrap_up import WrapUp
from tests.ui.program import Program, press, shown, until

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


@pytest.fixture
def app(tmp_path: Path) -> Program:
    """The program, with nothing kept."""
    return Program(tmp_path)


def submit_twice(app: Program, field: str) -> None:
    """Press Enter twice on a field, before the first one is come to."""
    line = app.screen.query_one(field, Input)
    for _ in range(2):
        line.post_message(Input.Submitted(line, line.value))


@pytest.mark.asyncio
async def test_a_screen_beneath_another_is_not_left_in_its_place(app: Program) -> None:
    async with app.run_test():
        beneath, above = CaseList(), Help()
        await app.push_screen(beneath)
        await app.push_screen(above)
        beneath.dismiss()
        await asyncio.sleep(0.1)
        assert app.screen is above


@pytest.mark.asyncio
async def test_a_screen_is_left_once(app: Program) -> None:
    async with app.run_test():
        beneath, above = CaseList(), Help()
        await app.push_screen(beneath)
        await app.push_screen(above)
        for _ in range(3):
            above.dismiss()
        await asyncio.sleep(0.1)
        assert app.screen is beneath


@pytest.mark.asyncio
async def test_a_form_that_is_kept_twice_makes_one_case(app: Program) -> None:
    async with app.run_test():
        await app.push_screen(CaseForm(None))
        app.screen.query_one("#name", Input).value = "Bill too high"
        app.screen.query_one("#company", Input).value = "Zefiro"
        submit_twice(app, "#company")
        await shown(app, Home)
        assert len(list(Cases(app.places).readable())) == 1


@pytest.mark.asyncio
async def test_a_call_noted_on_paper_is_kept_once(app: Program) -> None:
    async with app.run_test():
        await app.push_screen(PastCallForm())
        for field, text in {"company": "Zefiro", "day": "18/11/2025", "time": "10:32"}.items():
            app.screen.query_one(f"#{field}", Input).value = text
        submit_twice(app, "#company")
        await shown(app, Home)
        assert len(list(app.cabinet.ids())) == 1


@pytest.mark.asyncio
async def test_a_call_is_begun_once(app: Program) -> None:
    async with app.run_test():
        await app.push_screen(NewCall())
        app.screen.query_one("#company", Input).value = "Zefiro"
        submit_twice(app, "#number")
        await shown(app, LiveScreen)
        assert len(list(app.cabinet.ids())) == 1
        assert [type(screen) for screen in app.screen_stack] == [Home, LiveScreen]


@pytest.mark.asyncio
async def test_the_end_of_a_call_is_accepted_once(app: Program) -> None:
    async with app.run_test():
        app.begin_call(begin("Zefiro", sector=Sector.OTHER, clock=lambda: AT))
        await shown(app, LiveScreen)
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
        app.screen.query_one("#gap-0", Input).value = "4471"
        submit_twice(app, "#gap-0")
        await shown(app, Home)
        call = app.cabinet.read(next(iter(app.cabinet.ids())))
        assert [entry.text for entry in call.entries if isinstance(entry, Given)] == ["4471"]


async def in_a_call(app: Program) -> LiveScreen:
    """Begin a call."""
    app.begin_call(begin("Zefiro", sector=Sector.OTHER, clock=lambda: AT))
    await shown(app, LiveScreen)
    assert isinstance(app.screen, LiveScreen)
    return app.screen


async def wrapped_up(app: Program) -> WrapUp:
    """Begin a call and end it."""
    await in_a_call(app)
    await press(app, "ctrl+e", "enter")
    await shown(app, WrapUp)
    assert isinstance(app.screen, WrapUp)
    return app.screen


def screens(app: Program) -> list[type[object]]:
    """What is open, the first screen first."""
    return [type(screen) for screen in app.screen_stack]


@pytest.mark.asyncio
async def test_a_second_call_is_not_begun_while_one_is_in_progress(app: Program) -> None:
    async with app.run_test():
        form = NewCall()
        await app.push_screen(form)
        first, second = (begin(name, clock=lambda: AT) for name in ("Zefiro", "Aurora"))
        assert app.begin_call(first, instead=form)
        assert not app.begin_call(second, instead=form)
        assert not app.begin_call(second)
        (call,) = app.cabinet.ids()
        app.take_up(call)
        await shown(app, LiveScreen)
        assert screens(app) == [Home, LiveScreen]
        assert app.cabinet.read(call).company == "Zefiro"
        assert app.said == []


@pytest.mark.asyncio
async def test_a_form_that_was_left_begins_no_call(app: Program) -> None:
    async with app.run_test():
        form = NewCall()
        await app.push_screen(form)
        form.dismiss()
        assert not app.begin_call(begin("Zefiro", clock=lambda: AT), instead=form)
        await shown(app, Home)
        assert list(app.cabinet.ids()) == []


@pytest.mark.asyncio
async def test_a_call_that_ends_beneath_other_screens_is_wrapped_up_once(app: Program) -> None:
    async with app.run_test():
        live = await in_a_call(app)
        for _ in range(2):
            await app.push_screen(Help())
        live.live.desk.hang_up()
        app.wrap_up(live)
        app.wrap_up(live)
        await shown(app, WrapUp)
        assert screens(app) == [Home, WrapUp]


@pytest.mark.asyncio
async def test_a_call_is_given_back_once(app: Program) -> None:
    async with app.run_test():
        wrap_up = await wrapped_up(app)
        await app.push_screen(Help())
        for _ in range(3):
            app.close_call(wrap_up)
        app.back_to_call(wrap_up)
        await shown(app, Home)
        assert screens(app) == [Home]
        (call,) = app.cabinet.ids()
        assert app.cabinet.read(call).ended is not None
        app.cabinet.take(call).close()


@pytest.mark.asyncio
async def test_a_call_is_gone_back_to_once(app: Program) -> None:
    async with app.run_test():
        wrap_up = await wrapped_up(app)
        await app.push_screen(Help())
        for _ in range(3):
            app.back_to_call(wrap_up)
        app.close_call(wrap_up)
        await shown(app, LiveScreen)
        assert screens(app) == [Home, LiveScreen]
        await press(app, *"on", "enter")
        (call,) = app.cabinet.ids()
        await until(lambda: isinstance(app.cabinet.read(call).entries[-1], Note))
        assert app.cabinet.read(call).ended is None


@pytest.mark.asyncio
async def test_while_the_sound_of_an_ended_call_is_sealed_no_key_adds_to_it(app: Program) -> None:
    async with app.run_test():
        live = await in_a_call(app)
        live.live.desk.hang_up()
        before = live.live.call.entries
        await press(app, "ctrl+e", "ctrl+e", "ctrl+z", "ctrl+d")
        await asyncio.sleep(0.1)
        assert live.live.call.entries == before
        assert app.screen is live
