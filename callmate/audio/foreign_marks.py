"""Marks in a recording's own bytes: what kind it is, and whether its end is there."""

import os
from typing import BinaryIO

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
