"""What came of each fault, kept as JSON and shown as a table."""

import json
import os
import platform
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock

from tests.torture.trials import Tally

TABLE = Path(__file__).with_name("RESULTS.md")
"""The table in the repository."""
_HEAD = """# What CallMate survives

Made by `python -m tests.torture`; see there what is done. After each fault the store is read
again: an entry is *lost* if it was acknowledged, or there before, and is gone; a call or a case is
*unreadable* if it cannot be read or its digests do not fit; *left* counts sound or keys in the
clear, files that others may read, and drafts that the next start does not clear away; *other* are
tracebacks, silence, hangs, a key that does not open, a failed test, a process that stays.

Where the screen is killed, a note is acknowledged once it was seen on its paper, and *in time* is
what met a recording. Sound is *lost* if more than 0.2 s before the end of the screen are missing,
or more than 1.5 s before that of the sound process.

*Of these in time* counts the faults that met a program that still went on. An error is answered
once, and at every second call from then on always. Where a passphrase is used, one is taken that
costs next to nothing, so that kills meet what is done on the disk. The power is cut between two
writes to an ext4 disk; half-written blocks, and disks that lie, are not tried.

"""
_COLUMNS = (
    *("fault", "in the midst of", "times", "of these in time", "acknowledged", "lost"),
    *("unreadable", "left", "other", "remark", "day", "processors"),
)
_TOP = f"| {' | '.join(_COLUMNS)} |\n|{' --- |' * len(_COLUMNS)}\n"


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    fault: str
    work: str
    runs: int
    struck: int
    acknowledged: int
    lost: int
    unreadable: int
    left: int
    other: int
    remark: str
    day: str
    processors: int

    @classmethod
    def of(cls, tally: Tally) -> "Row":
        """What was counted, today, on this machine."""
        told = {name: value for name, value in asdict(tally).items() if name != "problems"}
        return cls(**told, day=f"{datetime.now(UTC):%Y-%m-%d}", processors=os.cpu_count() or 0)

    @property
    def line(self) -> str:
        """It, in Markdown."""
        return f"| {' | '.join(str(value) for value in asdict(self).values())} |"


def keep(tallies: Iterable[Tally], table: Path = TABLE) -> None:
    """Put what was counted into the table, in the place of what was counted of the same before.

    Args:
        tallies: What was counted.
        table: The table; beside it lies the same as JSON.
    """
    kept = table.with_suffix(".json")
    with FileLock(kept.with_suffix(".lock")):
        rows = [Row(**each) for each in json.loads(kept.read_text())] if kept.exists() else []
        known = {(row.fault, row.work): row for row in rows}
        known |= {(tally.fault, tally.work): Row.of(tally) for tally in tallies}
        ordered = sorted(known.values(), key=lambda row: (row.fault, row.work))
        kept.write_text(json.dumps([asdict(row) for row in ordered], indent=1) + "\n")
        foot = f"\nPython {platform.python_version()}, {platform.system()}.\n"
        table.write_text(_HEAD + _TOP + "".join(f"{row.line}\n" for row in ordered) + foot)
