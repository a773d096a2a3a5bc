"""What reads sound: the owner's own, sealed, and recordings that others made."""

from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pyrage

from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.encoder import Encoder
from callmate.audio.foreign import opened
from callmate.audio.foreign_facts import UnfitError, origin
from callmate.audio.layout import SoundFacts, parts, read_facts
from callmate.audio.protocol import GapReport, Wave
from callmate.audio.sealed import CannotOpenError, WrongKeyError
from callmate.audio.sealed_sound import open_sound
from callmate.audio.waveform import kept_wave
from callmate.services.recovery import look
from tests.audio.conftest import sweep
from tests.foreign_files import KINDS, make
from tests.made_up_case import NOW, small_call
from tests.torture.readers import Reader

_KEY = pyrage.x25519.Identity.generate()
_SECRET = str(_KEY)


def _sealed(raw: bytes) -> bytes:
    sealed: bytes = pyrage.encrypt(raw, [_KEY.to_public()])
    return sealed


@cache
def _stream() -> bytes:
    encoder = Encoder(16_000)
    return encoder.add(sweep(1)) + encoder.finish()


def _hear(folder: Path) -> None:
    sound = open_sound(folder, 1, _SECRET)
    assert len(sound.problems) <= 2002
    for _ in samples(sound.reader(), speed=1.5, even=True):
        pass
    for _ in samples(sound.reader(0.5), 0.5, rate=16_000, form="flt"):
        pass


def _wave() -> bytes:
    wave = Wave(1, 60.0, 0.1, bytes(600), ((0.0, 2.5), (4.0, 60.0)), 60.0)
    return msgspec.json.encode({"sha256": None, "wave": wave, "version": 1})


def _look(folder: Path) -> None:
    read_facts(folder, 1)
    parts(folder)
    look(small_call(), folder, lambda: NOW)


def _ready_facts(folder: Path) -> None:
    (folder / "sound-1.opus.age").write_bytes(b"sealed")


def _facts() -> bytes:
    gap = GapReport(1, NOW, NOW, "silent")
    return msgspec.json.encode(SoundFacts(1, "Telephone", NOW, NOW, 9.0, "ab" * 32, (gap,)))


def _decode(path: str, folder: Path) -> None:
    with (folder / path).open("rb") as source, opened(source, 60) as sound:
        origin(sound.tags, sound.total)
        for _ in sound.blocks():
            pass
        sound.is_cut_short()


@cache
def _recording(kind: str) -> bytes:
    with TemporaryDirectory() as folder:
        tags = {"creation_time": "2026-11-24T10:33:00Z", "title": "a call"}
        return make(kind, sweep(1), Path(folder), **tags).read_bytes()


_OWN = (CannotOpenError, WrongKeyError, UndecodableError)

SOUND_READERS = (
    Reader("sealed sound", "sound-1.opus.age", lambda: [_sealed(_stream())], _hear, promised=_OWN),
    Reader(
        "sound that somebody sealed",
        "sound-1.opus.age",
        lambda: [_stream()],
        _hear,
        wrapped=_sealed,
        promised=_OWN,
    ),
    Reader(
        "the shape of sound",
        "sound-1.wave.age",
        lambda: [_wave()],
        lambda folder: kept_wave(folder, 1, _SECRET),
        wrapped=_sealed,
        promised=(WrongKeyError,),
    ),
    Reader(
        "what is known of sound",
        "sound-1.json",
        lambda: [_facts()],
        _look,
        _ready_facts,
        promised=(),
    ),
    *(
        Reader(
            f"a recording to import, {kind}",
            f"file.{kind}",
            partial(lambda kind: [_recording(kind)], kind),
            partial(_decode, f"file.{kind}"),
            promised=(UnfitError,),
        )
        for kind in KINDS
    ),
)
