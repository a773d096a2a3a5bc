"""A program in a pseudo-terminal, and what it paints there, taken in as it comes.

Of what a terminal does it knows as much as CallMate asks of one: to go to a place, and to paint
from there.
"""

import codecs
import fcntl
import os
import re
import select
import signal
import struct
import termios
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Self

_COLUMNS, _ROWS = 80, 24
_PIECE = re.compile(
    r"\x1b\[(?P<where>[0-9;]*)H"
    r"|\x1b\[[0-?]*[ -/]*[@-~]"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1b[^\[\]]"
    r"|(?P<control>[\x00-\x1a\x1c-\x1f])"
    r"|(?P<words>[^\x00-\x1f]+)(?=[\x00-\x1f])"
)
"""Where to go to, other orders, a title, and words once they are followed by something else."""


class PaintedTerminal:
    """A program, started as the first of a session of its own, in a terminal of its own.

    Args:
        command: What is started; a path, and words.
        environ: Its whole environment.
    """

    def __init__(self, command: tuple[str, ...], environ: Mapping[str, str]) -> None:
        self._terminal, programs = os.openpty()
        try:
            fcntl.ioctl(programs, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
            # Who leads a session gets the first terminal it opens for its own.
            opened = (os.POSIX_SPAWN_OPEN, 0, os.ttyname(programs), os.O_RDWR, 0)
            same = [(os.POSIX_SPAWN_DUP2, 0, each) for each in (1, 2)]
            self.pid = os.posix_spawn(
                command[0], command, environ, file_actions=[opened, *same], setsid=True
            )
        finally:
            os.close(programs)
        self.over = False
        """Whether nobody is left who could paint."""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._unread = ""
        self._painted = [[" "] * _COLUMNS for _ in range(_ROWS)]
        self._row = self._column = 0
        self._ended: int | None = None

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, and the program with it."""
        self.kill()
        os.close(self._terminal)

    def press(self, keys: str) -> None:
        """Press keys, as a terminal sends them."""
        os.write(self._terminal, keys.encode())

    def take_in(self, within: float) -> bool:
        """Take in what is painted next; returns whether anything was, within these seconds."""
        if not select.select([self._terminal], [], [], within)[0]:
            return False
        try:
            raw = os.read(self._terminal, 1 << 16)
        except OSError:  # so a terminal says that all have left it
            raw = b""
        self.over = not raw
        self.paint(raw)
        return bool(raw)

    def paint(self, raw: bytes) -> None:
        """Paint what a program sends; what breaks off in the middle waits for the rest."""
        self._unread += self._decoder.decode(raw)
        at = 0
        while piece := _PIECE.match(self._unread, at):
            at = piece.end()
            if piece["where"] is not None:
                row, _, column = piece["where"].partition(";")
                self._row, self._column = int(row or 1) - 1, int(column or 1) - 1
            elif piece["control"] is not None:
                self._go(piece["control"])
            elif piece["words"] is not None:
                self._put(piece["words"])
        self._unread = self._unread[at:]

    def _go(self, control: str) -> None:
        if control == "\r":
            self._column = 0
        elif control == "\n":  # a terminal of the usual kind goes to the left then, too
            self._row, self._column = self._row + 1, 0

    def _put(self, words: str) -> None:
        if self._row < _ROWS:
            fitting = words[: max(0, _COLUMNS - self._column)]
            self._painted[self._row][self._column : self._column + len(fitting)] = fitting
        self._column += len(words)

    @property
    def text(self) -> str:
        """What is on the screen."""
        return "\n".join("".join(row).rstrip() for row in self._painted)

    def kill(self) -> datetime:
        """Kill the program with SIGKILL, unless it has ended, and take in what it painted last.

        Returns:
            When that was.
        """
        at = datetime.now(UTC)
        if self._ended is None:
            os.kill(self.pid, signal.SIGKILL)
            _, status = os.waitpid(self.pid, 0)
            self._ended = os.waitstatus_to_exitcode(status)
            while self.take_in(0):
                pass
        return at

    @property
    def status(self) -> int | None:
        """How the program ended: its exit status, or minus a signal; ``None`` while it runs."""
        return self._ended
