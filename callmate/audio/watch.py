"""Notices every way a microphone goes wrong, from its blocks and a steady clock.

Times are seconds of that clock. Kinds are those of `reports.Trouble`; whoever asks gets each
trouble once when it begins and once when it is over.
"""

import math
from array import array
from collections.abc import Iterator
from typing import NamedTuple

from callmate.audio.reports import TroubleKind

SILENT_AFTER = 1.0
QUIET_AFTER = 10.0
STALLED_AFTER = 1.0
# A room with nobody speaking lies at -60 to -55 dB below full scale on ordinary laptops, a
# telephone's speaker beside one at -40 to -25.
AUDIBLE_DBFS = -50.0
_FULL_SCALE = 32768.0
_FLOOR = -99.0


class Loudness(NamedTuple):
    """Mean power and highest peak of a block, in dB under full scale; -99 is digital silence."""

    dbfs: float
    peak: float


class Finding(NamedTuple):
    """A trouble that began at a time, or is over."""

    kind: TroubleKind
    since: float
    over: bool = False


def loudness(block: bytes) -> Loudness:
    """Measure a block of 16-bit samples."""
    if block.count(0) == len(block):
        return Loudness(_FLOOR, _FLOOR)
    # Some of the samples tell as much, and this is the only arithmetic done per sample.
    samples = array("h", block)
    few, half = samples[::4], samples[::2]
    power = math.hypot(*few) / math.sqrt(len(few))
    highest, lowest = max(half), min(half)
    return Loudness(_db(power), _db(max(1, highest, -lowest)))


def _db(amplitude: float) -> float:
    return round(20 * math.log10(amplitude / _FULL_SCALE), 1) if amplitude >= 1 else _FLOOR


class Watch:
    """Follows one open device from its first block on."""

    def __init__(self, at: float) -> None:
        self._last_block = at
        self._audible_at = at
        self._zeros_since: float | None = None
        self._active: dict[TroubleKind, float] = {}

    def heard(self, at: float, seconds: float, level: Loudness) -> None:
        """Take a block of this length in; `at` is when it came."""
        self._last_block = at
        begin = at - seconds
        if level.peak > _FLOOR:
            self._zeros_since = None
        elif self._zeros_since is None:
            self._zeros_since = begin
        if level.dbfs > AUDIBLE_DBFS:
            self._audible_at = at

    def look(self, at: float) -> Iterator[Finding]:
        """See what is wrong now, and what no longer is."""
        silent = self._zeros_since is not None and at - self._zeros_since >= SILENT_AFTER
        stalled = at - self._last_block >= STALLED_AFTER
        yield from self._turn("stalled", stalled, self._last_block)
        if stalled:
            return  # of sound that does not come nothing else can be said
        yield from self._turn("silent", silent, self._zeros_since or at)
        quiet = not silent and at - self._audible_at >= QUIET_AFTER
        yield from self._turn("quiet", quiet, self._audible_at)

    def stalled_for(self, at: float) -> float:
        """Tell seconds since the last block."""
        return at - self._last_block

    def _turn(self, kind: TroubleKind, wrong: bool, since: float) -> Iterator[Finding]:  # noqa: FBT001
        if wrong and kind not in self._active:
            self._active[kind] = since
            yield Finding(kind, since)
        elif not wrong and kind in self._active:
            yield Finding(kind, self._active.pop(kind), over=True)
