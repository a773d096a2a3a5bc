"""A recording made by something else, a phone mostly: decoded a block at a time, never whole.

Only these containers are opened, so that no playlist can lead to another file or another computer.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EINVAL
from typing import BinaryIO

import av

from callmate.audio.foreign_facts import RATE, UnfitError, telling

_BEGINNINGS = (b"ID3", b"#!AMR", b"OggS", b"RIFF", b"fLaC", b"\xff\xf1", b"\xff\xf9", b"\xff\xfb")
_TAIL = 1 << 16  # bytes; an Ogg page is never longer
_LAST_PAGE = 4  # the flag of a page that ends its stream


def begins_well(source: BinaryIO) -> bool:
    """Whether a file begins as some kind of recording does. Raises OSError."""
    source.seek(0)
    head = source.read(12)
    if head.startswith(b"RIFF"):
        return head[8:] in {b"", b"WAVE"}
    return head[4:8] == b"ftyp" or head.startswith(_BEGINNINGS)


def ogg_ends(source: BinaryIO) -> bool:
    """Whether the last page is whole and says that it is the last."""
    size = source.seek(0, os.SEEK_END)
    source.seek(max(0, size - _TAIL))
    tail = source.read(_TAIL)
    page = tail[max(0, tail.rfind(b"OggS")) :]
    head = 27  # bytes before the table of lengths
    if len(page) < head:
        return False
    table = page[head : head + page[26]]
    return bool(page[5] & _LAST_PAGE) and len(page) >= head + len(table) + sum(table)


def mp3_tells_length(source: BinaryIO) -> bool:
    """Whether the first frame is the one that tells how many follow."""
    source.seek(0)
    head = source.read(10)
    tags = 0
    if head.startswith(b"ID3"):
        for byte in head[6:10]:
            tags = tags << 7 | byte & 0x7F
        tags += 10
    source.seek(tags)
    first = source.read(512)
    return b"Xing" in first or b"Info" in first or b"VBRI" in first


_CONTAINERS = "mov,mp3,amr,ogg,wav,flac,aac,caf,matroska"
_EXACT = {"mov,mp4,m4a,3gp,3g2,mj2", "wav", "flac"}  # their headers tell the length exactly
_SHORT = 0.5  # seconds that may be missing: encoders pad, and headers round
_HOLE = 0.25  # seconds missing in the middle that become silence
_BYTES_PER_SECOND = 2 * RATE


class Foreign:
    """An opened recording.

    Args:
        container: It, opened.
        source: The file it is read from.
        longest: How many seconds it may have.

    Raises:
        UnfitError: It holds no sound, or says that it is too long.
    """

    def __init__(
        self, container: av.container.InputContainer, source: BinaryIO, longest: float
    ) -> None:
        if not container.streams.audio:
            # A part of a list of what is where lists nothing at all.
            raise UnfitError("no_sound" if container.streams else "broken")
        self._container = container
        self._track = container.streams.audio[0]
        if self._track.codec_context is None:  # nothing here decodes what it says it is
            raise UnfitError("broken")
        self._track.codec_context.thread_count = 1
        self._source = source
        self._longest = longest
        self._given = 0  # bytes
        self._decoded = 0.0  # seconds, without the silence that stands for what is missing
        self._broken = False
        self._told = _told_seconds(self._track)
        if self._told is not None and self._told > longest:
            raise UnfitError("too_long")

    @property
    def total(self) -> float | None:
        """How many seconds it should have; None when it does not say."""
        return self._told

    @property
    def tags(self) -> dict[str, str]:
        """What the file says of itself, as far as anybody asks."""
        return telling(self._container.metadata, self._track.metadata)

    @property
    def seconds(self) -> float:
        """How much sound was given so far."""
        return self._given / _BYTES_PER_SECOND

    def blocks(self) -> Iterator[bytes]:
        """Decode to mono, 16 bits, 16 kHz; what is missing inside becomes silence of its length.

        Raises UnfitError when it turns out to be too long.
        """
        begin: float | None = None
        shaped = _Shaped()
        for frame in self._frames():
            at = None if frame is None else frame.time
            if at is not None:
                begin = at - self.seconds if begin is None else begin
                yield from self._silence(at - begin - self.seconds)
            for block in shaped.put(frame):
                yield self._counted(block)

    def _frames(self) -> Iterator[av.AudioFrame | None]:
        """Decode packet by packet, stepping over broken ones; None at the end."""
        for packet in self._packets():
            self._broken = self._broken or packet.is_corrupt
            try:
                for frame in packet.decode():
                    self._decoded += frame.samples / frame.sample_rate
                    yield frame
            except MemoryError as error:
                raise UnfitError("too_heavy") from error
            except av.FFmpegError:
                self._broken = True
        yield None

    def _packets(self) -> Iterator["av.Packet[av.AudioStream]"]:
        try:
            yield from self._container.demux(self._track)
        except av.FFmpegError:
            self._broken = True
        except OSError as error:
            raise UnfitError("unreadable") from error

    def _silence(self, missing: float) -> Iterator[bytes]:
        left = missing if missing > _HOLE else 0.0
        while left > 0:
            piece = min(1.0, left)
            left -= piece
            yield self._counted(bytes(2 * round(piece * RATE)))

    def _counted(self, block: bytes) -> bytes:
        self._given += len(block)
        if self.seconds > self._longest:
            raise UnfitError("too_long")
        return block

    def is_cut_short(self) -> bool:
        """Tell, once all blocks were taken, whether there should have been more.

        Bare AMR and AAC, and an MP3 that says nothing of its length, are cut without a trace when
        the cut falls between two frames.
        """
        kind = self._container.format.name
        if kind == "ogg":
            return self._broken or not ogg_ends(self._source)
        if kind == "mp3":
            # What follows the sound there, tags mostly, counts as broken too.
            return mp3_tells_length(self._source) and self._lacks()
        return self._broken or (kind in _EXACT and self._lacks())

    def _lacks(self) -> bool:
        return self._told is not None and self._decoded < self._told - _SHORT


class _Shaped:
    """Brings frames to one shape, even where theirs changes on the way."""

    def __init__(self) -> None:
        self._shape: tuple[str, str, int] | None = None
        self._resampler = av.AudioResampler("s16", "mono", RATE)

    def put(self, frame: av.AudioFrame | None) -> Iterator[bytes]:
        shape = frame and (frame.format.name, frame.layout.name, frame.sample_rate)
        if self._shape and shape and shape != self._shape:
            yield from self._out(None)
            self._resampler = av.AudioResampler("s16", "mono", RATE)
        self._shape = shape or self._shape
        if self._shape:
            yield from self._out(frame)

    def _out(self, frame: av.AudioFrame | None) -> Iterator[bytes]:
        try:
            for each in self._resampler.resample(frame):
                yield bytes(each.planes[0])[: 2 * each.samples]
        except MemoryError as error:
            raise UnfitError("too_heavy") from error
        except av.FFmpegError as error:  # samples of a shape that nobody records
            raise UnfitError("broken") from error


@contextmanager
def opened(source: BinaryIO, longest: float) -> Iterator[Foreign]:
    """Open a recording from a file that can be gone back and forth in.

    Raises UnfitError when it is none, or none that can be opened.
    """
    promising = begins_well(source)
    source.seek(0)
    allowed = {"format_whitelist": _CONTAINERS}
    try:
        container = av.open(source, "r", metadata_errors="replace", container_options=allowed)
    except MemoryError as error:
        raise UnfitError("too_heavy") from error
    except av.FFmpegError as error:
        raise UnfitError("broken" if promising else "no_sound") from error
    except OSError as error:
        # A file may name a place before its own start, where nobody can go.
        raise UnfitError("broken" if error.errno == EINVAL else "unreadable") from error
    with container:
        yield Foreign(container, source, longest)


def _told_seconds(track: av.AudioStream) -> float | None:
    if track.duration is None or track.time_base is None:
        return None
    return float(track.duration * track.time_base)
