"""A recording made on a phone is brought into a call, sealed, or nothing at all of it is."""

import os
import stat
import struct
import time
import wave
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest

from callmate.audio.sealed import read_part
from callmate.domain.entry import Imported, RecordingEnded
from callmate.store.keys import OwnerKeys
from tests.audio.conftest import sweep
from tests.cli.conftest import START, Home
from tests.cli.typist import typing_at
from tests.foreign_files import KINDS, make
from tests.hearing import RATE, decoded, opened_by_age, placed, raw
from tests.store.made_up import disk, fill

SOUND = sweep(6)


def all_beneath(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_format_becomes_the_next_part(home: Home) -> None:
    call = home.call()
    for number, kind in enumerate(KINDS, 1):
        file = make(kind, SOUND, home.folder, creation_time="2026-11-24T10:33:00Z")
        assert "00:06 long" in home.tells("import", call, str(file), status=0)
        part = home.cabinet.read(call).parts[-1]
        assert part.number == number
        assert part.path == f"sound-{number}.opus.age"
        assert part.imported is not None
        assert part.imported.sha256 == sha256(file.read_bytes()).hexdigest()
        sound = read_part(home.cabinet.folder(call), number, OwnerKeys(home.places).identity())
        assert (sound.complete, sound.problems) == (True, ())
        heard = decoded(sound.stream)
        assert len(heard) / RATE == pytest.approx(6, abs=0.05)
        alike, at = placed(heard, raw(SOUND)[RATE : 4 * RATE])
        assert alike > 0.9
        assert at == pytest.approx(1, abs=0.04)
    assert "CHANGED" not in home.says("verify", call)
    for path in home.cabinet.folder(call).iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_where_it_comes_from_is_written_down(home: Home) -> None:
    call = home.call()
    tags = {"creation_time": "2026-11-24T10:33:00Z", "make": "Fairphone", "model": "FP5"}
    file = make("opus", SOUND, home.folder, **tags)
    home.says("import", call, str(file))
    imported, ended = home.cabinet.read(call).entries[-2:]
    assert isinstance(imported, Imported)
    assert isinstance(ended, RecordingEnded)
    assert (imported.name, imported.device) == ("opus.ogg", "Fairphone FP5")
    assert imported.made == ended.started == datetime(2026, 11, 24, 10, 33, tzinfo=UTC)
    assert imported.late
    assert ended.late
    shown = home.says("show", call)
    assert "from the file opus.ogg" in shown
    assert "with Fairphone FP5" in shown
    told = home.json("show", call)
    assert isinstance(told, dict)
    assert told["recordings"][0]["imported"]["sha256"] == imported.sha256
    key = home.folder / "key.txt"
    key.write_text(OwnerKeys(home.places).identity())
    whole = home.cabinet.folder(call) / "sound-1.opus.age"
    assert opened_by_age(whole, key).startswith(b"OggS")
    assert sha256(whole.read_bytes()).hexdigest() == ended.sha256


def test_it_begins_when_the_owner_says_or_with_the_call(home: Home) -> None:
    call = home.call()
    file = make("amr", SOUND, home.folder)
    home.says("import", call, str(file))
    home.says("import", call, str(file), "--at", "10:40")
    home.says("import", call, str(file), "--at", "25/11/2026 9.05")
    begun = [part.started for part in home.cabinet.read(call).parts]
    there = [datetime(2026, 11, 24, 10, 40), datetime(2026, 11, 25, 9, 5)]  # noqa: DTZ001 - this place's
    assert begun == [START, *(moment.astimezone() for moment in there)]
    assert "does not fit" in home.tells("import", call, str(file), "--at", "noon", status=2)


def make_huge(file: Path, size: int) -> None:
    """A WAV of 8-bit samples, 8000 a second, nearly all of it a hole that takes no room."""
    with wave.open(str(file), "wb") as begun:
        begun.setparams((1, 1, 8000, 0, "NONE", ""))
        begun.writeframes(b"\x80")
    with file.open("r+b") as grown:
        for place, number in ((4, 36 + size), (40, size)):
            grown.seek(place)
            grown.write(struct.pack("<I", number))
        grown.truncate(44 + size)


def until_gone(folder: Path) -> None:
    """Wait until the process that seals has noticed that it is alone, and tidied up."""
    until = time.monotonic() + 10
    while list(folder.glob(".sound-1*")):
        assert time.monotonic() < until
        time.sleep(0.02)


def wrong_files(folder: Path) -> dict[str, str]:
    """Files that are no recordings, and a word of what is said of each."""
    (folder / "photo.jpg").write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(5000))
    (folder / "notes.txt").write_text("10:32 rang them\n" * 100)
    (folder / "empty.m4a").touch()
    (folder / "folder.m4a").mkdir()
    os.mkfifo(folder / "pipe.m4a")
    m4a = make("m4a", SOUND, folder)
    m4a.write_bytes(m4a.read_bytes()[:9000])
    mp3 = make("mp3", SOUND, folder)
    mp3.write_bytes(mp3.read_bytes()[:9000])
    make_huge(folder / "huge.wav", 13 * 3600 * 8000)
    make_huge(folder / "vast.wav", 1 << 31)
    with (folder / "vast.wav").open("r+b") as vast:
        vast.truncate(50 << 30)
    return {
        "photo.jpg": "is not a recording",
        "notes.txt": "is not a recording",
        "empty.m4a": "is empty",
        "folder.m4a": "is a folder",
        "pipe.m4a": "is not an ordinary file",
        "m4a.m4a": "begins like a recording",
        "mp3.mp3": "was cut short",
        "huge.wav": "more than 12 hours",
        "vast.wav": "more memory or time",
        "none.m4a": "There is no file",
    }


