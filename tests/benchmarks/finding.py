"""Measures what finding costs on the screen, from key press to results, as calls grow in number.

Run it with ``python -m tests.benchmarks.finding [NUMBER ...]``; each call has 20 notes. Beside
it stands ripgrep (``rg``), where it is installed, looking for the same in the same notes as
plain text, a file a call. Times are in milliseconds.
"""

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from time import perf_counter

from callmate.domain.query import read_query
from callmate.store.cabinet import Cabinet
from callmate.store.index import Index
from callmate.store.places import Places
from callmate.store.search import find
from tests.benchmarks.many_calls import LAST, fill
from tests.benchmarks.screen_in_pty import PROGRAM, Screen, environment, first_search, next_search

_SEARCHES = 15


def timed(work: Callable[[], object]) -> float:
    """How long something took."""
    began = perf_counter()
    work()
    return (perf_counter() - began) * 1000


def as_text(cabinet: Cabinet, folder: Path) -> None:
    """Write every call's words as a text, a line an entry."""
    index = Index(cabinet)
    folder.mkdir()
    for call_id in cabinet.ids():
        page = index.page(call_id)
        lines = (said.text for said in page.said) if page else ()
        (folder / call_id).write_text("\n".join(lines))


def has_ripgrep() -> bool:
    """Whether ripgrep is installed."""
    return shutil.which("rg") is not None


def by_ripgrep(folder: Path, words: str) -> float:
    """How long ripgrep takes to find words, the median of some runs."""
    command = ["rg", "--ignore-case", "--files-with-matches", words, str(folder)]
    return median(timed(partial(subprocess.run, command, capture_output=True)) for _ in range(5))


def size(places: Places) -> float:
    """Megabytes of the index on the disk."""
    return sum(path.stat().st_size for path in places.data.glob("index.db*")) / 1e6


def measure(number: int) -> None:
    """Print every figure for so many calls."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        places = Places(home / "callmate", home / "callmate")
        fill(places, number)
        cabinet = Cabinet(places)
        index = Index(cabinet)
        made = timed(index.rows)
        print(f"{number} calls: index made in {made:.0f}, {size(places):.0f} MB")
        print(f"  read again, nothing changed: {timed(Index(cabinet).rows):.0f}")
        with Screen(PROGRAM, environment(home)) as screen:
            first = first_search(screen)
            later = [next_search(screen, place * 7 % number) for place in range(_SEARCHES)]
            memory = screen.memory
        print(f"  key to results on the screen: first {first:.0f}, then {median(later):.0f}")
        print(f"  memory of the screen: {memory:.0f} MB")
        texts = home / "texts"
        as_text(cabinet, texts)
        for words in ("AB-000777", "babe", "nowhere"):
            looking = partial(find, index, read_query(words, LAST.date()), 60)
            ours = median(timed(looking) for _ in range(5))
            other = f"{by_ripgrep(texts, words):.0f}" if has_ripgrep() else "not installed"
            print(f"  “{words}”: the index {ours:.1f}, ripgrep {other}")


if __name__ == "__main__":
    for wanted in [int(text) for text in sys.argv[1:]] or [1_000, 10_000, 100_000]:
        measure(wanted)
