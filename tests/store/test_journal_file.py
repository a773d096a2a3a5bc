"""A file that grows is whole at every moment, and never changes under somebody who reads it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from callmate.store.atomic_file import replace_whole, stamp_of_file
from callmate.store.journal_file import ROOM, GrowingFile, later_stamp
from tests.store.made_up import disk, fill

END = b"}}"
LARGE = 1 << 16


class Grown:
    """A file that is grown record by record, and what it ought to hold."""

    def __init__(self, path: Path, size: int = LARGE) -> None:
        self.path = path
        self.held = bytearray(os.urandom(size) + END)
        self.seen = replace_whole(path, bytes(self.held))
        self.file = GrowingFile(path)

    def add(self, record: bytes) -> None:
        """Add a record in place of the end."""
        shared = len(self.held) - len(END)
        self.seen = self.file.grow(self.seen, self.held, shared, record + END)
        self.held[shared:] = record + END

    def is_whole(self) -> bool:
        """Whether the disk holds what it ought to, with nothing but blanks behind it."""
        raw = self.path.read_bytes()
        return raw.startswith(self.held) and not raw[len(self.held) :].strip(b" ")

    def close(self) -> None:
        """Add nothing more."""
        self.file.close(self.held)


def written() -> int:
    """How many bytes this process has written, to anything."""
    said = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in said if line.startswith("wchar:"))


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[Grown]:
    """A file that is large from the first."""
    one = Grown(tmp_path / "call.json")
    yield one
    one.close()
    assert one.path.read_bytes() == one.held
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_each_version_is_the_one_before_and_one_record_more(grown: Grown) -> None:
    for number in range(20):
        grown.add(os.urandom(number * 40))
        assert grown.is_whole()
        assert stamp_of_file(grown.path) == grown.seen
        assert stat.S_IMODE(grown.path.stat().st_mode) == 0o600


def test_what_a_large_file_lacks_is_all_that_is_written(grown: Grown) -> None:
    cost = []
    for _ in range(8):
        before = written()
        grown.add(b"x" * 100)
        cost.append(written() - before)
    # Nobody knows who wrote the first, so it is no spare; the second is the first one.
    assert min(cost[:2]) > LARGE
    assert max(cost[2:4]) < ROOM + 300, "two spares get their blanks"
    assert max(cost[4:]) < 300


def test_no_version_but_the_first_few_changes_a_length(tmp_path: Path) -> None:
    small = Grown(tmp_path / "call.json", 100)
    lengths = []
    for _ in range(30):
        small.add(b"x" * 100)
        assert small.is_whole()
        lengths.append(small.path.stat().st_size)
    assert lengths[:2] == [202, 302]
    assert lengths[2:] == [402 + ROOM, 502 + ROOM] * 14
    small.close()
    assert [each.name for each in tmp_path.iterdir()] == ["call.json"]
    assert small.path.read_bytes() == small.held


def test_a_file_outgrows_its_blanks_again_and_again(grown: Grown) -> None:
    for number in range(40):
        grown.add(b"x" * (ROOM // 7 + number))
        assert grown.is_whole()


def test_no_two_versions_have_the_same_length_and_time(grown: Grown) -> None:
    seen = set()
    for _ in range(50):
        grown.add(b"x")
        status = grown.path.stat()
        seen.add((status.st_size, status.st_mtime_ns))
    assert len(seen) == 50


def test_a_file_is_later_than_another_whatever_the_clock_says(tmp_path: Path) -> None:
    path = tmp_path / "call.json"
    path.write_bytes(b"x")
    inode, size, now = stamp_of_file(path)
    with path.open("rb+") as file:
        assert later_stamp(file.fileno(), (0, 0, now - 1)) == (inode, size, now)
        ahead = now + 10**12
        assert later_stamp(file.fileno(), (0, 0, ahead)) == (inode, size, ahead + 1)
    assert stamp_of_file(path) == (inode, size, ahead + 1)


def test_what_somebody_else_wrote_is_not_tidied_at_the_end(grown: Grown) -> None:
    for _ in range(4):
        grown.add(b"record")
    other = bytes(grown.held) + b"    "
    replace_whole(grown.path, other)
    grown.close()
    assert grown.path.read_bytes() == other
    grown.held[:] = other


def test_who_has_a_version_open_reads_it_to_its_end(grown: Grown) -> None:
    readers = []
    for number in range(8):
        grown.add(b"record %d" % number)
        readers.append((grown.path.open("rb"), bytes(grown.held)))
    for _ in range(3):
        grown.add(b"later")
    for reader, whole in readers:
        with reader:
            assert reader.read() == whole
    for _ in range(3):
        grown.add(b"later still")
        assert grown.is_whole()


@pytest.mark.parametrize("harm", ["longer", "other bytes", "another file", "gone", "link"])
def test_a_spare_that_was_touched_is_not_used(grown: Grown, harm: str) -> None:
    for _ in range(4):
        grown.add(b"record")
    (spare,) = grown.path.parent.glob(".*.tmp")
    raw = spare.read_bytes()
    if harm == "longer":
        spare.write_bytes(raw + b"x")
    elif harm == "other bytes":
        spare.write_bytes(b"x" * len(raw))
    else:
        spare.unlink()
    if harm == "another file":
        spare.write_bytes(raw)
    elif harm == "link":
        (spare.parent / "victim").write_bytes(b"precious")
        spare.symlink_to("victim")
    for _ in range(4):
        grown.add(b"more")
        assert grown.is_whole()
    if harm == "link":
        assert (spare.parent / "victim").read_bytes() == b"precious"


def test_what_somebody_else_wrote_is_never_taken_for_ones_own(grown: Grown) -> None:
    for _ in range(4):
        grown.add(b"record")
    other = bytes(grown.held).replace(b"record", b"RECORD")
    grown.seen = replace_whole(grown.path, other)
    grown.held = bytearray(other)
    for _ in range(4):
        grown.add(b"more")
        assert grown.is_whole()


@pytest.mark.slow
def test_a_full_disk_leaves_the_version_that_is_there(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "1m") as small:
        grown = Grown(small / "call.json")
        for _ in range(4):
            grown.add(b"record")
        filler = fill(small)
        before = bytes(grown.held)
        for _ in range(2):
            with pytest.raises(OSError, match="No space left"):
                grown.add(b"x" * 300_000)
            assert grown.is_whole()
            assert grown.held == before
        filler.unlink()
        for _ in range(4):
            grown.add(b"more")
            assert grown.is_whole()
        grown.close()
