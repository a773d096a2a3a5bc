"""Works are killed at random and at every system call, and refused at every system call."""

import random
import time
from collections.abc import Iterable, Iterator

from tests.torture.system_calls import (
    ERRORS,
    Asked,
    killed_after,
    killed_at,
    killed_when_there,
    left_alone,
    refused_at,
)
from tests.torture.trials import Grounds, Tally, judged
from tests.torture.works import NOTES, Work

AT_RANDOM = "kill -9 at a random moment"
AT_EVERY_CALL = "kill -9 at a system call"
_TRIES = 20
_EVERY = 25
"""Tries after which it is told how many there were."""
_MOMENTS = {"restore": ".new-*", "passphrase": ".owner.age.tmp"}
"""What is seen of works that think first, once they begin to write."""


def killed_at_random(grounds: Grounds, work: Work, runs: int, chance: random.Random) -> Tally:
    """Kill a work at so many random moments; the last of what ``killing_at_random`` gives."""
    return list(killing_at_random(grounds, work, runs, chance))[-1]


def killing_at_random(
    grounds: Grounds, work: Work, runs: int, chance: random.Random
) -> Iterator[Tally]:
    """Kill a work at so many random moments at which it still goes on.

    Of a work that first opens something under a passphrase, every second kill comes when it is
    about to write.

    Yields:
        What was counted so far, every now and then, and at the end.
    """
    tally, before = Tally(AT_RANDOM, work.name), grounds.before(work)
    span = 0.3 if work is NOTES or runs == 1 else _span(grounds, work)
    while tally.struck < runs:
        assert tally.runs < _TRIES * (runs + 1), f"{work.name} is always through before"
        home, moment = grounds.fresh(work), chance.uniform(0, span)
        pattern = next((each for name, each in _MOMENTS.items() if name in work.name), "")
        if pattern and tally.runs % 2 == 0:
            moment = chance.uniform(0, 0.02)
            ended = killed_when_there(grounds.forked, work, home, pattern, moment)
        else:
            ended = killed_after(grounds.forked, work, home, moment)
        found = judged(work, before, home, ended, f"after {moment:.3f} s")
        tally.count(found, struck=ended.status != 0)
        if tally.runs % _EVERY == 0 or tally.struck == runs:
            yield tally


def _span(grounds: Grounds, work: Work) -> float:
    """Seconds that a work takes when it is let alone."""
    home, began = grounds.fresh(work), time.monotonic()
    left_alone(grounds.forked, work, home)
    return time.monotonic() - began


def killed_at_every_call(grounds: Grounds, work: Work, most: int | None = None) -> Tally:
    """Kill a work at each system call by which it may change something.

    Args:
        grounds: Where.
        work: The work.
        most: How many calls to try at most, spread over all.
    """
    tally, before = Tally(AT_EVERY_CALL, work.name), grounds.before(work)
    calls = [each for each in grounds.asked(work) if each.writes]
    for asked in _spread(calls, most):
        home = grounds.fresh(work)
        ended = killed_at(grounds.forked, work, home, asked)
        found = judged(work, before, home, ended, f"{asked.name} {asked.count}")
        tally.count(found, struck=ended.status != 0)
    return tally


def refused_at_every_call(
    grounds: Grounds, work: Work, error: str, most: int | None = None
) -> Tally:
    """Have the system answer each call of a work with an error: every other time once, else always.

    Args:
        grounds: Where.
        work: The work.
        error: Such as ``ENOSPC``.
        most: How many calls to try at most, spread over all.
    """
    tally, before = Tally(error, work.name), grounds.before(work)
    calls = [each for each in grounds.asked(work) if each.fits(error)]
    for number, asked in enumerate(_spread(calls, most)):
        home, lasting = grounds.fresh(work), bool(number % 2)
        ended = refused_at(grounds.forked, work, home, asked, error, ever_after=lasting)
        where = f"{asked.name} {asked.count}{'+' * lasting}"
        tally.count(judged(work, before, home, ended, where), struck=True)
    return tally


def refusals(grounds: Grounds, works: Iterable[Work], most: int | None = None) -> Iterator[Tally]:
    """Every error at every call of every work."""
    for work in works:
        for error in ERRORS:
            yield refused_at_every_call(grounds, work, error, most)


def _spread(calls: list[Asked], most: int | None) -> Iterator[Asked]:
    count = len(calls) if most is None else min(most, len(calls))
    return (calls[number * len(calls) // count] for number in range(count))
