"""The cabinet: calls are begun, taken, found, read and deleted, each by its id alone."""

import os
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from pathlib import Path
from threading import Event

import pytest

from callmate.domain.entry import Started
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Ambiguous, Busy, Damaged, NoSuchCall, NotKept, Reason
from callmate.store.locks import claim
from callmate.store.places import Places, fresh_id, is_id
from tests.store.made_up import CALL, NOW, STARTED, loose, note, umask

OTHER = "20261124T103205Z-7f3a9d"
LAST_YEAR = "20251231T235959Z-000001"

HOSTILE = [
    "",
    ".",
    "..",
    "../",
    "/",
    "/etc",
    "%",
    "*",
    "\0",
    "2026\0",
    f"{CALL}/",
    f"{CALL}/..",
    f"../2026/{CALL}",
    f"{CALL}\n",
    CALL.upper(),
    CALL.replace("2", "\uff12"),
    "\udce9",
    "x" * 100_000,
]


def begin(cabinet: Cabinet, *ids: str) -> None:
    for call_id in ids:
        cabinet.create(STARTED, call_id).close()


def test_a_fresh_id_tells_the_start_in_utc_and_is_never_the_same() -> None:
    rome = datetime(2027, 1, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert re.fullmatch("20261231T233000Z-[0-9a-f]{6}", fresh_id(rome))
    assert len({fresh_id(rome) for _ in range(50)}) == 50
    assert is_id(fresh_id(NOW))


def test_a_call_that_was_begun_is_there_for_everybody(cabinet: Cabinet, places: Places) -> None:
    with cabinet.create(STARTED, CALL) as call:
        assert call.folder == places.calls / "2026" / CALL
        assert call.call.entries == (STARTED,)
        assert cabinet.read(CALL) == call.call
        assert cabinet.kept(CALL).fingerprint == call.fingerprint
        assert cabinet.verify(CALL).fingerprint == call.fingerprint
    assert list(cabinet.ids()) == [CALL]
    assert loose(places.data) == {}


def test_an_id_is_used_once(cabinet: Cabinet) -> None:
    begin(cabinet, CALL)
    with pytest.raises(Busy):
        cabinet.create(Started(id="s", at=NOW, company="Other"), CALL)
    assert cabinet.read(CALL).company == "Zefiro Telecom"


def test_a_call_is_one_windows_only(cabinet: Cabinet) -> None:
    with cabinet.create(STARTED, CALL):
        assert cabinet.is_running(CALL)
        for refused in (cabinet.take, cabinet.delete):
            with pytest.raises(Busy):
                refused(CALL)
    assert not cabinet.is_running(CALL)
    with cabinet.take(CALL) as call:
        assert cabinet.is_running(CALL)
        call.append(note(1))
    assert cabinet.read(CALL).entries == (STARTED, note(1))


def test_looking_whether_calls_run_makes_no_file_and_keeps_no_lock(
    cabinet: Cabinet, places: Places
) -> None:
    begin(cabinet, CALL)
    lock = places.calls / "2026" / CALL / "lock"
    lock.unlink()
    assert not cabinet.is_running(CALL)
    assert not lock.exists()
    cabinet.take(CALL).close()
    assert not cabinet.is_running(CALL)
    cabinet.take(CALL).close()


def test_taking_a_call_tightens_and_sweeps_its_folder(cabinet: Cabinet, places: Places) -> None:
    begin(cabinet, CALL)
    folder = places.calls / "2026" / CALL
    with umask(0):
        (folder / "sound-1").mkdir(0o777)
        (folder / "sound-1" / "000001.age").touch(0o666)
        (folder / ".call.json.tmp").write_bytes(b"half of")
        (folder / "call.json").chmod(0o644)
        folder.chmod(0o755)
        cabinet.take(CALL).close()
    assert loose(places.data) == {}
    assert not (folder / ".call.json.tmp").exists()


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_a_whole_call_is_the_owners_alone_under_any_umask(
    cabinet: Cabinet, places: Places, mask: int
) -> None:
    with umask(mask), cabinet.create(STARTED, CALL) as call:
        call.append(note(1))
    assert loose(places.data) == {}


def test_calls_are_listed_newest_first_and_nothing_else_is(
    cabinet: Cabinet, places: Places
) -> None:
    assert list(cabinet.ids()) == []
    begin(cabinet, CALL, LAST_YEAR, OTHER)
    for stranger in ("2026/notes", f"2026/{CALL} (copy)", f"2025/{CALL}", "old/x", "2026/.new-x"):
        (places.calls / stranger).mkdir(parents=True)
    (places.calls / "2026" / CALL.replace("7f", "00")).write_text("a file")
    (places.calls / "2026" / CALL.replace("7f", "01")).symlink_to(places.calls / "2026" / CALL)
    assert list(cabinet.ids()) == [OTHER, CALL, LAST_YEAR]
    assert cabinet.latest(2) == [OTHER, CALL]


def test_a_year_may_be_moved_to_another_disk(
    cabinet: Cabinet, places: Places, tmp_path: Path
) -> None:
    begin(cabinet, CALL)
    (places.calls / "2026").rename(tmp_path / "elsewhere")
    (places.calls / "2026").symlink_to(tmp_path / "elsewhere")
    assert list(cabinet.ids()) == [CALL]
    with cabinet.take(CALL) as call:
        assert len(call.append(note(1)).entries) == 2


def test_a_call_is_found_by_any_unique_start_of_its_id(cabinet: Cabinet) -> None:
    begin(cabinet, CALL, OTHER, LAST_YEAR)
    assert cabinet.find("2025") == LAST_YEAR
    assert cabinet.find(CALL) == CALL
    with pytest.raises(Ambiguous) as caught:
        cabinet.find("20261124")
    assert caught.value.candidates == (OTHER, CALL)
    with pytest.raises(NoSuchCall):
        cabinet.find("2024")


@pytest.mark.parametrize("name", HOSTILE, ids=lambda name: ascii(name)[:30])
def test_a_hostile_id_is_no_call_and_touches_nothing(
    cabinet: Cabinet, places: Places, name: str
) -> None:
    begin(cabinet, CALL)
    before = sorted(places.data.parent.rglob("*"))
    for refused in (cabinet.find, cabinet.take, cabinet.read, cabinet.records, cabinet.delete):
        with pytest.raises(NoSuchCall):
            refused(name)
    with pytest.raises(NoSuchCall):
        cabinet.create(STARTED, name)
    assert sorted(places.data.parent.rglob("*")) == before


def test_a_call_that_is_a_link_is_no_call(cabinet: Cabinet, places: Places, tmp_path: Path) -> None:
    begin(cabinet, CALL)
    (places.calls / "2026" / CALL).rename(tmp_path / "elsewhere")
    (places.calls / "2026" / CALL).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NoSuchCall):
        cabinet.delete(CALL)
    assert (tmp_path / "elsewhere" / "call.json").exists()


