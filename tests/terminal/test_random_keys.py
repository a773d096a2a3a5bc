"""No key stops the program, whatever is pressed on whatever screen, however fast or slow.

Keys and pauses are others each time: a failure tells the seed that brings them back when
``CALLMATE_SEED`` holds it. ``CALLMATE_KEYS`` says how many keys are pressed, 5000 unless it does.
"""

# ruff: noqa: S311 - chance is wanted here, not secrecy

import json
import os
import random
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from tests.busy import kept_busy
from tests.phone_line import PhoneLine
from tests.terminal.full_store import furnish
from tests.terminal.journeys import DANCES, JOURNEYS, Shown
from tests.terminal.key_run import KeyRun
from tests.terminal.owner import Owner
from tests.terminal.random_keys import MARK, RandomKeys
from tests.terminal.screen_classes import all_screens

SEED = int(os.environ.get("CALLMATE_SEED", random.randrange(10**6)))
KEYS = int(os.environ.get("CALLMATE_KEYS", "5000"))
SIZES = ((60, 20), (80, 24), (120, 36))
NAMES = ("narrow", "usual", "wide")
_BY_ONE_STROKE = timedelta(seconds=5)
"""Between two calls to one company, begun by one key."""
ROUNDS = 5
"""How often is danced what once stopped the program."""
_OWN_TO_EACH = {"id", "at", "digest"}
"""What no two entries have in common."""
HURRY = 0.03
"""Seconds of the longest pause then."""
STATES = {"recorded call", "sound played", "interrupted call", "found", "cover"}
"""What has to be met besides each screen."""
TRIES = 2
"""How often a journey that leads astray is begun."""

Drive = Callable[[KeyRun, RandomKeys], object]
Driven = Callable[[str, tuple[int, int], Drive], KeyRun]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with cases, calls, sound, letters and things in the trash."""
    home = tmp_path_factory.mktemp("furnished") / "home"
    home.mkdir()
    furnish(Owner(home))
    return home


@pytest.fixture
def busy() -> Iterator[None]:
    """Something else that wants a processor meanwhile."""
    with kept_busy(1):
        yield


@pytest.fixture
def driven(furnished: Path, tmp_path: Path, phone_line: PhoneLine, busy: None) -> Driven:
    """Open a furnished home of this name in a terminal of this size, and press keys there."""
    del busy

    def drive(name: str, size: tuple[int, int], pressing: Drive) -> KeyRun:
        home = tmp_path / name
        shutil.copytree(furnished, home)
        owner = Owner(home, environ={**phone_line.env, "EDITOR": "true", "VISUAL": ""})
        with KeyRun(owner, size) as run:
            pressing(run, RandomKeys(f"{SEED} {name}", owner.keys))
            run.settle()
        return run

    return drive


def are_well(runs: Sequence[KeyRun]) -> None:
    """Check that no key stopped a program, and that all it acknowledged is kept once, unchanged."""
    told = [f"at {run.size}: {mishap}" for run in runs for mishap in run.mishaps]
    if told:
        repeat = f"CALLMATE_SEED={SEED} CALLMATE_KEYS={KEYS}"
        pytest.fail("\n\n".join([f"{len(told)} mishaps, {repeat}", *told]), pytrace=False)
    assert any(run.acknowledged for run in runs), SEED
    for owner, acknowledged in ((run.owner, run.acknowledged) for run in runs):
        kept = "".join(file.read_text() for file in owner.data.rglob("*.json"))
        assert {mark for mark in acknowledged if mark not in kept} == set(), SEED
        assert kept_twice(owner) == [], SEED
        verified = owner.run("verify")
        assert verified.returncode == 0, (SEED, verified.stdout.decode(), verified.stderr.decode())
        looked = json.loads(owner.run("doctor", "--json").stdout)
        assert [found for found in looked["findings"] if found["id"] == "damaged"] == [], SEED


def kept_twice(owner: Owner) -> list[list[str]]:
    """Entries that tell what was typed once, and stand there once more; when they were kept."""
    told: dict[str, list[tuple[str, str]]] = {}
    for file in [*owner.data.rglob("call.json"), *owner.data.rglob("case.json")]:
        for entry in json.loads(file.read_text())["entries"].values():
            said = {name: what for name, what in entry.items() if name not in _OWN_TO_EACH}
            words = json.dumps(said, sort_keys=True)
            if re.search(MARK, words):
                told.setdefault(words, []).append((entry["at"], file.parent.name))
    return [[words, *map(" ".join, kept)] for words, kept in told.items() if _is_twice(words, kept)]


def _is_twice(words: str, kept: list[tuple[str, str]]) -> bool:
    times = sorted(datetime.fromisoformat(at) for at, _name in kept)
    gaps = [after - before for before, after in pairwise(times)]
    # A company that was rung once is offered by its name, and may be rung again.
    again = json.loads(words)["kind"] == "started"
    return any(not again or gap < _BY_ONE_STROKE for gap in gaps)


def travel(run: KeyRun, keys: RandomKeys, name: str) -> bool:
    """Go on a journey, and begin it anew when it led astray; whether it came to its end."""
    for _ in range(TRIES):
        run.go_home()
        if run.press(keys.patient(name)):
            return True
    return False


def look_for(
    run: KeyRun, keys: RandomKeys, astray: Iterable[str], states: set[str], screens: set[str]
) -> None:
    """Go wherever something may be that was not seen yet.

    Args:
        run: Where it is looked for.
        keys: What is pressed.
        astray: The journeys that did not come to their end.
        states: What a screen shows, as journeys know it.
        screens: Classes of screens, to which any command may lead.
    """
    for name in astray:
        travel(run, keys, name)
    for name, journey in JOURNEYS.items():
        if not states.isdisjoint({step.screen for step in journey if isinstance(step, Shown)}):
            travel(run, keys, name)
    for command in run.owner.keys:
        if not screens <= run.screens:
            run.go_home()
            run.press(keys.journey(keys.visit(command)))
            run.press(keys.mixed())


@pytest.mark.timeout(300 + KEYS // 5)
def test_random_keys_through_every_screen(driven: Driven) -> None:
    journeys = RandomKeys(str(SEED), {}).order(JOURNEYS)
    astray: list[str] = []

    def press(place: int, run: KeyRun, keys: RandomKeys) -> None:
        for _ in range(ROUNDS):
            run.press(keys.journey(DANCES[place], HURRY))
            run.go_home()
        for name in journeys[place :: len(SIZES)]:
            if not travel(run, keys, name):
                astray.append(name)
            run.press(keys.mixed())
        while run.pressed < KEYS / len(SIZES):
            run.press(keys.hurried())
            run.press(keys.mixed())
        run.go_home()

    with ThreadPoolExecutor() as pool:
        drives = [partial(press, place) for place in range(len(SIZES))]
        runs = list(pool.map(driven, NAMES, SIZES, drives))
    states = STATES.difference(*(run.seen for run in runs))
    screens = all_screens().difference(*(run.screens for run in runs))
    if states or screens:
        look = partial(look_for, astray=astray, states=states, screens=screens)
        runs.append(driven("missing", SIZES[1], look))
    are_well(runs)
    assert states.difference(*(run.seen for run in runs)) == set(), SEED
    assert screens.difference(*(run.screens for run in runs)) == set(), (
        "no key leads to these screens: a journey has to",
        SEED,
    )
    assert sum(run.pressed for run in runs) >= KEYS
