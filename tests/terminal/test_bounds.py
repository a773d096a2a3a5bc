"""Ten thousand calls of twenty notes: what a search costs on the real screen, and its memory."""

from pathlib import Path
from statistics import median

import pytest

from callmate.store.cabinet import Cabinet
from callmate.store.index import Index
from callmate.store.places import Places
from tests.benchmarks.many_calls import fill
from tests.benchmarks.screen_in_pty import PROGRAM, Screen, environment, first_search, next_search

pytestmark = pytest.mark.alone

CALLS = 10_000
FIRST, NEXT = 200, 50
"""Milliseconds from a key press until what was found is drawn."""

MEMORY = 150
"""Megabytes."""

ROUNDS = 3
"""How often it is measured anew when something else keeps the computer busy."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The home of somebody who has rung ten thousand times."""
    folder = tmp_path_factory.mktemp("many")
    places = Places(folder / "callmate", folder / "callmate")
    fill(places, CALLS)
    assert len(Index(Cabinet(places)).rows()) == CALLS
    return folder


def test_finding_is_quick_and_takes_little_memory(home: Path) -> None:
    told = []
    for _round in range(ROUNDS):
        with Screen(PROGRAM, environment(home)) as screen:
            first = first_search(screen)
            later = median(next_search(screen, 1111 * number) for number in range(1, 6))
            memory = screen.memory
        told.append((first, later, memory))
        assert memory < MEMORY, told
        if first < FIRST and later < NEXT:
            return
    pytest.fail(f"milliseconds, milliseconds, megabytes: {told}")
