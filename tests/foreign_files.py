"""Recordings as phones make them, each made with a real encoder of its format."""

from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av

RATE = 16_000  # of the samples handed in


class Kind(NamedTuple):
    """A format: its container and codec as FFmpeg names them, its ending and its rate."""

    container: str
    codec: str
    ending: str
    rate: int
    format: str = "s16"


KINDS = {
    "m4a": Kind("ipod", "aac", "m4a", 44_100, "fltp"),
    "mp3": Kind("mp3", "libmp3lame", "mp3", 44_100, "s16p"),
    "amr": Kind("amr", "libopencore_amrnb", "amr", 8000),
    "3gp": Kind("3gp", "libopencore_amrnb", "3gp", 8000),
    "3gp-aac": Kind("3gp", "aac", "3gp", 16_000, "fltp"),
    "opus": Kind("ogg", "libopus", "ogg", 48_000),
    "vorbis": Kind("ogg", "vorbis", "ogg", 44_100, "fltp"),
    "wav": Kind("wav", "pcm_s16le", "wav", 16_000),
    "flac": Kind("flac", "flac", "flac", 16_000),
}
"""Every format that is promised."""


_UNPOLISHED = {"strict": "experimental"}  # for FFmpeg's own encoder of Vorbis


def make(kind: str, sound: bytes, folder: Path, **tags: str) -> Path:
    """Write samples (16 bits, mono, 16 kHz) as a phone would; tags are what it says of itself."""
    chosen = KINDS[kind]
    file = folder / f"{kind}.{chosen.ending}"
    layout = "stereo" if kind == "vorbis" else "mono"
    with av.open(str(file), "w", format=chosen.container) as container:
        container.metadata.update(tags)
        track = container.add_stream(chosen.codec, rate=chosen.rate, options=_UNPOLISHED)
        assert isinstance(track, av.AudioStream)
        track.layout = layout
        track.format = chosen.format
        shaped = av.AudioResampler(chosen.format, layout, chosen.rate, track.frame_size or None)
        for frame in [*_frames(sound), None]:
            for each in shaped.resample(frame):
                container.mux(track.encode(each))
        container.mux(track.encode(None))
    return file


def _frames(sound: bytes) -> list[av.AudioFrame]:
    frames = []
    step = 2 * RATE // 10
    for at in range(0, len(sound), step):
        piece = sound[at : at + step]
        frame = av.AudioFrame(format="s16", layout="mono", samples=len(piece) // 2)
        frame.planes[0].update(piece.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate = RATE
        frame.time_base = Fraction(1, RATE)
        frame.pts = at // 2
        frames.append(frame)
    return frames