def test_a_wrong_file_gets_one_sentence_and_leaves_nothing(home: Home) -> None:
    call = home.call()
    OwnerKeys(home.places).recipient()
    before = all_beneath(home.places.data)
    for file, words in wrong_files(home.folder).items():
        said = home.tells("import", call, file, status=1)
        assert words in said
        assert "Nothing was brought in." in said
        assert all_beneath(home.places.data) == before, file


def test_a_file_cut_short_is_taken_when_it_is_meant(home: Home) -> None:
    call = home.call()
    file = make("mp3", SOUND, home.folder)
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])
    assert "“--damaged-too”" in home.tells("import", call, str(file), status=1)
    assert "sound may be missing" in home.tells(
        "import", call, str(file), "--damaged-too", status=0
    )
    (part,) = home.cabinet.read(call).parts
    assert part.imported is not None
    assert part.imported.cut_short
    assert part.seconds == pytest.approx(3, abs=0.2)
    assert "cut short or damaged" in home.says("show", call)


def test_a_call_open_elsewhere_is_left_alone(home: Home) -> None:
    file = make("wav", SOUND, home.folder)
    with home.begin() as kept:
        assert "another window" in home.tells("import", kept.call.id, str(file), status=1)
        assert not list(kept.folder.glob("sound-*"))


def test_ctrl_c_leaves_nothing(home: Home) -> None:
    call = home.call()
    OwnerKeys(home.places).recipient()
    file = make("wav", sweep(2) * 1200, home.folder)
    before = all_beneath(home.places.data)
    with typing_at(home, "import", call, str(file)) as person:
        person.waits_for("/ 40:00")
        person.stops()
        person.waits_for("Nothing was brought in.")
        person.ends_with(130)
    assert all_beneath(home.places.data) == before


def test_a_kill_leaves_nothing(home: Home) -> None:
    call = home.call()
    OwnerKeys(home.places).recipient()
    file = make("wav", sweep(2) * 1200, home.folder)
    before = all_beneath(home.places.data)
    folder = home.cabinet.folder(call)
    with typing_at(home, "import", call, str(file)) as person:
        person.waits_for("/ 40:00")
        assert list(folder.glob(".sound-1*"))
        person.dies()
        until_gone(folder)
    assert all_beneath(home.places.data) == before


def test_a_full_disk_leaves_nothing(home: Home) -> None:
    file = make("wav", sweep(6) * 10, home.folder)
    with disk(home.folder / "disk", "256k") as small:
        full = Home(small)
        call = full.call()
        OwnerKeys(full.places).recipient()
        filler = fill(small)
        os.truncate(filler, filler.stat().st_size - 60_000)
        before = all_beneath(small)
        assert "The disk is too full" in full.tells("import", call, str(file), status=1)
        assert all_beneath(small) == before


def test_what_was_sealed_before_a_kill_is_written_down_later(home: Home) -> None:
    call = home.call()
    file = make("wav", SOUND, home.folder)
    home.says("import", call, str(file))
    folder = home.cabinet.folder(call)
    written = (folder / "call.json").read_bytes()
    home.says("import", call, str(file))
    (folder / "call.json").write_bytes(written)  # as if killed between the sound and the entries
    assert len(home.cabinet.read(call).parts) == 1
    home.says("import", call, str(file))
    parts = home.cabinet.read(call).parts
    assert [part.number for part in parts] == [1, 2, 3]
    assert all(part.imported and part.imported.name == "wav.wav" for part in parts)
    assert sum(isinstance(e, Imported) for e in home.cabinet.read(call).entries) == 3


def test_a_recording_is_not_sealed_to_a_stranger(home: Home) -> None:
    call = home.call()
    file = make("amr", SOUND, home.folder)
    OwnerKeys(home.places).recipient()
    ours = home.places.public_key.read_bytes()
    stranger = pyrage.x25519.Identity.generate().to_public()
    home.places.public_key.write_text(f"{stranger}\n")
    assert "owner.pub is not the one used so far" in home.tells("import", call, str(file), status=1)
    assert not list(home.cabinet.folder(call).glob("sound*"))
    home.places.public_key.write_bytes(ours)
    home.says("import", call, str(file))
    assert list(home.cabinet.folder(call).glob("sound-1.opus.age"))
