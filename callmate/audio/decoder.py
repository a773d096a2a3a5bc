"""Opus to samples, from any moment, slower or faster at the same pitch."""

import io
from collections.abc import Iterator
from typing import Literal, Protocol

import av
from av.filter import Graph

RATE = 48_000
BYTES_PER_SECOND = 2 * RATE
_PREROLL = 0.1  # seconds; Opus needs some before the moment it is asked for


_HOLE = 0.05  # seconds missing that become silence; less is rounding, and is left alone
# Windows of 0.2 s, seven together, at most 28 dB louder, and what is fainter than -48 dB is left:
# a voice 24 dB below the other comes out 1 to 5 dB below it, and the first sound is 3 ms later.
_EVEN = ("dynaudnorm", "framelen=200:gausssize=7:peak=0.7:maxgain=25:threshold=0.004")

Form = Literal["s16", "flt"]


class Forward(Protocol):
    """A stream that is read from its beginning to its end."""

    def read(self, size: int, /) -> bytes:
        """Read no more than some bytes; none at the end."""


class UndecodableError(Exception):
    """These bytes are no Ogg Opus that can be decoded."""


def samples(
    stream: bytes | Forward,
    start: float = 0.0,
    speed: float = 1.0,
    rate: int = RATE,
    *,
    even: bool = False,
    form: Form = "s16",
) -> Iterator[bytes]:
    """Decode Ogg Opus from a second on to mono, at 48 kHz or another rate.

    What is only read forward has to begin at that second, or before it.

    The samples are of 16 bits, or floats of 32 bits between -1 and 1. `even` makes what is faint
    as loud as the rest. What is missing inside the stream becomes silence of its length, so that
    time stays right.
    Raises UndecodableError when nothing can be made of it.
    """
    try:
        file = io.BytesIO(stream) if isinstance(stream, bytes) else stream
        # Never guessed: what another format says could lead to other files and computers.
        with av.open(file, "r", format="ogg") as container:
            source = _opus(container)
            if isinstance(stream, bytes) and start > _PREROLL:
                container.seek(round((start - _PREROLL) * av.time_base))
            graph = _graph(source, start, rate, form, _on_the_way(speed, even=even))
            for frame in _frames(container, source):
                graph.push(frame)
                yield from _pulled(graph, _WIDTH[form])
    except av.FFmpegError as error:
        raise UndecodableError from error


def _opus(container: av.container.InputContainer) -> av.AudioStream:
    for track in container.streams.audio:
        codec = getattr(track, "codec", None)  # nothing here decodes some of what Ogg may hold
        if codec and codec.canonical_name == "opus":
            return track
    raise UndecodableError


_Steps = list[tuple[str, str]]
_WIDTH: dict[Form, int] = {"s16": 2, "flt": 4}  # bytes a sample


def _on_the_way(speed: float, *, even: bool) -> _Steps:
    """What is changed in the sound, if anything."""
    pace = [("atempo", f"{speed:.3f}")] if speed != 1 else []
    return [*([_EVEN] if even else []), *pace]


def _graph(source: av.AudioStream, start: float, rate: int, form: Form, between: _Steps) -> Graph:
    """Cut the start to the sample, fill holes, change the sound, shape the output."""
    graph = Graph()
    steps = [
        ("atrim", f"start={start:.6f}"),
        ("asetpts", f"PTS-{start:.6f}/TB"),
        ("aresample", f"{rate}:async={rate}:min_comp={_HOLE}:min_hard_comp={_HOLE}:first_pts=0"),
        *between,
        ("aformat", f"sample_fmts={form}:sample_rates={rate}:channel_layouts=mono"),
    ]
    last = graph.add_abuffer(template=source)
    for name, options in steps:
        step = graph.add(name, options)
        last.link_to(step)
        last = step
    last.link_to(graph.add("abuffersink"))
    graph.configure()
    return graph


def _frames(
    container: av.container.InputContainer, source: av.AudioStream
) -> Iterator[av.AudioFrame | None]:
    """Decode packet by packet, stepping over broken ones; None at the end."""
    for packet in container.demux(source):
        try:
            yield from packet.decode()
        except av.InvalidDataError:
            continue
    yield None


def _pulled(graph: Graph, width: int) -> Iterator[bytes]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield bytes(frame.planes[0])[: width * frame.samples]


class Mono:
    """Turns 16-bit blocks of a device into mono at another rate, as they come."""

    def __init__(self, rate: int, channels: int, target: int) -> None:
        self._shape = rate, channels
        self._layout = "mono" if channels == 1 else "stereo"
        same = (rate, channels) == (target, 1)
        self._resampler = None if same else av.AudioResampler("s16", "mono", target)

    def made(self, block: bytes) -> bytes:
        """What a block becomes, or what is ready of it."""
        if self._resampler is None:
            return block
        rate, channels = self._shape
        frame = av.AudioFrame("s16", self._layout, len(block) // (2 * channels))
        plane = frame.planes[0]
        plane.update(block.ljust(plane.buffer_size, b"\0"))
        frame.sample_rate = rate
        ready = self._resampler.resample(frame)
        return b"".join(bytes(each.planes[0])[: 2 * each.samples] for each in ready)
