"""Prints what CallMate costs beside its peers, in one run, as a table in Markdown.

Run it with ``python -m tests.benchmarks [--json FILE] [--calls NUMBER ...] [NAME ...]``; the names
are those of ``MEASURES``. A peer that is not installed is left out. Posting and Harlequin are
looked for on the PATH. Nothing else should keep the computer busy meanwhile, but where it is said.
"""

import argparse
import json
import os
import platform
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from tests.benchmarks import peers_of_screen, peers_of_sound, peers_of_store
from tests.benchmarks.rows import Row

MEASURES: dict[str, Callable[[Sequence[int]], Iterator[Row]]] = {
    "paint": peers_of_screen.first_paint,
    "live": peers_of_screen.live_screen,
    "keys": peers_of_screen.key_to_screen,
    "note": peers_of_store.note,
    "search": peers_of_store.search,
    "due": peers_of_store.due,
    "import": peers_of_store.list_import,
    "record": peers_of_sound.recording,
    "listen": peers_of_sound.first_sound,
}


def machine() -> str:
    """What is measured on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.partition(":")[2].strip() for line in lines if "model name" in line), "")
    return (
        f"{model or platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}"
    )


def table(rows: Sequence[Row]) -> str:
    """The rows in Markdown."""
    head = ["what", "CallMate", "beside it", "wanted", ""]
    lines = [" | ".join(head), " | ".join("---" for _ in head)]
    for row in rows:
        beside = ", ".join(f"{name} {row.told(value)}" for name, value in row.peers.items())
        verdict = {True: "yes", False: "missed", None: ""}[row.met]
        lines.append(" | ".join([row.what, row.told(row.ours), beside, row.wanted, verdict]))
    return "\n".join(f"| {line} |" for line in lines)


def main() -> None:
    """Measure, and print."""
    reader = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    reader.add_argument("--json", type=Path, help="a file for the same figures, as JSON")
    reader.add_argument("--calls", type=int, nargs="+", default=[0, 10_000, 100_000])
    reader.add_argument("names", nargs="*", choices=[[], *MEASURES], default=[])
    asked = reader.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what was compiled is kept, as for its owner
    rows: list[Row] = []
    for name in asked.names or MEASURES:
        for row in MEASURES[name](asked.calls):
            print(f"{row.what}: {row.told(row.ours)}", file=sys.stderr, flush=True)
            rows.append(row)
    print(f"{date.today().isoformat()}, {machine()}\n")  # noqa: DTZ011 - the day it is here
    print(table(rows))
    if asked.json:
        told = {"date": date.today().isoformat(), "machine": machine()}  # noqa: DTZ011 - the same
        figures = [row.as_told() for row in rows]
        asked.json.write_text(json.dumps({**told, "figures": figures}, indent=1) + "\n")


if __name__ == "__main__":
    main()
