"""Counts samples against a steady clock, to notice sound that never arrived.

A server that stalls catches up afterwards, and a process that was stopped loses what did not fit
into the buffers, with no error anywhere. Both look alike until the backlog has come in; so this
judges only while blocks arrive at the pace of time.
"""

from typing import NamedTuple

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
