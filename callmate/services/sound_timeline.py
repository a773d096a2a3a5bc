"""Where the moments of a call lie in its sound: its parts joined, the gaps between left out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from callmate.audio.layout import PartFacts
from callmate.audio.requests import Spot
from callmate.domain.legs import Hold

Span = tuple[float, float]
"""From one second of the sound to another."""


@dataclass(frozen=True)
class SoundTimeline:
    """All parts of a recording, one after the other.

    Args:
        parts: The parts, in order.
    """

    parts: tuple[PartFacts, ...]

    @property
    def total(self) -> float:
        """Seconds of sound in all parts."""
        return sum(part.seconds for part in self.parts)

    def second_of(self, spot: Spot) -> float:
        """Seconds of sound before a spot."""
        before = sum(part.seconds for part in self.parts if part.part < spot.part)
        return before + spot.seconds

    def spot_of(self, second: float) -> Spot | None:
        """The spot with so many seconds of sound before it, or the nearest there is."""
        left = max(0.0, second)
        for part in self.parts:
            if left < part.seconds or part is self.parts[-1]:
                return Spot(part.part, min(left, part.seconds))
            left -= part.seconds
        return None

    def moment_of(self, spot: Spot) -> datetime | None:
        """The time of day at which what is heard at a spot was spoken."""
        part = next((part for part in self.parts if part.part == spot.part), None)
        if part is None or part.started is None:
            return None
        lost = sum(length for at, length in _lost(part) if at < spot.seconds)
        return part.started + timedelta(seconds=spot.seconds + lost)

    def spot_at(self, moment: datetime) -> Spot | None:
        """Where in the recording a moment of the call is; the nearest sound when in a gap."""
        spot = None
        for part in self.parts:
            if part.started is None:
                continue
            seconds = (moment - part.started).total_seconds()
            if spot is None or seconds >= 0:
                heard = seconds - _lost_by(part, seconds)
                spot = Spot(part.part, max(0.0, min(heard, part.seconds)))
        return spot

    def holds(self, holds: tuple[Hold, ...], ended: datetime) -> tuple[Span, ...]:
        """The spans of waiting that are in the sound; one that never ended lasts to ``ended``."""
        spans = []
        for hold in holds:
            begin, end = self.spot_at(hold.since), self.spot_at(hold.until or ended)
            if begin and end and self.second_of(begin) < self.second_of(end):
                spans.append((self.second_of(begin), self.second_of(end)))
        return tuple(spans)

    def pieces(self, span: Span) -> tuple[tuple[int, float, float], ...]:
        """The part, and from where to where in it, of everything that lies in a span."""
        found, before = [], 0.0
        for part in self.parts:
            begin, end = max(0.0, span[0] - before), min(span[1] - before, part.seconds)
            if begin < end:
                found.append((part.part, round(begin, 3), round(end, 3)))
            before += part.seconds
        return tuple(found)

    @property
    def gaps(self) -> tuple[float, ...]:
        """The seconds at which some of the call is missing from the sound."""
        inside = [
            self.second_of(Spot(part.part, at))
            for part in self.parts
            for at, _length in _lost(part)
        ]
        between = [self.second_of(Spot(part.part)) for part in self.parts[1:]]
        return tuple(sorted({*inside, *between}))


def _lost(part: PartFacts) -> list[tuple[float, float]]:
    """The gaps inside a part: the second of its sound before which, and for how many, it lacks."""
    found: list[tuple[float, float]] = []
    if part.started is None:
        return found
    before = 0.0
    for gap in part.gaps:
        length = (gap.end - gap.begin).total_seconds()
        found.append(((gap.begin - part.started).total_seconds() - before, length))
        before += length
    return found


def _lost_by(part: PartFacts, seconds: float) -> float:
    """How much of so many seconds of the clock, from a part's start, is not in its sound."""
    lost = 0.0
    for at, length in _lost(part):
        lost += min(length, max(0.0, seconds - at - lost))
    return lost
