"""Sound taken out of the sealed store on purpose: a span of it, as a file for its owner."""

import errno
import io
import os
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from itertools import chain
from pathlib import Path
from typing import Literal, NamedTuple

import av

from callmate.audio.decoder import UndecodableError, samples
from callmate.audio.encoder import Encoder
from callmate.audio.layout import write_private
from callmate.audio.protocol import Copied, CopyFailure, NotCopied
from callmate.audio.requests import CopyRequest
from callmate.audio.sealed import CannotOpenError, WrongKeyError, read_part
from callmate.audio.voice import Voice

_BIT_RATE = 64_000  # of MP3 and AAC: at 16 kHz nothing more can be heard
_CODECS: dict[str, tuple[str, Literal["libmp3lame", "flac", "aac"]]] = {
    "mp3": ("mp3", "libmp3lame"),
    "flac": ("flac", "flac"),
    "m4a": ("ipod", "aac"),
}
_BLOCK = 16_000  # samples


def written(samples: bytes, rate: int, kind: str) -> bytes:
    """Write mono samples of 16 bits as MP3, FLAC, m4a or Ogg Opus.

    Raises KeyError for any other kind.
    """
    if kind == "ogg":
        encoder = Encoder(rate)
        blocks = (samples[at : at + 2 * _BLOCK] for at in range(0, len(samples), 2 * _BLOCK))
        return b"".join([*(encoder.add(block) for block in blocks), encoder.finish()])
    container_name, codec = _CODECS[kind]
    target = io.BytesIO()
    with av.open(target, "w", format=container_name) as container:
        track = container.add_stream(codec, rate=rate)
        track.layout = "mono"
        track.bit_rate = _BIT_RATE
        resampler = av.AudioResampler(track.format, "mono", rate, track.frame_size or _BLOCK)
        for frame in chain(_frames(samples, rate), [None]):
            for each in resampler.resample(frame):
                container.mux(track.encode(each))
        container.mux(track.encode(None))
    return target.getvalue()


def _frames(samples: bytes, rate: int) -> Iterator[av.AudioFrame]:
    for at in range(0, len(samples) // 2, _BLOCK):
        block = samples[2 * at : 2 * (at + _BLOCK)]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(block) // 2)
        plane = frame.planes[0]
        plane.update(block.ljust(plane.buffer_size, b"\0"))
        frame.sample_rate = rate
        frame.pts = at
        yield frame


with warnings.catch_warnings():
    # pydub 0.25 as it is: it wants an ffmpeg that we do not need, a module that a package of its
    # own provides since Python 3.13, and it has patterns written the old way.
    warnings.filterwarnings("ignore", "Couldn't find ffmpeg or avconv", RuntimeWarning)
    warnings.filterwarnings("ignore", "'audioop' is deprecated", DeprecationWarning)
    warnings.filterwarnings("ignore", ".*invalid escape sequence", Warning)
    from pydub import AudioSegment
    from pydub.effects import normalize

RATE = 16_000  # as it was recorded


class NothingThereError(Exception):
    """There is no sound between these two moments."""


class Piece(NamedTuple):
    """A span of an Ogg Opus stream, in seconds."""

    sound: bytes
    start: float
    end: float


def join(pieces: Iterable[Piece], target: Path, *, louder: bool = False) -> float:
    """Write spans, one after the other, for the owner alone; get their length in seconds.

    The target's ending, one of `requests.COPY_KINDS`, says as what; `louder` raises the whole so
    that its loudest moment is full. Raises NothingThereError, decoder.UndecodableError, KeyError
    for another ending, OSError; an older file then stays.
    """
    found = b"".join(_decoded(piece) for piece in pieces)
    if not found:
        raise NothingThereError(target)
    piece = AudioSegment(found, sample_width=2, frame_rate=RATE, channels=1)
    if louder:
        piece = normalize(piece)
    write_private(target, _as_kind(piece, target.suffix.lower().removeprefix(".")))
    return float(piece.duration_seconds)


def _as_kind(piece: AudioSegment, kind: str) -> bytes:
    if kind != "wav":
        return written(piece.raw_data, RATE, kind)
    content = io.BytesIO()
    piece.export(content, format="wav")
    return content.getvalue()


def _decoded(piece: Piece) -> bytes:
    """Decode no more than is needed."""
    start = max(0.0, piece.start)
    needed = 2 * max(0, round((piece.end - start) * RATE))
    found = bytearray()
    for chunk in samples(piece.sound, start, rate=RATE):
        if len(found) >= needed:
            break
        found += chunk
    return bytes(found[:needed])


_REASONS: dict[int | None, CopyFailure] = {
    errno.EEXIST: "exists",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "not_allowed",
}


class OutsideError(Exception):
    """The one span lies outside of the sound, or is none; `reason` says which."""

    def __init__(self, reason: CopyFailure, seconds: float) -> None:
        super().__init__(reason)
        self.reason: CopyFailure = reason
        self.seconds = seconds
        """How long the sound is."""


def copy(request: CopyRequest, voice: Voice, unfinished: list[Path]) -> None:
    """Make the file, and tell how long it is or why there is none.

    While it is being made, `unfinished` names what has to go if it is given up.
    """
    try:
        target = Path(request.target)
        damaged: list[str] = []
        with nullcontext() if request.replace else _held(target, unfinished):
            seconds = join(_pieces(request, damaged), target, louder=request.louder)
        voice.say(Copied(round(seconds, 3), damaged=bool(damaged)))
    except OutsideError as error:
        voice.say(NotCopied(error.reason, error.seconds))
    except WrongKeyError:
        voice.say(NotCopied("wrong_key"))
    except (CannotOpenError, UndecodableError, NothingThereError):
        voice.say(NotCopied("unreadable"))
    except KeyError:
        voice.say(NotCopied("unknown_kind"))
    except OSError as error:
        voice.say(NotCopied(_REASONS.get(error.errno, "not_written")))


def _pieces(request: CopyRequest, damaged: list[str]) -> Iterator[Piece]:
    for span in request.spans:
        sound = read_part(Path(span.folder), span.part, request.identity)
        damaged += map(str, sound.problems)
        end = sound.seconds if span.end is None else min(span.end, sound.seconds)
        if len(request.spans) == 1 and sound.seconds:  # of what is no sound at all, more is said
            _check(span.begin, end, sound.seconds)
        yield Piece(sound.stream, span.begin, end)


def _check(begin: float, end: float, seconds: float) -> None:
    if begin >= seconds:
        raise OutsideError("too_late", seconds)
    if end <= begin:
        raise OutsideError("no_span", seconds)


@contextmanager
def _held(path: Path, unfinished: list[Path]) -> Iterator[None]:
    """Take a file's name that must be free, and give it back when nothing comes of it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    unfinished.append(path)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    finally:
        unfinished.clear()