def test_deleting_a_call_deletes_everything_in_it_and_nothing_beside(
    cabinet: Cabinet, places: Places, tmp_path: Path
) -> None:
    begin(cabinet, CALL, OTHER)
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "precious").write_text("mine")
    folder = places.calls / "2026" / CALL
    (folder / "sound-1").mkdir()
    (folder / "sound-1" / "000001.age").write_bytes(b"sealed")
    (folder / "link").symlink_to(outside)
    (folder / "sound-1" / "link").symlink_to(outside / "precious")
    places.index.write_text("something about the call")
    cabinet.delete(CALL)
    assert os.listdir(places.calls / "2026") == [OTHER]  # noqa: PTH208 - hidden names too
    assert (outside / "precious").read_text() == "mine"
    assert b"about the call" not in places.index.read_bytes()
    with pytest.raises(NoSuchCall):
        cabinet.delete(CALL)


def test_a_damaged_call_is_listed_refused_and_can_be_deleted(
    cabinet: Cabinet, places: Places
) -> None:
    begin(cabinet, CALL)
    (places.calls / "2026" / CALL / "call.json").write_bytes(b'{"version":1')
    assert list(cabinet.ids()) == [CALL]
    for refused in (cabinet.read, cabinet.records, cabinet.verify, cabinet.take):
        with pytest.raises(Damaged):
            refused(CALL)
    assert not cabinet.is_running(CALL), "a call that cannot be taken is not held"
    cabinet.delete(CALL)
    assert list(cabinet.ids()) == []


def test_what_was_left_half_made_or_half_deleted_is_swept(cabinet: Cabinet, places: Places) -> None:
    begin(cabinet, CALL)
    year = places.calls / "2026"
    for left in (f".new-{OTHER}", f".gone-{OTHER}"):
        (year / left / "sound-1").mkdir(parents=True)
        (year / left / "call.json").write_bytes(b"{}")
    assert list(cabinet.ids()) == [CALL]
    cabinet.sweep()
    assert os.listdir(year) == [CALL]  # noqa: PTH208 - hidden names too


def test_a_call_cannot_be_begun_where_a_file_is_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    cabinet = Cabinet(Places(tmp_path / "file" / "data", tmp_path))
    assert list(cabinet.ids()) == []
    with pytest.raises(NotKept) as caught:
        cabinet.create(STARTED, CALL)
    assert caught.value.reason is Reason.GONE


@pytest.mark.parametrize("wanted", ["take", "delete"])
def test_who_waits_for_a_call_that_is_deleted_does_not_bring_it_back(
    cabinet: Cabinet, places: Places, wanted: str
) -> None:
    begin(cabinet, CALL)
    folder = places.calls / "2026" / CALL
    with ThreadPoolExecutor() as threads, claim(folder / "lock"):
        waiting = threads.submit(getattr(cabinet, wanted), CALL)
        folder.rename(folder.with_name(f".gone-{CALL}"))
        with pytest.raises(NoSuchCall):
            waiting.result()
    cabinet.sweep()
    assert os.listdir(places.calls / "2026") == []  # noqa: PTH208 - hidden names too


def test_calls_can_be_begun_while_another_window_sweeps(cabinet: Cabinet, places: Places) -> None:
    ids = [f"20261124T103205Z-{number:06x}" for number in range(100)]
    swept = Event()

    def sweep() -> None:
        while not swept.is_set():
            Cabinet(places).sweep()

    with ThreadPoolExecutor(2) as others:
        sweepers = [others.submit(sweep) for _ in range(2)]
        try:
            begin(cabinet, *ids)
        finally:
            swept.set()
        for sweeper in sweepers:
            sweeper.result()
    assert sorted(ids, reverse=True) == list(cabinet.ids())
