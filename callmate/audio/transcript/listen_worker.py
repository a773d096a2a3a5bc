"""The process that hears along while a call is recorded: sound in, words out, nothing kept.

A thread takes what the recorder hands aside, the newest of it; the other finds speech in it and has
that recognised: when somebody pauses, and every few seconds while they do not. Each time it goes
back to the last long pause, or a quarter of a minute: a recogniser needs the words before a number.
"""

import os
import time
from array import array
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from threading import Condition, Thread
from typing import Final, NamedTuple

import msgspec

from callmate.audio.decoder import Mono
from callmate.audio.protocol import MISSING, HeardAlong, NotListening, SpokenWord
from callmate.audio.requests import ListenRequest
from callmate.audio.transcript.recogniser import (
    RATE,
    BrokenModelError,
    NoEngineError,
    Recogniser,
    load,
)
from callmate.audio.transcript.speech import quietest
from callmate.audio.voice import Passed, Voice, passed
from callmate.audio.waveform import SECONDS, WINDOW, Ear, ear, loudness

_MODEST = 10
"""Niceness: the call that is recorded comes first."""

_BYTES_PER_SECOND = 2 * RATE
_WINDOW_BYTES = 2 * WINDOW
_NEWEST = 20.0
"""Seconds that wait for a recogniser that is busy; of more, the oldest are given up."""

_STRETCH: Final = 2
"""Windows of speech in a row that are worth listening again: the shortest digit has 3."""
_FEWEST: Final = 12
"""Windows of speech in all before it is listened at all: music has 9 at most."""

_BEFORE: Final = 0.5
"""Seconds that are kept around speech, for its faint beginnings and ends."""
_PAUSE: Final = 0.8
"""Seconds of no speech after which it is worth listening to what was said, and to this pause.

In a room the last digit is not always known for speech; so long after the one before it is over.
"""
_SILENCE: Final = 3.0
"""Seconds of no speech behind which the words before are of no help."""
_MEANWHILE: Final = 3.0
"""Seconds of speech without a pause after which it is listened to; more where that takes long."""
_LONGEST: Final = 15.0
"""Seconds that are listened to at once."""
_JUST: Final = 0.01
"""Seconds by which a word begins before the end of what was listened to, at the latest."""


def listen(request: ListenRequest, voice: Voice) -> None:
    """Hear along until nobody records any more; or tell why that cannot be."""
    os.nice(max(0, _MODEST - os.nice(0)))
    backlog = Backlog()
    Thread(target=backlog.fill, args=(request.source,), daemon=True).start()
    try:
        recogniser = load(Path(request.model), request.language)
    except NoEngineError:
        voice.say(NotListening("no_engine"))
    except BrokenModelError:
        voice.say(NotListening("no_model"))
    else:
        along = _Along(recogniser, voice)
        while (pieces := backlog.take(_PAUSE)) is not None:
            along.hear(pieces)


class Backlog:
    """What was handed over and not listened to yet: the newest of it."""

    def __init__(self) -> None:
        self._pieces: deque[Passed] = deque()
        self._seconds = 0.0
        self._ended = False
        self._news = Condition()

    def fill(self, descriptor: int) -> None:
        """Take what comes from a pipe, until nobody has its other end."""
        for piece in passed(descriptor):
            self.put(piece)
        with self._news:
            self._ended = True
            self._news.notify()

    def put(self, piece: Passed) -> None:
        """Add a piece, giving up the oldest where there are too many."""
        with self._news:
            self._pieces.append(piece)
            self._seconds += piece.seconds
            while self._seconds > _NEWEST:
                self._seconds -= self._pieces.popleft().seconds
            self._news.notify()

    def take(self, patience: float) -> list[Passed] | None:
        """All of it, or nothing when in so many seconds nothing came; None at the end."""
        with self._news:
            self._news.wait_for(lambda: self._pieces or self._ended, patience)
            pieces = list(self._pieces)
            self._pieces.clear()
            self._seconds = 0.0
            return None if self._ended and not pieces else pieces


class Excerpt(NamedTuple):
    """Some of a part's sound: samples of 16 bits, and the seconds at which they begin and end."""

    sound: bytes
    begin: float
    end: float


