"""Types at the program in a real terminal, and reads what it shows there."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from tests.cli.conftest import Home

_PATIENCE = 20.0  # seconds


class Typist:
    """A person at a terminal in which the program runs."""

    def __init__(self, program: subprocess.Popen[bytes], screen: int) -> None:
        self._program = program
        self._screen = screen
        self.shown = ""

    def waits_for(self, words: str) -> None:
        """Read on until these words are shown."""
        until = time.monotonic() + _PATIENCE
        while words not in self.shown:
            assert self._read(until - time.monotonic()), self.shown
        self.shown = self.shown.partition(words)[2]

    def types(self, line: str) -> None:
        """Type a line."""
        os.write(self._screen, f"{line}\n".encode("utf-8", "surrogateescape"))

    def stops(self) -> None:
        """Press Ctrl+C."""
        os.write(self._screen, b"\x03")

    def dies(self) -> None:
        """Kill the program, as a computer out of memory does."""
        self._program.send_signal(signal.SIGKILL)

    def ends_with(self, status: int) -> None:
        """Read to the end; the program must end with this status."""
        until = time.monotonic() + _PATIENCE
        while self._read(until - time.monotonic()):
            pass
        assert self._program.wait(_PATIENCE) == status, self.shown
        assert "Traceback" not in self.shown

    def _read(self, seconds: float) -> bool:
        """Read what is shown; False when there is nothing more to come."""
        ready, _, _ = select.select([self._screen], [], [], max(0.0, seconds))
        try:
            piece = os.read(self._screen, 4096) if ready else b""
        except OSError:
            return False  # the terminal was closed
        self.shown += re.sub(r"\x1b\[K", "", piece.decode("utf-8", "replace"))
        return bool(piece)


@contextmanager
def typing_at(home: Home, *words: str) -> Iterator[Typist]:
    """Start the program with these words in a terminal of its own."""
    screen, inside = pty.openpty()
    command = ["setsid", "--ctty", "--wait", sys.executable, "-P", "-m", "callmate", *words]
    program = subprocess.Popen(
        command, env=home.env, cwd=home.folder, stdin=inside, stdout=inside, stderr=inside
    )
    os.close(inside)
    try:
        yield Typist(program, screen)
    finally:
        if program.poll() is None:
            program.send_signal(signal.SIGKILL)
            program.wait()
        os.close(screen)
