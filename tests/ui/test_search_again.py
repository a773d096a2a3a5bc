"""What was found stays in sight while it is looked for again, and Enter opens that alone."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic

import pytest
from textual.widgets import Static

from callmate.ui.screens.home.home_panels import HomeList
from callmate.ui.screens.home.home_screen import Home
from callmate.ui.screens.home.search_panel import SearchPanel, hint
from callmate.ui.screens.review.review_screen import Review
from tests.services.test_transcripts import HeardCall, said
from tests.ui.program import Program, come_to_all, press, until

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("english")]

TIMES, LOOKED = 5, 0.3
"""How often all is read again, and for how many seconds the screen is then looked at."""


def told(home: Home) -> str:
    """What is said under the line."""
    return str(home.query_one("#came", Static).content)


@asynccontextmanager
async def searching(folder: Path) -> AsyncIterator[tuple[Program, Home]]:
    """The program of whoever lives in a folder, its search line open and empty."""
    app = Program(folder)
    async with app.run_test(size=(80, 24)):
        await until(lambda: isinstance(app.screen, Home))
        home = app.screen
        assert isinstance(home, Home)
        await press(app, app.key_of_id("home.search"))
        await until(lambda: home.query("#came"))
        yield app, home


async def test_what_was_said_stays_found_while_all_is_read_again(tmp_path: Path) -> None:
    HeardCall(tmp_path).write(said("The umbrella is broken."))
    async with searching(tmp_path) as (_app, home):
        home.query_one(SearchPanel).write("umbrella")
        calls = home.query_one(HomeList)
        await until(lambda: told(home) == "1 found." and calls.current)
        seen = set()
        for _ in range(TIMES):
            home.on_screen_resume()
            began = monotonic()
            while monotonic() - began < LOOKED:
                seen.add((told(home), calls.current is not None))
                await asyncio.sleep(0.001)
        assert seen == {("1 found.", True)}


async def test_that_the_search_is_being_made_ready_is_said_no_longer_than_it_is(
    tmp_path: Path,
) -> None:
    HeardCall(tmp_path)
    async with searching(tmp_path) as (app, home):
        await press(app, "x")
        await until(lambda: told(home) == "0 found.")
        await press(app, "backspace")
        await until(lambda: told(home) == hint())
        home.query_one(SearchPanel).say("The search is being made ready: 1 call to go.")
        home.on_screen_resume()
        await until(lambda: told(home) == hint())


def opened(app: Program) -> list[str]:
    """The ids of the past calls that are open."""
    open_ones = (each for each in app.screen_stack if isinstance(each, Review))
    return [each.call.id for each in open_ones if each.call]


async def test_enter_that_comes_before_recordings_were_looked_through_opens_what_is_found(
    tmp_path: Path,
) -> None:
    heard = HeardCall(tmp_path)
    heard.write(said("The umbrella is broken."))
    async with searching(tmp_path) as (app, home):
        with app.index._one_at_a_time:  # noqa: SLF001 - as while another thread reads
            await press(app, *"umbrella")
            await until(lambda: told(home) == "0 found.")
            await press(app, "enter")
            await come_to_all(app)
            assert opened(app) == []
        await until(lambda: opened(app))
        assert opened(app) == [heard.id]
