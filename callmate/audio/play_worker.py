"""The playing process at work: orders in, sound and positions out."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import NamedTuple

from callmate.audio.decoder import BYTES_PER_SECOND, Forward, UndecodableError, samples
from callmate.audio.protocol import Failed, Finished, Loaded, PartLength, Position, SoundDamaged
from callmate.audio.requests import (
    Idle,
    LoudnessChoice,
    Order,
    PartPlace,
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
from callmate.audio.sealed import CannotOpenError, WrongKeyError
from callmate.audio.sealed_sound import open_sound
from callmate.audio.speaker import NoOutputError, Speaker, look_again
from callmate.audio.system_clock import steady
from callmate.audio.voice import Voice


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


_AHEAD = 1.0  # seconds decoded before they are due, those in the device too
_BEAT = 0.05
_TELL_EVERY = 0.2
_CLOSING = 1.0  # seconds a device may take to let go
_SLOWEST, _FASTEST = 0.5, 2.0


class Gone:
    """The output has vanished."""


Inbox = SimpleQueue[Order | Gone]


class PlayWorker:
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
            case LoudnessChoice():
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


def load(request: PlayRequest, voice: Voice) -> Deck | None:
    """Look all parts through and tell what is there; None when nothing can be played."""
    sides = []
    for place in request.parts:
        try:
            side = _side(place, request.identity, voice)
        except WrongKeyError:
            voice.say(Failed("wrong_key"))
            return None
        if side:
            sides.append(side)
    if not sides:
        voice.say(Failed("unreadable"))
        return None
    voice.say(Loaded(tuple(PartLength(side.part, side.seconds) for side in sides)))
    return Deck(tuple(sides))


def _side(place: PartPlace, identity: str, voice: Voice) -> Side | None:
    try:
        sound = open_sound(Path(place.folder), place.part, identity)
    except CannotOpenError:
        voice.say(SoundDamaged(place.part, ("unreadable:0",)))
        return None
    what = sound.problems if sound.complete else (*sound.problems, "no-end:0")
    if what:
        voice.say(SoundDamaged(place.part, what))
    return Side(place.part, sound.seconds, sound.reader) if sound.seconds else None
