"""A stream is followed page by page, whatever was cut out of it, put into it or changed."""

import itertools
import struct
from collections.abc import Iterator

import pytest
from hypothesis import given, strategies as st

from callmate.audio.ogg import OPUS_RATE, Check, Scan, check, pages

SKIP = 312
BEGIN, END = 2, 4
SECOND = OPUS_RATE


def page(number: int, granule: int, content: bytes, flags: int = 0) -> bytes:
    """One page of an Ogg stream, without a checksum, which nobody here looks at."""
    whole, rest = divmod(len(content), 255)
    table = bytes([*[255] * whole, rest])
    head = struct.pack("<4sBBqIIIB", b"OggS", 0, flags, granule, 1, number, 0, len(table))
    return head + table + content


HEAD = page(0, 0, b"OpusHead" + bytes([1, 1]) + struct.pack("<H", SKIP) + bytes(7), BEGIN)
TAGS = page(1, 0, b"OpusTags" + bytes(8))


def stream(seconds: int) -> list[bytes]:
    """A page a second after two without sound, the last one with the mark of the end."""
    sound = [
        page(2 + n, SKIP + (n + 1) * SECOND, b"%d" % n * 200, END if n == seconds - 1 else 0)
        for n in range(seconds)
    ]
    return [HEAD, TAGS, *sound]


def fed(scan: Scan, whole: bytes, sizes: Iterator[int]) -> Check:
    at = 0
    while at < len(whole):
        size = next(sizes)
        scan.feed(whole[at : at + size])
        at += size
    return scan.finish()


def test_a_whole_stream_is_as_long_as_its_sound() -> None:
    assert check(b"".join(stream(7))) == Check(7.0, complete=True, problems=())


def test_nothing_is_nothing() -> None:
    assert check(b"") == Check(0.0, complete=False, problems=())
    assert check(b"no stream at all, OggS or not") == Check(0.0, complete=False, problems=())


@pytest.mark.parametrize(
    ("change", "seconds", "complete", "problems"),
    [
        (lambda s: s[:-1], 4.0, False, ()),
        (lambda s: s[:3] + s[4:], 5.0, True, ("missing-page:3",)),
        (lambda s: s[:3] + s[5:], 5.0, True, ("missing-page:3",)),
        (lambda s: [*s[:3], s[4], s[3], *s[5:]], 5.0, True, None),
        (lambda s: s[:4] + s[3:], 5.0, True, ("order:3",)),
        (lambda s: [*s[:3], b"litter", *s[3:]], 5.0, True, ("garbage:3",)),
        (lambda s: [b"litter", *s], 5.0, True, ("garbage:0",)),
        (lambda s: [*s, b"OggS litter"], 5.0, True, ()),
        (lambda s: [*s[:3], s[3][:40], *s[4:]], 5.0, True, None),
        (lambda s: s[2:], 5.0, True, None),
    ],
    ids=[
        "no end",
        "a page out",
        "two pages out",
        "two exchanged",
        "one twice",
        "litter between",
        "litter before",
        "litter after",
        "a page cut short",
        "no head",
    ],
)
def test_what_does_not_hold_together_is_named(
    change: object, seconds: float, *, complete: bool, problems: tuple[str, ...] | None
) -> None:
    assert callable(change)
    found = check(b"".join(change(stream(5))))
    assert found.seconds == pytest.approx(seconds, abs=0.01)
    assert found.complete == complete
    if problems is None:
        assert found.problems
    else:
        assert found.problems == problems


@given(st.lists(st.integers(1, 300), min_size=1), st.integers(1, 12))
def test_in_whatever_pieces_it_comes_it_is_the_same(sizes: list[int], seconds: int) -> None:
    whole = b"".join(stream(seconds))
    turns = (size for _ in iter(int, 1) for size in sizes)
    scan = Scan()
    assert fed(scan, whole, turns) == check(whole)
    assert scan.head == HEAD + TAGS


@given(st.integers(1, 40), st.floats(0, 60))
def test_the_place_of_a_second_is_a_page_a_second_or_two_before_it(
    seconds: int, second: float
) -> None:
    pieces = stream(seconds)
    scan = Scan()
    scan.feed(b"".join(pieces))
    scan.finish()
    place = scan.place_of(second)
    starts = {sum(map(len, pieces[:n])): n - 2 for n in range(2, len(pieces))} | {0: 0}
    assert place in starts
    begins = starts[place]
    assert begins <= second + 0.01
    assert min(second, seconds - 1) - begins < 3


@given(st.data())
def test_a_changed_byte_never_stops_it_and_never_adds_a_page(data: st.DataObject) -> None:
    whole = bytearray(b"".join(stream(4)))
    for _change in range(data.draw(st.integers(1, 6))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    found = check(bytes(whole))
    assert found.seconds >= 0
    kept = list(pages(bytes(whole)))
    assert all(each.start < each.stop <= len(whole) for each in kept)
    assert all(one.stop <= other.start for one, other in itertools.pairwise(kept))


@given(st.binary(max_size=200), st.binary(max_size=200))
def test_whatever_is_put_around_it_its_pages_are_found(before: bytes, after: bytes) -> None:
    whole = b"".join(stream(3))
    clean = before.replace(b"OggS", b"").rstrip(b"OgS")
    found = [each.number for each in pages(clean + whole + after.replace(b"OggS", b""))]
    assert found == [0, 1, 2, 3, 4]


def test_a_large_page_that_is_yet_to_come_is_waited_for() -> None:
    large = page(2, SKIP + SECOND, bytes(60_000), END)
    scan = Scan()
    scan.feed(HEAD + TAGS + large[:50_000])
    scan.feed(large[50_000:])
    assert scan.finish() == Check(1.0, complete=True, problems=())


def test_more_is_skipped_than_there_is_and_no_second_is_left() -> None:
    assert check(HEAD + TAGS + page(2, SKIP // 2, b"x", END)).seconds == 0.0
