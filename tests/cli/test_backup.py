"""Everything goes into one sealed file, and comes back from it on another computer."""

import shutil
import subprocess
import wave
from pathlib import Path

import pytest

from callmate.audio.sealed import WrongKeyError, read_part
from callmate.domain.case import CaseFacts, Channel
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.keys import OwnerKeys
from callmate.store.places import fresh_id
from tests.cli.conftest import Home
from tests.cli.typist import typing_at

WORDS = "four words nobody guesses"


def furnished(home: Home) -> str:
    """An owner with a call, its sound, and a case with a letter and its picture."""
    OwnerKeys(home.places).recipient()
    call_id = home.call("Zefiro Telecom", "perché no")
    (home.cabinet.folder(call_id) / "sound-1.opus.age").write_bytes(b"sealed" * 5000)
    cases = Cases(home.places)
    desk = CaseDesk(cases, fresh_id)
    case = desk.open(CaseFacts(name="Dead line"))
    picture = home.folder / "letter.png"
    picture.write_bytes(b"\x89PNG" * 1000)
    with picture.open("rb") as source:
        attached = cases.attach(case.id, picture.name, source)
    desk.add(case, Channel.LETTER, "registered letter", attachment=attached)
    return call_id


def foreign(home: Home, folder: Path) -> Home:
    """Somebody else, whose backup lies in the owner's home as ``all.age``."""
    folder.mkdir()
    other = Home(folder)
    furnished(other)
    for path, text in OTHERS.items():
        (other.places.config / path).parent.mkdir(parents=True, exist_ok=True)
        (other.places.config / path).write_text(text)
    words = words_in(folder)
    told = other.start("backup", str(home.folder / "all.age"), "--passphrase-file", words)
    assert told.returncode == 0, told.stderr
    return other


OTHERS = {
    "letters/en/complaint.j2": "I withdraw my complaint.",
    "rules/mine.toml": "",
    "settings.toml": 'language = "it"\n',
}
"""What somebody else wrote, in the folder of their settings."""


def words_in(folder: Path) -> str:
    """A file that holds the passphrase."""
    path = folder / "words.txt"
    path.write_text(f"{WORDS}\n")
    return str(path)


def test_backup_wipe_restore_and_the_seals_are_the_same(home: Home) -> None:
    call_id = furnished(home)
    words = words_in(home.folder)
    sealed = home.json("verify")
    shown = home.json("show", call_id)
    told = home.start("backup", "all.age", "--passphrase-file", words)
    assert told.returncode == 0, told.stderr
    assert b"1 call" in told.stderr
    assert (home.folder / "all.age").stat().st_mode & 0o777 == 0o600
    kept = home.folder / "before"
    shutil.move(home.places.data, kept)
    told = home.start("restore", "all.age", "--passphrase-file", words, "--yes")
    assert told.returncode == 0, told.stderr
    assert b"2 calls or cases were put back." in told.stderr
    assert b"Put back too: a key." in told.stderr
    for folder in ("calls", "cases"):
        compared = ["diff", "-r", "-x", "lock", str(kept / folder), str(home.places.data / folder)]
        subprocess.run(compared, check=True)
    assert home.json("verify") == sealed
    assert home.json("show", call_id) == shown
    again = home.start("restore", "all.age", "--passphrase-file", words)
    assert again.returncode == 0
    assert b"2 were here already, just the same." in again.stderr


def test_the_passphrase_is_typed_twice_and_not_shown(home: Home) -> None:
    furnished(home)
    with typing_at(home, "backup", "all.age") as person:
        person.waits_for("A passphrase for this file:")
        person.types("sesame")
        person.waits_for("Type it once more:")
        person.types("sesam")
        person.waits_for("No backup was made.")
        assert "sesame" not in person.shown
        person.ends_with(1)
    assert not (home.folder / "all.age").exists()
    with typing_at(home, "backup", "all.age") as person:
        person.waits_for("A passphrase for this file:")
        person.types("sesame")
        person.waits_for("Type it once more:")
        person.types("sesame")
        person.waits_for("is made and was read back: 1 call")
        person.ends_with(0)
    shutil.rmtree(home.places.data)
    for typed, words, status in (
        ("sesam", "Nothing was touched.", 1),
        ("sesame", "2 calls or cases were put back.", 0),
    ):
        with typing_at(home, "restore", "all.age") as person:
            person.waits_for("The passphrase of this file:")
            person.types(typed)
            if status == 0:
                person.waits_for("but also: a key.")
                person.waits_for("Put these back too? [y/n]")
                person.types("y")
            person.waits_for(words)
            person.ends_with(status)


