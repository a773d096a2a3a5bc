"""Measures a whole recording: how loud it is, moment by moment, and where nobody speaks."""

import math
from array import array
from collections.abc import Iterator

from callmate.audio.decoder import Forward, samples
from callmate.audio.reports import Wave
from callmate.audio.speech import RATE, SECONDS, WINDOW, Ear

COLUMNS = 2000
_SHORTEST_STEP = 0.1  # seconds
_FLOOR = -63.75  # dB under full scale
_PER_DB = 4
_BEFORE, _AFTER = 0.5, 0.7  # seconds kept around speech, for its faint beginnings and ends
_FIRST, _MINUTE = 2.0, 60.0  # seconds of sound after which what is known is told
_WORTH = 2.0  # seconds; less is a pause, and pauses belong to what is said
_WINDOW_BYTES = 4 * WINDOW


def measured(part: int, stream: bytes | Forward, seconds: float, ear: Ear) -> Iterator[Wave]:
    """Decode an Ogg Opus stream once; give what is known after some seconds, minutes, then all.

    Memory does not grow with the length. Raises decoder.UndecodableError.
    """
    levels = _Levels(seconds)
    idle = _Idle()
    at, tell_at = 0.0, _FIRST
    for window in _windows(stream):
        dbfs = loudness(window)
        levels.add(at, dbfs)
        if ear.speaks(window, dbfs):
            idle.spoken(at, at + SECONDS)
        at += SECONDS
        if at >= tell_at:
            yield Wave(part, seconds, levels.step, levels.bytes(), (), at)
            tell_at += _MINUTE
    yield Wave(part, seconds, levels.step, levels.bytes(), idle.until(seconds), seconds)


def _windows(stream: bytes | Forward) -> "Iterator[array[float]]":
    """Cut the samples into windows; the last is filled up with silence."""
    waiting = bytearray()
    for chunk in samples(stream, rate=RATE, form="flt"):
        waiting += chunk
        while len(waiting) >= _WINDOW_BYTES:
            yield array("f", bytes(waiting[:_WINDOW_BYTES]))
            del waiting[:_WINDOW_BYTES]
    if waiting:
        yield array("f", bytes(waiting.ljust(_WINDOW_BYTES, b"\0")))


def loudness(window: "array[float]") -> float:
    """Measure the mean power of samples between -1 and 1, in dB under full scale."""
    few = window[::4]  # some of the samples tell as much
    power = math.hypot(*few) / math.sqrt(len(few))
    return 20 * math.log10(power) if power > 1e-4 else -80.0  # noqa: PLR2004  # the same two


class _Levels:
    """The mean power of each step."""

    def __init__(self, seconds: float) -> None:
        self.step = max(_SHORTEST_STEP, seconds / COLUMNS)
        count = max(1, math.ceil(seconds / self.step - 1e-9))
        self._power = array("d", bytes(8 * count))
        self._windows = array("l", bytes(array("l").itemsize * count))

    def add(self, at: float, dbfs: float) -> None:
        column = min(int(at / self.step), len(self._power) - 1)
        self._power[column] += 10 ** (dbfs / 10)
        self._windows[column] += 1

    def bytes(self) -> bytes:
        return bytes(map(_level, self._power, self._windows))


def _level(power: float, windows: int) -> int:
    if not windows:
        return 0
    dbfs = 10 * math.log10(power / windows)
    return max(0, min(255, round((dbfs - _FLOOR) * _PER_DB)))


class _Idle:
    """The spans between speech."""

    def __init__(self) -> None:
        self._spans: list[tuple[float, float]] = []
        self._free = 0.0

    def spoken(self, begin: float, end: float) -> None:
        self._keep(begin - _BEFORE)
        self._free = end + _AFTER

    def until(self, seconds: float) -> tuple[tuple[float, float], ...]:
        self._keep(seconds)
        return tuple(self._spans)

    def _keep(self, end: float) -> None:
        if end - self._free >= _WORTH:
            self._spans.append((round(self._free, 2), round(end, 2)))
