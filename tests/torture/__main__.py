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
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.phone_line import PhoneLine, opened
from tests.torture.hindrance import killed_at_every_call, killing_at_random, refusals
from tests.torture.power import cut_after_each
from tests.torture.results import TABLE, keep
from tests.torture.screen import screen_killed
from tests.torture.sound import sound_killed
from tests.torture.suites import SUITES, passed
from tests.torture.trials import Grounds, Tally, grounds
from tests.torture.works import BY_NAME, NOTES, WORKS

RANDOM = (
    *("delete", "delete for good", "filing into a case", "a letter filed in a case"),
    *("a passphrase changed", "restore"),
)
"""Works that are killed at random moments besides notes, three times for ten of those."""
FEW = 6
"""Calls at which a work that takes seconds is refused, for each error."""


class Torture:
    """What is done, and how often.

    Args:
        folder: Where stores and disks lie meanwhile.
        ground: The store.
        times: How often a work is killed at random.
        chance: Draws the moments.
        only: The works that are meant, by their names; all when left out.
    """

    def __init__(
        self,
        folder: Path,
        ground: Grounds,
        times: int,
        chance: random.Random,
        only: frozenset[str] = frozenset(),
    ) -> None:
        self._folder = folder
        self._ground = ground
        self._times = times
        self._chance = chance
        self._works = [each for each in (NOTES, *WORKS) if not only or each.name in only]

    def random(self) -> Iterator[Tally]:
        """Kill at random moments."""
        for work in self._works:
            times = self._times if work is NOTES else self._times * 3 // 10
            if work is NOTES or work.name in RANDOM:
                yield from killing_at_random(self._ground, work, times, self._chance)

    def calls(self) -> Iterator[Tally]:
        """Kill at each system call."""
        for work in self._works:
            if work is not NOTES:
                yield killed_at_every_call(self._ground, work)

    def errors(self) -> Iterator[Tally]:
        """Refuse each system call."""
        for work in self._works:
            if work is not NOTES:
                yield from refusals(self._ground, [work], FEW if work.dear else None)

    def power(self) -> Iterator[Tally]:
        """Cut the power after each acknowledgement."""
        for work in self._works:
            yield cut_after_each(self._ground, self._folder, work, min(self._times, 40))

    def sound(self) -> Iterator[Tally]:
        """Kill the sound process."""
        with _telephone(self._folder / "line") as line:
            yield from sound_killed(line, self._folder, self._times, self._chance)

    def screen(self) -> Iterator[Tally]:
        """Kill the screen."""
        with _telephone(self._folder / "line-of-screens") as line:
            yield from screen_killed(line, self._folder, self._times, self._chance)

    def suites(self) -> Iterator[Tally]:
        """Run what other tests torture."""
        yield from (passed(suite) for suite in SUITES)


@contextmanager
def _telephone(folder: Path) -> Iterator[PhoneLine]:
    """A telephone line of its own, from which whatever is started here records."""
    with opened(folder) as line:
        os.environ.update(line.env)
        yield line


def main() -> int:
    """Do what was asked for, and return 1 if anything was lost or broken."""
    kinds = [name for name in vars(Torture) if not name.startswith("_")]
    parser = argparse.ArgumentParser(prog="python -m tests.torture", description=__doc__)
    parser.add_argument("--only", action="append", choices=kinds, help="a kind; may be repeated")
    parser.add_argument("--times", type=int, default=1000, help="how often at random")
    parser.add_argument("--work", action="append", choices=BY_NAME, default=[], metavar="WORK")
    drawn = random.randrange(10**6)  # noqa: S311 - chance is wanted, not secrecy
    parser.add_argument("--seed", type=int, default=drawn)
    parser.add_argument("--table", type=Path, default=TABLE)
    asked = parser.parse_args()
    print(f"seed {asked.seed}")
    worst = 0
    with TemporaryDirectory(prefix="torture-") as name, grounds() as ground:
        chance = random.Random(asked.seed)  # noqa: S311 - the same
        torture = Torture(Path(name), ground, asked.times, chance, frozenset(asked.work))
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
