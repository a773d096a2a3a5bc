"""The screen is killed at random moments while it records and notes are typed.

What was seen on its paper is kept, and the sound goes on until then.
"""

import random
import re
import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import av

from callmate.audio.layout import PartFacts, parts, read_facts
from callmate.audio.sealed import CannotOpenError, WrongKeyError, read_part
from callmate.domain.entry import Note
from callmate.services.live_call import LiveCall
from callmate.services.verification import check_call
from callmate.store.errors import StoreError
from callmate.store.keys import OwnerKeys
from callmate.ui.crash_report import REPORT
from tests import hearing
from tests.cli.conftest import Home
from tests.phone_line import PhoneLine
from tests.terminal.owner import PROGRAM
from tests.terminal.processes import processes_of, wait_for_end
from tests.torture.holdings import in_the_clear, left_behind, start_again
from tests.torture.paper import PaintedTerminal
from tests.torture.trials import KILLED, Found, Tally

FAULT = "kill -9 of the screen at a random moment"
MOST_LOST = 0.2
"""Seconds of sound before the kill that a clock may be out by."""
_LATEST = 4.0
"""Seconds after REC, or after the start, within which a screen is killed."""
_EARLY = 5
"""One screen of so many is killed wherever it is, the others once they record."""
_PAUSE = 0.2
"""Seconds, at the most, between a note that is seen and the next."""
_BEAT = 0.05
_PATIENCE = 60.0
_BATCH = 40
_ON_PAPER = re.compile(r"│ \d\d:\d\d:\d\d +(note \d{4})\b")
_RECORD, _ENTER = "\x1b[20~", "\r"
"""F9, and Enter, as a terminal sends them."""
_TERMINAL = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "80", "LINES": "24"}


@dataclass
class Seen:
    """What was seen of a call until its screen was killed."""

    call: bool = False
    recording: bool = False
    notes: set[str] = field(default_factory=set)
    killed: datetime = field(default_factory=lambda: datetime.now(UTC))
    trouble: list[str] = field(default_factory=list)
    """What went wrong before."""


class Caller:
    """Begins to record as soon as a call is on the screen, and types note after note.

    Args:
        terminal: The screen.
        chance: Draws the moments.
        early: Whether the screen is killed at any moment of its life.
    """

    def __init__(self, terminal: PaintedTerminal, chance: random.Random, *, early: bool) -> None:
        self._terminal = terminal
        self._chance = chance
        self._early = early
        self._seen = Seen()
        self._typed = ""
        self._number = 0
        self._next = 0.0
        self._kill_at = time.monotonic() + (chance.uniform(0, _LATEST) if early else _PATIENCE)

    def live(self) -> Seen:
        """Go on until the screen is killed."""
        seen = self._seen
        while (left := self._kill_at - time.monotonic()) > 0 and not self._terminal.over:
            self._terminal.take_in(min(left, _BEAT))
            self._look()
            self._go_on()
        seen.killed = self._terminal.kill()
        self._look()
        if self._terminal.status != KILLED:
            seen.trouble.append(f"the screen ended with {self._terminal.status}")
        if not (seen.recording or self._early):
            seen.trouble.append(f"no REC within {_PATIENCE:.0f} s:\n{self._terminal.text}")
        return seen

    def _look(self) -> None:
        text, seen = self._terminal.text, self._seen
        seen.call |= "F9" in text
        seen.notes |= {*_ON_PAPER.findall(text)}
        if "● REC" in text and not seen.recording:
            seen.recording = True
            if not self._early:
                self._kill_at = time.monotonic() + self._chance.uniform(0, _LATEST)

    def _go_on(self) -> None:
        if self._seen.call and not self._typed:
            self._terminal.press(_RECORD)
            self._typed = _RECORD
        elif self._seen.recording and self._typed in {_RECORD, *self._seen.notes}:
            self._type()

    def _type(self) -> None:
        """Type the next note, a while after the one before was seen."""
        now = time.monotonic()
        if not self._next:
            self._next = now + self._chance.uniform(0, _PAUSE)
        if now >= self._next:
            self._next, self._number = 0.0, self._number + 1
            self._typed = f"note {self._number:04}"
            self._terminal.press(self._typed + _ENTER)


