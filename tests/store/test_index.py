"""The list of calls: right with or without its cache, whatever becomes of the cache."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from callmate.domain.entry import Given, HungUp, Started
from callmate.domain.query import read_query
from callmate.domain.records import CallSummary, summarise
from callmate.store.cabinet import Cabinet
from callmate.store.changes import Bell
from callmate.store.errors import Why
from callmate.store.index import Index
from callmate.store.index_database import opened
from callmate.store.places import Places
from callmate.store.rows import DamagedCall, latest
from callmate.store.search import find
from tests.store.made_up import NOW, loose, note, umask
from tests.store.several import SYNC_COPIES, as_writer, leave_copy

IDS = [f"202611{day:02}T103205Z-7f3a9c" for day in range(20, 10, -1)]

ROOT = Path(__file__).parents[2]


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """A cabinet with ten calls, one with bytes in it that are no text."""
    for place, call_id in enumerate(IDS):
        company = os.fsdecode(b"Caff\xe9") if place == 3 else f"Company {place}"
        with cabinet.create(Started(id="s", at=NOW, company=company), call_id) as call:
            call.append(Given(id="c", at=NOW, item="claim_number", text=f"A{place}"))
            call.append(HungUp(id="h", at=NOW))
    return cabinet


def straight(cabinet: Cabinet) -> list[CallSummary]:
    """What the list must show, read without any cache."""
    kept = (cabinet.kept(call_id) for call_id in cabinet.ids())
    return [summarise(each.call, each.fingerprint) for each in kept]


def settled(cabinet: Cabinet) -> Index:
    """A list whose cache is on the disk."""
    index = Index(cabinet)
    index.rows()
    assert held(cabinet.places) == set(cabinet.ids())
    return index


def held(places: Places) -> set[str]:
    """The ids of the calls that the index on the disk holds."""
    with opened(places) as base:
        return {call_id for (call_id,) in base.execute("SELECT id FROM facts")}


def test_the_list_is_the_same_cold_warm_and_read_straight(filled: Cabinet) -> None:
    cold = Index(filled).rows()
    warm = settled(filled).rows()
    from_disk = Index(filled).rows()
    assert cold == warm == from_disk == straight(filled)
    assert [row.id for row in cold] == IDS
    assert latest(filled, 50) == cold
    assert latest(filled, 3) == cold[:3]


def test_a_list_of_nothing_is_empty_and_writes_nothing(cabinet: Cabinet, places: Places) -> None:
    index = Index(cabinet)
    assert index.rows() == latest(cabinet, 50) == []
    assert not places.data.exists()


def test_only_calls_that_changed_are_read_again(filled: Cabinet, places: Places) -> None:
    settled(filled)
    with filled.take(IDS[2]) as call:
        call.append(Given(id="d", at=NOW, item="claim_number", text="B", late=True))
    # Whoever opened one of the others would find it damaged.
    for call_id in set(IDS) - {IDS[2]}:
        path = places.calls / "2026" / call_id / "call.json"
        status = path.stat()
        path.write_bytes(b"\0" * status.st_size)
        os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    rows = Index(filled).rows()
    assert not any(isinstance(row, DamagedCall) for row in rows)
    assert isinstance(rows[2], CallSummary)
    assert rows[2].claim_number == "B"


def test_a_change_is_seen_by_a_list_that_is_open(filled: Cabinet) -> None:
    index = settled(filled)
    with filled.take(IDS[0]) as call:
        call.append(Given(id="d", at=NOW, item="claim_number", text="B", late=True))
    filled.create(Started(id="s", at=NOW, company="New"), "20261231T103205Z-7f3a9c").close()
    filled.delete(IDS[5])
    assert index.rows() == straight(filled)
    assert len(index.rows()) == len(IDS)


@pytest.mark.parametrize("spoilt", [b"", b"\0" * 99, b"{", b"SQLite format 3\0", None], ids=ascii)
def test_a_spoilt_or_missing_cache_is_made_anew(
    filled: Cabinet, places: Places, spoilt: bytes | None
) -> None:
    index = settled(filled)
    if spoilt is None:
        places.index.unlink()
    else:
        places.index.write_bytes(spoilt)
    assert index.rows() == straight(filled)
    assert held(places) == set(IDS)
    assert settled(filled).rows() == straight(filled)


@pytest.mark.slow
def test_a_cache_cut_short_anywhere_is_made_anew(filled: Cabinet, places: Places) -> None:
    settled(filled)
    raw = places.index.read_bytes()
    wanted = straight(filled)
    for length in range(0, len(raw), len(raw) // 20):
        places.index.write_bytes(raw[:length])
        assert Index(filled).rows() == wanted
        assert settled(filled).rows() == wanted


def test_a_cache_of_another_version_is_made_anew(filled: Cabinet, places: Places) -> None:
    settled(filled)
    with opened(places) as base:
        base.execute("UPDATE meta SET version = 'other'")
        base.execute("UPDATE facts SET id = 'wrong' WHERE id = ?", (IDS[0],))
    assert settled(filled).rows() == straight(filled)


def test_the_cache_is_the_owners_alone(filled: Cabinet, places: Places) -> None:
    with umask(0):
        settled(filled)
    assert loose(places.data) == {}


def test_a_damaged_call_is_shown_as_such_and_again_as_itself_when_mended(
    filled: Cabinet, places: Places
) -> None:
    index = settled(filled)
    path = places.calls / "2026" / IDS[4] / "call.json"
    raw = path.read_bytes()
    whole = index.rows()
    path.write_bytes(raw[:-9])
    assert index.rows()[4] == latest(filled, 9)[4] == DamagedCall(IDS[4], Why.NOT_JSON)
    path.unlink()
    assert index.rows()[4] == Index(filled).rows()[4] == DamagedCall(IDS[4], Why.MISSING)
    assert [row.id for row in index.rows()] == IDS
    path.write_bytes(raw.replace(b'"version":1', b'"version":2'))
    assert index.rows()[4] == DamagedCall(IDS[4], Why.NEWER)
    path.write_bytes(raw)
    assert index.rows() == Index(filled).rows() == whole


def test_a_deleted_call_leaves_nothing_in_the_cache(filled: Cabinet, places: Places) -> None:
    index = settled(filled)
    assert b'"A7"' in places.index.read_bytes()
    with opened(places):  # another window
        filled.delete(IDS[7])
        left = b"".join(path.read_bytes() for path in places.data.glob("index.db*"))
    assert left
    assert b"A7" not in left
    assert b"Company 7" not in left
    assert index.rows() == straight(filled)
    assert held(places) == set(IDS) - {IDS[7]}


LISTER = """
import sys
from pathlib import Path
from callmate.store.cabinet import Cabinet
from callmate.store.index import Index
from callmate.store.index_database import drop_index
from tests.store.made_up import places_in
for _ in range(30):
    places = places_in(Path(sys.argv[1]))
    index = Index(Cabinet(places))
    drop_index(places)
    assert len(index.rows()) == 10
