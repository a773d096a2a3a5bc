"""Finds the speech of a recording, and where it is quiet enough to be cut."""

from array import array
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

LONGEST = 30.0
"""Seconds that a recogniser is given at once; twice as many at most are lost when it is killed.

As many as Whisper listens to at once: of a longer piece it loses the end of what it heard.
"""

_SHORTEST = 0.3  # seconds; in less nothing is said
_STEP = 0.05  # seconds between two places at which a sound could be cut
_QUIET = 0.2  # seconds that are compared
_FROM = 0.75  # of the sound; it is cut behind that


class SpeechPiece(NamedTuple):
    """A span of speech, in seconds from the beginning of its part."""

    begin: float
    end: float


def pieces(seconds: float, idle: Iterable[tuple[float, float]]) -> tuple[SpeechPiece, ...]:
    """Give the speech between idle spans.

    Args:
        seconds: The length of the part.
        idle: Spans in which nobody speaks, in order: silence, and hold music.

    Returns:
        Pieces in order, however long; none overlap.
    """
    edges = [0.0, *(edge for span in idle for edge in span), seconds]
    spans = [SpeechPiece(begin, end) for begin, end in list(pairwise(edges))[::2]]
    return tuple(span for span in spans if span.end - span.begin >= _SHORTEST)


def quietest(sound: bytes, rate: int) -> float:
    """Find where a sound is cut with the least harm, in its last quarter.

    Args:
        sound: Samples of 16 bits, mono.
        rate: Samples a second.

    Returns:
        Seconds from its beginning, in the middle of the quietest fifth of a second.
    """
    samples = array("h", sound[: len(sound) // 2 * 2])
    width, step = int(_QUIET * rate), int(_STEP * rate)
    places = range(int(len(samples) * _FROM), max(1, len(samples) - width), step)

    def loudness(place: int) -> int:
        return sum(abs(each) for each in samples[place : place + width : 8])

    return (min(places, key=loudness, default=len(samples)) + width / 2) / rate
