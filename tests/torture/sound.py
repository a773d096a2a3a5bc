"""The sound process is killed at random moments of a recording: how much sound goes with it."""

import asyncio
import os
import random
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pyrage

from callmate.audio.door import Recorder
from callmate.audio.protocol import Began, Died
from callmate.audio.sealed import read_part
from tests.audio.conftest import Heard
from tests.phone_line import PhoneLine
from tests.torture.trials import Found, Tally

MOST_LOST = 1.5
"""Seconds of sound that may go with the process."""
FAULT = "kill -9 of the sound process"
_LATEST = 3.0
"""Seconds after which a recording is killed at the latest."""
_PATIENCE = 60.0
_BATCH = 50


class SoundKills:
    """Recordings on one telephone line, each killed once.

    Args:
        folder: Where they lie for a while.
        chance: Draws the moments.
    """

    def __init__(self, folder: Path, chance: random.Random) -> None:
        identity = pyrage.x25519.Identity.generate()
        self._identity, self._recipient = str(identity), str(identity.to_public())
        self._folder = folder
        self._chance = chance
        self.tally = Tally(FAULT, "a recording")
        self.lost: list[float] = []
        """Seconds of sound that each kill cost."""

    async def kill_once(self, number: int) -> None:
        """Record, kill at a random moment, and look at what is left."""
        folder = self._folder / f"call-{number}"
        folder.mkdir(0o700)
        heard = Heard()
        recorder = await Recorder.start(folder, 1, self._recipient, None, heard)
        try:
            began = await heard.until(Began, within=_PATIENCE)
            await asyncio.sleep(self._chance.uniform(0, _LATEST))
            killed = datetime.now(UTC)
            with suppress(ProcessLookupError):
                os.kill(recorder.pid, signal.SIGKILL)
            await heard.until(Died, within=_PATIENCE)
        finally:
            await recorder.stop()
        self.look(folder, (killed - began.at).total_seconds(), f"recording {number}")
        shutil.rmtree(folder)

    def look(self, folder: Path, lived: float, where: str) -> None:
        """Compare what is left of a recording with the seconds for which it lived."""
        found, kept = Found(where), 0.0
        if any(folder.glob("sound-1/*.age")):  # else it died within its first second
            sound = read_part(folder, 1, self._identity)
            kept = sound.seconds
            found.unreadable += [f"{each}" for each in sound.problems]
        self.lost.append(lived - kept)
        if lived - kept > MOST_LOST:
            found.lost.append(f"{lived - kept:.2f} s of {lived:.2f} s of sound are lost")
        self.tally.count(found, struck=True)
        self.tally.remark = f"at most {max(self.lost):.2f} s of sound lost"


async def _kill_all(kills: SoundKills, runs: int, side_by_side: int) -> None:
    waiting = iter(range(runs))

    async def go_on() -> None:
        for number in waiting:
            await kills.kill_once(number)

    async with asyncio.TaskGroup() as group:
        for _ in range(side_by_side):
            group.create_task(go_on())


def sound_killed(
    line: PhoneLine, folder: Path, runs: int, chance: random.Random, side_by_side: int = 4
) -> Iterator[Tally]:
    """Kill so many recordings of a telephone line that this process hears.

    Args:
        line: The line; its environment must be this process's.
        folder: Where the recordings lie.
        runs: How many to kill.
        chance: Draws the moments.
        side_by_side: How many record at once.

    Yields:
        What was counted so far, every now and then, and at the end.
    """
    kills = SoundKills(folder, chance)
    with line.noise():
        while kills.tally.runs < runs:
            more = min(_BATCH, runs - kills.tally.runs)
            asyncio.run(_kill_all(kills, more, side_by_side))
            yield kills.tally
