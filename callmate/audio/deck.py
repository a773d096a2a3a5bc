"""The parts of a recording on one line of time, and the samples from any spot of it."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from callmate.audio.decoder import BYTES_PER_SECOND, Forward, UndecodableError, samples
from callmate.audio.requests import Spot
from callmate.audio.route import Span


class Side(NamedTuple):
    """One part: its number, its length in seconds, its Ogg Opus stream from any second on."""

    part: int
    seconds: float
    stream: Callable[[float], Forward]


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

    def samples(self, span: Span, speed: float, *, even: bool = False) -> Iterator[bytes]:
        """Decode a span, across parts; a part that cannot be decoded is stepped over."""
        before = 0.0
        for side in self._sides:
            begin, end = max(0.0, span.begin - before), min(span.end - before, side.seconds)
            if begin < end:
                sound = _tolerant(side.stream(begin), begin, speed, even=even)
                # What goes on to the end of a part is never cut short by a rounding.
                yield from sound if end >= side.seconds else _cut(sound, (end - begin) / speed)
            before += side.seconds


def _tolerant(stream: Forward, start: float, speed: float, *, even: bool) -> Iterator[bytes]:
    try:
        yield from samples(stream, start, speed, even=even)
    except UndecodableError:
        return


def _cut(sound: Iterator[bytes], seconds: float) -> Iterator[bytes]:
    left = 2 * round(seconds * BYTES_PER_SECOND / 2)
    for chunk in sound:
        yield chunk[:left]
        left -= len(chunk)
        if left <= 0:
            return