class ScreenKills:
    """Screens, each of an owner of its own, each killed once.

    Args:
        folder: Where the owners live for a while.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.tally = Tally(FAULT, "recording, with notes")
        self.lost = [0.0]
        """Seconds of sound that each kill cost, where there was any."""

    def kill_once(self, number: int, seed: float) -> tuple[Found, bool]:
        """Record and take notes, kill at a random moment, and look at what is left.

        Returns:
            What was found, and whether it was being recorded then.
        """
        home = Home(self._folder / f"home-{number}", _TERMINAL)
        home.folder.mkdir(0o700)
        chance = random.Random(seed)  # noqa: S311 - chance is wanted, not secrecy
        with PaintedTerminal((*PROGRAM, "start", "Zefiro Telecom"), home.env) as terminal:
            seen = Caller(terminal, chance, early=number % _EARLY == _EARLY - 1).live()
            lasting = list(outlasting(home))
        found = self.look(home, seen, f"screen {number}")
        found.other += lasting
        shutil.rmtree(home.folder)
        return found, seen.recording

    def look(self, home: Home, seen: Seen, where: str) -> Found:
        """Compare what is left of a call with what was seen of it."""
        found = Found(where, len(seen.notes), other=[*seen.trouble])
        found.left += in_the_clear(home, locked=False)
        try:
            self._look(home, seen, found)
            start_again(home)
            for call_id in home.cabinet.ids():
                _take_up(home, call_id, found)
        except (StoreError, OSError) as error:
            found.unreadable.append(f"cannot be looked at: {error!r}")
        found.left += left_behind(home)
        if (home.places.data / REPORT).exists():
            found.other.append((home.places.data / REPORT).read_text())
        return found

    def _look(self, home: Home, seen: Seen, found: Found) -> None:
        kept: list[str] = []
        ids = list(home.cabinet.ids())
        if seen.call and len(ids) != 1:
            found.lost.append(f"a call was seen, and there are {len(ids)}")
        for call_id in ids:
            if not check_call(home.cabinet, call_id).unchanged:
                found.unreadable.append(f"{call_id} is damaged")
            entries = home.cabinet.read(call_id).entries
            kept += (entry.text for entry in entries if isinstance(entry, Note))
            self._listen(home, home.cabinet.folder(call_id), seen, found)
        found.lost += (f"{each} was seen and is lost" for each in sorted(seen.notes - {*kept}))
        found.other += (f"{each} is there twice" for each in {*kept} if kept.count(each) > 1)

    def _listen(self, home: Home, folder: Path, seen: Seen, found: Found) -> None:
        """Compare the sound of a call with the time for which it was recorded."""
        there = parts(folder)
        started = there[0].started if there else None
        if started is None:
            if seen.recording or read_facts(folder, 1):
                found.lost.append("it was recorded, and no sound is there")
            return
        lived = (seen.killed - started).total_seconds()
        lost = lived - sum(_heard(home, folder, part, found) for part in there)
        self.lost.append(lost)
        if lost > MOST_LOST:
            found.lost.append(f"{lost:.2f} s of {lived:.2f} s of sound are lost")

    def count(self, found: Found, *, recorded: bool = True) -> None:
        """Count what was found of one kill, and whether it met a recording."""
        self.tally.count(found, struck=recorded)
        self.tally.remark = f"at most {max(self.lost):.2f} s of sound lost"


def _heard(home: Home, folder: Path, part: PartFacts, found: Found) -> float:
    """The seconds of a part that can be heard with the owner's key."""
    try:
        sound = read_part(folder, part.part, OwnerKeys(home.places).identity())
        samples = hearing.decoded(sound.stream)
    except (CannotOpenError, WrongKeyError, av.FFmpegError, ValueError) as error:
        found.unreadable.append(f"part {part.part} cannot be heard: {error!r}")
        return 0.0
    found.unreadable += [f"part {part.part}: {each}" for each in sound.problems]
    if not sound.complete:
        found.unreadable.append(f"part {part.part} was not brought to its end")
    if not samples.any():
        found.lost.append(f"part {part.part} is silent")
    return len(samples) / hearing.RATE


def _take_up(home: Home, call_id: str, found: Found) -> None:
    """Go on with a call as a screen does: its sound is then among its entries, and fits."""
    if live := LiveCall.take_up(home.cabinet, call_id):
        live.close()
    check = check_call(home.cabinet, call_id)
    if not check.unchanged or any(sound.state != "unchanged" for sound in check.sounds):
        found.unreadable.append(f"{call_id}, taken up again: {check}")


def outlasting(home: Home, patience: float = 20.0) -> Iterator[str]:
    """Wait until nothing that an owner's screen started is left; what stays is told."""
    time.sleep(_BEAT)  # what was being started then is there now
    for number in processes_of(home.folder):
        with suppress(AssertionError):
            wait_for_end(number, patience)
    yield from (f"process {number} is left" for number in processes_of(home.folder))


def screen_killed(
    line: PhoneLine, folder: Path, runs: int, chance: random.Random, side_by_side: int = 4
) -> Iterator[Tally]:
    """Kill screens until so many of them were recording from a telephone line.

    Args:
        line: The line; its environment must be this process's.
        folder: Where the owners live.
        runs: How many; of twice as many, at the most.
        chance: Draws the moments.
        side_by_side: How many record at once.

    Yields:
        What was counted so far, every now and then, and at the end.
    """
    kills = ScreenKills(folder)
    while (left := runs - kills.tally.struck) > 0 and (done := kills.tally.runs) < 2 * runs:
        numbers = range(done, done + min(_BATCH, left + left // (_EARLY - 1)))
        seeds = [chance.random() for _ in numbers]
        with line.noise(), ThreadPoolExecutor(side_by_side) as pool:
            for found, recorded in pool.map(kills.kill_once, numbers, seeds):
                kills.count(found, recorded=recorded)
        yield kills.tally
