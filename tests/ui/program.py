"""The program for tests of its screens: with nothing kept, and an ear for what it says."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from textual.app import App
from textual.events import Key

import callmate.ui
from callmate.store.places import Places
from callmate.store.settings import Settings
from callmate.ui.app import CallMate

_LOOK = 0.1
"""Seconds after which it is looked whether the screen that is waited for was left."""


class Program(CallMate):
    """CallMate, which remembers what it says: what must not be missed, and what in passing.

    Args:
        folder: Where everything of its owner lies.
    """

    CSS_PATH = str(Path(callmate.ui.__file__).with_name("callmate.tcss"))

    def __init__(self, folder: Path) -> None:
        places = Places(folder / "data", folder / "config")
        places.data.mkdir(exist_ok=True)
        super().__init__(places, Settings())
        self.said: list[str] = []
        self.told: list[str] = []

    def alert(self, words: str) -> None:
        """Say a sentence."""
        self.said.append(words)
        super().alert(words)

    def tell(self, words: str, seconds: float | None = None) -> None:
        """Say what was done."""
        self.told.append(words)
        super().tell(words, seconds)


async def until(is_so: Callable[[], object]) -> None:
    """Wait for something, for a while; no screen is waited for, since one may go meanwhile."""
    for _ in range(1_500):
        if is_so():
            return
        await asyncio.sleep(0.02)
    pytest.fail("it did not come to that")


async def shown(app: Program, screen: type[object]) -> None:
    """Wait for a screen, and for all that comes behind it."""
    await until(lambda: isinstance(app.screen, screen))
    await drawn(app, 4)  # one drawing may ask for the next
    assert isinstance(app.screen, screen)


async def press(app: Program, *keys: str) -> None:
    """Press keys, one after the other, and wait for no screen."""
    for key in keys:
        app.post_message(Key(key, key if len(key) == 1 else None))
        await asyncio.sleep(0.02)


async def drawn(app: App[None], times: int = 1) -> None:
    """Wait until the screen was drawn; by no clock, since a busy computer may draw it late."""
    for _ in range(times):
        screen, was_drawn = app.screen, asyncio.Event()
        if screen.call_after_refresh(was_drawn.set):
            while not was_drawn.is_set() and app.screen is screen:
                with suppress(TimeoutError):
                    await asyncio.wait_for(was_drawn.wait(), _LOOK)


async def come_to_all(app: Program) -> None:
    """Wait until the program, and the screen in sight, have come to every key pressed so far."""
    for node in (app, app.screen, app):
        came = asyncio.Event()
        if node.call_later(came.set):  # behind whatever waits there
            await until(lambda came=came, node=node: came.is_set() or not node.is_running)  # type: ignore[misc] # bound now
        await until(lambda: app.has_no_key_to_do)


async def hold(app: Program, key: str, times: int) -> None:
    """Hold a key down, which comes again every 33 ms, until all of it is dealt with."""
    first = Key(key, None).time
    for place in range(times):
        event = Key(key, key if len(key) == 1 else None)
        event.time = first + 0.033 * place  # as a keyboard would have it
        app.post_message(event)
    await until(lambda: app.has_no_key_to_do)
    await asyncio.sleep(0.5)
