"""A span of a recording, taken out on purpose, as a file that anything plays."""

import asyncio
import os
import stat
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pyrage
import pytest

from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.listening_copy import NothingThereError, Piece, join
from callmate.audio.protocol import Copied, CopyFailure, NotCopied
from callmate.audio.requests import COPY_KINDS, CopySpan
from callmate.audio.sealed import seal_whole
from callmate.audio.tasks import copy
from tests import hearing
from tests.audio.conftest import Owner, encoded, sweep, until

SECONDS = 6
CONTAINERS = {"mp3": "mp3", "flac": "flac", "m4a": "mp4", "ogg": "ogg"}


@pytest.fixture(scope="module")
def sound() -> bytes:
    """Encode a sweep of six seconds."""
    return b"".join(encoded(SECONDS))


def cut(sound: bytes, start: float, end: float, target: Path, *, louder: bool = False) -> float:
    return join([Piece(sound, start, end)], target, louder=louder)


def test_a_span_is_cut_to_the_sample(sound: bytes, tmp_path: Path) -> None:
    target = tmp_path / "clip.wav"
    before = os.umask(0)
    try:
        assert cut(sound, 2.5, 4.25, target) == pytest.approx(1.75, abs=0.001)
    finally:
        os.umask(before)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [target]
    with wave.open(str(target), "rb") as clip:
        assert (clip.getframerate(), clip.getnchannels()) == (16_000, 1)
    alike, at = hearing.placed(hearing.raw(sweep(SECONDS)), hearing.decoded(target))
    assert alike > 0.99
    assert at == pytest.approx(2.5, abs=0.001)


@pytest.mark.parametrize("kind", sorted(set(COPY_KINDS) - {"wav"}))
def test_a_span_is_cut_in_every_kind(kind: str, sound: bytes, tmp_path: Path) -> None:
    target = tmp_path / f"clip.{kind.upper()}"
    assert cut(sound, 1, 4.25, target) == pytest.approx(3.25, abs=0.001)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with av.open(str(target)) as clip:
        (track,) = clip.streams
        assert CONTAINERS[kind] in clip.format.name
        assert isinstance(track, av.AudioStream)
        assert track.channels == 1
    found = hearing.decoded(target)
    assert len(found) / hearing.RATE == pytest.approx(3.25, abs=0.08)  # AAC fills its last frame
    alike, at = hearing.placed(hearing.raw(sweep(SECONDS)), found[: 3 * hearing.RATE])
    assert alike > 0.98
    assert at == pytest.approx(1, abs=0.03)


def test_another_ending_makes_no_file(sound: bytes, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        cut(sound, 1, 2, tmp_path / "clip.aiff")
    assert not list(tmp_path.iterdir())


def test_the_edges_are_the_recordings_own(sound: bytes, tmp_path: Path) -> None:
    assert cut(sound, -3, 100, tmp_path / "all.wav") == pytest.approx(SECONDS, abs=0.01)
    for start, end in ((3, 3), (4, 2), (7, 9)):
        with pytest.raises(NothingThereError):
            cut(sound, start, end, tmp_path / "none.wav")
    with pytest.raises(UndecodableError):
        cut(b"no sound at all", 0, 1, tmp_path / "none.wav")
    assert not (tmp_path / "none.wav").exists()


def test_louder_is_as_loud_as_it_goes(sound: bytes, tmp_path: Path) -> None:
    cut(sound, 1, 3, tmp_path / "loud.wav", louder=True)
    assert np.abs(hearing.decoded(tmp_path / "loud.wav")).max() > 32_000


@pytest.mark.parametrize("start", [0.0, 0.05, 1.0, 3.21, 5.9])
def test_decoding_begins_at_the_very_sample(start: float, sound: bytes) -> None:
    found = hearing.raw(b"".join(samples(sound, start, rate=16_000)))
    assert len(found) / 16_000 == pytest.approx(SECONDS - start, abs=0.01)
    whole = hearing.raw(sweep(SECONDS))
    _, at = hearing.placed(whole, found[: hearing.RATE // 2])
    assert at == pytest.approx(start, abs=0.001)


def test_no_ffmpeg_on_the_machine_and_no_word_about_it(tmp_path: Path) -> None:
    script = "import callmate.audio.listening_copy"
    environment = {"PATH": "/nowhere", "PYTHONPYCACHEPREFIX": str(tmp_path)}
    found = subprocess.run(
        [sys.executable, "-W", "error", "-c", script], env=environment, check=False
    )
    assert found.returncode == 0


async def test_spans_of_several_parts_are_joined(
    two_parts: Path, owner: Owner, tmp_path: Path
) -> None:
    target = tmp_path / "both.wav"
    spans = (CopySpan(str(two_parts), 1, 8, 10), CopySpan(str(two_parts), 2, 0, 1.5))
    assert await copy(spans, owner.identity, str(target)) == Copied(3.5)
    found = hearing.decoded(target)
    for begin, end, at in ((8, 10, 0), (0, 1.5, 2)):
        there = hearing.raw(sweep(10))[begin * hearing.RATE : round(end * hearing.RATE)]
        assert hearing.placed(found, there) == pytest.approx((1, at), abs=0.02)


@pytest.mark.parametrize(
    ("file", "reason"),
    [
        ("there.mp3", "exists"),
        ("nowhere/copy.mp3", "no_folder"),
        ("copy.doc", "unknown_kind"),
        ("/proc/copy.mp3", "no_folder"),
    ],
)
async def test_no_copy_leaves_nothing_behind(
    file: str, reason: CopyFailure, two_parts: Path, owner: Owner, tmp_path: Path
) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "there.mp3").write_bytes(b"somebody's own")
    span = CopySpan(str(two_parts), 1, 0, 2)
    assert await copy((span,), owner.identity, str(place / file)) == NotCopied(reason)
    assert [path.read_bytes() for path in place.iterdir()] == [b"somebody's own"]


async def test_another_key_copies_nothing(two_parts: Path, tmp_path: Path) -> None:
    span = CopySpan(str(two_parts), 1, 0, 2)
    identity = str(pyrage.x25519.Identity.generate())
    assert await copy((span,), identity, str(tmp_path / "a.mp3")) == NotCopied("wrong_key")
    assert not (tmp_path / "a.mp3").exists()


async def test_a_copy_that_is_given_up_leaves_no_file(
    call: Path, owner: Owner, tmp_path: Path
) -> None:
    seal_whole(call, 1, hearing.repeated(b"".join(encoded(60)), 30), owner.recipient)
    target = tmp_path / "long.mp3"
    copying = asyncio.create_task(
        copy((CopySpan(str(call), 1, 0, 1800),), owner.identity, str(target))
    )
    await until(target.exists)
    copying.cancel()
    with pytest.raises(asyncio.CancelledError):
        await copying
    assert left_in(tmp_path) == {"call", "identity.txt"}


def left_in(folder: Path) -> set[str]:
    """Name what lies in a folder."""
    return {path.name for path in folder.iterdir()}
