"""Whatever else lies in the trash is left alone, and what comes out of it is what went in."""

import os
from datetime import date, datetime, timedelta
from pathlib import Path
from time import time

import pytest

from callmate.store.errors import Ambiguous, NotInTrash, NotKept, ThereAlready
from callmate.store.trash import KEPT, Trash, Trashed, TrashKind, sweep_all
from tests.owner_store import START, OwnerStore

TODAY = date(2026, 11, 24)
LATER = TODAY + KEPT
REAL = datetime.now().astimezone().date()
"""As the system has it, which tells when a folder was moved."""


@pytest.fixture
def trash(owner_store: OwnerStore) -> Trash:
    return Trash(owner_store.places)


def put(store: OwnerStore, trash: Trash, today: date = TODAY) -> tuple[Trashed, Trashed]:
    """A call and a case, deleted."""
    call = trash.put(TrashKind.CALL, store.call(), today)
    return call, trash.put(TrashKind.CASE, store.case().id, today)


def test_each_thing_says_what_it_is_and_until_when_it_can_be_put_back(
    owner_store: OwnerStore, trash: Trash
) -> None:
    call, case = put(owner_store, trash)
    assert {thing.kind for thing in trash.things()} == {TrashKind.CALL, TrashKind.CASE}
    assert (call.since, call.until) == (TODAY, date(2026, 12, 24))
    assert (trash.name(call), trash.name(case)) == ("Zefiro Telecom", "Line dead")
    assert call.folder.parts[-4:-1] == ("2026", "trash", "2026-11-24")


@pytest.mark.parametrize(
    "litter",
    [
        "DAY/notes.txt",
        "DAY/20261124T103205Z-7f3a9c",
        "2026-13-45/20261124T103205Z-7f3a9c/call.json",
        "yesterday/20261124T103205Z-7f3a9c/call.json",
        "DAY.x/20261124T103205Z-7f3a9c/call.json",
        "DAY/.hidden/call.json",
        "readme",
    ],
)
def test_what_was_not_deleted_here_is_neither_listed_nor_swept(
    owner_store: OwnerStore, trash: Trash, litter: str
) -> None:
    call, case = put(owner_store, trash, REAL)
    path = call.folder.parents[1] / litter.replace("DAY", str(REAL))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("of somebody")
    assert {thing.folder for thing in trash.things()} == {call.folder, case.folder}
    assert [trash.sweep(REAL + KEPT + timedelta(days=more)) for more in (0, 1)] == [0, 2]
    assert path.read_text() == "of somebody"


def test_a_link_to_a_call_is_nothing_in_the_trash(owner_store: OwnerStore, trash: Trash) -> None:
    call, _case = put(owner_store, trash)
    there = owner_store.call(at=START + timedelta(days=1))
    link = call.folder.with_name(there)
    link.symlink_to(owner_store.cabinet.folder(there))
    assert len(trash.things()) == 2
    trash.sweep(LATER)
    assert owner_store.cabinet.read(there).company == "Zefiro Telecom"
    assert link.is_symlink()


def test_one_is_found_by_the_beginning_of_its_id(owner_store: OwnerStore, trash: Trash) -> None:
    first = trash.put(TrashKind.CALL, owner_store.call(), TODAY)
    later = owner_store.call(at=START + timedelta(days=1))
    second = trash.put(TrashKind.CALL, later, TODAY)
    assert trash.find(first.id[:9]) == first
    assert trash.find(second.id) == second
    for nobody in ("", "1999", first.id + "0"):
        with pytest.raises(NotInTrash):
            trash.find(nobody)
    with pytest.raises(Ambiguous) as told:
        trash.find("202611")
    assert set(told.value.candidates) == {first.id, second.id}


def test_of_two_with_one_id_the_latest_deleted_is_meant(
    owner_store: OwnerStore, trash: Trash
) -> None:
    first = trash.put(TrashKind.CALL, owner_store.call(), TODAY)
    copy = owner_store.places.calls / "2026" / first.id
    copy.mkdir()
    (copy / "call.json").write_bytes((first.folder / "call.json").read_bytes())
    second = trash.put(TrashKind.CALL, first.id, TODAY + timedelta(days=1))
    assert trash.find(first.id) == second
    trash.put_back(second)
    with pytest.raises(ThereAlready):
        trash.put_back(trash.find(first.id))
    assert trash.find(first.id) == first


def test_what_was_put_back_meanwhile_is_not_put_back_again(
    owner_store: OwnerStore, trash: Trash
) -> None:
    call, case = put(owner_store, trash)
    for thing in (call, case):
        trash.put_back(thing)
        owner_store.folder.joinpath("away").mkdir(exist_ok=True)
    (owner_store.places.calls / "2026" / call.id).rename(owner_store.folder / "away" / "call")
    with pytest.raises(NotInTrash):
        trash.put_back(call)
    assert not (owner_store.places.calls / "2026" / "trash").exists(), "no empty folder is left"
    assert trash.things() == []


def test_what_does_not_come_back_stays_in_the_trash(owner_store: OwnerStore, trash: Trash) -> None:
    call, _case = put(owner_store, trash)
    gone = Trashed(call.kind, call.folder / "call.json" / "x" / "y" / call.id, TODAY)
    with pytest.raises(NotKept):
        trash.put_back(gone)
    assert call in trash.things()


def test_nothing_goes_before_its_day_whatever_the_day_it_is_looked_at(
    owner_store: OwnerStore, trash: Trash
) -> None:
    put(owner_store, trash, REAL)
    over = REAL + KEPT
    for today in (date.min, REAL - timedelta(days=400), REAL, over - timedelta(days=1), over):
        assert trash.sweep(today) == 0
    sweep_all(owner_store.cabinet, over + timedelta(days=1))
    assert trash.things() == []
    assert _files(owner_store.places.data) <= {"lock", "changes", "index.lock", "days.json"}


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file()}


def test_what_a_killed_program_was_writing_goes_a_minute_later(owner_store: OwnerStore) -> None:
    places, case = owner_store.places, owner_store.cases.folder(owner_store.case().id)
    begun = [
        places.data / ".owner.age.tmp",
        places.data / ".recent.json.tmp",
        places.config / "letters" / "it" / ".complaint.j2.tmp",
        case / ".case.json.tmp",
        case / "attached" / ".0a1b2c3d4e5f.pdf.tmp",
        case / "drafts" / ".complaint.it.txt.tmp",
    ]
    other = case / "attached" / ".notes"
    for path in (*begun, other):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("half")
    sweep_all(owner_store.cabinet, TODAY)
    assert all(path.exists() for path in begun), "another window may be writing them"
    for path in (*begun, other):
        os.utime(path, (time() - 61, time() - 61))
    sweep_all(owner_store.cabinet, TODAY)
    assert not any(path.exists() for path in begun)
    assert other.exists()
