"""The way through a recording: all of it, or what is left when idle spans are stepped over."""

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """From one moment to another, in seconds."""

    begin: float
    end: float


class Route:
    """Spans that are played one after the other."""

    def __init__(self, spans: tuple[Span, ...], end: float) -> None:
        """Take the spans in order, and the moment at which one is after the last."""
        self.spans = spans
        self._end = end

    def at(self, played: float) -> float:
        """Tell which moment one is at after so many seconds of the sound."""
        left = played
        for span in self.spans:
            if left < span.end - span.begin:
                return span.begin + left
            left -= span.end - span.begin
        return self._end


def route(start: float, end: float, idle: Iterable[Span] = ()) -> Route:
    """Find the way from one moment to another around idle spans, which are in order."""
    spans = []
    at = start
    for span in idle:
        if span.end <= at:
            continue
        if span.begin > at:
            spans.append(Span(at, min(span.begin, end)))
        at = span.end
    if at < end:
        spans.append(Span(at, end))
    return Route(tuple(spans), end)
