"""Sound taken out of the sealed store on purpose: a span of it, as a file for its owner."""

import io
import warnings
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from callmate.audio.copy_kinds import written
from callmate.audio.decoder import samples
from callmate.audio.files import write_private

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


def cut(sound: bytes, start: float, end: float, target: Path, *, louder: bool = False) -> float:
    """Write one span for the owner alone, as `join` does; get its length in seconds."""
    return join([Piece(sound, start, end)], target, louder=louder)


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
