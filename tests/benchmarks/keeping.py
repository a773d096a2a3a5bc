"""Measures what keeping and finding calls costs, with 1,000 and 10,000 calls on the disk.

Run it with ``python -m tests.benchmarks.keeping [NUMBER ...]``. Times are in
milliseconds; the files lie in a temporary folder, on the disk that it is on.
"""

import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from callmate.domain.entry import Answered, AnyEntry, Given, HungUp, Note, Started
from callmate.domain.query import read_query
from callmate.domain.seal import DIGEST, extend, start
from callmate.store.atomic_file import VERSION, as_json, replace_whole
from callmate.store.cabinet import Cabinet
from callmate.store.call_journal import CALLS
from callmate.store.index import Index
from callmate.store.journal import ENTRIES
from callmate.store.places import CALL_FILE, Places, folder_of
from callmate.store.rows import latest
from callmate.store.search import find

NOTES = 20
WORDS = "modem spento da lunedì, chiede il riavvio e dice che il guasto di zona è già noto"


def entries_of(number: int, at: datetime) -> list[AnyEntry]:
    """A call that was answered, told its claim number and ended, with its notes."""
    notes = [
        Note(id=f"n{place}", at=at + timedelta(seconds=20 * place), text=f"{place}: {WORDS}")
        for place in range(NOTES)
    ]
    return [
        Started(id="s", at=at, company=f"Zefiro Telecom {number % 40}", number="187"),
        Answered(id="a", at=at),
        Given(id="o", at=at, item="operator", text=str(1000 + number % 9000)),
        Given(id="c", at=at, item="claim_number", text=f"AB-{number:06}"),
        *notes,
        HungUp(id="h", at=at + timedelta(minutes=9)),
    ]


def put(places: Places, call_id: str, entries: list[AnyEntry]) -> None:
    """Write a finished call at once, without waiting for the disk."""
    records: dict[str, dict[str, object]] = {}
    digest = start(call_id)
    for place, entry in enumerate(entries, 1):
        record = CALLS.as_kept(entry)[1]
        digest = extend(digest, record)
        records[str(place)] = record | {DIGEST: digest}
    folder = folder_of(places, call_id)
    folder.mkdir(parents=True)
    whole = {"version": VERSION, "id": call_id, ENTRIES: records}
    replace_whole(folder / CALL_FILE, as_json(whole), durable=False)


def fill(places: Places, number: int) -> None:
    """Put ``number`` calls on the disk, one an hour up to the end of 2026."""
    last = datetime(2026, 12, 31, 23, tzinfo=UTC)
    for place in range(number):
        at = last - timedelta(hours=place)
        put(places, f"{at:%Y%m%dT%H%M%SZ}-{place:06x}", entries_of(place, at))


def spent(work: Callable[[], object], times: int = 1) -> list[float]:
    """How long each of several runs took, in milliseconds."""
    took = []
    for _ in range(times):
        began = perf_counter()
        work()
        took.append((perf_counter() - began) * 1000)
    return took


def saving(cabinet: Cabinet, times: int = 1_030) -> tuple[list[float], list[float]]:
    """How long each note of a call in progress took to be kept, and the same note in sqlite."""
    at = datetime(2027, 1, 1, tzinfo=UTC)
    base = sqlite3.connect(cabinet.places.data / "compared.db", isolation_level=None)
    base.execute("PRAGMA journal_mode = WAL")
    base.execute("PRAGMA synchronous = FULL")
    base.execute("CREATE TABLE entries (number INTEGER PRIMARY KEY, entry BLOB)")
    ours, theirs = [], []
    started = Started(id="s", at=at, company="Zefiro")
    with closing(base), cabinet.create(started, "20270101T000000Z-abcdef") as call:
        for place in range(times):
            note = Note(id=f"n{place}", at=at, text=WORDS)
            ours += spent(partial(call.append, note))
            words = "INSERT INTO entries (entry) VALUES (?)", (as_json(note),)
            theirs += spent(partial(base.execute, *words))
    return ours, theirs


def report_saving(cabinet: Cabinet) -> None:
    """Print what a note costs as its call grows: the medians of the 30 around it."""
    ours, theirs = saving(cabinet)
    for place in (15, 100, 400, 1_000):
        around = slice(place - 15, place + 15)
        report(f"one note kept, around the {place}th", ours[around])
        report("the same in sqlite, WAL and FULL", theirs[around])
    first, last = median(ours[:30]), median(ours[985:1_015])
    print(f"the 1,000th costs {last / first:.2f} of the 15th", end=", ")
    print(f"and {last / median(theirs[985:1_015]):.2f} of sqlite")


def report(what: str, took: list[float]) -> None:
    """Print the median, and the 95th percentile where there is one."""
    high = f"{quantiles(took, n=20)[-1]:9.2f}" if len(took) > 1 else " " * 9
    print(f"{what:44}{median(took):9.2f}{high}")


def measure(number: int) -> None:
    """Print every figure for so many calls."""
    with tempfile.TemporaryDirectory() as name:
        places = Places(Path(name) / "data", Path(name) / "config")
        fill(places, number)
        cabinet = Cabinet(places)
        report(f"{number} calls of {NOTES} notes", spent(lambda: list(cabinet.ids())))
        report_saving(cabinet)
        report("the latest 50, without the index", spent(lambda: latest(cabinet, 50), 9))
        cold = Index(cabinet)
        report("all rows, the index made", spent(cold.rows))
        report("all rows, index read", spent(lambda: Index(cabinet).rows(), 9))
        report("all rows, again", spent(cold.rows, 9))
        for what, text in (("in one call", "AB-000007"), ("in every call", "GIA noto")):
            query = read_query(text, date(2027, 1, 1))
            report(f"search, words {what}", spent(partial(find, cold, query, 60), 9))


if __name__ == "__main__":
    report("milliseconds", [0.0])
    for wanted in [int(text) for text in sys.argv[1:]] or [1_000, 10_000]:
        measure(wanted)
