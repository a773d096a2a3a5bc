"""Reads Ogg pages, far enough to know how long a stream is and whether it holds together."""

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

_HEADER = struct.Struct("<5xBq4xI4xB")  # flags, granule, number, segments
_MAGIC = b"OggS"
_BEGIN, _END = 2, 4
_LARGEST = _HEADER.size + 255 + 255 * 255  # bytes of a page
_HEADS = 2  # pages of Opus that hold no sound
MOST_PROBLEMS = 1000
"""How many things that are wrong with a stream are told; more help nobody."""
_MARK_EVERY = 1.0  # seconds between the pages whose place is remembered
OPUS_RATE = 48_000  # Opus counts time at this rate whatever was put in


class OggPage(NamedTuple):
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


def pages(stream: bytes) -> Iterator[OggPage]:
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


def _page_at(stream: bytes | bytearray, at: int) -> OggPage | None:
    table = at + _HEADER.size
    if table > len(stream):
        return None
    flags, granule, number, segments = _HEADER.unpack_from(stream, at)
    stop = table + segments + sum(stream[table : table + segments])
    if stop > len(stream):
        return None
    return OggPage(at, stop, number, granule, bool(flags & _BEGIN), bool(flags & _END))


def check(stream: bytes) -> Check:
    """Follow the page numbers through a stream, as a Scan does."""
    scan = Scan()
    scan.feed(stream)
    return scan.finish()


class Scan:
    """Follows the page numbers through a stream that comes in pieces, and remembers some places.

    Problems are `missing-page:n` (a gap before it is found), `order:n` (page n came late or
    twice) and `garbage:n` (bytes that are no page, before page n). A stream cut at its end is not
    complete, and no problem by itself.
    """

    def __init__(self) -> None:
        self.head = b""
        """The pages before the sound, without which nothing can be decoded."""
        self._left = bytearray()  # not looked at yet
        self._before = 0  # bytes looked at
        self._problems: list[str] = []
        self._expected, self._position, self._last = 0, 0, 0
        self._complete = False
        self._skip = 0  # samples at the start that Opus says are not sound yet
        self._times, self._places = array("d", [0.0]), array("Q", [0])

    def feed(self, piece: bytes) -> None:
        """Take in what comes next."""
        self._left += piece
        self._look(last=False)

    def finish(self) -> Check:
        """Tell what it was, once all came in."""
        self._look(last=True)
        seconds = max(0, self._last - self._skip) / OPUS_RATE
        return Check(seconds, self._complete, tuple(self._problems[:MOST_PROBLEMS]))

    def place_of(self, second: float) -> int:
        """Give the byte of a page that begins at a second or, by a second or two, before it."""
        return self._places[max(0, bisect_right(self._times, second) - 1)]

    def _look(self, *, last: bool) -> None:
        done, at = 0, self._left.find(_MAGIC)
        while at >= 0:
            page = _page_at(self._left, at)
            if page is not None:
                self._found(page)
                done = at = page.stop
            elif not last and len(self._left) - at < _LARGEST:
                break  # the rest of it may come
            else:
                at += 1
            at = self._left.find(_MAGIC, at)
        self._before += done
        del self._left[:done]

    def _found(self, page: OggPage) -> None:
        start, number = self._before + page.start, page.number
        del self._problems[MOST_PROBLEMS:]
        if start != self._position:
            self._problems.append(f"garbage:{number}")
        if number > self._expected:
            self._problems.append(f"missing-page:{self._expected}")
        elif number < self._expected:
            self._problems.append(f"order:{number}")
        self._remember(page, start)
        self._expected, self._position = number + 1, self._before + page.stop
        self._last, self._complete = max(self._last, page.granule), page.ends

    def _remember(self, page: OggPage, start: int) -> None:
        if page.number < _HEADS and not self._last:
            content = self._left[page.start : page.stop]
            self.head += content
            head = content.find(b"OpusHead")
            if head >= 0:
                self._skip = int.from_bytes(content[head + 10 : head + 12], "little")
            return
        begins = self._last / OPUS_RATE
        if begins >= self._times[-1] + _MARK_EVERY:
            self._times.append(begins)
            self._places.append(start)
