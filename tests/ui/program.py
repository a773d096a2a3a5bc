"""The program for tests of its screens: with nothing kept, and an ear for what it says."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

import callmate.ui
from callmate.store.places import Places
from callmate.store.settings import Settings
from callmate.ui.app import CallMate


class Program(CallMate):
    """CallMate, which remembers the sentences that must not be missed.

    Args:
        folder: Where everything of its owner lies.
    """

    CSS_PATH = str(Path(callmate.ui.__file__).with_name("callmate.tcss"))

    def __init__(self, folder: Path) -> None:
        places = Places(folder / "data", folder / "config")
        places.data.mkdir()
        super().__init__(places, Settings())
        self.said: list[str] = []

    def alert(self, words: str) -> None:
        """Say a sentence."""
        self.said.append(words)
        super().alert(words)


async def until(pilot: Pilot[None], is_so: Callable[[], object]) -> None:
    """Wait for something, for a while."""
    for _ in range(300):
        if is_so():
            return
        await pilot.pause(0.02)
    pytest.fail("it did not come to that")