"""


@pytest.mark.slow
def test_programs_that_write_the_cache_at_once_never_spoil_it(
    filled: Cabinet, places: Places
) -> None:
    command = [sys.executable, "-c", LISTER, str(places.data.parent)]
    listers = [subprocess.Popen(command, cwd=ROOT) for _ in range(3)]
    wanted = straight(filled)
    while any(lister.poll() is None for lister in listers):
        assert Index(filled).rows() == wanted
    assert [lister.returncode for lister in listers] == [0, 0, 0]
    settled(filled)
    assert sorted(each.name for each in places.data.iterdir()) == [
        "calls",
        "changes",
        "index.db",
        "index.lock",
        "recent.json",
    ]


def test_a_running_call_is_in_the_list(filled: Cabinet) -> None:
    call_id = "20261231T103205Z-7f3a9c"
    with filled.create(Started(id="s", at=NOW, company="Now"), call_id) as call:
        call.append(note(1))
        newest = Index(filled).rows()[0]
        assert isinstance(newest, CallSummary)
        assert (newest.id, newest.ended, newest.seal) == (call_id, None, None)


def test_the_note_of_the_newest_calls_is_used_only_while_it_is_true(
    filled: Cabinet, places: Places
) -> None:
    index = Index(filled)
    everything = index.rows()
    assert places.recent.is_file()
    assert stat.S_IMODE(places.recent.stat().st_mode) == 0o600
    assert latest(filled, 2) == everything[:2]

    places.recent.write_text(places.recent.read_text().replace(everything[0].id, "nonsense"))
    assert everything[0] not in latest(filled, 2)

    filled.delete(everything[0].id)
    assert latest(filled, 2) == everything[1:3]
    index.rows()
    for spoilt in ("", "{", "[]", "\0", '{"folders":{},"ids":["../../x"]}'):
        places.recent.write_text(spoilt)
        assert latest(filled, 2) == everything[1:3]


def entries_of(index: Index, call_id: str, text: str) -> list[str]:
    """In which entries of a call a text is found, once the list was brought up."""
    index.rows()
    found = find(index, read_query(text, NOW.date())).found
    return [hit.entry for each in found if each.row.id == call_id for hit in each.hits]


@pytest.mark.parametrize("name", SYNC_COPIES)
def test_a_copy_that_comes_to_lie_there_is_noticed(filled: Cabinet, name: str) -> None:
    index, call_id = settled(filled), IDS[4]
    assert index.several() == []
    due = filled.places.due
    due.write_bytes(b"{}")
    copy = leave_copy(filled, call_id, name, note(7, "lantern"))
    assert entries_of(index, call_id, "lantern") == ["note-7"]
    assert entries_of(Index(filled), call_id, "lantern") == ["note-7"]
    assert index.several() == [call_id]
    assert not due.exists(), "what is due does not look at copies by itself"
    index.rows()
    assert Index(filled).rows() == straight(filled)
    raw = copy.read_bytes()
    with copy.open("r+b") as file:  # in its place, which the folder does not tell
        file.write(raw.replace(b"lantern", b"lampion"))
    assert entries_of(index, call_id, "lampion") == ["note-7"]
    assert entries_of(index, call_id, "lantern") == []
    copy.unlink()
    assert entries_of(index, call_id, "lampion") == []
    assert index.several() == []
    assert index.rows() == straight(filled)


def test_a_further_writer_is_noticed_in_another_window(filled: Cabinet) -> None:
    index, call_id = settled(filled), IDS[4]
    bell = Bell(filled.places)
    with as_writer(filled, call_id, "bob1") as call:
        call.append(note(7, "lantern"))
    heard = bell.heard()
    assert heard == frozenset({call_id})
    assert index.changed(heard) == straight(filled)
    assert index.several() == [call_id]
