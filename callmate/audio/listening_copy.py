"""Sound taken out of the sealed store on purpose: a span of it, as a file for its owner."""

import io
import warnings
from pathlib import Path

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
_BYTES_PER_SECOND = 2 * RATE


class NothingThereError(Exception):
    """There is no sound between these two moments."""


def cut(sound: bytes, start: float, end: float, target: Path, *, louder: bool = False) -> float:
    """Write a span of an Ogg Opus stream for the owner alone; get its length in seconds.

    The target's ending, one of `copy_kinds.KINDS`, says as what; `start` and `end` are seconds;
    `louder` raises the whole so that its loudest moment is full. Raises NothingThereError,
    decoder.UndecodableError, KeyError for another ending, OSError; an older file then stays.
    """
    start = max(0.0, start)
    segment = AudioSegment(_decoded(sound, start, end), sample_width=2, frame_rate=RATE, channels=1)
    piece = segment[: round((end - start) * 1000)]
    if not len(piece):
        raise NothingThereError(start, end)
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


def _decoded(sound: bytes, start: float, end: float) -> bytes:
    """Decode no more than is needed."""
    needed = max(0, round((end - start) * _BYTES_PER_SECOND))
    found = bytearray()
    for chunk in samples(sound, start, rate=RATE):
        if len(found) >= needed:
            break
        found += chunk
    return bytes(found)
