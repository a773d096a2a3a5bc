"""A terminal that is resized, stopped, colourless or dumb costs nothing that was typed in it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal
from tests.torture.conftest import TIMES
from tests.torture.system_calls import wait_for_tracer

STORM = 12 * TIMES
"""How often a terminal is resized, ten times a second."""
SIZES = ((40, 12), (60, 20), (80, 24), (132, 50), (300, 100))
FEW = SIZES if TIMES > 1 else (SIZES[0], SIZES[-1])
STOPPED = 3.0 * TIMES
"""Seconds for which a program stands still."""
ALL_ANEW = b"\x1b[?1049h"
"""How a program begins to draw on a screen of its own."""
BETWEEN = ("sh", "-c", '"$@"; exit "$?"', "sh")
"""Stands between a terminal and a program: of what it started itself, one of tmux lets go on at
once what was stopped."""
ASKED = 200_000
"""Microseconds."""
TYPED = "abcdefghijklmnopqrstuvwxyz" * 2
"""Typed letter by letter, so that a letter that is missing can be told."""
PLAIN = {"dumb": ("env", "TERM=dumb"), "NO_COLOR": ("env", "NO_COLOR=1")}


@pytest.fixture
def owner(tmp_path: Path) -> Owner:
    """Somebody who uses CallMate for the first time."""
    home = tmp_path / "home"
    home.mkdir()
    return Owner(home)


def on_paper(words: str) -> re.Pattern[str]:
    return re.compile(rf"\d\d:\d\d.*{re.escape(words)}")


def kept(owner: Owner) -> list[str]:
    return [note["text"] for note in owner.call()["notes"]]


def in_order(owner: Owner, terminal: Terminal) -> None:
    assert b"Traceback" not in terminal.drawn()
    assert not list(owner.data.glob("mishap*"))


def test_it_is_resized_ten_times_a_second(owner: Owner) -> None:
    with owner.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        for number in range(STORM):
            terminal.type(f"line {number}")
            terminal.resize(*SIZES[number % len(SIZES)])
            terminal.press("enter")
            time.sleep(0.1)
        terminal.resize(80, 24)
        terminal.wait_for(on_paper(f"line {STORM - 1}").search, within=20 + 2 * STORM)
        in_order(owner, terminal)
    assert kept(owner) == [f"line {number}" for number in range(STORM)]


@pytest.mark.parametrize("size", FEW, ids=str)
def test_each_size_takes_a_note(owner: Owner, size: tuple[int, int]) -> None:
    with owner.open("start", "Zefiro", size=size) as terminal:
        terminal.wait_for("Zefiro")
        terminal.enter("hold on")
        terminal.settled("hold on")
        owner.do(terminal, "call.answer")
        terminal.enter("4471")
        terminal.settled("4471")
        in_order(owner, terminal)
    assert kept(owner) == ["hold on"]
    assert owner.call()["operator"] == "4471"


@pytest.mark.parametrize("kind", PLAIN)
def test_a_plain_terminal_takes_a_note(owner: Owner, kind: str) -> None:
    with owner.open("start", "Zefiro", under=PLAIN[kind]) as terminal:
        terminal.wait_for("F2")
        terminal.enter("hold on")
        terminal.settled(on_paper("hold on").search)
        if kind == "NO_COLOR":
            assert not re.search(rb"\x1b\[[0-9;]*(?:38|48);2;(\d+);(?!\1;\1)", terminal.drawn())
        in_order(owner, terminal)
    assert kept(owner) == ["hold on"]


@contextmanager
def asking_slowly(program: int) -> Iterator[None]:
    """Let all that a program asks of its terminal take long, so that something comes between."""
    how = ["-f", "-qq", "-o", os.devnull, "-e", "trace=ioctl"]
    how += ["-e", f"inject=ioctl:delay_enter={ASKED}", "-p", str(program)]
    with subprocess.Popen(["strace", *how]) as strace:
        try:
            wait_for_tracer(program)
            yield
        finally:
            strace.kill()


def test_what_is_typed_while_it_comes_back_is_kept(owner: Owner) -> None:
    with owner.open("start", "Zefiro", under=BETWEEN) as terminal:
        terminal.wait_for("F2")
        program = started_by(terminal.pid)
        os.kill(program, signal.SIGSTOP)
        terminal.wait_for(lambda _: state(program) == "T")
        with asking_slowly(program):
            drawn_anew = drawn_since(terminal, ALL_ANEW)
            os.kill(program, signal.SIGCONT)
            for letter in TYPED:
                terminal.type(letter)
                time.sleep(0.02)
            terminal.press("enter")
            terminal.wait_for(drawn_anew)
            terminal.wait_for(on_paper(TYPED[:9]).search)
        in_order(owner, terminal)
    assert kept(owner) == [TYPED]


STOPPED_IN_A_WRITE = """
import os, signal
from textual.app import ComposeResult
from textual.widgets import Input
from callmate.ui.keyboard import KeyedApp

