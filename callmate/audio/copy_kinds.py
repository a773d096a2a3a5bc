"""Samples in memory to the kinds of file that others can play."""

import io
from collections.abc import Iterator
from itertools import chain
from typing import Literal

import av

from callmate.audio.encoder import Encoder

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
