"""A screen that fails is closed alone: neither the program nor a call in progress goes with it."""

import asyncio
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import ClassVar

import pytest
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input, Static

from callmate.domain.entry import Note, Sector
from callmate.services.desk import begin
from callmate.ui.crash_report import REPORT
from callmate.ui.host import HostedModal, HostedScreen
from callmate.ui.screens.case.case_list import CaseList
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.live.live_screen import LiveScreen
from callmate.ui.screens.wrap_up import WrapUp
from tests.ui.program import Program, press, shown, until

pytestmark = pytest.mark.usefixtures("english")

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


class Unforeseen(Exception):  # noqa: N818 - it is no error that anything knows
    """What nobody thought of."""


def fail() -> None:
    """Do what was not foreseen."""
    raise Unforeseen


class FailsAtAKey(HostedScreen[None]):
    """A key of it fails, carried out by the program."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f", "fail", priority=True)]

    def action_fail(self) -> None:
        """Fail."""
        fail()


class FailsInAField(HostedScreen[None]):
    """What is typed on it fails, in the screen itself."""

    def compose(self) -> ComposeResult:
        """The field."""
        yield Input()

    def on_input_changed(self) -> None:
        """Fail."""
        fail()


class Touchy(Static, can_focus=True):
    """Fails when a key is pressed."""

    def on_key(self) -> None:
        """Fail."""
        fail()


class FailsInAWidget(HostedScreen[None]):
    """A widget of it fails."""

    def compose(self) -> ComposeResult:
        """The widget."""
        yield Touchy()


class FailsInAWorker(HostedScreen[None]):
    """What it waits for fails."""

    BINDINGS: ClassVar[list[BindingType]] = [("f", "fail", "")]

    def action_fail(self) -> None:
        """Fail, a little later."""

        async def failing() -> None:
            fail()

        self.run_worker(failing())


class FailsInTime(HostedScreen[None]):
    """Its timer fails."""

    def on_mount(self) -> None:
        """Fail, soon."""
        self.set_interval(0.05, fail)


class FailsAtOnce(HostedScreen[None]):
    """It cannot even be opened."""

    def on_mount(self) -> None:
        """Fail."""
        fail()


class FailsToCompose(HostedScreen[None]):
    """It has nothing to show."""

    def compose(self) -> ComposeResult:
        """Fail."""
        yield Static()
        fail()

    def on_mount(self) -> None:
        """Look for what is not there."""
        self.query_one("#never")


class Undrawable(Static):
    """Fails when it is drawn."""

    def render(self) -> str:
        """Fail."""
        raise Unforeseen


class FailsToDraw(HostedScreen[None]):
    """It cannot be drawn."""

    def compose(self) -> ComposeResult:
        """What cannot be drawn."""
        yield Undrawable()


class FailsAsADialog(HostedModal[str]):
    """A question that fails."""

    BINDINGS: ClassVar[list[BindingType]] = [("f", "fail", "")]

    def action_fail(self) -> None:
        """Fail."""
        fail()


FAILING = (
    FailsAtAKey,
    FailsInAField,
    FailsInAWidget,
    FailsInAWorker,
    FailsInTime,
    FailsAtOnce,
    FailsToCompose,
    FailsToDraw,
    FailsAsADialog,
)


@pytest.fixture
def app(tmp_path: Path) -> Program:
    """The program, with nothing kept."""
    return Program(tmp_path)


async def begin_call(app: Program) -> LiveScreen:
    """Begin a call."""
    app.begin_call(begin("Zefiro", sector=Sector.OTHER, clock=lambda: AT))
    await shown(app, LiveScreen)
    assert isinstance(app.screen, LiveScreen)
    return app.screen


async def note(app: Program, words: str) -> None:
    """Write a note in the call, and see that it is kept."""
    await press(app, *words, "enter")
    call = next(iter(app.cabinet.ids()))
    await until(lambda: words in notes(app, call))


def notes(app: Program, call: str) -> list[str]:
    """The notes that are on the disk."""
    return [each.text for each in app.cabinet.read(call).entries if isinstance(each, Note)]


async def failed(app: Program, screen: type[Screen[None]]) -> None:
    """Open a screen that fails, and press a key on it."""
    app.push_screen(screen())
    await asyncio.sleep(0.2)
    if not app.said:
        await press(app, "f")
    await until(lambda: app.said)
    await asyncio.sleep(0.2)


@pytest.mark.asyncio
@pytest.mark.parametrize("screen", FAILING)
async def test_a_screen_that_fails_is_closed(app: Program, screen: type[Screen[None]]) -> None:
    async with app.run_test():
        await failed(app, screen)
        assert [type(each) for each in app.screen_stack] == [Home]
        assert len(app.said) == 1
        assert app.said[0].startswith("That screen failed")
        assert "Unforeseen" in (app.places.data / REPORT).read_text()
        await press(app, "p")
        await shown(app, CaseList)
        await press(app, "escape")
        await shown(app, Home)
    assert app.return_code is None


@pytest.mark.asyncio
@pytest.mark.parametrize("screen", FAILING)
async def test_a_call_goes_on_when_a_screen_over_it_fails(
    app: Program, screen: type[Screen[None]]
) -> None:
    async with app.run_test():
        await begin_call(app)
        await note(app, "before")
        await failed(app, screen)
        assert [type(each) for each in app.screen_stack] == [Home, LiveScreen]
        assert len(app.said) == 1
        assert app.said[0].startswith("Another screen failed")
        await note(app, "after")
    assert app.return_code is None


@pytest.mark.asyncio
@pytest.mark.parametrize("pump", ["worker", "message"])
async def test_a_call_goes_on_when_a_screen_beneath_it_fails(app: Program, pump: str) -> None:
    async with app.run_test():
        beneath = CaseList()
        await app.push_screen(beneath)
        await begin_call(app)
        for screen in (app.screen_stack[0], beneath):
            if pump == "worker":
                screen.run_worker(failing())
            else:
                screen.call_later(fail)
            await until(lambda: app.said)
        await asyncio.sleep(0.1)
        assert isinstance(app.screen, LiveScreen)
        await note(app, "after")
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
        await press(app, "enter")
        await shown(app, Home)
        assert app.screen.query_one("#calls").display
        await press(app, "p")
        await shown(app, CaseList)
    assert app.return_code is None


async def failing() -> None:
    """Fail, in a worker."""
    fail()


@pytest.mark.asyncio
@pytest.mark.parametrize("above", [(), (Help,), (Help, Help)])
async def test_the_screen_of_a_call_is_shown_anew(
    app: Program, above: tuple[type[Help], ...]
) -> None:
    async with app.run_test():
        first = await begin_call(app)
        await note(app, "before")
        for screen in above:
            await app.push_screen(screen())
        first.call_later(fail)
        await until(lambda: app.said)
        await shown(app, LiveScreen)
        assert app.screen is not first
        assert [type(each) for each in app.screen_stack] == [Home, LiveScreen]
        assert "shown anew" in app.said[0]
        await note(app, "after")
        assert notes(app, next(iter(app.cabinet.ids()))) == ["before", "after"]
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
    assert app.return_code is None


@pytest.mark.asyncio
async def test_the_end_of_a_call_is_shown_anew(app: Program) -> None:
    async with app.run_test():
        await begin_call(app)
        await press(app, "ctrl+e", "enter")
        await shown(app, WrapUp)
        first = app.screen
        first.call_later(fail)
        await until(lambda: app.said)
        await shown(app, WrapUp)
        assert app.screen is not first
        await press(app, "enter")
        await shown(app, Home)
    assert app.return_code is None


def is_gone(app: Program, screen: Screen[object]) -> bool:
    """Whether a screen is out of sight, or the whole program is."""
    return not app.is_running or app.screen is not screen


async def fail_again_and_again(app: Program) -> None:
    """Have the screen of a call fail, and then the one in its place."""
    async with app.run_test():
        await begin_call(app)
        await note(app, "kept")
        for _ in range(2):
            before = app.screen
            before.call_later(fail)
            await until(partial(is_gone, app, before))


async def fail_at_home(app: Program) -> None:
    """Have the first screen fail."""
    async with app.run_test():
        app.screen.call_later(fail)
        await until(lambda: not app.is_running)


@pytest.mark.asyncio
async def test_a_call_whose_screen_fails_twice_is_left_to_be_taken_up_again(app: Program) -> None:
    with pytest.raises(Unforeseen):
        await fail_again_and_again(app)
    assert app.return_code == 1
    call = app.cabinet.read(next(iter(app.cabinet.ids())))
    assert call.ended is None
    assert notes(app, call.id) == ["kept"]


@pytest.mark.asyncio
async def test_what_fails_after_its_screen_was_left_is_dropped(app: Program) -> None:
    async with app.run_test():
        left = CaseList()
        await app.push_screen(left)
        left.call_later(left.dismiss)
        left.call_later(fail)
        await shown(app, Home)
        assert app.said == []
        await press(app, "p")
        await shown(app, CaseList)
    assert app.return_code is None


@pytest.mark.asyncio
async def test_the_first_screen_ends_the_program_when_there_is_no_call(app: Program) -> None:
    with pytest.raises(Unforeseen):
        await fail_at_home(app)
    assert app.return_code == 1