def test_what_differs_here_is_kept_and_named(home: Home) -> None:
    call_id = furnished(home)
    words = words_in(home.folder)
    assert home.start("backup", "all.age", "--passphrase-file", words).returncode == 0
    home.spoil(call_id)
    said = home.start("restore", "all.age", "--passphrase-file", words)
    assert said.returncode == 1
    assert f"stays as it is here: {call_id}" in said.stderr.decode()
    assert (home.cabinet.folder(call_id) / "call.json").read_bytes() == b"{"


@pytest.mark.parametrize(
    ("words", "wanted", "status"),
    [
        (("backup",), "Name the file", 2),
        (("restore",), "Name the backup", 2),
        (("restore", "gone.age", "--passphrase-file", "words.txt"), "cannot be read", 1),
        (("restore", ".", "--passphrase-file", "words.txt"), "cannot be read", 1),
        (("restore", "words.txt", "--passphrase-file", "words.txt"), "not a backup of CallMate", 1),
        (("restore", "words.txt"), "--passphrase-file", 2),
        (("restore", "words.txt", "--passphrase-file", "gone.txt"), "“gone.txt”", 2),
        (("backup", "all.age", "--passphrase-file", "empty.txt"), "no passphrase", 2),
        (("backup", "words.txt", "--passphrase-file", "words.txt"), "--force", 1),
        (("backup", "no/all.age", "--passphrase-file", "words.txt"), "no folder", 1),
    ],
)
def test_what_cannot_be_done_is_said_and_nothing_is_left(
    home: Home, words: tuple[str, ...], wanted: str, status: int
) -> None:
    home.call()
    words_in(home.folder)
    (home.folder / "empty.txt").write_text("")
    before = sorted(home.folder.rglob("*"))
    assert wanted in home.tells(*words, status=status)
    assert sorted(home.folder.rglob("*")) == before


def test_an_empty_home_has_nothing_to_back_up(home: Home) -> None:
    words = words_in(home.folder)
    said = home.tells("backup", "all.age", "--passphrase-file", words, status=1)
    assert "Nothing is kept yet" in said
    assert not (home.folder / "all.age").exists()


def test_after_a_no_to_somebody_elses_backup_the_next_recording_is_ones_own(
    home: Home, tmp_path: Path
) -> None:
    other = foreign(home, tmp_path / "other")
    words = words_in(home.folder)
    with typing_at(home, "restore", "all.age", "--passphrase-file", words) as person:
        person.waits_for(
            "but also: a key, letter patterns (en/complaint.j2), rules (mine.toml), settings."
        )
        person.waits_for("If somebody else gave it to you, say no")
        person.waits_for("Put these back too? [y/n]")
        person.types("n")
        person.waits_for("2 calls or cases were put back.")
        person.waits_for("Not put back: a key,")
        person.ends_with(0)
    assert not home.places.config.exists()
    assert not home.places.private_key.exists()
    call_id = home.call()
    clip = str(sound_file(home.folder))
    told = home.start("import", call_id, clip)
    assert told.returncode == 0, told.stderr
    assert read_part(home.cabinet.folder(call_id), 1, OwnerKeys(home.places).identity()).seconds
    with pytest.raises(WrongKeyError):
        read_part(home.cabinet.folder(call_id), 1, OwnerKeys(other.places).identity())


def test_nobody_to_ask_leaves_a_key_and_patterns_out_and_says_so(
    home: Home, tmp_path: Path
) -> None:
    other = foreign(home, tmp_path / "other")
    words = words_in(home.folder)
    told = home.tells("restore", "all.age", "--passphrase-file", words, status=1)
    assert "2 calls or cases were put back." in told
    assert "Not put back: a key, letter patterns (en/complaint.j2), rules (mine.toml)" in told
    assert "“--yes”" in told
    assert not home.places.config.exists()
    assert OwnerKeys(home.places).recipient() != OwnerKeys(other.places).recipient()


def test_after_a_yes_ones_own_letter_stays(home: Home, tmp_path: Path) -> None:
    other = foreign(home, tmp_path / "other")
    own = home.places.letters / "en" / "complaint.j2"
    own.parent.mkdir(parents=True)
    own.write_text("I complain.")
    words = words_in(home.folder)
    told = home.tells("restore", "all.age", "--passphrase-file", words, "--yes", status=0)
    assert "Put back too: a key, rules (mine.toml), settings." in told
    assert own.read_text() == "I complain."
    assert OwnerKeys(home.places).recipient() == OwnerKeys(other.places).recipient()


def sound_file(folder: Path) -> Path:
    """A recording of half a second."""
    path = folder / "phone.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        file.writeframes(bytes(16_000))
    return path
