"""Measures what 50 notes cost on the real screen, in a call that has few and in one that has many.

Run it with ``python -m tests.benchmarks.long_call [NOTES ...]``. A call with so many notes lies
on the disk; the program takes it up in a pseudo-terminal, and 50 notes are typed, each awaited.
"""

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callmate.domain.entry import Answered, AnyEntry, Given, HoldBegan, HoldEnded, Note, Started
from callmate.store.places import Places
from tests.benchmarks.keeping import WORDS, put
from tests.benchmarks.screen_in_pty import PROGRAM, Screen, environment

BLOCK = 50
"""Notes that are measured together."""

WARM = 10
"""Notes typed before, so that everything needed is loaded."""

_EACH_HOLD = 40
"""Notes between two spans of waiting."""


@dataclass(frozen=True)
class Cost:
    """What was measured."""

    opened: float
    """Milliseconds from the key that takes the call up until its newest note is drawn."""
    processor: float
    """Milliseconds of the program's processor for each note."""
    wall: float
    """Milliseconds from Enter until a note is said to be kept, the middle one."""


def running(notes: int, at: datetime) -> list[AnyEntry]:
    """A call that goes on, with so many notes in it, and waiting now and then."""
    entries: list[AnyEntry] = [
        Started(id="s", at=at, company="Zefiro Telecom", number="187"),
        Answered(id="a", at=at),
        Given(id="o", at=at, item="operator", text="4471"),
    ]
    for place in range(notes):
        moment = at + timedelta(seconds=place)
        entries.append(Note(id=f"n{place}", at=moment, text=f"old{place:04}: {WORDS}"))
        if place % _EACH_HOLD == _EACH_HOLD - 1:
            entries += [
                HoldBegan(id=f"b{place}", at=moment),
                HoldEnded(id=f"e{place}", at=moment + timedelta(seconds=1)),
            ]
    return entries


def processor(pid: int) -> float:
    """Milliseconds of processor that a program has used by now, in all its threads."""
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def typed(screen: Screen, numbers: Sequence[int]) -> list[float]:
    """Type a note for each number; milliseconds until each was said to be kept."""
    return [
        screen.drawn(f"· new{number:04}".encode(), screen.press(f"new{number:04} modem spento\r"))
        for number in numbers
    ]


def cost(folder: Path, notes: int) -> Cost:
    """Take a call with so many notes up, type some more, and say what they cost."""
    start = datetime.now(UTC) - timedelta(seconds=notes + 60)
    put(
        Places(folder / "callmate", folder / "callmate"),
        f"{start:%Y%m%dT%H%M%SZ}-abcdef",
        running(notes, start),
    )
    with Screen(PROGRAM, environment(folder)) as screen:
        screen.drawn(b"Zefiro", screen.began)
        screen.rest()
        opened = screen.drawn(b"Taken up again", screen.press("\r"))
        screen.rest()
        typed(screen, range(WARM))
        screen.rest()
        before = processor(screen.pid)
        took = sorted(typed(screen, range(WARM, WARM + BLOCK)))
        screen.rest()
        used = processor(screen.pid) - before
    return Cost(opened, used / BLOCK, took[BLOCK // 2])


def main(numbers: Sequence[int]) -> None:
    """Print the figures for each number of notes."""
    print(f"{'notes before':>12}{'opened':>10}{'processor/note':>16}{'until kept':>12}   (ms)")
    for notes in numbers:
        with tempfile.TemporaryDirectory() as folder:
            told = cost(Path(folder), notes)
        print(f"{notes:12}{told.opened:10.0f}{told.processor:16.1f}{told.wall:12.1f}")


if __name__ == "__main__":
    main([int(each) for each in sys.argv[1:]] or [0, 450, 1_000])