class Lately:
    """What was said lately in sound without a gap; seconds count from its part's beginning.

    What nobody speaks in, silence or music, is forgotten at once.
    """

    def __init__(self, begin: float, hearing: Ear) -> None:
        self._ear = hearing
        self._begin = begin
        self._sound = bytearray()
        self._judged = 0
        self._row = 0
        self._since: float | None = None  # the beginning of what is listened to
        self._spoken = begin  # until when somebody spoke
        self._told = begin  # until when it was listened to
        self._fresh = False  # whether somebody spoke since
        self._windows = 0  # of speech, in what is listened to

    @property
    def end(self) -> float:
        """Until when there is sound."""
        return self._begin + len(self._sound) / _BYTES_PER_SECOND

    def add(self, sound: bytes) -> None:
        """Add samples: 16 bits, 16 kHz, mono."""
        self._sound += sound
        while len(self._sound) - self._judged >= _WINDOW_BYTES:
            window = array("h", bytes(self._sound[self._judged : self._judged + _WINDOW_BYTES]))
            self._judge(array("f", (each / 32768 for each in window)))
        if self._since is not None and not self._fresh:
            silent = self.end - self._spoken >= _SILENCE
            if silent or self.end - max(self._since, self._told) > _LONGEST:
                self._since = None
        self._forget(self.end - _BEFORE if self._since is None else self._since)

    def _judge(self, window: "array[float]") -> None:
        at = self._begin + self._judged / _BYTES_PER_SECOND
        self._judged += _WINDOW_BYTES
        if not self._ear.speaks(window, loudness(window)):
            self._row = 0
            return
        self._row += 1
        if self._since is None:
            self._since = max(self._begin, at - _BEFORE)
            self._windows = 0
        self._windows += 1
        if self._row >= _STRETCH and self._windows >= _FEWEST:
            self._fresh = True
        self._spoken = at + SECONDS

    def _forget(self, until: float) -> None:
        few = min(self._place(until), self._judged)
        if few > 0:
            del self._sound[:few]
            self._judged -= few
            self._begin += few / _BYTES_PER_SECOND

    def _place(self, second: float) -> int:
        return round((second - self._begin) * RATE) * 2

    def due(self, meanwhile: float) -> bool:
        """Whether to listen now: somebody spoke, and pauses, or has gone on for some seconds."""
        if self._since is None or not self._fresh:
            return False
        unheard = self.end - max(self._since, self._told)
        return self.end - self._spoken >= _PAUSE or unheard >= meanwhile

    def excerpt(self) -> Excerpt | None:
        """What to listen to, at most a quarter of a minute; None when nothing was said.

        Of more, what was listened to before is left as it was told, up to a quiet moment.
        """
        if self._since is None or not self._fresh:
            return None
        end = min(self.end, self._spoken + _PAUSE)
        if end - self._since > _LONGEST and self._told - self._since > _LONGEST / 2:
            self._since += self._quiet(self._since, min(self._told, self._since + _LONGEST))
        if end - self._since > _LONGEST:
            end = self._since + self._quiet(self._since, self._since + _LONGEST)
        return Excerpt(self._between(self._since, end), self._since, end)

    def heard(self, excerpt: Excerpt) -> None:
        """Note that an excerpt was listened to."""
        self._told = excerpt.end
        if excerpt.end < min(self.end, self._spoken + _PAUSE) - _JUST:
            self._since = excerpt.end
        else:
            self._fresh = False

    def _quiet(self, begin: float, end: float) -> float:
        return quietest(self._between(begin, end), RATE)

    def _between(self, begin: float, end: float) -> bytes:
        return bytes(self._sound[self._place(begin) : self._place(end)])


class _Along:
    """Listens to what comes, and tells the words."""

    def __init__(self, recogniser: Recogniser, voice: Voice) -> None:
        self._recogniser = recogniser
        self._voice = voice
        self._ear = ear()
        self._shape: tuple[int, int, int] | None = None  # the part, frames a second, channels
        self._next = 0  # the frame that comes next, if none is missing
        self._lately = Lately(0.0, self._ear)
        self._mono = Mono(RATE, 1, RATE)
        self._takes = 0.0  # seconds that listening took last

    def hear(self, pieces: Sequence[Passed]) -> None:
        """Listen to what came; when nothing came, to all that was said so far."""
        for piece in pieces:
            shape = piece.part, piece.rate, piece.channels
            if shape != self._shape or piece.frame != self._next:
                self._begin(piece)
            self._shape, self._next = shape, piece.frame + piece.frames
            self._lately.add(self._mono.made(piece.content))
        meanwhile = max(_MEANWHILE, 2 * self._takes) if pieces else 0.0
        if self._lately.due(meanwhile):
            self._listen()

    def _begin(self, piece: Passed) -> None:
        """Begin anew where sound is missing, or another part begins."""
        self._listen()
        begin, before = piece.frame / piece.rate, self._lately.end
        self._lately = Lately(begin, self._ear)
        self._mono = Mono(piece.rate, piece.channels, RATE)
        if self._shape is not None and piece.part == self._shape[0] and before < begin:
            gap = SpokenWord(MISSING, before, begin, 0.0)
            self._voice.say(HeardAlong(piece.part, before, (gap,)))

    def _listen(self) -> None:
        while self._shape is not None and (excerpt := self._lately.excerpt()):
            began = time.monotonic()
            words = self._recogniser.words(excerpt.sound)
            self._takes = time.monotonic() - began
            self._lately.heard(excerpt)
            told = tuple(_placed(word, excerpt) for word in words)
            self._voice.say(HeardAlong(self._shape[0], excerpt.begin, told))


def _placed(word: SpokenWord, excerpt: Excerpt) -> SpokenWord:
    """A word at its place in the part, inside what was listened to."""
    begin = min(excerpt.begin + word.begin, excerpt.end - _JUST)
    end = min(excerpt.begin + word.end, excerpt.end)
    return msgspec.structs.replace(word, begin=begin, end=max(begin, end))
