"""Filing: a file is replaced whole or not at all, and nothing typed is lost in it."""

import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from tinydb import TinyDB

from callmate.store.atomic_file import (
    as_json,
    contents,
    draft_of,
    parse,
    replace_whole,
    sweep,
    top_of,
)
from callmate.store.errors import Damaged, NewerVersion, Why
from callmate.store.journal_file import JournalStorage
from tests.store.made_up import disk, fill, umask

HEAD = {"version": 1, "id": "x"}

anything = st.text(st.characters(exclude_categories=()))


@pytest.mark.parametrize("mask", [0o000, 0o077, 0o777])
def test_a_file_is_the_owners_alone_under_any_umask(tmp_path: Path, mask: int) -> None:
    path = tmp_path / "file"
    with umask(0):
        path.touch(0o666)
    with umask(mask):
        replace_whole(path, b"secret")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.read_bytes() == b"secret"
    assert list(tmp_path.iterdir()) == [path]


def test_who_reads_while_a_file_is_replaced_keeps_the_old_contents(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_whole(path, b"old")
    with path.open("rb") as reader:
        replace_whole(path, b"the new contents")
        assert reader.read() == b"old"
    assert contents(path) == b"the new contents"


def test_a_draft_left_behind_is_in_nobodys_way_and_swept(tmp_path: Path) -> None:
    path = tmp_path / "file"
    draft_of(path).write_bytes(b"half of somethi")
    replace_whole(path, b"whole")
    assert path.read_bytes() == b"whole"
    draft_of(path).write_bytes(b"half again")
    (tmp_path / "mine.tmp").write_bytes(b"not a draft")
    sweep(tmp_path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["file", "mine.tmp"]


def test_a_draft_that_is_a_link_is_not_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    path = tmp_path / "file"
    draft_of(path).symlink_to(victim)
    replace_whole(path, b"mine")
    assert victim.read_bytes() == b"precious"
    assert not path.is_symlink()


@pytest.mark.slow
def test_a_full_disk_leaves_the_old_contents_and_no_draft(tmp_path: Path) -> None:
    with disk(tmp_path / "disk", "64k") as small:
        path = small / "file"
        replace_whole(path, b"old" * 1000)
        fill(small)
        with pytest.raises(OSError, match="No space left"):
            replace_whole(path, b"new" * 1001)
        assert path.read_bytes() == b"old" * 1000
        assert sorted(each.name for each in small.iterdir()) == ["file", "filler"]


@given(anything)
@settings(max_examples=200)
def test_any_text_comes_back_as_it_was_typed(text: str) -> None:
    raw = as_json({"text": text})
    back = parse(raw)
    # Two halves of a pair are, in JSON as in UTF-16, the letter that they stand for.
    joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert back == {"text": joined}
    assert parse(as_json(back)) == back


def test_bytes_that_are_no_utf8_come_back_byte_for_byte() -> None:
    typed = os.fsdecode(b"caff\xe9 \xff\xfe ok")
    raw = as_json({"text": typed})
    assert raw.isascii()
    assert b"\\udce9" in raw
    assert parse(raw) == {"text": typed}
    assert os.fsencode(typed) == b"caff\xe9 \xff\xfe ok"


def table(path: Path, head: dict[str, object] | None = None) -> list[dict[str, object]]:
    storage = JournalStorage(path, head)
    return [dict(row) for row in TinyDB(storage=lambda: storage).table("entries").all()]


def test_tinydb_reads_and_writes_tables_and_leaves_the_rest_alone(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_whole(path, as_json(HEAD | {"later": "a word from a newer program", "entries": {}}))
    database = TinyDB(path, storage=JournalStorage)
    database.table("entries").insert({"text": "one"})
    database.table("entries").insert({"text": "two"})
    assert parse(path.read_bytes()) == HEAD | {
        "later": "a word from a newer program",
        "entries": {"1": {"text": "one"}, "2": {"text": "two"}},
    }
    assert table(path) == [{"text": "one"}, {"text": "two"}]


def test_a_file_that_was_taken_away_is_not_begun_anew(tmp_path: Path) -> None:
    path = tmp_path / "file"
    replace_whole(path, as_json(HEAD | {"entries": {}}))
    entries = TinyDB(path, storage=JournalStorage).table("entries")
    entries.insert({"text": "one"})
    path.unlink()
    with pytest.raises(FileNotFoundError):
        entries.insert({"text": "two"})
    assert not path.exists()


SPOILT = {
    "empty": (b"", Why.EMPTY),
    "cut short": (b'{"version":1,"id":"x","ent', Why.NOT_JSON),
    "zeros": (b"\0" * 400, Why.NOT_JSON),
    "garbage": (bytes(range(256)), Why.NOT_JSON),
    "not UTF-8": (b'{"version":1,"id":"\xe9"}', Why.NOT_JSON),
    "not UTF-8 beside a lone surrogate": (b'{"version":1,"id":"\xe9\\udce9"}', Why.NOT_JSON),
    "not a number beside a lone surrogate": (b'{"version":NaN,"id":"\\udce9"}', Why.NOT_JSON),
    "too large beside a lone surrogate": (b'{"version":1E400,"id":"\\udce9"}', Why.NOT_JSON),
    "nested without end": (b"[" * 200_000, Why.NOT_JSON),
    "twice": (b'{"version":1}{"version":1}', Why.NOT_JSON),
    "a list": (b"[1]", Why.WRONG_SHAPE),
    "no version": (b'{"id":"x"}', Why.WRONG_SHAPE),
    "version is a text": (b'{"version":"1"}', Why.WRONG_SHAPE),
    "version is true": (b'{"version":true}', Why.WRONG_SHAPE),
    "version is 0": (b'{"version":0}', Why.WRONG_SHAPE),
}


@pytest.mark.parametrize(("raw", "why"), SPOILT.values(), ids=SPOILT.keys())
def test_a_spoilt_file_is_said_to_be_and_left_as_it_is(
    tmp_path: Path, raw: bytes, why: Why
) -> None:
    path = tmp_path / "file"
    path.write_bytes(raw)
    entries = TinyDB(path, storage=JournalStorage).table("entries")
    with pytest.raises(Damaged) as caught:
        entries.insert({"text": "one"})
    assert (caught.value.path, caught.value.why) == (path, why)
    assert path.read_bytes() == raw
    assert list(tmp_path.iterdir()) == [path]


def test_a_newer_version_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "file"
    raw = b'{"version":2,"id":"x","entries":{}}'
    path.write_bytes(raw)
    with pytest.raises(NewerVersion) as caught:
        TinyDB(path, storage=JournalStorage).table("entries").insert({"text": "one"})
    assert (caught.value.version, caught.value.why) == (2, Why.NEWER)
    assert path.read_bytes() == raw


def test_what_is_no_file_is_damaged_and_never_waited_for(tmp_path: Path) -> None:
    folder, pipe, loop = tmp_path / "folder", tmp_path / "pipe", tmp_path / "loop"
    folder.mkdir()
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    for path in (folder, pipe, loop):
        with pytest.raises(Damaged) as caught:
            contents(path)
        assert caught.value.why is Why.UNREADABLE
    with pytest.raises(FileNotFoundError):
        contents(tmp_path / "absent")


@given(st.binary(max_size=60))
@settings(max_examples=300)
def test_any_bytes_at_all_are_a_file_of_ours_or_damaged(raw: bytes) -> None:
    for text in (raw, b'{"version":1,"' + raw, b'{"version":1,"x":"\\ud8' + raw):
        with suppress(Damaged):
            assert top_of(Path("file"), text)["version"] == 1
