"""A sealed part is read from any second on, a window at a time, as if it were all in memory."""

import io
import random
import subprocess
import wave
from pathlib import Path

import av
import pytest

from callmate.audio import ogg
from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.process import command
from callmate.audio.protocol import Bye, Failed, NotCopied, SoundDamaged, read
from callmate.audio.requests import (
    CopyRequest,
    CopySpan,
    PartPlace,
    PlayRequest,
    Request,
    WaveRequest,
    request_line,
)
from callmate.audio.sealed import CannotOpenError, read_part, seal_slice, seal_whole
from callmate.audio.sealed_sound import SealedSound, open_sound, stream_of
from tests import hearing
from tests.audio.conftest import START, Owner, encoded, sweep

SECONDS = 24


@pytest.fixture(scope="module")
def pieces() -> list[bytes]:
    """Encode a sweep; give its stream in pieces of a second."""
    return encoded(SECONDS)


@pytest.fixture(params=["whole", "slices"])
def sealed(
    request: pytest.FixtureRequest, pieces: list[bytes], call: Path, owner: Owner
) -> SealedSound:
    """Keep the sweep as one file, or as slices."""
    if request.param == "whole":
        seal_whole(call, 1, b"".join(pieces), owner.recipient)
    else:
        for number, piece in enumerate(pieces, 1):
            seal_slice(call, 1, number, piece, owner.recipient)
    return open_sound(call, 1, owner.identity)


def test_all_of_it_is_the_stream(sealed: SealedSound, pieces: list[bytes]) -> None:
    reader = sealed.reader()
    assert b"".join(iter(lambda: reader.read(1000), b"")) == b"".join(pieces)
    assert (sealed.complete, sealed.problems) == (True, ())
    assert sealed.seconds == pytest.approx(SECONDS)


@pytest.mark.parametrize("size", [999, 1 << 13, 1 << 16, 1 << 20])
def test_what_is_longer_than_a_window_is_read_once_and_whole(
    size: int, call: Path, owner: Owner
) -> None:
    stream = random.Random(size).randbytes(3 * (1 << 19) + 12345)  # noqa: S311 - no secret
    seal_whole(call, 1, stream, owner.recipient)
    reader = stream_of(call, 1, owner.identity)
    assert b"".join(iter(lambda: reader.read(size), b"")) == stream


def test_ten_minutes_sound_as_they_did(pieces: list[bytes], call: Path, owner: Owner) -> None:
    stream = hearing.repeated(b"".join(pieces), 25)
    assert len(stream) > 1 << 20
    seal_whole(call, 1, stream, owner.recipient)
    reader = open_sound(call, 1, owner.identity).reader()
    ours, whole = (b"".join(samples(source, rate=8000)) for source in (reader, stream))
    assert ours == whole


@pytest.mark.parametrize("second", [0.0, 0.07, 4.9, 5.0, 5.21, 13.37, 23.9])
def test_it_sounds_alike_from_every_second(second: float, sealed: SealedSound) -> None:
    found = b"".join(samples(sealed.reader(second), second, rate=hearing.RATE))
    whole = hearing.raw(sweep(SECONDS))
    assert len(found) / 2 / hearing.RATE == pytest.approx(SECONDS - second, abs=0.01)
    alike, at = hearing.placed(whole, hearing.raw(found)[: hearing.RATE])
    assert alike > 0.99
    assert at == pytest.approx(second, abs=0.001)


def test_reading_goes_on_when_slices_become_one_file(
    pieces: list[bytes], call: Path, owner: Owner
) -> None:
    for number, piece in enumerate(pieces, 1):
        seal_slice(call, 1, number, piece, owner.recipient)
    reader = open_sound(call, 1, owner.identity).reader()
    begun = reader.read(5000)
    seal_whole(call, 1, b"".join(pieces), owner.recipient)
    assert begun + b"".join(iter(lambda: reader.read(5000), b"")) == b"".join(pieces)


def test_a_broken_slice_is_stepped_over(pieces: list[bytes], call: Path, owner: Owner) -> None:
    for number, piece in enumerate(pieces, 1):
        seal_slice(call, 1, number, piece, owner.recipient)
    (call / "sound-1" / "000009.age").write_bytes(b"broken")
    sound = open_sound(call, 1, owner.identity)
    assert sound.problems == read_part(call, 1, owner.identity).problems
    found = b"".join(samples(sound.reader(5.5), 5.5, rate=hearing.RATE))
    _, at = hearing.placed(hearing.raw(found), hearing.raw(sweep(SECONDS))[hearing.RATE * 12 :])
    assert at == pytest.approx(6.5, abs=0.01)


