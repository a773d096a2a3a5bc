"""The parts of a recording on one line of time, and the samples from any spot of it."""

from collections.abc import Iterator
from typing import NamedTuple

from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.requests import Spot


class Side(NamedTuple):
    """One part in memory: its number, its length in seconds, its Ogg Opus stream."""

    part: int
    seconds: float
    stream: bytes


class Deck:
    """Parts that play one after the other."""

    def __init__(self, sides: tuple[Side, ...]) -> None:
        self._sides = sides

    def time_of(self, spot: Spot) -> float | None:
        """Give a spot's seconds on the whole line; None when its part is not here."""
        before = 0.0
        for side in self._sides:
            if side.part == spot.part:
                return before + min(max(0.0, spot.seconds), side.seconds)
            before += side.seconds
        return None

    def spot_at(self, time: float) -> Spot:
        """Give the part and the seconds into it; before the start or after the end, the edge."""
        left = max(0.0, time)
        for side in self._sides:
            if left < side.seconds:
                return Spot(side.part, left)
            left -= side.seconds
        return Spot(self._sides[-1].part, self._sides[-1].seconds)

    @property
    def seconds(self) -> float:
        """The length of all parts together."""
        return sum(side.seconds for side in self._sides)

    def samples(self, time: float, speed: float) -> Iterator[bytes]:
        """Decode from a time on, across parts; a part that cannot be decoded is stepped over."""
        left = time
        for side in self._sides:
            if left < side.seconds:
                yield from _tolerant(side.stream, left, speed)
            left = max(0.0, left - side.seconds)


def _tolerant(stream: bytes, start: float, speed: float) -> Iterator[bytes]:
    try:
        yield from samples(stream, start, speed)
    except UndecodableError:
        return
