"""Backup, wipe, restore: the same calls, the same seals; nothing that is here is replaced."""

import shutil
import subprocess
from pathlib import Path

import pytest

from callmate.store.backup.contents import OtherKey, PutBackInPart
from callmate.store.backup.creation import has_anything, make
from callmate.store.backup.restoration import Restored, restore
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, Reason
from callmate.store.index import Index
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.store.backup.backup_owner import CASE, WORDS, everything, furnish, lying
from tests.store.made_up import disk, fill, loose, note, places_in, umask
from tests.store.typed_tool import on_a_terminal


def put_back(backup: Path, places: Places) -> Restored:
    """Put back all of it."""
    with backup.open("rb") as file:
        return restore(file, places, WORDS, lambda _files: True)


def seals(places: Places) -> dict[str, object]:
    cabinet = Cabinet(places)
    found: dict[str, object] = {}
    for call_id in cabinet.ids():
        try:
            found[call_id] = (cabinet.kept(call_id).fingerprint, cabinet.verify(call_id))
        except Damaged as error:
            found[call_id] = error.why
    return found


def test_all_comes_back_byte_for_byte_with_the_same_seals(
    owner: Places, backup: Path, places: Places
) -> None:
    with umask(0):
        restored = put_back(backup, places)
    assert (len(restored.put_back), restored.there, restored.kept) == (5, (), ())
    assert lying(places) == lying(owner)
    assert seals(places) == seals(owner)
    assert loose(places.data) == loose(places.config) == {}
    assert OwnerKeys(places).identity() == OwnerKeys(owner).identity()
    with Cabinet(places).take(restored.put_back[0]) as call:
        call.append(note(99))
    rows = Index(Cabinet(places)).rows()
    assert [row.id for row in rows] == list(Cabinet(owner).ids())


def test_the_backup_is_for_the_owner_alone(backup: Path) -> None:
    assert loose(backup.parent) == {".": 0o700} or loose(backup.parent) == {}
    assert everything(backup.parent) == {backup.name}


def test_plain_tools_read_it(owner: Places, backup: Path, tmp_path: Path) -> None:
    subprocess.run(["tar", "-xf", backup], cwd=tmp_path, check=True)
    assert everything(tmp_path) == {"key.age", "contents.age"}
    opened: list[str | Path] = ["age", "-d", "-i", tmp_path / "key.age", tmp_path / "contents.age"]
    contents = tmp_path / "contents"
    contents.mkdir()
    tar = on_a_terminal(opened, WORDS)
    subprocess.run(["tar", "-x"], cwd=contents, input=tar, check=True)
    subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=contents, check=True)
    listed = (contents / "SHA256SUMS").read_bytes().count(b"\n")
    assert listed == len(lying(owner))
    for folder in ("calls", "cases"):
        compared = ["diff", "-r", "--exclude=lock", str(owner.data / folder)]
        subprocess.run([*compared, str(contents / folder)], check=True)


def test_what_is_here_stays_and_what_is_missing_comes(backup: Path, places: Places) -> None:
    first = put_back(backup, places)
    cabinet = Cabinet(places)
    newest, other = [each for each in cabinet.ids() if each in first.put_back][:2]
    with cabinet.take(newest) as call:
        call.append(note(99, "since then"))
    cabinet.delete(other)
    (places.config / "settings.toml").write_text('language = "en"\n')
    OwnerKeys(places).set_passphrase(None, "another")
    (cabinet.folder(newest) / "more").write_bytes(b"beside")
    before = lying(places)
    again = put_back(backup, places)
    assert again.put_back == (other,)
    assert again.kept == (newest,)
    assert again.files_kept == ("settings.toml",)
    assert len(again.there) == 3
    after = lying(places)
    assert before.items() <= after.items()
    assert {name for name in after if name not in before} == {
        name for name in after if other in name
    }


def test_another_key_stops_it_before_anything_is_touched(backup: Path, places: Places) -> None:
    OwnerKeys(places).recipient()
    before = everything(places.data.parent)
    with pytest.raises(OtherKey):
        put_back(backup, places)
    assert everything(places.data.parent) == before


def test_what_a_killed_program_left_is_no_hindrance(
    owner: Places, backup: Path, places: Places
) -> None:
    newest = next(Cabinet(owner).ids())
    left = places.calls / newest[:4] / f".new-{newest}"
    left.mkdir(0o700, parents=True)
    (left / "call.json").write_bytes(b"half")
    assert newest in put_back(backup, places).put_back
    assert lying(places) == lying(owner)
    assert not left.exists()


def test_a_full_disk_takes_whole_calls_only(owner: Places, backup: Path, tmp_path: Path) -> None:
    with disk(tmp_path / "small", "600k") as small:
        places = places_in(small)
        with pytest.raises(PutBackInPart) as caught:
            put_back(backup, places)
        assert caught.value.reason is Reason.DISK_FULL
        there = list(Cabinet(places).ids())
        assert len(there) == caught.value.count > 0
        assert not [name for name in everything(small) if ".new-" in name]
        assert lying(places).items() < lying(owner).items()
        subprocess.run(["mount", "-o", "remount,size=4m", small], check=True)
        assert len(put_back(backup, places).there) == len(there)
        assert lying(places) == lying(owner)


def test_a_full_disk_takes_no_backup_and_keeps_the_old_one(owner: Places, tmp_path: Path) -> None:
    with disk(tmp_path / "small", "300k") as small:
        old = small / "all.callmate"
        old.write_bytes(b"the old one")
        fill(small).unlink()
        with pytest.raises(OSError, match="No space"):
            make(Cabinet(owner), old, WORDS)
        assert everything(small) == {old.name}
        assert old.read_bytes() == b"the old one"


def test_what_is_open_elsewhere_and_what_is_a_link_is_named(places: Places, tmp_path: Path) -> None:
    ids = furnish(places)
    cabinet = Cabinet(places)
    link = cabinet.folder(ids[0]) / "link"
    link.symlink_to("/etc/hostname")
    cabinet.delete(ids[1])
    with cabinet.take(ids[3]):
        made = make(cabinet, tmp_path / "all.callmate", WORDS)
    assert made.open_elsewhere == [ids[3]]
    assert made.odd == [link]
    kept = {thing.rpartition("/")[2] for thing in made.things}
    assert kept >= {ids[0], ids[2], CASE}
    assert ids[3] not in kept


def test_a_year_on_another_disk_is_backed_up_and_restored_through_its_link(
    owner: Places, backup: Path, places: Places, tmp_path: Path
) -> None:
    newest = next(Cabinet(owner).ids())
    elsewhere = tmp_path / "large disk"
    elsewhere.mkdir(0o700)
    places.calls.mkdir(0o700, parents=True)
    (places.calls / newest[:4]).symlink_to(elsewhere)
    put_back(backup, places)
    assert (elsewhere / newest / "call.json").is_file()
    assert (
        f"calls/{newest[:4]}/{newest}"
        in make(Cabinet(places), tmp_path / "again.callmate", WORDS).things
    )


def test_where_nothing_is_kept_there_is_nothing_to_back_up(places: Places, owner: Places) -> None:
    assert not has_anything(Cabinet(places))
    assert has_anything(Cabinet(owner))
    shutil.copytree(owner.config, places.config)
    assert has_anything(Cabinet(places))
