"""Opus in memory to samples, from any moment, slower or faster at the same pitch."""

import io
from collections.abc import Iterator

import av
from av.filter import Graph

RATE = 48_000
BYTES_PER_SECOND = 2 * RATE
_PREROLL = 0.1  # seconds; Opus needs some before the moment it is asked for


_HOLE = 0.05  # seconds missing that become silence; less is rounding, and is left alone


class UndecodableError(Exception):
    """These bytes are no sound that can be decoded."""


def samples(
    stream: bytes, start: float = 0.0, speed: float = 1.0, rate: int = RATE
) -> Iterator[bytes]:
    """Decode a stream from a second on to mono, 16 bits, at 48 kHz or another rate.

    What is missing inside the stream becomes silence of its length, so that time stays right.
    Raises UndecodableError when nothing can be made of it.
    """
    try:
        with av.open(io.BytesIO(stream), "r") as container:
            source = container.streams.audio[0]
            if start > _PREROLL:
                container.seek(round((start - _PREROLL) * av.time_base))
            graph = _graph(source, start, speed, rate)
            for frame in _frames(container, source):
                graph.push(frame)
                yield from _pulled(graph)
    except (av.FFmpegError, IndexError) as error:
        raise UndecodableError from error


def _graph(source: av.AudioStream, start: float, speed: float, rate: int) -> Graph:
    """Cut the start to the sample, fill holes, change the speed, shape the output."""
    graph = Graph()
    steps = [
        ("atrim", f"start={start:.6f}"),
        ("asetpts", f"PTS-{start:.6f}/TB"),
        ("aresample", f"{rate}:async={rate}:min_comp={_HOLE}:min_hard_comp={_HOLE}:first_pts=0"),
        *([("atempo", f"{speed:.3f}")] if speed != 1 else []),
        ("aformat", f"sample_fmts=s16:sample_rates={rate}:channel_layouts=mono"),
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


def _pulled(graph: Graph) -> Iterator[bytes]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield bytes(frame.planes[0])[: 2 * frame.samples]
