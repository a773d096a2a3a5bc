"""A span of a recording, taken out on purpose, as a file that anything plays."""

import os
import stat
import subprocess
import sys
import wave
from pathlib import Path

import av
import numpy as np
import pytest

from callmate.audio.copy_kinds import KINDS
from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.listening_copy import NothingThereError, cut
from tests import hearing
from tests.audio.conftest import encoded, sweep

SECONDS = 6
CONTAINERS = {"mp3": "mp3", "flac": "flac", "m4a": "mp4", "ogg": "ogg"}


@pytest.fixture(scope="module")
def sound() -> bytes:
    """Encode a sweep of six seconds."""
    return b"".join(encoded(SECONDS))


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


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"wav"}))
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
