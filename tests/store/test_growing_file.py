"""A file that grows is whole at every moment, and never changes under somebody who reads it."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from callmate.store.atomic_file import replace_whole, stamp_of_file
from callmate.store.growing_file import LARGE, GrowingFile
from tests.store.made_up import disk, fill

END = b"}}"


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


def written() -> int:
    """How many bytes this process has written, to anything."""
    said = Path("/proc/self/io").read_text().splitlines()
    return next(int(line.split()[1]) for line in said if line.startswith("wchar:"))


@pytest.fixture
def grown(tmp_path: Path) -> Iterator[Grown]:
    """A file that is large from the first."""
    one = Grown(tmp_path / "call.json")
    yield one
    one.file.close()
    assert [each.name for each in tmp_path.iterdir() if each.suffix == ".tmp"] == []


def test_each_version_is_the_one_before_and_one_record_more(grown: Grown) -> None:
    for number in range(20):
        grown.add(os.urandom(number * 40))
        assert grown.path.read_bytes() == grown.held
        assert stamp_of_file(grown.path) == grown.seen
        assert stat.S_IMODE(grown.path.stat().st_mode) == 0o600


def test_what_a_large_file_lacks_is_all_that_is_written(grown: Grown) -> None:
    cost = []
    for _ in range(6):
        before = written()
        grown.add(b"x" * 100)
        cost.append(written() - before)
    # Nobody knows who wrote the first, so it is no spare; the second is the first one.
    assert min(cost[:2]) > LARGE
    assert max(cost[2:]) < 300


def test_a_small_file_is_written_anew_and_has_no_spare(tmp_path: Path) -> None:
    small = Grown(tmp_path / "call.json", 100)
    for _ in range(5):
        small.add(b"x" * 10)
        assert [each.name for each in tmp_path.iterdir()] == ["call.json"]
    assert small.path.read_bytes() == small.held


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
        assert grown.path.read_bytes() == grown.held


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
        assert grown.path.read_bytes() == grown.held
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
        assert grown.path.read_bytes() == grown.held


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
            assert grown.path.read_bytes() == before == grown.held
        filler.unlink()
        for _ in range(4):
            grown.add(b"more")
            assert grown.path.read_bytes() == grown.held
        grown.file.close()
