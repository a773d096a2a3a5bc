"""Measures the screen: how soon it is there, what it costs at rest, how soon a key is seen."""

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from subprocess import Popen

from callmate.store.cabinet import Cabinet
from callmate.store.index import Index
from callmate.store.places import Places
from tests.benchmarks import many_calls
from tests.benchmarks.first_paint import BARE, painted
from tests.benchmarks.long_call import processor
from tests.benchmarks.rows import Row
from tests.benchmarks.screen_in_pty import PROGRAM, Screen, environment
from tests.phone_line import opened
from tests.terminal.processes import sound_processes, wait_for_silence

_RUNS = 9
_RATIO = 1.10
"""How many times a bare Textual app's time the first paint may take."""

_FASTER = 4.0
"""How many times sooner than Posting it shall be there."""

_SECONDS = 30.0
"""For which the live screen is watched."""

_LETTERS = 300
_BUSY = "while True: pass"
_PEERS = {
    "Posting": ("posting", (), b"Collection"),
    "Harlequin": ("harlequin", ("--locale", "C"), b"Query Editor"),
}


def first_paint(calls: Sequence[int]) -> Iterator[Row]:
    """Tell how soon the screen is there, and takes a key."""
    for number in calls:
        with tempfile.TemporaryDirectory() as folder:
            home = Path(folder)
            places = Places(home / "callmate", home / "callmate")
            many_calls.fill(places, number)
            if number:
                Index(Cabinet(places)).rows()  # as whoever opened it before has left it
            yield from _first_paint(home, number)


def _first_paint(home: Path, number: int) -> Iterator[Row]:
    environ = {**environment(home), "HOME": str(home)}
    # Whoever has no call yet sees what the program is for.
    commands = {
        "bare Textual": ([sys.executable, "-c", BARE], b"READY"),
        "CallMate": ([*PROGRAM], b"Zefiro" if number else b"CallMate"),
    }
    for name, (peer, words, word) in _PEERS.items():
        if path := shutil.which(peer):
            commands[name] = ([path, *words], word)
    took: dict[str, list[float]] = {name: [] for name in commands}
    for place in range(_RUNS + 1):
        for name, (command, word) in commands.items():
            wall, _processor = painted(command, word, environ)
            took[name] += [wall * 1000] if place else []  # the first fills the caches
    told = {name: median(times) for name, times in took.items()}
    ours = told.pop("CallMate")
    ratio = ours / told["bare Textual"]
    yield Row(
        f"first paint with {number:,} calls",
        "ms",
        ours,
        told,
        f"at most {_RATIO} of bare Textual (is {ratio:.2f})",
        ratio <= _RATIO,
    )
    if "Posting" in told and number == 10_000:
        faster = told["Posting"] / ours
        wanted = f"{_FASTER:.0f} times sooner than Posting (is {faster:.1f})"
        yield Row("the same beside Posting", "ms", ours, told, wanted, faster >= _FASTER)
    yield Row(f"usable with {number:,} calls", "ms", _usable(environ))


def _usable(environ: dict[str, str]) -> float:
    """Milliseconds from the start until a key pressed at the first paint is answered."""
    took = []
    for _ in range(_RUNS):
        with Screen(PROGRAM, environ) as screen:
            screen.drawn(b"CallMate", screen.began)
            screen.press("?")
            took.append(screen.drawn(b"Esc", screen.began))
    return median(took)


def live_screen(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell what the live screen takes of a core while it records."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "line") as line:
        home = Path(folder)
        environ = {**environment(home), **line.env, "HOME": folder}
        with line.noise(), Screen((*PROGRAM, "start", "Zefiro"), environ) as screen:
            screen.drawn(b"Zefiro", screen.began)
            screen.rest_for(1)
            screen.press("\x1b[20~")  # F9
            screen.rest_for(5)
            (recorder,) = sound_processes(home)
            rest = _share(screen, recorder, 0)
            typed = _share(screen, recorder, 5)
        wait_for_silence(home)  # it seals what it heard before the folder goes
    wanted = "at most 3 % of a core"
    yield Row("live screen at rest, recording", "%", rest[0], wanted=wanted, met=rest[0] <= 3)
    yield Row("the sound process meanwhile", "%", rest[1])
    yield Row("live screen, 5 letters a second", "%", typed[0])


def _share(screen: Screen, recorder: int, letters: int) -> tuple[float, float]:
    """What the screen and the sound process take of a core, in per cent, while somebody types."""
    pids = [screen.pid, recorder]
    before, began = [processor(pid) for pid in pids], time.monotonic()
    while time.monotonic() - began < _SECONDS:
        if letters:
            screen.press("a")
        screen.rest_for(1 / letters if letters else 1)
    passed = (time.monotonic() - began) * 1000
    used = [processor(pid) - at for pid, at in zip(pids, before, strict=True)]
    return used[0] * 100 / passed, used[1] * 100 / passed


def key_to_screen(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell how soon a letter is seen in a live call, with all cores kept busy."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as load:
        for _ in range(os.cpu_count() or 1):
            busy = load.enter_context(Popen([sys.executable, "-c", _BUSY]))
            load.callback(busy.kill)
        with Screen((*PROGRAM, "start", "Zefiro"), environment(Path(folder))) as screen:
            screen.drawn(b"Zefiro", screen.began)
            screen.rest_for(3)
            took = [letter(screen, place) for place in range(_LETTERS)]
    high = quantiles(took, n=100)[98]
    yield Row("a letter seen, cores busy, half of them", "ms", median(took))
    yield Row("99 of 100", "ms", high, wanted="at most 50 ms", met=high <= 50)


def letter(screen: Screen, place: int) -> float:
    """Milliseconds from a key until its letter is drawn; the line is emptied now and then."""
    if place % 40 == 39:
        screen.press("\x15")  # ctrl+u
        screen.rest_for(0.3)
    letter = "qjxkwzvy"[place % 8]
    took = screen.drawn(letter.encode(), screen.press(letter))
    screen.rest_for(0.05)
    return took
