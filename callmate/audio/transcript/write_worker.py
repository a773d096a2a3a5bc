"""The process that writes a recording down: sealed sound in, sealed words out, piece by piece."""

import errno
import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import msgspec

from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.layout import read_facts, whole_path
from callmate.audio.protocol import NotWritten, SpokenWord, Wave, WritingFailure, Written
from callmate.audio.requests import PartPlace, WriteDownRequest
from callmate.audio.sealed import CannotOpenError, WrongKeyError
from callmate.audio.sealed_sound import SealedSound, open_sound
from callmate.audio.transcript.recogniser import (
    RATE,
    BrokenModelError,
    NoEngineError,
    Recogniser,
    load,
    side_by_side,
)
from callmate.audio.transcript.speech import LONGEST, SpeechPiece, pieces, quietest
from callmate.audio.transcript.words_file import LONGEST_WORD, Transcript, keep, kept
from callmate.audio.voice import Voice
from callmate.audio.waveform import ear, keep_wave, kept_wave, measured

_MODEST = 10
"""Niceness: a call that is recorded meanwhile comes first."""

_BYTES_PER_SECOND = 2 * RATE
_AT_ONCE = 500
"""Words in one line, when much was written down before."""

_FULL = {errno.ENOSPC, errno.EDQUOT}


class _NotWholeError(Exception):
    """The part is still being recorded, or was never finished."""


def write_down(request: WriteDownRequest, voice: Voice) -> None:
    """Write down all parts, going on where it was left; tell words as they come.

    A part of which nothing more can be written is told, and the next one begun.
    """
    os.nice(max(0, _MODEST - os.nice(0)))
    with suppress(OSError):  # where Linux groups tasks by session, niceness counts within one
        Path("/proc/self/autogroup").write_text(str(_MODEST), "ascii")
    work = _Work(request, voice)
    for place in request.parts:
        failure = _failure(work, place)
        if failure is not None:
            voice.say(NotWritten(place.part, failure))


_KINDS: Mapping[type[Exception], WritingFailure] = {
    NoEngineError: "no_engine",
    BrokenModelError: "no_model",
    _NotWholeError: "not_whole",
    WrongKeyError: "wrong_key",
    CannotOpenError: "unreadable",
    UndecodableError: "unreadable",
}


def _failure(work: "_Work", place: PartPlace) -> WritingFailure | None:
    try:
        work.write(Path(place.folder), place.part)
    except tuple(_KINDS) as error:
        return _KINDS[type(error)]
    except OSError as error:
        return "disk_full" if error.errno in _FULL else "cannot_write"
    return None


class _Excerpt(NamedTuple):
    """Some of a part's sound: samples of 16 bits, and the second at which they begin."""

    sound: bytes
    begin: float


