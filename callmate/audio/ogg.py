"""Reads Ogg pages, far enough to know how long a stream is and whether it holds together."""

import struct
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = struct.Struct("<4sBBqIII B".replace(" ", ""))
_MAGIC = b"OggS"
_BEGIN, _END = 2, 4
OPUS_RATE = 48_000  # Opus counts time at this rate whatever was put in


class Page(NamedTuple):
    """One page: where it starts and stops in the bytes, and what its header says."""

    start: int
    stop: int
    number: int
    granule: int
    begins: bool
    ends: bool


class Check(NamedTuple):
    """What a stream adds up to: seconds of sound, whether its end is there, what is wrong."""

    seconds: float
    complete: bool
    problems: tuple[str, ...]


def pages(stream: bytes) -> Iterator[Page]:
    """Find every whole page, stepping over whatever is not one."""
    at = stream.find(_MAGIC)
    while at >= 0:
        page = _page_at(stream, at)
        if page is None:
            at = stream.find(_MAGIC, at + 1)
            continue
        yield page
        at = page.stop
        if stream[at : at + 4] != _MAGIC:
            at = stream.find(_MAGIC, at)


def _page_at(stream: bytes, at: int) -> Page | None:
    table = at + _HEADER.size
    if table > len(stream):
        return None
    _, _, flags, granule, _, number, _, segments = _HEADER.unpack_from(stream, at)
    stop = table + segments + sum(stream[table : table + segments])
    if stop > len(stream):
        return None
    return Page(at, stop, number, granule, bool(flags & _BEGIN), bool(flags & _END))


def check(stream: bytes) -> Check:
    """Follow the page numbers through a stream.

    Problems are `missing-page:n` (a gap before it is found), `order:n` (page n came late or
    twice) and `garbage:n` (bytes that are no page, before page n). A stream cut at its end is not
    complete, and no problem by itself.
    """
    problems: list[str] = []
    expected, position, last, complete = 0, 0, 0, False
    for page in pages(stream):
        if page.start != position:
            problems.append(f"garbage:{page.number}")
        if page.number > expected:
            problems.append(f"missing-page:{expected}")
        elif page.number < expected:
            problems.append(f"order:{page.number}")
        expected, position = page.number + 1, page.stop
        last, complete = max(last, page.granule), page.ends
    return Check(max(0, last - _pre_skip(stream)) / OPUS_RATE, complete, tuple(problems))


def _pre_skip(stream: bytes) -> int:
    """Samples at the start that Opus says are not sound yet."""
    head = stream.find(b"OpusHead", 0, 200)
    return int.from_bytes(stream[head + 10 : head + 12], "little") if head >= 0 else 0
