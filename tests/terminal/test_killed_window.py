"""The screen, or the sound process, is killed in mid-recording: what was seen is kept.

The moments are others each time; a test's name tells them, and the seed that brings them back
when ``KILLED_SEED`` holds it.
"""

# ruff: noqa: S311 - chance is wanted here, not secrecy

import json
import os
import random
import re
import signal
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner, Record
from tests.terminal.processes import sound_processes, wait_for_silence
from tests.terminal.screen_driver import Terminal

# Where tests run side by side, each side draws the same moments.
_drawn = random.Random(os.environ.get("PYTEST_XDIST_TESTRUNUID")).randrange(10**6)
SEED = int(os.environ.get("KILLED_SEED", _drawn))
LATEST = 6.0  # seconds after which the screen is killed at the latest
SIDE_BY_SIDE = 4
ROUNDS = 5
_chance = random.Random(SEED)
MOMENTS = [[_chance.uniform(0, LATEST) for _ in range(SIDE_BY_SIDE)] for _ in range(ROUNDS)]
NEAR = hearing.RATE  # samples; the same words come again after three times as many
TALL = (80, 120)
ON_PAPER = re.compile(r"│.*  (note \d+)$", re.MULTILINE)
SPEECH = " ".join(f"{number}, la sua pratica è la numero {number * 37}." for number in range(12))


@dataclass(frozen=True)
class Killed:
    """What was seen of a call before its screen was killed."""

    caller: Owner
    at: datetime
    acknowledged: frozenset[str]


def now() -> datetime:
    return datetime.now().astimezone()


def seen_on_paper(terminal: Terminal) -> frozenset[str]:
    return frozenset(ON_PAPER.findall(terminal.text()))


def record_until_killed(caller: Owner, moment: float) -> Killed:
    """Record and take notes until the screen is killed so many seconds after REC was seen."""
    killed = threading.Event()
    at = []

    def kill() -> None:
        at.append(now())
        terminal.kill(signal.SIGKILL)
        killed.set()

    with caller.open("start", "Zefiro Telecom", size=TALL) as terminal:
        terminal.wait_for("F2")
        caller.do(terminal, "call.record")
        terminal.wait_for("● REC")
        timer = threading.Timer(moment, kill)
        timer.start()
        number = 0
        while not killed.is_set():
            number += 1
            terminal.enter(f"note {number}")
            while f"note {number}" not in seen_on_paper(terminal) and not killed.is_set():
                killed.wait(0.02)
        timer.join()
        return Killed(caller, at[0], seen_on_paper(terminal))


def take_up_again(killed: Killed) -> None:
    """Start the program anew: the call is offered, and goes on where it was."""
    with killed.caller.open(size=TALL) as terminal:
        terminal.wait_for("interrupted")
        terminal.press("enter")
        terminal.wait_for("Taken up again")
        wanted = killed.acknowledged
        terminal.wait_for(lambda _: wanted <= seen_on_paper(terminal))
        terminal.enter("going on")
        terminal.wait_for("  going on")
        wait_for_silence(killed.caller.home)
        killed.caller.do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")


def sound_of(caller: Owner, recording: Record) -> hearing.Samples:
    """A part's sound, opened with the plain tool."""
    path = Path(recording["path"])
    pieces = sorted(path.iterdir()) if path.is_dir() else [path]
    identity = caller.data / "owner.age"
    return hearing.decoded(b"".join(hearing.opened_by_age(each, identity) for each in pieces))


def until(recording: Record, sound: hearing.Samples) -> datetime:
    """The moment until which a part can be heard."""
    started = datetime.fromisoformat(recording["started"])
    return started + timedelta(seconds=len(sound) / hearing.RATE)


def check(killed: Killed, spoken: hearing.Samples) -> None:
    caller = killed.caller
    call = caller.call()
    kept = [note["text"] for note in call["notes"]]
    assert killed.acknowledged <= set(kept)
    assert len(set(kept)) == len(kept)
    (recording,) = call["recordings"]
    sound = sound_of(caller, recording)
    lost = (killed.at - until(recording, sound)).total_seconds()
    assert lost < 0.2
    assert_whole(sound, spoken)
    assert recording["seconds"] == pytest.approx(len(sound) / hearing.RATE, abs=0.1)
    assert json.loads(caller.says("verify", call["id"], "--json"))["unchanged"]


def assert_whole(sound: hearing.Samples, spoken: hearing.Samples) -> None:
    """Check that what was spoken follows in a sound without a hole, second by second.

    The same words come again in each sentence, so each second is looked for near its place alone.
    """
    _alike, begun = hearing.placed(spoken, sound)
    for at in range(0, max(1, len(sound) - hearing.RATE + 1), hearing.RATE):
        second = sound[at : at + hearing.RATE]
        if second.std() > sound.std() / 10:  # nothing tells one silence from another
            expected = round(begun * hearing.RATE) + at
            near = max(0, expected - NEAR)
            alike, found = hearing.placed(spoken[near : expected + len(second) + NEAR], second)
            # A hole moves what follows; a window that is killed may blur its last second.
            assert alike > 0.3, at
            assert near / hearing.RATE + found == pytest.approx(expected / hearing.RATE, abs=0.05)


def named(moments: list[float]) -> str:
    return f"seed {SEED}: " + " ".join(f"{moment:.2f}" for moment in moments)


@pytest.mark.parametrize("moments", MOMENTS, ids=named)
def test_the_screen_is_killed_at_random_moments(
    moments: list[float], tmp_path: Path, phone_line: PhoneLine
) -> None:
    callers = [Owner(tmp_path / str(n), environ=phone_line.env) for n in range(SIDE_BY_SIDE)]
    for caller in callers:
        caller.home.mkdir()
    speech = phone_line.speech(SPEECH)
    with ThreadPoolExecutor(SIDE_BY_SIDE) as pool:
        with phone_line.speaking(speech):
            ended = list(pool.map(record_until_killed, callers, moments))
        list(pool.map(take_up_again, ended))
    assert any(each.acknowledged for each in ended)
    spoken = hearing.decoded(speech)
    for each in ended:
        check(each, spoken)


def test_the_sound_process_is_killed(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro Telecom") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        caller.do(terminal, "call.record")
        terminal.wait_for("REC 00:03")
        (number,) = sound_processes(caller.home)
        os.kill(number, signal.SIGKILL)
        killed = now()
        terminal.wait_for(lambda screen: re.search("│.*the recorder", screen), within=3)
        terminal.enter("still here")
        terminal.wait_for(lambda screen: re.search("│.*  still here", screen))
        terminal.wait_for("REC 00:02")
        caller.do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
    call = caller.call()
    first, second = call["recordings"]
    heard_until = until(first, sound_of(caller, first))
    assert (killed - heard_until).total_seconds() < 1.5
    begun_again = datetime.fromisoformat(second["started"])
    assert (begun_again - killed).total_seconds() < 1.5
    (gap,) = first["gaps"]
    assert gap["to"] == second["started"]
    assert abs((datetime.fromisoformat(gap["from"]) - heard_until).total_seconds()) < 0.5
    assert len(sound_of(caller, second)) / hearing.RATE > 2
    assert [note["text"] for note in call["notes"]] == ["still here"]
    assert json.loads(caller.says("verify", call["id"], "--json"))["unchanged"]