class _Work:
    """What writing down needs, loaded when there is something to write."""

    def __init__(self, request: WriteDownRequest, voice: Voice) -> None:
        self._asked = request
        self._voice = voice
        self._recogniser: Recogniser | None = None
        self._at_once = side_by_side()

    def write(self, folder: Path, part: int) -> None:
        """Write one part down, from where it was left."""
        sha256 = _digest(folder, part)
        told = self._told_before(folder, part)
        if told is not None:
            self._tell_kept(part, told)
            if told.complete:
                return
        if self._recogniser is None:
            model, language = Path(self._asked.model), self._asked.language
            self._recogniser = load(model, language, self._at_once)
        sound = open_sound(folder, part, self._asked.identity)
        if told is None:
            told = Transcript(sha256, *self._by, sound.seconds)
        for words, at in self._written(self._recogniser, self._excerpts(folder, part, sound, told)):
            told = self._kept_with(folder, part, told, words, at)
        self._kept_with(folder, part, told, (), told.seconds)

    def _excerpts(
        self, folder: Path, part: int, sound: SealedSound, told: Transcript
    ) -> Iterator[tuple[_Excerpt, float]]:
        """What is to be written down yet, each with the second at which to go on behind it."""
        for piece in self._speech(folder, part, sound, told.done):
            at = max(piece.begin, told.done)
            while at < piece.end:
                heard, at = self._heard(sound, at, piece.end)
                yield heard, at

    def _written(
        self, recogniser: Recogniser, excerpts: Iterable[tuple[_Excerpt, float]]
    ) -> Iterator[tuple[tuple[SpokenWord, ...], float]]:
        """The words of excerpts in their order, some of them recognised side by side."""
        coming: deque[tuple[Future[tuple[SpokenWord, ...]], float]] = deque()
        with ThreadPoolExecutor(self._at_once) as aside:
            for heard, at in excerpts:
                coming.append((aside.submit(self._words, recogniser, *heard), at))
                if len(coming) > self._at_once:  # one more is ready when the first is done
                    words, behind = coming.popleft()
                    yield words.result(), behind
            for words, behind in coming:
                yield words.result(), behind

    @property
    def _by(self) -> tuple[str, str]:
        """The model that writes, and the language."""
        return Path(self._asked.model).name, self._asked.language

    def _told_before(self, folder: Path, part: int) -> Transcript | None:
        """What was written down already; a beginning by another model is none of this."""
        told = kept(folder, part, self._asked.identity)
        ours = told is not None and (told.complete or (told.model, told.language) == self._by)
        return told if ours else None

    def _tell_kept(self, part: int, told: Transcript) -> None:
        for at in range(0, len(told.words) or 1, _AT_ONCE):
            words = told.words[at : at + _AT_ONCE]
            self._voice.say(Written(part, words, told.done, told.seconds))

    def _speech(
        self, folder: Path, part: int, sound: SealedSound, done: float
    ) -> Iterator[SpeechPiece]:
        wave = self._wave(folder, part, sound)
        found = pieces(sound.seconds, wave.idle if wave else ())
        return (piece for piece in found if piece.end > done)

    def _wave(self, folder: Path, part: int, sound: SealedSound) -> Wave | None:
        """Where nobody speaks; worked out, and kept, unless it is known already."""
        wave = kept_wave(folder, part, self._asked.identity)
        if wave is None:
            *_, wave = measured(part, sound.reader(), sound.seconds, ear())
            with suppress(OSError):  # a full disk: it is worked out again another time
                keep_wave(folder, wave, self._asked.identity)
        return wave

    def _heard(self, sound: SealedSound, at: float, end: float) -> tuple[_Excerpt, float]:
        """The next half minute of speech, and the second at which to go on."""
        wanted = int(min(LONGEST, end - at) * RATE) * 2
        heard = bytearray()
        for chunk in samples(sound.reader(at), at, rate=RATE):
            heard += chunk
            if len(heard) >= wanted:
                break
        excerpt = bytes(heard[:wanted])
        if end - at <= LONGEST or len(excerpt) < wanted:
            return _Excerpt(excerpt, at), end
        length = quietest(excerpt, RATE)
        return _Excerpt(excerpt[: int(length * RATE) * 2], at), at + length

    def _words(self, recogniser: Recogniser, sound: bytes, begin: float) -> tuple[SpokenWord, ...]:
        length = len(sound) / _BYTES_PER_SECOND
        return tuple(
            msgspec.structs.replace(
                word,
                text=word.text[:LONGEST_WORD],
                begin=begin + min(word.begin, length),
                end=begin + min(max(word.begin, word.end), length),
            )
            for word in recogniser.words(sound)
        )

    def _kept_with(
        self, folder: Path, part: int, told: Transcript, words: tuple[SpokenWord, ...], done: float
    ) -> Transcript:
        """Keep further words, and tell them only then."""
        more = msgspec.structs.replace(told, words=told.words + words, done=done)
        keep(folder, part, more, self._asked.identity)
        self._voice.say(Written(part, words, done, told.seconds))
        return more


def _digest(folder: Path, part: int) -> str:
    """The digest of a part that ended well."""
    facts = read_facts(folder, part)
    if facts is None or not facts.sha256 or not whole_path(folder, part).is_file():
        raise _NotWholeError
    return facts.sha256
