"""Tortures CallMate, and writes down what it survived.

``python -m tests.torture`` does all of it, which takes hours; ``--only KIND`` and ``--times N``
make it shorter.
It wants the superuser's rights, strace and loop devices.
"""

import argparse
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.phone_line import opened
from tests.torture.hindrance import killed_at_every_call, killed_at_random, refusals
from tests.torture.power import cut_after_each
from tests.torture.results import TABLE, keep
from tests.torture.sound import sound_killed
from tests.torture.suites import SUITES, passed
from tests.torture.trials import Grounds, Tally, grounds
from tests.torture.works import BY_NAME, NOTES, WORKS

RANDOM = ("delete", "delete for good", "filing into a case", "a letter filed in a case")
"""Works that are killed at random moments too."""
DEAR = ("a passphrase changed", "restore")
"""The same of those that take seconds each time."""


class Torture:
    """What is done, and how often.

    Args:
        folder: Where stores and disks lie meanwhile.
        ground: The store.
        times: How often a work is killed at random.
        chance: Draws the moments.
    """

    def __init__(self, folder: Path, ground: Grounds, times: int, chance: random.Random) -> None:
        self._folder = folder
        self._ground = ground
        self._times = times
        self._chance = chance

    def notes(self) -> Iterator[Tally]:
        """Kill who takes notes."""
        yield killed_at_random(self._ground, NOTES, self._times, self._chance)

    def kills(self) -> Iterator[Tally]:
        """Kill whoever deletes, files and restores."""
        for name in RANDOM:
            yield killed_at_random(self._ground, BY_NAME[name], self._times, self._chance)

    def passphrase(self) -> Iterator[Tally]:
        """Kill who changes a passphrase."""
        yield killed_at_random(self._ground, BY_NAME[DEAR[0]], self._times, self._chance)

    def restore(self) -> Iterator[Tally]:
        """Kill who restores."""
        yield killed_at_random(self._ground, BY_NAME[DEAR[1]], self._times, self._chance)

    def calls(self) -> Iterator[Tally]:
        """Kill at each system call."""
        for work in WORKS:
            yield killed_at_every_call(self._ground, work)

    def errors(self) -> Iterator[Tally]:
        """Refuse each system call."""
        cheap = [work for work in WORKS if not work.dear]
        yield from refusals(self._ground, cheap)
        yield from refusals(self._ground, [work for work in WORKS if work.dear], 12)

    def power(self) -> Iterator[Tally]:
        """Cut the power after each acknowledgement."""
        for work in (NOTES, *WORKS):
            yield cut_after_each(self._ground, self._folder, work, self._times)

    def sound(self) -> Iterator[Tally]:
        """Kill the sound process."""
        yield from killed_on_a_line(self._folder, self._times, self._chance)

    def suites(self) -> Iterator[Tally]:
        """Run what other tests torture, again and again."""
        for suite in SUITES:
            yield passed(suite)


def killed_on_a_line(folder: Path, times: int, chance: random.Random) -> Iterator[Tally]:
    """Kill the sound process on a telephone line of its own."""
    with opened(folder / "line") as line:
        os.environ.update(line.env)
        yield sound_killed(line, folder, times, chance)


def main() -> int:
    """Do what was asked for, and return 1 if anything was lost or broken."""
    kinds = [name for name in vars(Torture) if not name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--only", action="append", choices=kinds, help="a kind; may be repeated")
    parser.add_argument("--times", type=int, default=1000, help="how often at random")
    drawn = random.randrange(10**6)  # noqa: S311 - chance is wanted, not secrecy
    parser.add_argument("--seed", type=int, default=drawn)
    parser.add_argument("--table", type=Path, default=TABLE)
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    worst = 0
    with TemporaryDirectory(prefix="torture-") as name, grounds() as ground:
        chance = random.Random(asked.seed)  # noqa: S311 - the same
        torture = Torture(Path(name), ground, asked.times, chance)
        for kind in asked.only or kinds:
            work: Callable[[], Iterator[Tally]] = getattr(torture, kind)
            for tally in work():
                keep([tally], asked.table)
                worst |= told(tally)
    return worst


def told(tally: Tally) -> int:
    """Print what came of it; returns 1 if anything was lost or broken."""
    counts = f"{tally.runs} times, {tally.acknowledged} acknowledged, {tally.lost} lost"
    print(f"{tally.fault}, {tally.work}: {counts} {tally.remark}", flush=True)
    for problem in tally.problems[:20]:
        print(f"   {problem}", flush=True)
    return int(bool(tally.problems))


if __name__ == "__main__":
    sys.exit(main())
