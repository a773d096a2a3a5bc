"""A terminal that is resized, stopped, colourless or dumb costs nothing that was typed in it."""

import re
import signal
import time
from datetime import datetime
from pathlib import Path

import pytest

from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal
from tests.torture.conftest import TIMES

STORM = 12 * TIMES
"""How often a terminal is resized, ten times a second."""
SIZES = ((40, 12), (60, 20), (80, 24), (132, 50), (300, 100))
FEW = SIZES if TIMES > 1 else (SIZES[0], SIZES[-1])
STOPPED = 3.0 * TIMES
"""Seconds for which a program stands still."""
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


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_it_is_stopped_in_a_call_and_goes_on(owner: Owner, stop: signal.Signals) -> None:
    with owner.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.enter("before")
        terminal.wait_for(on_paper("before").search)
        terminal.kill(stop)
        time.sleep(STOPPED)
        drawn = len(terminal.drawn())
        terminal.kill(signal.SIGCONT)
        # Whoever comes back types when the screen is there again.
        terminal.wait_for(lambda _: b"before" in terminal.drawn()[drawn:])
        terminal.enter("afterwards")
        terminal.wait_for(on_paper("afterwards").search)
        in_order(owner, terminal)
    before, afterwards = (datetime.fromisoformat(note["at"]) for note in owner.call()["notes"])
    assert (afterwards - before).total_seconds() >= STOPPED
