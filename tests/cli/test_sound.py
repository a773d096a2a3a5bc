"""A recording is heard, and taken out as a listening copy."""

import stat
import time
from pathlib import Path

import pytest

from callmate.audio.layout import SoundFacts, digest, write_facts
from callmate.audio.requests import COPY_KINDS
from callmate.audio.sealed import seal_whole
from callmate.domain.entry import ListenedCopy
from callmate.services.desk import Desk
from callmate.store.keys import OwnerKeys
from tests.audio.conftest import encoded
from tests.cli.conftest import START, Home
from tests.cli.typist import typing_at
from tests.hearing import decoded, placed, raw
from tests.phone_line import PhoneLine

_SECONDS = 6


@pytest.fixture(scope="session")
def stream() -> bytes:
    """A rising tone as a recording holds it."""
    return b"".join(encoded(_SECONDS))


@pytest.fixture
def recorded(home: Home, stream: bytes) -> str:
    """A call with one part of sound, ended."""
    with home.begin() as kept:
        recipient = OwnerKeys(home.places).recipient()
        sha256 = seal_whole(kept.folder, 1, stream, recipient)
        facts = SoundFacts(1, "Telephone", START, START, float(_SECONDS), sha256)
        write_facts(kept.folder, facts)
        desk = Desk(kept)
        desk.recording_began(1, "sound-1", START)
        desk.recording_ended(1, "sound-1.opus.age", START, _SECONDS, digest(kept.folder, 1))
        desk.hang_up()
        return kept.call.id


def test_a_recording_is_heard_from_where_it_was_asked_for(
    home: Home, recorded: str, stream: bytes, phone_line: PhoneLine, tmp_path: Path
) -> None:
    near = tmp_path / "near.raw"
    with phone_line.captured(near):
        assert home.start("play", recorded, "--from", "0:04").returncode == 0
        time.sleep(0.3)  # what was played last is still on its way to the file
    heard = raw(near.read_bytes())
    alike, _at = placed(heard, decoded(stream)[4 * 16_000 + 1600 : 6 * 16_000 - 3200])
    assert alike > 0.9


def test_ctrl_c_stops_playing(home: Home, recorded: str, phone_line: PhoneLine) -> None:
    assert phone_line.env
    with typing_at(home, "play", recorded) as person:
        person.waits_for("00:01 / 00:06")
        person.stops()
        person.ends_with(0)


def test_an_output_that_is_not_there_is_told(
    home: Home, recorded: str, phone_line: PhoneLine
) -> None:
    assert phone_line.env
    assert "doctor" in home.tells("play", recorded, "--output", "none such", status=1)


def test_what_cannot_be_played_is_told(home: Home, recorded: str) -> None:
    assert "only 00:06 long" in home.tells("play", recorded, "--from", "1:00", status=2)
    assert "no part 2" in home.tells("play", recorded, "--part", "2", status=2)
    assert "“3” does not fit" in home.tells("play", recorded, "--speed", "3", status=2)
    assert "no recording" in home.tells("play", home.call(), status=1)
    home.places.private_key.write_bytes(b"age-encryption.org/v1\n-> scrypt")
    assert "terminal" in home.tells("play", recorded, status=2)


def test_a_listening_copy_is_made_and_written_down(
    home: Home, recorded: str, stream: bytes
) -> None:
    copy = home.folder / "copy.wav"
    words = ["--from", "1", "--to", "3.5", "--purpose", "for the ombudsman", "--yes"]
    home.says("export", recorded, str(copy), *words)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    alike, at = placed(decoded(stream), decoded(copy))
    assert alike > 0.99
    assert at == pytest.approx(1.0, abs=0.01)
    entry = home.cabinet.read(recorded).entries[-1]
    assert isinstance(entry, ListenedCopy)
    assert (entry.part, entry.start, entry.end) == (1, 1.0, 3.5)
    assert (entry.purpose, entry.late) == ("for the ombudsman", True)
    assert "unchanged" in home.says("verify", recorded)
    assert "Listening copy taken, 00:01 to 00:03: for the ombudsman" in home.says("show", recorded)


def test_a_listening_copy_has_the_kind_that_its_name_says(home: Home, recorded: str) -> None:
    for kind in COPY_KINDS:
        home.says("export", recorded, f"copy.{kind}", "--from", "1", "--to", "2", "--yes")
        assert 1 <= len(decoded(home.folder / f"copy.{kind}")) / 16_000 < 1.1
    copies = home.cabinet.read(recorded).entries[-len(COPY_KINDS) :]
    assert all(isinstance(entry, ListenedCopy) for entry in copies)
    assert ".flac" in home.tells("export", recorded, "copy.aiff", "--yes", status=2)
    assert set(home.folder.glob("*.*")) == {home.folder / f"copy.{kind}" for kind in COPY_KINDS}


def test_a_listening_copy_is_asked_about(home: Home, recorded: str) -> None:
    before = home.cabinet.read(recorded).entries
    assert "--yes" in home.tells("export", recorded, "copy.wav", status=2)
    with typing_at(home, "export", recorded, "copy.wav") as person:
        person.waits_for("leaves the private store")
        person.waits_for("[y/n]")
        person.types("n")
        person.ends_with(1)
    assert not (home.folder / "copy.wav").exists()
    assert home.cabinet.read(recorded).entries == before
    with typing_at(home, "export", recorded, "copy.wav") as person:
        person.waits_for("[y/n]")
        person.types("y")
        person.ends_with(0)
    assert (home.folder / "copy.wav").exists()


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--from", "1:00"], 2),
        (["--from", "3", "--to", "2"], 2),
        (["--part", "2"], 2),
        (["--part", "x"], 2),
    ],
)
def test_a_listening_copy_that_cannot_be_leaves_nothing(
    home: Home, recorded: str, words: list[str], status: int
) -> None:
    before = home.cabinet.read(recorded).entries
    home.tells("export", recorded, "copy.wav", "--yes", *words, status=status)
    assert not (home.folder / "copy.wav").exists()
    assert home.cabinet.read(recorded).entries == before


def test_no_copy_is_taken_while_the_call_is_open_elsewhere(home: Home, recorded: str) -> None:
    with home.cabinet.take(recorded):
        assert "another window" in home.tells("export", recorded, "c.wav", "--yes", status=1)
    assert not (home.folder / "c.wav").exists()
