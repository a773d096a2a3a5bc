"""A key that comes before its screen is there waits for it, and none stops a program that ends."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import on
from textual.events import Key
from textual.screen import Screen
from textual.widgets import Input, Static

from callmate.ui.crash_report import REPORT
from callmate.ui.keyboard import KeyedApp
from callmate.ui.screens.case.case_screen import CaseView
from callmate.ui.screens.help_screen import Help
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.letters.letter_list import LetterList
from callmate.ui.screens.past_call_form import PastCallForm
from tests.owner_store import OwnerStore
from tests.ui.program import Program, until


class Line(Screen[None]):
    """A line that is read when Enter is pressed, as the screen after a call reads its own."""

    def __init__(self) -> None:
        super().__init__()
        self.read: list[str] = []

    def compose(self) -> Iterator[Input]:
        """One line."""
        yield Input()

    @on(Input.Submitted)
    def _read(self) -> None:
        self.read.append(self.query_one(Input).value)


class LineApp(KeyedApp):
    """Nothing but the line."""

    def on_mount(self) -> None:
        """Show it."""
        self.push_screen(Line())


@pytest.fixture
def app(tmp_path: Path) -> Program:
    """The program, with nothing kept."""
    return Program(tmp_path)


def press_at_once(app: Program, *keys: str) -> None:
    """Press keys before the program comes to the first of them."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))


def leave_over(app: Program, *keys: str) -> None:
    """Hand the program keys that the screen beneath has made nothing of."""
    for key in keys:
        event = Key(key, None)
        event._set_forwarded()  # noqa: SLF001 - as Textual marks them
        app.post_message(event)


@pytest.mark.asyncio
async def test_a_form_that_is_left_before_it_is_there_goes(app: Program) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        app.paper_draft["company"] = "Zefiro"
        leave_over(app, "escape")
        app.push_screen(PastCallForm())
        await until(lambda: len(app.screen_stack) == 1)
        await pilot.pause()
        assert app.paper_draft["company"] == "Zefiro"
    assert not (app.places.data / REPORT).exists()


@pytest.mark.asyncio
async def test_a_form_that_is_kept_before_it_is_there_says_what_is_missing(app: Program) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        leave_over(app, "enter")
        app.push_screen(PastCallForm())
        await pilot.pause()
        await until(lambda: app.screen.query_one("#wrong", Static).content)
    assert not (app.places.data / REPORT).exists()


@pytest.mark.asyncio
async def test_what_is_pressed_after_leaving_fails_nothing(app: Program) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.action_leave()
        leave_over(app, "enter")
        app.push_screen(PastCallForm())
        await until(lambda: not app.is_running)
    assert app.return_code == 0
    assert not (app.places.data / REPORT).exists()


@pytest.mark.asyncio
async def test_what_is_typed_right_behind_a_key_goes_where_that_key_leads(app: Program) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        press_at_once(app, app.key_of_id("home.search"), *"oqan")
        await until(lambda: app.screen.query("#search"))
        line = app.screen.query_one("#search", Input)
        await until(lambda: line.value == "oqan")
        press_at_once(app, "escape", app.key_of_id("home.past"), *"Zefiro", "escape")
        await until(lambda: app.paper_draft.get("company") == "Zefiro")
        await until(lambda: isinstance(app.screen, Home))


@pytest.mark.asyncio
async def test_what_is_typed_behind_enter_is_not_part_of_what_enter_keeps() -> None:
    app = LineApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        line = app.screen
        assert isinstance(line, Line)
        for key in ("a", "enter", "f", "enter", "g"):
            app.post_message(Key(key, key if len(key) == 1 else None))
        await until(lambda: line.query_one(Input).value == "afg")
        assert line.read == ["a", "af"]


@pytest.mark.asyncio
async def test_keys_go_on_when_one_is_lost_with_its_screen(app: Program) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.push_screen(Help())
        press_at_once(app, "down", "down", app.key_of_id("home.search"), "z")
        app.screen.dismiss()
        await until(lambda: app.screen.query("#search"))
        await until(lambda: app.screen.query_one("#search", Input).value == "z")


@pytest.mark.asyncio
async def test_a_key_that_comes_when_all_screens_are_gone_is_dropped(app: Program) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        await app.action_leave()
        await until(lambda: not app.is_running)
    await app.on_event(Key("right", None))
    assert not (app.places.data / REPORT).exists()


@pytest.mark.asyncio
async def test_what_is_cancelled_while_the_program_waits_for_it_does_not_end_it(
    app: Program,
) -> None:
    async def cancelled() -> None:
        raise asyncio.CancelledError

    async with app.run_test() as pilot:
        await pilot.pause()
        app.call_next(cancelled)
        app.call_later(cancelled)
        press_at_once(app, app.key_of_id("home.help"))
        await until(lambda: isinstance(app.screen, Help))


@pytest.mark.asyncio
async def test_a_key_that_leads_on_from_a_case_waits_until_the_case_is_read(
    app: Program, tmp_path: Path
) -> None:
    case = OwnerStore(tmp_path).case()
    async with app.run_test() as pilot:
        await pilot.pause()
        view = CaseView(case.id)
        await app.push_screen(view)
        view.action_do("case.letters")
        await until(lambda: isinstance(app.screen, LetterList))
        await pilot.pause()
        app.screen.dismiss()
        await until(lambda: isinstance(app.screen, CaseView))
        await pilot.pause(0.3)
        assert isinstance(app.screen, CaseView), "it leads there once"
