"""Cuts a recording into pieces of speech: silence and hold music are in none of them."""

import math
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

LONGEST = 28.0
"""Seconds; a recogniser takes in half a minute at once."""

_SHORTEST = 0.3
"""Seconds; in less nothing is said."""


class SpeechPiece(NamedTuple):
    """A span of speech, in seconds from the beginning of its part."""

    begin: float
    end: float


def pieces(
    seconds: float, idle: Iterable[tuple[float, float]], longest: float = LONGEST
) -> tuple[SpeechPiece, ...]:
    """Give the speech between idle spans, in pieces that are short enough.

    Args:
        seconds: The length of the part.
        idle: Spans in which nobody speaks, in order.
        longest: Of a piece, in seconds.

    Returns:
        Pieces in order, none of which overlap.
    """
    return tuple(
        piece
        for span in _between(seconds, idle)
        if span.end - span.begin >= _SHORTEST
        for piece in _cut(span, longest)
    )


def _between(seconds: float, idle: Iterable[tuple[float, float]]) -> Iterator[SpeechPiece]:
    edges = [0.0, *(edge for span in idle for edge in span), seconds]
    return (SpeechPiece(begin, end) for begin, end in list(pairwise(edges))[::2])


def _cut(span: SpeechPiece, longest: float) -> Iterator[SpeechPiece]:
    """Cut a span into equal parts: a short rest would be recognised worse."""
    count = max(1, math.ceil((span.end - span.begin) / longest))
    step = (span.end - span.begin) / count
    edges = [span.begin + number * step for number in range(count)] + [span.end]
    return (SpeechPiece(begin, end) for begin, end in pairwise(edges))
