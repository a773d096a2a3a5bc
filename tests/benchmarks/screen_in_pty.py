"""CallMate in a pseudo-terminal, its keys pressed and what it draws awaited, for measuring."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import Self

_PATIENCE = 20.0
_QUIET = 0.25
"""Seconds without a byte after which a screen has come to rest."""

PROGRAM = (sys.executable, "-P", "-m", "callmate")


def environment(data: Path) -> dict[str, str]:
    """What the program is started with, to find its things in a folder."""
    own = {
        "XDG_DATA_HOME": str(data),
        "XDG_CONFIG_HOME": str(data),
        "LANG": "en_GB.UTF-8",
        "TERM": "xterm-256color",
        "COLUMNS": "80",
        "LINES": "24",
    }
    return {**os.environ, **own}


@dataclass(frozen=True)
class Share:
    """Milliseconds of processor that processes had, and for which they waited for others to end."""

    had: float
    waited: float

    @classmethod
    def of(cls, *pids: int) -> "Share":
        """What these processes had by now, in all their threads that live, as the kernel counts."""
        had = waited = 0
        for pid in pids:
            for task in Path(f"/proc/{pid}/task").iterdir():
                with suppress(OSError):  # the thread has ended
                    told = (task / "schedstat").read_text().split()
                    had, waited = had + int(told[0]), waited + int(told[1])
        return cls(had / 1e6, waited / 1e6)


class Screen:
    """A program that draws.

    Args:
        command: What is started.
        environ: Its whole environment.
    """

    def __init__(self, command: Sequence[str], environ: Mapping[str, str]) -> None:
        self.began = perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], list(command), dict(environ))  # noqa: S606 - no shell is wanted
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._terminal)

    def drawn(self, word: bytes, since: float) -> float:
        """Milliseconds from a moment until a word was drawn.

        Raises:
            TimeoutError: It never was.
        """
        seen = b""
        while word not in seen:
            if perf_counter() - since > _PATIENCE:
                raise TimeoutError(word, seen)
            if select.select([self._terminal], [], [], _QUIET)[0]:
                seen += os.read(self._terminal, 65536)
        return (perf_counter() - since) * 1000

    def press(self, keys: str) -> float:
        """Press keys; the moment at which that was done."""
        began = perf_counter()
        os.write(self._terminal, keys.encode())
        return began

    def took(self, keys: str, word: bytes) -> float:
        """Milliseconds from pressing keys until a word was drawn, on a computer with nothing to do.

        The time is left out for which the program, or this one, was ready to go on and others had
        the processors; it is never less than the processor that the program used.
        """
        before, own = Share.of(self.pid), Share.of(os.getpid())
        wall = self.drawn(word, self.press(keys))
        after, own_after = Share.of(self.pid), Share.of(os.getpid())
        waited = after.waited - before.waited + own_after.waited - own.waited
        return max(wall - waited, after.had - before.had)

    def rest(self) -> None:
        """Wait until nothing is drawn any more."""
        while select.select([self._terminal], [], [], _QUIET)[0]:
            os.read(self._terminal, 65536)

    def rest_for(self, seconds: float) -> None:
        """Take in what is drawn for so long."""
        until = perf_counter() + seconds
        while (left := until - perf_counter()) > 0:
            if select.select([self._terminal], [], [], left)[0]:
                os.read(self._terminal, 65536)

    @property
    def memory(self) -> float:
        """Megabytes in memory."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        (line,) = (each for each in status.splitlines() if each.startswith("VmRSS"))
        return int(line.split()[1]) / 1000


def first_search(screen: Screen) -> float:
    """Milliseconds from the first letter ever looked for until what was found is drawn."""
    screen.drawn(b"Zefiro", screen.began)
    screen.rest()
    screen.drawn(b"company:zefiro", screen.press("/"))
    screen.rest()
    took = screen.took("m", b"These are the first")
    screen.rest()
    return took


def next_search(screen: Screen, number: int) -> float:
    """Milliseconds from the last letter of a claim number until its call is drawn."""
    claim = f"ab-{number:06}"
    for keys in ("\x15", claim[:-1]):  # ctrl+u empties the line
        screen.press(keys)
        screen.rest()
    took = screen.took(claim[-1], b"1 found")
    screen.rest()
    return took