class Stopped(KeyedApp):
    def compose(self) -> ComposeResult:
        yield Input()

    def on_input_changed(self) -> None:
        # Whoever hands something to the terminal holds this for a moment.
        with self._driver._writer_thread._queue.mutex:
            os.kill(os.getpid(), signal.SIGTSTP)

Stopped().run()
"""


def test_it_is_stopped_while_it_draws_and_goes_on(owner: Owner) -> None:
    # Nothing is between them: the terminal lets it go on at once.
    with Terminal([sys.executable, "-P", "-c", STOPPED_IN_A_WRITE], owner.env) as terminal:
        terminal.wait_for("▔")
        for typed in ("a", "ab", "abc"):
            drawn_anew = drawn_since(terminal, ALL_ANEW)
            terminal.type(typed[-1])
            terminal.wait_for(drawn_anew)
            terminal.wait_for(typed)


WAITING_FOR_ANOTHER = """
import subprocess
from callmate.ui.keyboard import KeyedApp

class Waiting(KeyedApp):
    def on_mount(self) -> None:
        self.call_after_refresh(self.wait)

    def wait(self) -> None:
        with self.suspend():
            subprocess.run(["sh", "-c", "echo here; read line"])

Waiting().run()
"""


def test_it_is_stopped_with_the_editor_that_it_waits_for(owner: Owner) -> None:
    waiting = [*BETWEEN, sys.executable, "-P", "-c", WAITING_FOR_ANOTHER]
    with Terminal(waiting, owner.env) as terminal:
        terminal.wait_for("here")
        program = started_by(terminal.pid)
        os.kill(program, signal.SIGTSTP)
        terminal.wait_for(lambda _: state(program) == "T")
        os.kill(program, signal.SIGCONT)
        drawn_anew = drawn_since(terminal, ALL_ANEW)
        terminal.press("enter")
        terminal.wait_for(drawn_anew)


def drawn_since(terminal: Terminal, words: bytes) -> Callable[[str], bool]:
    """Whether a program has drawn this after now."""
    now = len(terminal.drawn())
    return lambda _screen: words in terminal.drawn()[now:]


def started_by(pid: int) -> int:
    return int(Path(f"/proc/{pid}/task/{pid}/children").read_text())


def state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0]


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_it_is_stopped_in_a_call_and_goes_on(owner: Owner, stop: signal.Signals) -> None:
    with owner.open("start", "Zefiro", under=BETWEEN) as terminal:
        terminal.wait_for("F2")
        program = started_by(terminal.pid)
        terminal.enter("before")
        terminal.wait_for(on_paper("before").search)
        os.kill(program, stop)
        terminal.wait_for(lambda _: state(program) == "T")
        time.sleep(STOPPED)
        assert state(program) == "T"
        drawn_anew = drawn_since(terminal, b"before")
        os.kill(program, signal.SIGCONT)
        # Whoever comes back types when the screen is there again.
        terminal.wait_for(drawn_anew)
        terminal.enter("afterwards")
        terminal.wait_for(on_paper("afterwards").search)
        in_order(owner, terminal)
    before, afterwards = (datetime.fromisoformat(note["at"]) for note in owner.call()["notes"])
    assert (afterwards - before).total_seconds() >= STOPPED
