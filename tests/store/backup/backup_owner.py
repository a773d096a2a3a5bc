"""Furnishes an owner's places, and tells what lies in them."""

from datetime import timedelta
from pathlib import Path

from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import CALL_FILE, Places, fresh_id
from tests.store.made_up import NOW, STARTED, note
from tests.store.several import SYNC_COPIES, as_writer, leave_copy

WORDS = "four words nobody guesses, perché no"
"""The passphrase of the backups."""
CASE = "20261101T080000Z-0a1b2c"


def furnish(places: Places) -> list[str]:
    """Keep some calls, with sound, one damaged, one of two writers; a case; keys; settings."""
    cabinet = Cabinet(places)
    OwnerKeys(places).recipient()
    ids = []
    for number in range(4):
        call_id = fresh_id(NOW + timedelta(days=200 * number))
        ids.append(call_id)
        with cabinet.create(STARTED, call_id) as call:
            for line in range(number):
                call.append(note(line, f"perché {line} caf\udce9"))
            (call.folder / "sound-1.opus.age").write_bytes(bytes([number]) * 150_000)
    with as_writer(cabinet, ids[2], "bob1") as call:
        call.append(note(50))
    leave_copy(cabinet, ids[2], SYNC_COPIES[1], note(51))
    slices = cabinet.folder(ids[0]) / "sound-2"
    slices.mkdir(0o700)
    for number in (1, 2):
        (slices / f"{number:06d}.age").write_bytes(b"sealed" * number)
    (cabinet.folder(ids[1]) / CALL_FILE).write_bytes(b"{")
    attached = places.data / "cases" / CASE / "attached"
    attached.mkdir(0o700, parents=True)
    (attached.parent / "case.json").write_bytes(b"{}")
    (attached / ("bolletta è " + "x" * 180 + ".pdf")).write_bytes(b"%PDF")
    (attached / "empty").touch()
    (places.data / "addresses.json").write_text("{}")
    (places.data / "questions.json").write_text("{}")
    for own in ("rules/mine.toml", "letters/it/reclamo è mio.txt"):
        path = places.config / own
        path.parent.mkdir(parents=True)
        path.write_text("mine")
    (places.config / "settings.toml").write_text('language = "it"\n')
    return ids


def never(files: tuple[str, ...]) -> bool:
    """Stands where nobody may be asked anything."""
    raise AssertionError(files)


def lying(places: Places) -> dict[str, bytes]:
    """Everything that lies in the places, but locks, caches and the note of the key."""
    caches = (places.index, places.ahead, places.changes, places.recent, places.due)
    passed = {"lock", "owner.lock", "index.lock", "known-key", *(path.name for path in caches)}
    return {
        str(path.relative_to(places.data.parent)): path.read_bytes()
        for folder in (places.data, places.config)
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name.removesuffix("-wal").removesuffix("-shm") not in passed
    }


def everything(folder: Path) -> set[str]:
    """The names of all there is in a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}
