"""Measures keeping and finding: notes beside sqlite, a search beside FTS5 and ripgrep, a list."""

import csv
import os
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from statistics import median

from callmate.domain.query import read_query
from callmate.store.cabinet import Cabinet
from callmate.store.index import Index
from callmate.store.places import Places
from callmate.store.search import find
from tests.benchmarks import due as due_times, keeping, many_calls
from tests.benchmarks.finding import as_text, by_ripgrep, has_ripgrep, timed
from tests.benchmarks.rows import Row
from tests.benchmarks.screen_in_pty import environment

_AROUND = 30
_NOTE, _DUE, _IMPORT = 3.0, 100.0, 10.0
_COMMON = 20
"""So many of the commonest words are looked for."""

_SHOWN = 60
_LINES = 10_000


def note(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell what a note costs, early and late in a call."""
    with tempfile.TemporaryDirectory() as folder:
        cabinet = Cabinet(Places(Path(folder) / "data", Path(folder) / "config"))
        cabinet.places.data.mkdir()
        ours, theirs = keeping.saving(cabinet)
    for place in (15, 1_000):
        around = slice(place - _AROUND // 2, place + _AROUND // 2)
        one, other = median(ours[around]), median(theirs[around])
        wanted = f"at most {_NOTE:.0f} times sqlite (is {one / other:.2f})"
        yield Row(
            f"a note, the {place}th", "ms", one, {"sqlite": other}, wanted, one <= _NOTE * other
        )


def search(calls: Sequence[int]) -> Iterator[Row]:
    """Tell what the slowest of the commonest words costs to be found."""
    for number in filter(None, calls):
        with tempfile.TemporaryDirectory() as name:
            yield _search(Path(name), number)


def _search(home: Path, number: int) -> Row:
    places = Places(home / "callmate", home / "callmate")
    many_calls.fill(places, number)
    cabinet = Cabinet(places)
    index = Index(cabinet)
    index.rows()
    as_text(cabinet, home / "texts")
    base = _full_text(home / "texts")
    words = _commonest(home / "texts")
    today = many_calls.LAST.date()
    looks: dict[str, Callable[[str], object]] = {
        "ours": lambda word: find(index, read_query(word, today), _SHOWN),
        "FTS5, all rows": lambda word: base.execute(
            "SELECT rowid FROM words WHERE words MATCH ?", (f'"{word}"',)
        ).fetchall(),
        f"FTS5, {_SHOWN} rows": lambda word: base.execute(
            "SELECT rowid, said FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT ?",
            (f'"{word}"', _SHOWN),
        ).fetchall(),
    }
    slowest = {
        who: max(median(timed(partial(look, word)) for _ in range(5)) for word in words)
        for who, look in looks.items()
    }
    if has_ripgrep():
        slowest["ripgrep"] = max(by_ripgrep(home / "texts", word) for word in words[:3])
    ours = slowest.pop("ours")
    wanted = "at most FTS5's slowest common word, all rows"
    what = f"the newest {_SHOWN} of {number:,} calls with a common word, and where in them"
    return Row(what, "ms", ours, slowest, wanted, ours <= slowest["FTS5, all rows"])


def _full_text(texts: Path) -> sqlite3.Connection:
    """The same words in a full-text table as sqlite makes one, a row a call."""
    base = sqlite3.connect(texts.with_name("compared.db"))
    base.execute("CREATE VIRTUAL TABLE words USING fts5 (said)")
    rows = ((path.read_text(),) for path in sorted(texts.iterdir()))
    base.executemany("INSERT INTO words (said) VALUES (?)", rows)
    base.commit()
    return base


def _commonest(texts: Path) -> list[str]:
    some = sorted(texts.iterdir())[:500]
    counted = Counter(word for path in some for word in path.read_text().split())
    return [word for word, _ in counted.most_common(_COMMON) if word.isalpha()]


def due(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell what ``callmate due`` costs beyond Python's own start, with 10,000 calls."""
    for name, wall, bare in due_times.measured(_LINES, 15):
        wanted = (
            f"at most {_DUE:.0f} ms beyond Python (is {wall - bare:.0f})" if name == "due" else ""
        )
        met = wall - bare <= _DUE if wanted else None
        yield Row(f"callmate {name}", "ms", wall, {"Python alone": bare}, wanted, met)


def list_import(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell how long a list of 10,000 past calls takes to be kept."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        table = home / "calls.csv"
        _write(table)
        command = [sys.executable, "-P", "-m", "callmate", "import", "--calls", str(table)]
        wall, _processor = due_times.run(command, {**os.environ, **environment(home)})
    wanted = f"at most {_IMPORT:.0f} s"
    yield Row(f"a list of {_LINES:,} calls", "s", wall / 1000, {}, wanted, wall <= 1000 * _IMPORT)


def _write(table: Path) -> None:
    first = datetime(2020, 1, 1, 9, tzinfo=UTC)
    with table.open("w", newline="") as file:
        out = csv.writer(file)
        out.writerow(
            "company day time length number operator claim notes promise due outcome".split()  # noqa: SIM905 - as it would stand there
        )
        for place in range(_LINES):
            at = first + timedelta(hours=5 * place)
            day, by = (f"{when:%d/%m/%Y}" for when in (at, at + timedelta(days=3)))
            told = [4000 + place % 999, f"AB-{place:06}", "modem spento", "richiamano", by]
            out.writerow([f"Zefiro {place % 40}", day, f"{at:%H:%M}", 7, 187, *told, "promised"])
