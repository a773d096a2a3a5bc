"""What lies in a call's folder is told without any key, whatever else lies beside it."""

import hashlib
import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from callmate.audio.layout import (
    SoundFacts,
    SoundSource,
    digest,
    drop_part,
    drop_slices,
    drop_whole,
    facts_path,
    parts,
    private_folder,
    read_facts,
    slices,
    slices_path,
    wave_path,
    whole_path,
    write_facts,
    write_private,
)
from callmate.audio.protocol import GapReport

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
SOURCE = SoundSource("chiamata.m4a", "ab" * 32, START, "telefono di Anna", cut_short=True)
FACTS = SoundFacts(
    part=2,
    device="Telefono “di Anna”",
    started=START,
    ended=START + timedelta(seconds=9),
    seconds=9.0,
    sha256="cd" * 32,
    gaps=(GapReport(2, START, START + timedelta(seconds=1), "silent"),),
    source=SOURCE,
)


@pytest.mark.parametrize(
    "odd",
    [
        {"started": datetime(1, 1, 1, tzinfo=UTC)},
        {"started": datetime(2026, 11, 24)},  # noqa: DTZ001 - without its offset
        {"ended": datetime(9999, 12, 31, tzinfo=UTC)},
        {"seconds": -1.0},
        {"seconds": 1e300},
        {"gaps": (GapReport(2, START, datetime(2201, 1, 1, tzinfo=UTC), "silent"),)},
    ],
)
def test_facts_that_cannot_be_are_taken_for_none(tmp_path: Path, odd: dict[str, Any]) -> None:
    write_facts(tmp_path, replace(FACTS, **odd))
    assert read_facts(tmp_path, 2) is None


def test_a_pipe_in_the_place_of_a_file_holds_nothing_up(tmp_path: Path) -> None:
    os.mkfifo(facts_path(tmp_path, 2))
    assert read_facts(tmp_path, 2) is None
    slices_path(tmp_path, 2).mkdir()
    os.mkfifo(slices_path(tmp_path, 2) / "000001.age")
    with pytest.raises(OSError, match="plain file"):
        digest(tmp_path, 2)


def test_a_planted_link_is_never_written_through(tmp_path: Path) -> None:
    thesis = tmp_path / "thesis.txt"
    thesis.write_text("all of it")
    (tmp_path / ".copy.wav.tmp").symlink_to(thesis)
    write_private(tmp_path / "copy.wav", b"decrypted")
    assert thesis.read_text() == "all of it"
    assert (tmp_path / "copy.wav").read_bytes() == b"decrypted"
    assert not (tmp_path / ".copy.wav.tmp").is_symlink()


def test_a_slice_of_a_thousand_years_is_none(tmp_path: Path) -> None:
    keep_slices(tmp_path, 2, 1, 99_999_999_999)
    assert [path.name for path in slices(tmp_path, 2)] == ["000001.age"]


def keep_slices(folder: Path, part: int, *numbers: int) -> None:
    private_folder(slices_path(folder, part))
    for number in numbers:
        (slices_path(folder, part) / f"{number:06d}.age").write_bytes(b"%d." % number)


def test_facts_come_back_as_they_were_and_are_their_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        write_facts(tmp_path, FACTS)
    finally:
        os.umask(before)
    assert read_facts(tmp_path, 2) == FACTS
    assert stat.S_IMODE(facts_path(tmp_path, 2).stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["sound-2.json"]


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"part": 2}', b"\xff"])
def test_facts_that_cannot_be_understood_leave_the_sound(tmp_path: Path, spoilt: bytes) -> None:
    facts_path(tmp_path, 2).write_bytes(spoilt)
    whole_path(tmp_path, 2).write_bytes(b"sealed")
    assert read_facts(tmp_path, 2) is None
    (found,) = parts(tmp_path)
    assert (found.part, found.whole, found.damaged) == (2, True, True)
    assert (found.started, found.sha256, found.seconds, found.device) == (None, None, 0.0, "")


def test_facts_without_sound_are_no_part(tmp_path: Path) -> None:
    write_facts(tmp_path, FACTS)
    private_folder(slices_path(tmp_path, 2))
    assert parts(tmp_path) == ()


