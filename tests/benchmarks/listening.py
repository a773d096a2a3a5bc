"""Prints what going through a recording costs, at ten minutes and at two hours.

How soon its shape is seen, how soon it sounds from anywhere, and how much memory that takes. Run it
with `python -m tests.benchmarks.listening [MINUTES ...]`.
"""

import asyncio
import os
import sys
import tempfile
import time
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from callmate.audio.door import Player, Survey
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.protocol import Position, Report, Wave
from callmate.audio.requests import PartPlace
from callmate.audio.sealed import seal_whole
from callmate.services.desk import Desk, begin, now
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, fresh_id
from tests import hearing
from tests.audio import phone_call
from tests.phone_line import PhoneLine, opened
from tests.terminal.owner import Owner

TIMES = 5  # a look is timed; the median counts
PLACES = (0.1, 0.5, 0.75, 0.99)
TARGETS = {"seen": 300.0, "kept_wave": 300.0, "first_columns": 300.0, "first_sound": 150.0}


@dataclass
class Figures:
    """What was measured: milliseconds, seconds and megabytes."""

    seen: float = 0.0
    kept_wave: float = 0.0
    first_columns: float = 0.0
    all_columns: float = 0.0
    opened: float = 0.0
    first_sound: float = 0.0
    player_memory: float = 0.0
    wave_memory: float = 0.0


WORDS = {
    "seen": "from Enter to its shape on the screen, once kept, ms",
    "kept_wave": "the shape, once kept, ms",
    "first_columns": "its first columns, the first time, ms",
    "all_columns": "all of them, the first time, s",
    "opened": "the player ready, ms",
    "first_sound": "first sound after the key, slowest of four places, ms",
    "player_memory": "most memory of the player, MB",
    "wave_memory": "most memory of the measuring, MB",
}


@dataclass
class Ear:
    """Hears a sound process, and knows when it said what."""

    began: float = field(default_factory=time.monotonic)
    said: list[tuple[float, Report]] = field(default_factory=list)

    def __call__(self, report: Report) -> None:
        """Take a report in."""
        self.said.append((time.monotonic() - self.began, report))

    async def when(self, kind: type[Report]) -> float:
        """Wait for the first report of a kind; get the seconds until it came."""
        while True:
            for at, report in self.said:
                if isinstance(report, kind):
                    return at
            await asyncio.sleep(0.002)


def peak(pid: int) -> float:
    """Tell the most memory that a running process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def past(home: Path, minutes: int) -> tuple[Path, str]:
    """Keep a call with a recording of speech; get its folder and the key that opens it."""
    places = Places(home / "data" / "callmate", home / "config" / "callmate")
    keys, start = OwnerKeys(places), now()
    with Cabinet(places).create(begin("Zefiro", clock=lambda: start), fresh_id(start)) as kept:
        keep(kept.folder, minutes, keys.recipient())
        Desk(kept).hang_up()
    return kept.folder, keys.identity()


def keep(folder: Path, minutes: int, recipient: str) -> None:
    """Keep a recording of speech."""
    stream = hearing.repeated(phone_call.encoded(phone_call.speech(60)), minutes)
    sha256 = seal_whole(folder, 1, stream, recipient)
    write_facts(folder, SoundFacts(1, "Telephone", datetime.now(UTC), None, 60.0 * minutes, sha256))


async def first_wave(places: tuple[PartPlace, ...], identity: str) -> float:
    """Ask for the shape and leave it at once; get the milliseconds until some of it was told."""
    ear = Ear()
    survey = await Survey.start(places, identity, ear)
    at = await ear.when(Wave)
    await survey.stop()
    return 1000 * at


async def look(places: tuple[PartPlace, ...], identity: str, figures: Figures) -> None:
    """Measure the first look at a recording, and the second."""
    figures.first_columns = median([await first_wave(places, identity) for _ in range(TIMES)])
    ear = Ear()
    survey = await Survey.start(places, identity, ear)
    while not any(isinstance(r, Wave) and r.done >= r.seconds for _, r in ear.said):
        figures.wave_memory = max(figures.wave_memory, peak(survey.pid))
        await asyncio.sleep(0.05)
    figures.all_columns = ear.said[-1][0]
    await survey.stop()
    figures.kept_wave = median([await first_wave(places, identity) for _ in range(TIMES)])


def when_heard(capture: Path) -> float:
    """Wait for sound in a new capture; get the time."""
    while not any(capture.read_bytes()):
        time.sleep(0.002)
    return time.monotonic()


async def listen(
    line: PhoneLine, capture: Path, places: tuple[PartPlace, ...], identity: str, figures: Figures
) -> None:
    """Measure how soon it sounds from here and there."""
    ear = Ear()
    player = await Player.start(places, identity, None, ear)
    figures.opened = 1000 * await ear.when(Position)
    seconds = sum(facts.seconds for _, r in ear.said for facts in getattr(r, "parts", ()))
    for place in PLACES:
        await asyncio.sleep(0.5)
        with line.captured(capture):
            began = time.monotonic()
            player.seek(1, place * seconds)
            player.play()
            heard = await asyncio.to_thread(when_heard, capture)
            figures.first_sound = max(figures.first_sound, 1000 * (heard - began))
            await asyncio.sleep(1)
            player.pause()
    figures.player_memory = peak(player.pid)
    await player.stop()


def see(owner: Owner) -> float:
    """Open the call; get the milliseconds until its shape is on the screen."""
    with owner.open() as terminal:
        terminal.wait_for("Zefiro")
        began = time.monotonic()
        terminal.press("enter")
        while "█" not in terminal.text():
            pass
        return 1000 * (time.monotonic() - began)


def measured(minutes: int) -> Figures:
    """Make a recording and go through it."""
    figures = Figures()
    with tempfile.TemporaryDirectory() as place, opened(Path(place) / "line") as line:
        os.environ |= line.env
        home = Path(place) / "home"
        folder, identity = past(home, minutes)
        places = (PartPlace(str(folder), 1),)
        asyncio.run(look(places, identity, figures))
        asyncio.run(listen(line, Path(place) / "near.raw", places, identity, figures))
        figures.seen = median(see(Owner(home, environ=line.env)) for _ in range(TIMES))
    return figures


def main() -> int:
    """Measure, print, and tell by the exit status whether the targets are met."""
    lengths = [int(word) for word in sys.argv[1:]] or [10, 120]
    found = [measured(minutes) for minutes in lengths]
    out = ["going through a recording of" + "".join(f"{m:>8} min" for m in lengths)]
    for each in fields(Figures):
        numbers = "".join(f"{getattr(figures, each.name):>12.1f}" for figures in found)
        target = TARGETS.get(each.name)
        goal = f"   (target: under {target:.0f})" if target else ""
        out.append(f"  {WORDS[each.name]:<56}{numbers}{goal}")
    sys.stdout.write("\n".join(out) + "\n")
    missed = [name for name, target in TARGETS.items() for f in found if getattr(f, name) >= target]
    return bool(missed)


if __name__ == "__main__":
    sys.exit(main())
