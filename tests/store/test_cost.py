"""A note costs the same in a long call as in a short one, and little more than a database takes.

Each measure is taken of both by turns, so that a machine that is busy slows both; and where it is
busy for one of them only, they are measured again.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import pytest

from callmate.domain.entry import Note
from callmate.store.atomic_file import as_json
from callmate.store.cabinet import Cabinet
from callmate.store.journal_writer import OpenCall
from tests.store.made_up import CALL, STARTED, note

pytestmark = pytest.mark.alone

WORDS = "modem spento da lunedì, chiede il riavvio e dice che il guasto di zona è già noto"
LONG = 1_000
TURNS = 100
PUT = "INSERT INTO entries (entry) VALUES (?)"

Clock = Callable[[], float]


def spoken(numbers: Iterator[int]) -> Note:
    """The next note."""
    return note(next(numbers), WORDS)


def least(measure: Callable[[], list[float]], most: float) -> float:
    """How many times the first is the second; the least of up to three times, if it is too much."""
    ratios: list[float] = []
    while len(ratios) < 3 and not (ratios and min(ratios) < most):
        one, other = measure()
        ratios.append(one / other)
    return min(ratios)


@pytest.fixture(autouse=True)
def disk_at_rest() -> None:
    """What the tests before have left to be written would be waited for with a note."""
    os.sync()


@pytest.fixture
def numbers() -> Iterator[int]:
    """A number for each note."""
    return count(LONG + 1)


@pytest.fixture
def long_call(cabinet: Cabinet) -> Iterator[OpenCall]:
    """A call of a thousand notes."""
    notes = [note(number, WORDS) for number in range(LONG)]
    with cabinet.create(STARTED, CALL, notes) as call:
        yield call


@pytest.fixture
def short_call(cabinet: Cabinet) -> Iterator[OpenCall]:
    """A call of ten notes."""
    notes = [note(number, WORDS) for number in range(10)]
    with cabinet.create(STARTED, f"{CALL[:-1]}0", notes) as call:
        yield call


def by_turns(clock: Clock, *works: Callable[[], object]) -> list[float]:
    """The medians of what each work took on the clock, the first few times left out."""
    took: list[list[float]] = [[] for _ in works]
    for _ in range(TURNS):
        for times, work in zip(took, works, strict=True):
            began = clock()
            work()
            times.append(clock() - began)
    return [median(times[5:]) for times in took]


def written() -> float:
    """How many bytes this process has written, to anything."""
    said = Path("/proc/self/io").read_text().splitlines()
    return float(next(line.split()[1] for line in said if line.startswith("wchar:")))


def read() -> float:
    """How many bytes this process has read, from anything but what is asked here."""
    said = Path("/proc/self/io").read_text().splitlines()
    return float(next(line.split()[1] for line in said if line.startswith("rchar:")))


def add(call: OpenCall, numbers: Iterator[int]) -> Callable[[], object]:
    """Keep a note."""
    return lambda: call.append(spoken(numbers))


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database with a thousand notes, which waits for the disk with each one more."""
    with closing(sqlite3.connect(tmp_path / "compared.db", isolation_level=None)) as base:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = OFF")
        base.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, entry BLOB)")
        for number in range(LONG):
            base.execute(PUT, (as_json(note(number, WORDS)),))
        base.execute("PRAGMA synchronous = FULL")
        yield base


@pytest.mark.parametrize("clock", [process_time, perf_counter])
def test_a_note_takes_no_longer_in_a_long_call(
    short_call: OpenCall, long_call: OpenCall, numbers: Iterator[int], clock: Clock
) -> None:
    works = add(long_call, numbers), add(short_call, numbers)
    assert least(lambda: by_turns(clock, *works), 1.3) < 1.3
    assert len(long_call.call.entries) > LONG
    assert len(short_call.call.entries) < LONG / 2


def test_a_note_in_a_long_call_reads_nothing_and_writes_little(
    long_call: OpenCall, numbers: Iterator[int]
) -> None:
    (bytes_written,) = by_turns(written, add(long_call, numbers))
    (bytes_read,) = by_turns(read, add(long_call, numbers))
    assert bytes_written < 2_000
    assert bytes_read < 2_000, "what is read is what the count itself reads"


def test_a_note_in_a_long_call_takes_little_more_than_a_database(
    long_call: OpenCall, numbers: Iterator[int], database: sqlite3.Connection
) -> None:
    works = (
        add(long_call, numbers),
        lambda: database.execute(PUT, (as_json(spoken(numbers)),)),
    )
    assert least(lambda: by_turns(perf_counter, *works), 3) < 3
