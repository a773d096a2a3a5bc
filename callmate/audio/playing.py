"""The playing process at work: orders in, sound and positions out."""

from collections.abc import Iterator
from queue import Empty, SimpleQueue
from threading import Thread

from callmate.audio.clock import steady
from callmate.audio.deck import Deck
from callmate.audio.player import NoOutputError, Speaker, look_again
from callmate.audio.reports import Failed, Finished, Position
from callmate.audio.requests import (
    Idle,
    Loudness,
    Order,
    Pause,
    Play,
    PlayRequest,
    Seek,
    Skip,
    Speed,
    Spot,
    StepOver,
    Stop,
)
from callmate.audio.route import Route, Span, route
from callmate.audio.voice import Voice

_AHEAD = 0.4  # seconds decoded before they are due
_BEAT = 0.05
_TELL_EVERY = 0.2
_CLOSING = 1.0  # seconds a device may take to let go
_SLOWEST, _FASTEST = 0.5, 2.0


class Gone:
    """The output has vanished."""


Inbox = SimpleQueue[Order | Gone]


class Playing:
    """Plays a deck through an output as it is told to."""

    def __init__(self, deck: Deck, request: PlayRequest, voice: Voice, inbox: Inbox) -> None:
        self._deck = deck
        self._request = request
        self._voice = voice
        self._inbox = inbox
        self._speaker: Speaker | None = None
        self._source: Iterator[bytes] | None = None  # what is being played; None while silent
        self._all_in = False
        self._time = deck.time_of(request.start) or 0.0 if request.start else 0.0
        self._speed = 1.0
        self._even = False
        self._idle: tuple[Span, ...] = ()  # what is left out
        self._route = Route((), self._time)
        self._tell_at = 0.0

    def run(self) -> None:
        """Do as told until told to stop."""
        self._speaker = self._opened()
        self._tell()
        while not isinstance(order := self._next(), Stop):
            if order is not None:
                self._do(order)
            elif self._source and self._speaker:
                self._go_on(self._source, self._speaker)
        self._halt()

    def _next(self) -> Order | Gone | None:
        try:
            return self._inbox.get(timeout=_BEAT if self._source else None)
        except Empty:
            return None

    def _do(self, order: Order | Gone) -> None:
        playing = self._source is not None
        if playing and isinstance(order, Play):
            return
        self._halt()
        match order:
            case Play():
                playing = True
                self._time = 0.0 if self._time >= self._deck.seconds else self._time
            case Pause():
                playing = False
            case Seek():
                to = self._deck.time_of(Spot(order.part, order.seconds))
                self._time = self._time if to is None else to
            case Skip():
                self._time = min(max(0.0, self._time + order.seconds), self._deck.seconds)
            case Speed():
                self._speed = min(max(_SLOWEST, order.factor), _FASTEST)
            case StepOver():
                self._idle = tuple(self._on_the_line(order.idle))
            case Loudness():
                self._even = order.on
            case _:
                playing = False
                self._lose()
        if playing:
            self._begin()
        self._tell()

    def _begin(self) -> None:
        speaker = self._speaker = self._speaker or self._opened(again=True)
        if speaker is None:
            return
        self._route = route(self._time, self._deck.seconds, self._idle)
        source = self._source = self._samples()
        self._all_in = False
        self._feed(source, speaker)
        try:
            speaker.start()
        except NoOutputError:
            self._source = None
            self._lose()

    def _samples(self) -> Iterator[bytes]:
        for span in self._route.spans:
            yield from self._deck.samples(span, self._speed, even=self._even)

    def _on_the_line(self, idle: tuple[Idle, ...]) -> Iterator[Span]:
        for span in idle:
            begin = self._deck.time_of(Spot(span.part, span.begin))
            end = self._deck.time_of(Spot(span.part, span.end))
            if begin is not None and end is not None:
                yield Span(begin, end)

    def _go_on(self, source: Iterator[bytes], speaker: Speaker) -> None:
        self._feed(source, speaker)
        if self._all_in and speaker.heard >= speaker.put_in:
            self._halt()
            self._time = self._deck.seconds
            self._tell()
            self._voice.say(Finished())
        elif steady() >= self._tell_at:
            self._tell()

    def _feed(self, source: Iterator[bytes], speaker: Speaker) -> None:
        while not self._all_in and speaker.put_in - speaker.heard < _AHEAD:
            chunk = next(source, None)
            if chunk is None:
                self._all_in = True
            else:
                speaker.put(chunk)

    def _now(self) -> float:
        if not (self._source and self._speaker):
            return self._time
        return min(self._route.at(self._speaker.heard * self._speed), self._deck.seconds)

    def _halt(self) -> None:
        """Be silent, and remember where."""
        self._time = self._now()
        if self._source and self._speaker:
            self._speaker.cut()
        self._source = None

    def _opened(self, *, again: bool = False) -> Speaker | None:
        if again:
            look_again()
        try:
            return Speaker(self._request.device, lambda: self._inbox.put(Gone()))
        except NoOutputError:
            self._voice.say(Failed("no_output"))
            return None

    def _lose(self) -> None:
        if self._speaker:
            # In a thread: a sound server that does not answer would hold everything up.
            closing = Thread(target=self._speaker.close, daemon=True)
            closing.start()
            closing.join(_CLOSING)
        self._speaker = None
        self._voice.say(Failed("no_output"))

    def _tell(self) -> None:
        spot = self._deck.spot_at(self._now())
        playing = self._source is not None
        self._voice.say(Position(spot.part, round(spot.seconds, 3), playing, self._speed))
        self._tell_at = steady() + _TELL_EVERY