def test_what_is_known_of_a_part_is_told(tmp_path: Path) -> None:
    write_facts(tmp_path, FACTS)
    whole_path(tmp_path, 2).write_bytes(b"sealed")
    (found,) = parts(tmp_path)
    assert (found.path, found.damaged, found.seconds) == (whole_path(tmp_path, 2), False, 9.0)
    assert (found.gaps, found.source) == (FACTS.gaps, SOURCE)


def test_parts_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    for number in (10, 2, 1):
        whole_path(tmp_path, number).write_bytes(b"sealed")
    keep_slices(tmp_path, 9, 1, 2)
    assert [part.part for part in parts(tmp_path)] == [1, 2, 9, 10]


@pytest.mark.parametrize(
    "name",
    [
        "sound-0.opus.age",
        "sound-01.opus.age",
        "sound--1.json",
        "sound-1.opus",
        "sound-x",
        ".sound-1.opus.age.tmp",
        "call.json",
        "sound-1.wave.age",
    ],
)
def test_what_is_called_otherwise_is_no_part(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"sealed")
    assert parts(tmp_path) == ()


def test_a_second_each_is_counted_until_more_is_known(tmp_path: Path) -> None:
    keep_slices(tmp_path, 1, 1, 2, 3)
    (found,) = parts(tmp_path)
    assert (found.whole, found.seconds, found.path) == (False, 3.0, slices_path(tmp_path, 1))


def test_slices_come_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    keep_slices(tmp_path, 1, 999_999, 2, 1_000_000, 1)
    for name in ("12.age", "000003.age.tmp", ".000004.age", "notes"):
        (slices_path(tmp_path, 1) / name).touch()
    found = [path.name for path in slices(tmp_path, 1)]
    assert found == ["000001.age", "000002.age", "999999.age", "1000000.age"]
    assert slices(tmp_path, 7) == ()


def test_a_digest_is_that_of_the_sealed_bytes(tmp_path: Path) -> None:
    keep_slices(tmp_path, 1, 10, 2)
    assert digest(tmp_path, 1) == hashlib.sha256(b"2.10.").hexdigest()
    whole_path(tmp_path, 1).write_bytes(b"x" * (3 << 20))
    assert digest(tmp_path, 1) == hashlib.sha256(b"x" * (3 << 20)).hexdigest()
    with pytest.raises(FileNotFoundError):
        digest(tmp_path, 2)


def test_a_dropped_part_leaves_the_others(tmp_path: Path) -> None:
    for number in (1, 11):
        whole_path(tmp_path, number).write_bytes(b"sealed")
        wave_path(tmp_path, number).write_bytes(b"wave")
        write_facts(tmp_path, SoundFacts(number, "Telephone", START))
        keep_slices(tmp_path, number, 1)
    whole_path(tmp_path, 1).with_name(".sound-1.opus.age.tmp").touch()
    drop_whole(tmp_path, 1)
    assert wave_path(tmp_path, 1).exists()
    assert not (tmp_path / ".sound-1.opus.age.tmp").exists()
    drop_part(tmp_path, 1)
    drop_part(tmp_path, 1)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "sound-11",
        "sound-11.json",
        "sound-11.opus.age",
        "sound-11.wave.age",
    ]
    drop_slices(tmp_path, 11)
    drop_slices(tmp_path, 11)
    assert not slices_path(tmp_path, 11).exists()
    assert whole_path(tmp_path, 11).exists()


def test_a_write_that_fails_leaves_what_was_there_and_no_draft(tmp_path: Path) -> None:
    target = tmp_path / "sound-1.json"
    target.mkdir()
    (target / "kept").touch()
    with pytest.raises(OSError, match="sound-1"):
        write_private(target, b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["sound-1.json"]
    assert (target / "kept").exists()


def test_a_folder_that_others_could_enter_is_tightened(tmp_path: Path) -> None:
    folder = tmp_path / "sound-1"
    folder.mkdir()
    folder.chmod(0o777)
    private_folder(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