def test_a_broken_file_cannot_be_opened(pieces: list[bytes], call: Path, owner: Owner) -> None:
    seal_whole(call, 1, b"".join(pieces), owner.recipient)
    whole = call / "sound-1.opus.age"
    whole.write_bytes(whole.read_bytes()[:-100])
    for part in (1, 7):
        with pytest.raises(CannotOpenError):
            open_sound(call, part, owner.identity)


@pytest.mark.parametrize("size", [1, 7, 100, 4096, 100_000])
def test_it_does_not_matter_in_what_pieces_a_stream_comes(size: int, pieces: list[bytes]) -> None:
    whole = b"".join(pieces[:4])
    page = list(ogg.pages(whole))[9]
    for stream in (
        whole,
        whole[: page.start] + b"OggS and noise" + whole[page.start :],
        whole[: page.start] + whole[page.stop :],
        whole[: page.stop] + whole[page.start :],
        whole[:-300],
        b"",
    ):
        scan = ogg.Scan()
        for at in range(0, len(stream), size):
            scan.feed(stream[at : at + size])
        assert scan.finish() == ogg.check(stream)


def wav() -> bytes:
    content = io.BytesIO()
    with wave.open(content, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(sweep(1))
    return content.getvalue()


def ogg_flac() -> bytes:
    content = io.BytesIO()
    with av.open(content, "w", format="ogg") as container:
        track = container.add_stream("flac", rate=16_000, layout="mono")
        frame = av.AudioFrame(format="s16", layout="mono", samples=4000)
        frame.planes[0].update(sweep(0.25))
        frame.sample_rate, frame.pts = 16_000, 0
        for each in (frame, None):
            container.mux(track.encode(each))
    return content.getvalue()


SDP = b"""v=0
o=- 0 0 IN IP4 127.0.0.1
s=call
c=IN IP4 127.0.0.1
t=0 0
m=audio 5004 RTP/AVP 0
"""
NO_SOUND_OF_OURS = {
    "sdp": SDP,
    "concat": b"ffconcat version 1.0\nfile other.wav\n",
    "wav": wav(),
    "ogg flac": ogg_flac(),
}


@pytest.mark.parametrize("kind", NO_SOUND_OF_OURS)
def test_what_is_no_ogg_opus_is_not_decoded(kind: str) -> None:
    with pytest.raises(UndecodableError):
        next(samples(NO_SOUND_OF_OURS[kind]))


@pytest.mark.parametrize("kind", ["sdp", "concat", "wav"])
def test_what_is_no_ogg_opus_reaches_no_other_file_and_no_network(
    kind: str, call: Path, owner: Owner, tmp_path: Path
) -> None:
    seal_whole(call, 1, NO_SOUND_OF_OURS[kind], owner.recipient)
    write_facts(call, SoundFacts(1, "Telephone", START, START, 1.0))
    (tmp_path / "other.wav").write_bytes(wav())
    place = (PartPlace(str(call), 1),)
    span = (CopySpan(str(call), 1, 0, 1),)
    target = tmp_path / "copy.wav"
    assert worked("play", PlayRequest(place, owner.identity), tmp_path) == [
        SoundDamaged(1, ("no-end:0",)),
        Failed("unreadable"),
        Bye(),
    ]
    assert worked("wave", WaveRequest(place, owner.identity), tmp_path) == [Bye()]
    asked = CopyRequest(span, owner.identity, str(target))
    assert worked("copy", asked, tmp_path) == [NotCopied("unreadable"), Bye()]
    assert not target.exists()


def worked(work: str, request: Request, folder: Path) -> list[object]:
    """What a sound process in a folder tells; it must open no socket, and no other file there."""
    trace = folder / "trace"
    watched = ("strace", "-f", "-qq", "-o", str(trace), "-e", "trace=socket,open,openat")
    with subprocess.Popen(
        (*watched, *command(work)), cwd=folder, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(request_line(request))
        process.stdin.flush()  # its end would tell the process to give up
        told = [read(each) for each in process.stdout]
    opened = trace.read_text()
    assert "sound-1.opus.age" in opened, "it was not watched"
    assert "AF_INET" not in opened
    assert "other.wav" not in opened
    return list(told)
