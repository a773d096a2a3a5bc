"""What is read in a thread is shown where it was asked for, or not at all."""

import asyncio
from pathlib import Path
from threading import Event

import pytest
from textual.app import ComposeResult
from textual.widgets import Static

from callmate.locale.messages import _
from callmate.store.errors import NoSuchCase
from callmate.ui.background import Wanted, read_aside
from callmate.ui.crash_report import REPORT
from callmate.ui.host import HostedScreen
from tests.ui.program import Program, until

_LONG = 10.0
"""Seconds after which a thread of these tests gives up, so that none outlives its test."""


class Slow(HostedScreen[None]):
    """Reads as long as it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.may_end = Event()
        self.ended = Event()
        self.shown: list[str] = []
        self.wanted: Wanted = bool

    def compose(self) -> ComposeResult:
        """What was read."""
        yield Static("", id="read")

    def read(self, words: str) -> None:
        """Read words, slowly."""

        def slowly(wanted: Wanted) -> str:
            self.wanted = wanted
            self.may_end.wait(_LONG)
            self.ended.set()
            return words

        read_aside(self, slowly, self._show)

    def fail(self, error: Exception) -> None:
        """Read what cannot be read."""

        def failing(_wanted: Wanted) -> str:
            raise error

        read_aside(self, failing, self._show)

    def _show(self, words: str) -> None:
        self.query_one("#read", Static).update(words)
        self.shown.append(words)


@pytest.fixture
def app(tmp_path: Path) -> Program:
    """The program, with nothing kept."""
    return Program(tmp_path)


@pytest.mark.asyncio
async def test_what_was_read_is_shown(app: Program) -> None:
    async with app.run_test():
        slow = Slow()
        await app.push_screen(slow)
        slow.read("here it is")
        slow.may_end.set()
        await until(lambda: slow.shown)
        assert slow.shown == ["here it is"]


@pytest.mark.asyncio
async def test_what_comes_after_its_screen_was_left_is_dropped(app: Program) -> None:
    async with app.run_test() as pilot:
        slow = Slow()
        await app.push_screen(slow)
        slow.read("too late")
        await until(lambda: slow.wanted() is True)
        slow.dismiss()
        await until(lambda: not slow.is_attached)
        await until(lambda: not slow.wanted())
        slow.may_end.set()
        await until(slow.ended.is_set)
        await pilot.pause(0.1)
        assert slow.shown == []
        assert app.is_running
        assert app.said == []


@pytest.mark.asyncio
async def test_what_comes_while_its_screen_is_being_left_is_dropped(app: Program) -> None:
    """The widgets of a screen go one by one, and its answer may come between two of them."""
    async with app.run_test() as pilot:
        for pauses in range(12):
            slow = Slow()
            await app.push_screen(slow)
            slow.read("in between")
            await until(lambda slow=slow: slow.wanted() is True)  # type: ignore[misc] # bound now
            slow.dismiss()
            for _ in range(pauses):
                await asyncio.sleep(0)
            slow.may_end.set()
            await until(slow.ended.is_set)
            await pilot.pause()
        assert app.is_running


@pytest.mark.asyncio
async def test_of_two_answers_the_later_question_is_shown(app: Program) -> None:
    async with app.run_test() as pilot:
        slow = Slow()
        await app.push_screen(slow)
        slow.read("the first")
        await pilot.pause()
        slow.read("the second")
        slow.may_end.set()
        await until(lambda: slow.shown)
        await pilot.pause(0.1)
        assert slow.shown == ["the second"]


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("error", "written"),
    [(OSError(5, "disk"), False), (NoSuchCase("x"), False), (KeyError("x"), True)],
)
async def test_what_cannot_be_read_is_said_in_a_sentence(
    app: Program, error: Exception, *, written: bool
) -> None:
    async with app.run_test():
        slow = Slow()
        await app.push_screen(slow)
        slow.fail(error)
        await until(lambda: app.said)
        assert app.said == [
            _("Something cannot be read just now; what is kept is safe. Try again in a moment.")
        ]
        assert app.screen is slow
        assert (app.places.data / REPORT).exists() == written
