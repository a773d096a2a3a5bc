"""Measures how soon the screen is there with 10,000 calls on the disk, beside a bare Textual app.

Run it with ``python -m tests.benchmarks.first_paint [CALLS] [RUNS]``. Each run is a
whole process in a pseudo-terminal of 80x24, timed from its start until the words that
matter have been painted: one word for the bare app, a past call for CallMate. The two
take turns, so that a machine that slows down slows both.
"""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
from pathlib import Path
from statistics import median
from time import perf_counter

from callmate.store.cabinet import Cabinet
from callmate.store.index import Index
from callmate.store.places import Places
from tests.benchmarks.keeping import fill

BARE = """
from textual.app import App
from textual.widgets import Static

class Bare(App):
    def compose(self):
        yield Static("READY")

Bare().run()
"""
_PATIENCE = 30.0


def painted(command: list[str], word: bytes, environment: dict[str, str]) -> tuple[float, float]:
    """Seconds, and seconds of processor, from starting a command until it painted a word.

    Raises:
        TimeoutError: The word never came.
        EOFError: The command ended before.
    """
    began = perf_counter()
    process, terminal = pty.fork()
    if process == 0:
        os.execvpe(command[0], command, environment)  # noqa: S606 - no shell is wanted
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    seen = b""
    try:
        while word not in seen:
            if not select.select([terminal], [], [], _PATIENCE)[0]:
                raise TimeoutError(word)
            try:
                told = os.read(terminal, 65536)
            except OSError:  # as Linux tells the end of whoever wrote there
                told = b""
            if not told:
                raise EOFError(f"{command[0]} ended before it painted {word!r}")
            seen += told
        wall = perf_counter() - began
    finally:
        os.kill(process, signal.SIGKILL)
        used = os.wait4(process, 0)[2]
        os.close(terminal)
    return wall, used.ru_utime + used.ru_stime


def main(calls: int, runs: int) -> None:
    """Print both medians in milliseconds, and their ratio."""
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder) / "callmate", Path(folder) / "config")
        fill(places, calls)
        Index(Cabinet(places)).rows()  # as whoever opened it before has left it
        environment = {
            **os.environ,
            "XDG_DATA_HOME": folder,
            "XDG_CONFIG_HOME": folder,
            "LANG": "it_IT.UTF-8",
            "TERM": "xterm-256color",
            "COLUMNS": "80",
            "LINES": "24",
        }
        ours, bare = [], []
        for _ in range(runs + 1):
            bare.append(painted([sys.executable, "-c", BARE], b"READY", environment))
            ours.append(painted([sys.executable, "-m", "callmate"], b"Zefiro", environment))
        for name, place in (("elapsed", 0), ("processor", 1)):
            one, other = (median(run[place] for run in runs[1:]) for runs in (bare, ours))
            print(f"{name}: a bare Textual app {one * 1000:.0f} ms,", end=" ")
            print(f"CallMate with {calls} calls {other * 1000:.0f} ms, ratio {other / one:.2f}")


if __name__ == "__main__":
    numbers = [int(each) for each in sys.argv[1:]]
    main(*numbers, *(10_000, 15)[len(numbers) :])
