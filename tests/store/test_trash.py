"""What was deleted lies in the trash for thirty days, can be put back, and then goes."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from callmate.domain.case import CaseFacts, Opened
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import (
    Ambiguous,
    Busy,
    NoSuchCall,
    NoSuchCase,
    NotDeleted,
    NotInTrash,
    NotKept,
    Reason,
    ThereAlready,
)
from callmate.store.index import Index
from callmate.store.places import Places
from callmate.store.trash import KEPT, Trash, TrashKind
from tests.store.made_up import CALL, NOW, STARTED, disk, loose, note, read_only, umask

TODAY = date(2026, 11, 24)
CASE = "20261101T080000Z-0a1b2c"
OTHER = "20261124T103205Z-0123ab"


@pytest.fixture
def trash(cabinet: Cabinet, places: Places) -> Trash:
    """The trash of an owner with a call, its sound, and a case."""
    with cabinet.create(STARTED, CALL) as call:
        call.append(note(1))
        with umask(0o077):
            (call.folder / "sound-1.opus.age").write_bytes(b"sealed")
    Cases(places).open(CASE, Opened(id="o", at=NOW, facts=CaseFacts(name="Dead line")))
    return Trash(places)


def lying(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.endswith("lock") and path.name != "changes"
    }


def test_what_is_put_back_is_byte_for_byte_what_was_deleted(
    trash: Trash, cabinet: Cabinet, places: Places
) -> None:
    before, sealed = lying(places.data), cabinet.kept(CALL).fingerprint
    with umask(0):
        trash.put(TrashKind.CALL, CALL, TODAY)
        trash.put(TrashKind.CASE, CASE, TODAY - timedelta(days=1))
    assert list(cabinet.ids()) == Cases(places).ids() == []
    assert loose(places.data) == {}
    told = [(thing.kind, thing.id, trash.name(thing), thing.until) for thing in trash.things()]
    assert told == [
        (TrashKind.CALL, CALL, "Zefiro Telecom", date(2026, 12, 24)),
        (TrashKind.CASE, CASE, "Dead line", date(2026, 12, 23)),
    ]
    for thing in trash.things():
        trash.put_back(thing)
    assert lying(places.data) == before
    assert cabinet.kept(CALL).fingerprint == sealed
    assert trash.things() == []
    assert os.listdir(places.calls / "2026") == [CALL]  # noqa: PTH208 - hidden names too


@pytest.mark.parametrize(("kind", "thing_id"), [(TrashKind.CALL, CALL), (TrashKind.CASE, CASE)])
def test_what_is_deleted_for_good_leaves_nothing(
    trash: Trash, places: Places, kind: TrashKind, thing_id: str
) -> None:
    trash.delete(kind, thing_id, TODAY)
    assert trash.things() == []
    assert not [name for name in lying(places.data) if thing_id in name]


def test_after_thirty_days_and_not_before_it_is_gone(
    trash: Trash, cabinet: Cabinet, places: Places
) -> None:
    assert Index(cabinet).rows()
    assert any(b"Zefiro" in told for told in lying(places.data).values())
    today = datetime.now().astimezone().date()  # as the system has it, which moves the folders
    trash.put(TrashKind.CALL, CALL, today)
    trash.put(TrashKind.CASE, CASE, today)
    assert trash.sweep(today + KEPT - timedelta(days=1)) == 0
    assert trash.sweep(today + KEPT) == 0, "only once the clock has shown two such days"
    assert len(trash.things()) == 2
    assert trash.sweep(today + KEPT + timedelta(days=1)) == 2
    left = lying(places.data)
    assert not [name for name in left if name.startswith(("calls", "cases"))]
    assert not [name for name, told in left.items() if b"Zefiro" in told or b"Dead line" in told]


def test_a_clock_that_is_a_year_ahead_for_a_moment_empties_nothing(trash: Trash) -> None:
    today = datetime.now().astimezone().date()
    trash.put(TrashKind.CALL, CALL, today)
    for day in (400, 400, 0, 1, 2, 400):
        assert trash.sweep(today + timedelta(days=day)) == 0
    assert [thing.id for thing in trash.things()] == [CALL]


def test_what_was_deleted_by_a_clock_that_stood_back_is_kept_all_the_same(trash: Trash) -> None:
    today = datetime.now().astimezone().date()
    for day in range(5):
        trash.sweep(today - timedelta(days=5 - day))
    thing = trash.put(TrashKind.CALL, CALL, date(2010, 1, 1))
    assert thing.since == today - timedelta(days=1)
    for day in (*range(29), 30):
        assert trash.sweep(today + timedelta(days=day)) == 0
    assert trash.sweep(today + timedelta(days=31)) == 1


def test_what_the_system_moved_lately_is_kept_whatever_day_was_written_down(trash: Trash) -> None:
    today = datetime.now().astimezone().date()
    trash.put(TrashKind.CALL, CALL, date(2010, 1, 1))
    for day in range(29):
        assert trash.sweep(today + timedelta(days=day)) == 0


def test_what_a_killed_program_left_half_deleted_is_swept(trash: Trash, places: Places) -> None:
    thing = trash.put(TrashKind.CALL, CALL, TODAY)
    left = thing.folder.parents[1] / f".gone-{TODAY}-{CALL}"
    thing.folder.rename(left)
    assert trash.things() == []
    trash.sweep(TODAY)
    assert not left.exists()
    assert places.calls.exists()


def test_the_same_call_may_be_deleted_twice_on_a_day(trash: Trash, cabinet: Cabinet) -> None:
    trash.put(TrashKind.CALL, CALL, TODAY)
    cabinet.create(STARTED, CALL).close()
    with pytest.raises(ThereAlready):
        trash.put_back(trash.find(CALL))
    trash.put(TrashKind.CALL, CALL, TODAY)
    assert len(trash.things()) == 2
    trash.put_back(trash.find(CALL))
    assert list(cabinet.ids()) == [CALL]


def test_a_call_in_use_is_not_deleted(trash: Trash, cabinet: Cabinet) -> None:
    with cabinet.take(CALL), pytest.raises(Busy):
        trash.put(TrashKind.CALL, CALL, TODAY)
    assert list(cabinet.ids()) == [CALL]
    assert trash.things() == []


def test_what_is_not_there_is_named(trash: Trash, cabinet: Cabinet) -> None:
    with pytest.raises(NoSuchCall):
        trash.put(TrashKind.CALL, OTHER, TODAY)
    with pytest.raises(NoSuchCase):
        trash.put(TrashKind.CASE, OTHER, TODAY)
    with pytest.raises(NoSuchCall):
        trash.put(TrashKind.CALL, "../../owner.age", TODAY)
    for prefix in ("", "2027"):
        with pytest.raises(NotInTrash):
            trash.find(prefix)
    cabinet.create(STARTED, OTHER).close()
    for each in (CALL, OTHER):
        trash.put(TrashKind.CALL, each, TODAY)
    with pytest.raises(Ambiguous):
        trash.find("20261124")


def test_a_damaged_call_has_no_name_and_comes_back_as_it_is(
    trash: Trash, cabinet: Cabinet, places: Places
) -> None:
    (cabinet.folder(CALL) / "call.json").write_bytes(b"{")
    thing = trash.put(TrashKind.CALL, CALL, TODAY)
    assert trash.name(thing) == ""
    trash.put_back(thing)
    assert (places.calls / "2026" / CALL / "call.json").read_bytes() == b"{"


@pytest.mark.slow
def test_a_disk_that_takes_nothing_leaves_all_where_it_was(tmp_path: Path) -> None:
    with disk(tmp_path / "small", "2m") as small:
        places = Places(small / "data", small / "config")
        cabinet, trash = Cabinet(places), Trash(places)
        for each in (CALL, OTHER):
            cabinet.create(STARTED, each).close()
        thing = trash.put(TrashKind.CALL, OTHER, TODAY)
        read_only(small)
        with pytest.raises(NotDeleted) as caught:
            trash.put(TrashKind.CALL, CALL, TODAY)
        assert caught.value.reason is Reason.READ_ONLY
        with pytest.raises(NotKept):
            trash.put_back(thing)
        assert trash.sweep(TODAY + KEPT) == 0
        assert trash.things() == [thing]
        assert list(cabinet.ids()) == [CALL]


@pytest.mark.slow
def test_a_year_on_another_disk_keeps_its_trash_there(
    trash: Trash, cabinet: Cabinet, places: Places, tmp_path: Path
) -> None:
    with disk(tmp_path / "large", "2m") as large:
        (places.calls / "2026").rename(tmp_path / "moved")
        (large / "2026").mkdir(0o700)
        (places.calls / "2026").symlink_to(large / "2026")
        cabinet.create(STARTED, CALL).close()
        trash.put(TrashKind.CALL, CALL, TODAY)
        assert list(cabinet.ids()) == []
        trash.put_back(trash.find(CALL))
        assert list(cabinet.ids()) == [CALL]
