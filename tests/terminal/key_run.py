"""Presses keys at the program and watches it: what it shows, and whether a key stopped it."""

import fcntl
import os
import re
import signal
import termios
import time
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, Self

from tests.terminal.journeys import HOME, SCREENS
from tests.terminal.owner import Owner
from tests.terminal.processes import wait_for_silence
from tests.terminal.random_keys import LONE_ESCAPE, MARK, Move, RandomKeys, Strokes
from tests.terminal.screen_classes import reached, watched
from tests.terminal.screen_driver import Terminal, tmux_name

_AT_MOST = 60.0
"""Seconds within which the program has to come to a key, on a busy computer too."""

_TRIES = 3
"""How often the way home is tried."""

_PATIENCE = 4.0
"""Seconds for which a screen is waited for; a key by chance may have led elsewhere."""

_START = 30.0
_NO_SERVER = "http://127.0.0.1:9"
"""Where models would be fetched from."""

_FATAL = 5.0
_AT_ONCE = 25
"""Keys that are pressed before the program is given the time to come to all of them."""

_QUIET = 3
"""How often in a row the program has to be found at rest."""

_TOLD = 80
"""Keys that are told of what happened before a mishap."""

_POLL = 0.02
_FAULT = re.compile(r"fault of (CallMate's|its) own|cannot be read just now")
"""What is said of a fault."""

_SENT = {"escape": ("-H", *(f"{byte:02x}" for byte in b"\x1b[27u")), LONE_ESCAPE: ("Escape",)}
"""Escape as terminals of today send it; the lone byte can be taken for the beginning of a key."""

_SCREENS = {
    name: [re.compile(each, re.DOTALL) for each in words] for name, words in SCREENS.items()
}

# The editor and the dossier's command have the terminal as the shell left it for a moment, and a
# key pressed then would be a signal: a person's editor switches that off, as is done here.
_DEAF = ("sh", "-c", 'stty -isig; exec "$@"', "sh")


class Look(NamedTuple):
    """What is on the screen, and how the program ended if it has."""

    screen: str
    over: bool
    status: int


class Keyboard(Terminal):
    """A terminal with the program in it, seen each time a key is pressed."""

    def strike(self, *keys: str) -> Look:
        """Press keys at once, and look at what was there when they were pressed."""
        send = [
            word for key in keys for word in ("send-keys", *_SENT.get(key, (tmux_name(key),)), ";")
        ]
        state = ("display-message", "-p", "#{pane_dead} #{pane_dead_status}")
        told = self._tmux(*send, "capture-pane", "-p", ";", *state).decode()
        screen, _, last = told.rstrip("\n").rpartition("\n")
        over, _, status = last.partition(" ")
        return Look(screen, over == "1", int(status or 0))


@dataclass(frozen=True)
class Mishap:
    """A key stopped the program, or it answered no more."""

    what: str
    keys: str
    """The last keys before, with the pause behind each in milliseconds."""
    number: int
    """How many keys had been pressed."""
    report: str
    screen: str

    def __str__(self) -> str:
        """All of it, to be read by a person."""
        parts = (f"{self.what}, after {self.number} keys", self.keys, self.report, self.screen)
        return "\n".join(part for part in parts if part)


