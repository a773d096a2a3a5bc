"""Watches a call that is left open in real time: its memory, its processor, its clock.

Run it with ``python -m tests.benchmarks.open_call [MINUTES]``, an hour unless said otherwise. The
program stands in a real terminal; once a minute, in the middle of a second, its clock is read off
the screen and compared with the moment at which the call began. The first minute does not count.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from textual.renderables.digits import DIGITS, DIGITS3X3

from tests.benchmarks.long_call import processor
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

_GLYPHS = {
    tuple(row.ljust(3) for row in DIGITS3X3[place * 3 : place * 3 + 3]): sign
    for place, sign in enumerate(DIGITS)
}
_LATE = 0.4
"""Seconds after which the second that is looked for is over."""
_ROWS = 3
_WIDTH = 3


@dataclass(frozen=True)
class Look:
    """What was found at one look."""

    minute: int
    memory: float
    """Megabytes in memory."""
    share: float
    """Per cent of one processor since the last look."""
    off: int | None
    """Seconds between the clock on the screen and the computer's; ``None`` if it was read late."""


def memory(pid: int) -> float:
    """Megabytes that a program has in memory."""
    told = Path(f"/proc/{pid}/status").read_text()
    (line,) = (each for each in told.splitlines() if each.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


def seconds_shown(screen: str) -> int:
    """The seconds on the large clock at the right end of the first rows."""
    rows = [row.rstrip() for row in screen.splitlines()[:_ROWS]]
    end = max(len(row) for row in rows)
    signs: list[str] = []
    for at in range(end - _WIDTH, 0, -_WIDTH):
        glyph = tuple(row.ljust(end)[at : at + _WIDTH] for row in rows)
        if _GLYPHS.get(glyph, " ") == " ":
            break
        signs.insert(0, _GLYPHS[glyph])
    seconds = 0
    for part in "".join(signs).split(":"):
        seconds = seconds * 60 + int(part)
    return seconds


def looks(terminal: Terminal, began: datetime, minutes: int) -> list[Look]:
    """Look once a minute."""
    found: list[Look] = []
    used = processor(terminal.pid)
    for minute in range(1, minutes + 1):
        due = began.timestamp() + minute * 60 + 0.5
        time.sleep(max(0.0, due - time.time()))
        off = seconds_shown(terminal.text()) - minute * 60
        late = time.time() - due > _LATE
        before, used = used, processor(terminal.pid)
        share = (used - before) / 600
        found.append(Look(minute, memory(terminal.pid), share, None if late else off))
        print(
            "minute {0.minute}: {0.memory:.1f} MB, {0.share:.2f} %, off {0.off} s".format(found[-1])
        )
    return found


def main(minutes: int) -> None:
    """Print each look, and what came of them."""
    with tempfile.TemporaryDirectory() as folder:
        owner = Owner(Path(folder))
        with owner.open("start", "Zefiro Telecom") as terminal:
            terminal.wait_for("F2")
            began = datetime.fromisoformat(owner.call()["started"]).astimezone(UTC)
            found = looks(terminal, began, minutes)
    rest = found[1:] or found
    grown = max(each.memory for each in rest) - min(each.memory for each in rest)
    share = sum(each.share for each in rest) / len(rest)
    compared = [abs(each.off) for each in found if each.off is not None]
    told = f"memory within {grown:.1f} MB, {share:.2f} % of a processor"
    clock = f"the clock at most {max(compared, default=0)} s off at {len(compared)} looks"
    print(f"{minutes} minutes: {told}, {clock}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
