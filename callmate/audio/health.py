"""Notices every way a microphone goes wrong, from its blocks and a steady clock.

Times are seconds of that clock. Kinds are those of `reports.Trouble`; whoever asks gets each
trouble once when it begins and once when it is over.
"""

import math
from array import array
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from callmate.audio.protocol import Recovered, TroubleKind, TroubleReport
from callmate.audio.system_clock import steady, wall
from callmate.audio.voice import Voice

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


class HealthFinding(NamedTuple):
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

    def look(self, at: float) -> Iterator[HealthFinding]:
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

    def _turn(self, kind: TroubleKind, wrong: bool, since: float) -> Iterator[HealthFinding]:  # noqa: FBT001
        if wrong and kind not in self._active:
            self._active[kind] = since
            yield HealthFinding(kind, since)
        elif not wrong and kind in self._active:
            yield HealthFinding(kind, self._active.pop(kind), over=True)


_WINDOW = 0.5  # seconds over which the pace is judged
_TOLERANCE = 0.25  # seconds behind that are called lost; less is scheduling
_FOLLOW = 0.02  # how much of a small lag is taken for the two clocks' difference, per window


class Lost(NamedTuple):
    """Sound that is missing: from when, and for how many seconds."""

    since: float
    seconds: float


class Drift:
    """Follows one open device from its first block on."""

    def __init__(self, at: float) -> None:
        self._begin = at
        self._seconds = 0.0
        self._usual: float | None = None
        self._break = at
        self._last = at
        self._open_window(at)

    def _open_window(self, at: float) -> None:
        self._window = at
        self._window_seconds = 0.0
        self._least = float("inf")

    def heard(self, at: float, seconds: float) -> Lost | None:
        """Take a block of this length in; get what turned out to be lost, if anything."""
        self._seconds += seconds
        self._window_seconds += seconds
        self._least = min(self._least, at - self._begin - self._seconds)
        if at - self._last > _TOLERANCE:
            self._break = self._last
        self._last = at
        if at - self._window < _WINDOW:
            return None
        lost = self._judge(at)
        self._open_window(at)
        return lost

    def _judge(self, at: float) -> Lost | None:
        elapsed = at - self._window
        at_pace = abs(self._window_seconds - elapsed) <= elapsed / 2
        if not at_pace:
            return None
        if self._usual is None:
            self._usual = self._least
            return None
        behind = self._least - self._usual
        if behind < _TOLERANCE:
            self._usual += behind * _FOLLOW
            return None
        self._usual = self._least
        return Lost(min(self._break, at - behind), behind)


def wall_at(moment: float) -> datetime:
    """Turn a moment of the steady clock into the wall's time."""
    return wall(steady() - moment)


class Troubles:
    """The troubles of one recording that are not over yet."""

    def __init__(self, voice: Voice) -> None:
        self._voice = voice
        self._active: set[TroubleKind] = set()

    def began(self, kind: TroubleKind, since: float) -> None:
        """Tell a trouble that lasts; `since` is of the steady clock."""
        if kind not in self._active:
            self._active.add(kind)
            self._voice.say(TroubleReport(kind, wall(), wall_at(since)))

    def over(self, kind: TroubleKind) -> None:
        """Tell that a trouble has passed, if it was told."""
        if kind in self._active:
            self._active.remove(kind)
            self._voice.say(Recovered(kind, wall()))

    def all_over(self) -> None:
        """Tell that everything has passed."""
        for kind in sorted(self._active):
            self.over(kind)

    def lost(self, since: datetime) -> None:
        """Tell that sound is missing; the gap that goes with it says how much."""
        self._voice.say(TroubleReport("lost", wall(), since))

    def changed(self, was: str, now: str) -> None:
        """Tell that another microphone is heard."""
        at = wall()
        self._voice.say(TroubleReport("changed", at, at, was, now))