@dataclass
class KeyRun:
    """Presses keys at one program; one that ended is started anew.

    Args:
        owner: Whose program it is.
        size: The terminal's columns and rows.
    """

    owner: Owner
    size: tuple[int, int]
    seen: set[str] = field(default_factory=set)
    """The screens that were seen."""
    acknowledged: set[str] = field(default_factory=set)
    """The marks of texts that were shown beside their time: they have to be kept."""
    mishaps: list[Mishap] = field(default_factory=list)
    pressed: int = 0
    """How many keys were pressed."""
    starts: int = 0
    """How often the program was started."""
    slowest: float = 0.0
    """Seconds of the longest wait for an answer."""

    def __post_init__(self) -> None:
        self._recent: deque[tuple[str, float]] = deque(maxlen=_TOLD)
        self._unasked = 0
        self._may_leave = False
        self._said = False
        self._names = self.owner.home / "screens.txt"
        self.home = tuple(RandomKeys("", self.owner.keys).journey(HOME))
        self._leaving = {"ctrl+q", self.owner.keys["home.quit"]}
        self._terminal = self._started()

    def __enter__(self) -> Self:
        """Use it for a while."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the terminal, and wait until nothing of the program runs any more."""
        self._terminal.close()
        wait_for_silence(self.owner.home)

    def press(self, moves: Iterable[Move]) -> bool:
        """Make moves, one after the other, until a screen that is waited for does not come.

        Returns:
            Whether all came.
        """
        for move in moves:
            if isinstance(move, Strokes):
                self._strike(move)
            elif not self._comes(move.screen):
                return False
        return True

    def go_home(self) -> None:
        """Go home from wherever the keys have led; it has to be possible."""
        for _ in range(_TRIES):
            if self.press(self.home):
                return
        self._mishap("no key leads home any more", stacks=True)

    def settle(self) -> None:
        """Wait until the program has come to all keys and rests."""
        self._unasked, quiet, began = 0, 0, time.monotonic()
        while quiet < _QUIET:
            time.sleep(_POLL)
            quiet = quiet + 1 if is_at_rest(self._terminal.pid) else 0
            if time.monotonic() - began > _AT_MOST:
                self._mishap(f"it came to no rest in {_AT_MOST:.0f} s", stacks=True)
                return
        self.slowest = max(self.slowest, time.monotonic() - began)
        look = self._look(self._terminal.strike())
        if look.over:
            self._ended(look)
        elif self._report.exists():
            self._wait_for_fault()

    def _strike(self, strokes: Strokes) -> None:
        until = time.monotonic() + strokes.pause
        self._may_leave = self._may_leave or not self._leaving.isdisjoint(strokes.keys)
        look = self._look(self._terminal.strike(*strokes.keys))
        if look.over:
            self._ended(look)
        pauses = [0.0] * (len(strokes.keys) - 1) + [strokes.pause]
        self._recent.extend(zip(strokes.keys, pauses, strict=True))
        self.pressed += len(strokes.keys)
        self._unasked += len(strokes.keys)
        time.sleep(max(0.0, until - time.monotonic()))
        if self._unasked >= _AT_ONCE:
            self.settle()

    def _comes(self, screen: str) -> bool:
        self.settle()
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            look = self._look(self._terminal.strike())
            if look.over:
                self._ended(look)
            if _shows(look.screen, screen):
                return True
            time.sleep(_POLL)
        return False

    def _look(self, look: Look) -> Look:
        unseen = SCREENS.keys() - self.seen
        self.seen.update(name for name in unseen if _shows(look.screen, name))
        self.acknowledged.update(_marks(look.screen))
        said = _FAULT.search(look.screen) is not None
        if said and not self._said and not self._report.exists():
            self._tell("a fault was said", "", look.screen)
        self._said = said
        return look

    def _ended(self, look: Look) -> None:
        if self._report.exists():
            self._mishap("a fault of its own", self._taken_report())
        elif look.status or not self._may_leave:
            self._mishap(f"it ended by itself, status {look.status}")
        else:
            self._anew()

    def _wait_for_fault(self) -> None:
        """A fault is written down before the program ends by it, if it ends."""
        until = time.monotonic() + _FATAL
        while not (look := self._terminal.strike()).over and time.monotonic() < until:
            time.sleep(_POLL)
        if look.over:
            self._mishap("a fault of its own", self._taken_report())
        else:
            what = "a fault of its own, which closed a screen"
            self._tell(what, self._taken_report(), look.screen)

    @property
    def screens(self) -> set[str]:
        """The classes of the screens that were in sight."""
        return reached(self._names)

    @property
    def _report(self) -> Path:
        return self.owner.data / "mishap.txt"

    def _taken_report(self) -> str:
        report = self._report.read_text()
        self._report.unlink()
        return report

    def _mishap(self, what: str, report: str = "", *, stacks: bool = False) -> None:
        screen = self._terminal.strike().screen
        self._tell(what, self._stacks() if stacks else report, screen)
        self._anew()

    def _tell(self, what: str, report: str, screen: str) -> None:
        keys = " ".join(f"{key}·{round(1000 * pause)}" for key, pause in self._recent)
        self.mishaps.append(Mishap(what, keys, self.pressed, report, screen.rstrip()))

    def _anew(self) -> None:
        self._terminal.close()
        self._terminal = self._started()

    def _started(self) -> Keyboard:
        self.starts += 1
        self._may_leave = False
        environ = self.owner.env | {"PYTHONFAULTHANDLER": "1", "HF_ENDPOINT": _NO_SERVER}
        terminal = Keyboard([*_DEAF, *watched(self._names)], environ, self.size)
        terminal.wait_for(lambda screen: _shows(screen, "home"), _START)
        return terminal

    def _stacks(self) -> str:
        """Where the program is, told by itself as it ends."""
        with suppress(ProcessLookupError):
            os.kill(self._terminal.pid, signal.SIGABRT)
        time.sleep(1)
        return self._terminal.drawn()[-4000:].decode(errors="replace")


def is_at_rest(number: int) -> bool:
    """Whether a process has read all that was typed, and none of its threads runs."""
    try:
        with Path(f"/proc/{number}/fd/0").open("rb", buffering=0) as terminal:
            unread = fcntl.ioctl(terminal, termios.FIONREAD, bytes(4))
        threads = Path(f"/proc/{number}/task").iterdir()
        states = [(each / "stat").read_text().rpartition(") ")[2][0] for each in threads]
    except OSError:
        return True  # it has ended, or a thread of it
    return not any(unread) and "R" not in states and "D" not in states


def _shows(text: str, screen: str) -> bool:
    return all(words.search(text) for words in _SCREENS[screen])


def _marks(screen: str) -> Sequence[str]:
    return [mark for line in screen.splitlines() for mark in _marks_of(line)]


def _marks_of(line: str) -> list[str]:
    stamp = re.search(r"\d\d:\d\d:\d\d ", line)
    return re.findall(rf"\b{MARK}\b", line[stamp.end() :]) if stamp else []
