"""Notes that make the next start quick are worth nothing when they are not what was written."""

import os
import stat
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, strategies as st

from callmate.domain.entry import Note
from callmate.domain.home_digest import DueNotice, HomeDigest, OpenCase
from callmate.domain.pending import Pending
from callmate.domain.promise import Promise
from callmate.domain.records import CallSummary
from callmate.store.due_cache import VERSION, CachedCase, DueFile, read_due, write_due
from callmate.store.index import Index
from callmate.store.locks import claim
from callmate.store.rows import index_lock, latest, read_digest, write_digest, write_recent
from callmate.store.stamps import Stamps
from tests.owner_store import START, OwnerStore

PROMISE = Promise(call="c", at=START, text="a technician", operator="4471")
PENDING = Pending(case="k", name="Line dead", company="caf\udce9", promises=(PROMISE,))
DUE = DueFile(
    made_by="it 1",
    calls="0 0 0 0",
    cases={"k": CachedCase((1, 2), {"c": (3, 4)}, PENDING), "z": CachedCase((5, 6), {}, None)},
    loose=(PENDING,),
)
NOTICE = DueNotice(
    case="k", call="c", entry="", it="un tecnico", en="x", about="y", due=START, exact=True
)
DIGEST = HomeDigest((NOTICE,), (OpenCase(id="k", name="n", company="z", calls=2, last=START),))


@pytest.fixture
def kept(owner_store: OwnerStore) -> OwnerStore:
    """An owner who has a folder for notes."""
    owner_store.places.data.mkdir()
    return owner_store


def test_both_notes_come_back_as_they_were(kept: OwnerStore) -> None:
    write_due(kept.places, DUE)
    write_digest(kept.places, DIGEST)
    assert read_due(kept.places) == DUE
    assert read_digest(kept.places) == DIGEST
    for path in (kept.places.due, kept.places.ahead):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_nothing_is_kept_nothing_is_noted(owner_store: OwnerStore) -> None:
    write_due(owner_store.places, DUE)
    write_digest(owner_store.places, DIGEST)
    assert not owner_store.places.data.exists()
    assert read_due(owner_store.places) is None
    assert read_digest(owner_store.places) == HomeDigest()


@pytest.mark.parametrize("spoilt", [b"", b"null", b"[]", b"{", b"{}", b"\xff", b"[" * 100_000])
def test_a_spoilt_note_is_none(kept: OwnerStore, spoilt: bytes) -> None:
    kept.places.due.write_bytes(spoilt)
    kept.places.ahead.write_bytes(spoilt)
    assert read_due(kept.places) is None
    assert read_digest(kept.places) == HomeDigest()


def test_a_note_of_another_version_is_none(kept: OwnerStore) -> None:
    for version in (VERSION - 1, VERSION + 1):
        write_due(kept.places, msgspec.structs.replace(DUE, version=version))
        assert read_due(kept.places) is None


def test_a_note_cut_short_anywhere_is_none(kept: OwnerStore) -> None:
    write_due(kept.places, msgspec.structs.replace(DUE, loose=()))
    whole = kept.places.due.read_bytes()
    for length in range(0, len(whole) - 1, 7):
        kept.places.due.write_bytes(whole[:length])
        assert read_due(kept.places) is None


def test_a_pipe_or_a_folder_in_its_place_is_none(kept: OwnerStore) -> None:
    os.mkfifo(kept.places.due)
    kept.places.ahead.mkdir()
    assert read_due(kept.places) is None
    assert read_digest(kept.places) == HomeDigest()
    write_digest(kept.places, DIGEST)
    assert read_digest(kept.places) == HomeDigest()


def test_nobody_waits_for_a_window_that_is_just_writing_one(kept: OwnerStore) -> None:
    write_digest(kept.places, DIGEST)
    with claim(index_lock(kept.places)):
        write_digest(kept.places, HomeDigest())
        write_due(kept.places, DUE)
    assert read_digest(kept.places) == DIGEST
    assert read_due(kept.places) is None


def test_the_newest_calls_are_noted_as_long_as_no_folder_changed(kept: OwnerStore) -> None:
    call = kept.call()
    there = {path.name: path.stat().st_mtime_ns for path in _folders(kept.places.calls)}
    known = latest(kept.cabinet, 10)
    write_recent(kept.places, there | {"calls": 1}, ["x"], {})
    assert latest(kept.cabinet, 10) == known, "the folders are others by now"
    write_recent(kept.places, there, [], {})
    write_recent(kept.places, {}, ["x"], {})
    assert latest(kept.cabinet, 10) == known
    write_recent(kept.places, there, ["x"], {})
    assert latest(kept.cabinet, 10) == []
    assert latest(kept.cabinet, 201) == known, "more than is ever noted"
    second = kept.call(at=START + timedelta(days=1))
    assert [row.id for row in latest(kept.cabinet, 10)] == [second, call]


def test_a_row_is_noted_as_long_as_its_call_is_the_same(kept: OwnerStore) -> None:
    call = kept.call()
    Index(kept.cabinet).rows()
    (known,) = latest(kept.cabinet, 10)
    noted = kept.places.recent.read_text()
    kept.places.recent.write_text(noted.replace('"Zefiro', '"Other'))
    (other,) = latest(kept.cabinet, 10)
    assert isinstance(other, CallSummary)
    assert other.company.startswith("Other"), "what is noted is not read again"
    with kept.cabinet.take(call) as running:
        running.append(Note(id="later", at=START, text="x"))
    (grown,) = latest(kept.cabinet, 10)
    assert isinstance(known, CallSummary)
    assert isinstance(grown, CallSummary)
    assert (grown.company, grown.seal != known.seal) == (known.company, True)


@pytest.mark.parametrize("harm", ["row", "version", "copy"])
def test_a_noted_row_that_does_not_fit_is_read_anew(kept: OwnerStore, harm: str) -> None:
    call = kept.call()
    Index(kept.cabinet).rows()
    known = latest(kept.cabinet, 10)
    noted = kept.places.recent.read_text().replace('"Zefiro', '"Other')
    if harm == "row":
        noted = noted.replace('"started":', '"begun":')
    elif harm == "version":
        noted = noted.replace('"version":', '"version":1')
    else:
        path = kept.cabinet.folder(call) / "call.json"
        (path.parent / "call 2.json").write_bytes(path.read_bytes())
    kept.places.recent.write_text(noted)
    assert latest(kept.cabinet, 10) == known


def _folders(calls: Path) -> list[Path]:
    return [calls, *(path for path in calls.iterdir() if path.is_dir())]


STAMPS = st.dictionaries(
    st.integers(0, 99).map("20261124T103205Z-0000{:02}".format),
    st.tuples(st.integers(0, 2**62), st.integers(0, 2**40)),
    max_size=6,
)


@given(STAMPS, STAMPS)
def test_other_calls_have_another_mark(one: Stamps, other: Stamps) -> None:
    same = list(one.items()) == list(other.items())
    assert (Stamps(one).mark == Stamps(other).mark) == same
    assert "\n" not in Stamps(one).mark
