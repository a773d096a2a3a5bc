"""Tests that stand elsewhere and torture too: run as they are, and counted."""

import os
import re
import subprocess
import sys
from dataclasses import dataclass

from tests.torture.forked import ROOT
from tests.torture.trials import Found, Tally


@dataclass(frozen=True)
class Suite:
    """Tests of one fault."""

    fault: str
    work: str
    tests: tuple[str, ...]
    much: int = 5
    """How much each test does, as ``CALLMATE_TORTURE`` says."""


_HERE = "tests/torture"
SUITES = (
    Suite(
        "sound server killed or stalled; microphone unplugged, moved, muted, suspended; full disk",
        "a recording",
        ("tests/audio/test_troubles.py",),
    ),
    Suite(
        "terminal closed, told to end, gone without a signal; full disk; no microphone",
        "a call on the screen",
        ("tests/terminal/test_trouble.py",),
    ),
    Suite(
        "resized ten times a second; 40x12 to 300x100; TERM=dumb; NO_COLOR; SIGSTOP; SIGTSTP",
        "a call on the screen",
        (f"{_HERE}/test_rough_terminal.py",),
    ),
    Suite(
        "SIGSTOP for ten minutes",
        "a call on the screen",
        (f"{_HERE}/test_rough_terminal.py::test_it_is_stopped_in_a_call_and_goes_on[19]",),
        much=200,
    ),
    Suite(
        "clock set back and ahead; the hours of DST; another zone",
        "a call, and the trash",
        (f"{_HERE}/test_clock.py",),
    ),
    Suite("14 commands at once", "a call that goes on", (f"{_HERE}/test_at_once.py",)),
    Suite("two windows at once", "calls and cases", ("tests/terminal/test_two_windows.py",)),
    Suite("a call with 2,000 notes", "its end", (f"{_HERE}/test_long_call.py",)),
    Suite("5,000 random keys", "every screen", ("tests/terminal/test_random_keys.py",)),
)


def passed(suite: Suite) -> Tally:
    """Run a suite, and count its tests."""
    tally = Tally(suite.fault, suite.work)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    more = {
        "PYTEST_XDIST_TESTRUNUID": f"{os.getpid()}",
        "CALLMATE_TORTURE": f"{suite.much}",
    }
    done = subprocess.run(
        [*command, "--timeout", "1800", *suite.tests],
        cwd=ROOT,
        env=os.environ | more,
        capture_output=True,
        check=False,
        text=True,
    )
    tally.remark = f"load {os.getloadavg()[0]:.0f}"
    _count(tally, done.stdout)
    return tally


def _count(tally: Tally, printed: str) -> None:
    counts = dict.fromkeys(("passed", "failed", "error"), 0)
    for number, what in re.findall(r"(\d+) (passed|failed|error)", printed.splitlines()[-1]):
        counts[what] = int(number)
    for _ in range(counts["passed"]):
        tally.count(Found(""), struck=True)
    for line in printed.splitlines():
        if line.startswith(("FAILED", "ERROR")):
            tally.count(Found("", other=[line]), struck=True)
