"""A backup that is not exactly what was made is refused, and nothing is touched."""

import io
import os
import random
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from callmate.store.backup.contents import (
    HEAD,
    SUMS,
    BackupSurvey,
    Flaw,
    Flawed,
    first,
    line,
    place_of,
    sums,
)
from callmate.store.backup.envelope import OpenedBackup, seal, unlock
from callmate.store.backup.restoration import restore
from callmate.store.backup.tar import END, Unpacking, head, member
from callmate.store.places import Places
from tests.store.backup.backup_owner import WORDS, never
from tests.store.made_up import CALL

IN_CALL = f"calls/2026/{CALL}/"


def spoilt(raw: bytes, at: int) -> io.FileIO:
    """A file in memory with one bit changed."""
    changed = bytearray(raw)
    changed[at] ^= 1 << random.Random(at).randrange(8)  # noqa: S311 - any bit will do
    return in_memory(bytes(changed))


def in_memory(raw: bytes) -> io.FileIO:
    """A real file that holds this and has no name."""
    file = io.FileIO(os.memfd_create("backup"), "w+")
    file.write(raw)
    file.seek(0)
    return file


@pytest.fixture(scope="module")
def opened(backup: Path) -> Iterator[OpenedBackup]:
    """The backup, opened once: that takes a second."""
    with backup.open("rb") as file:
        yield unlock(file, WORDS)


def read_through(opened: OpenedBackup) -> None:
    survey = BackupSurvey()
    opened.unpack(survey)
    survey.finish()


def test_every_changed_byte_around_the_key_and_the_contents_is_noticed(
    backup: Path, opened: OpenedBackup
) -> None:
    raw = backup.read_bytes()
    around = [*range(512), *range(opened.since - 512, opened.since)]
    around += range(opened.since + opened.size, len(raw))
    assert len(around) >= 4 * 512
    for at in around:
        with spoilt(raw, at) as file, pytest.raises(Flawed):
            unlock(file, WORDS)


def test_a_changed_key_does_not_open(backup: Path, places: Places) -> None:
    raw = backup.read_bytes()
    end = raw.rindex(b"---", 0, 1024)
    for at in (512, 512 + 30, 512 + 60, end + 10, end + 60, end + 100):
        with spoilt(raw, at) as file, pytest.raises(Flawed) as caught:
            restore(file, places, WORDS, never)
        assert caught.value.flaw in {Flaw.NOT_OPENED, Flaw.SPOILT}
    assert not places.data.exists()


def test_a_changed_byte_in_the_contents_is_noticed(backup: Path, opened: OpenedBackup) -> None:
    raw = backup.read_bytes()
    chance = random.Random(7)  # noqa: S311 - the same places each time
    last = opened.since + opened.size
    within = [*range(opened.since, opened.since + 300), *range(last - 40, last)]
    within += [chance.randrange(opened.since, last) for _ in range(60)]
    read_through(opened)
    for at in within:
        with spoilt(raw, at) as file, pytest.raises(Flawed):
            read_through(replace(opened, file=file))


def test_one_changed_byte_far_inside_touches_nothing(
    backup: Path, opened: OpenedBackup, places: Places
) -> None:
    with spoilt(backup.read_bytes(), opened.since + opened.size - 20) as file:
        with pytest.raises(Flawed) as caught:
            restore(file, places, WORDS, never)
        assert caught.value.flaw is Flaw.SPOILT
    assert not places.data.exists()
    assert not places.config.exists()


def test_a_backup_cut_short_or_gone_on_with_is_refused(backup: Path, places: Places) -> None:
    raw = backup.read_bytes()
    for cut in (0, 1, 511, 512, 700, 1500, len(raw) // 2, len(raw) - 1024, len(raw) - 1):
        with in_memory(raw[:cut]) as file, pytest.raises(Flawed):
            restore(file, places, WORDS, never)
    with in_memory(raw + b"\0") as file, pytest.raises(Flawed):
        restore(file, places, WORDS, never)
    assert not places.data.exists()


@pytest.mark.parametrize("raw", [b"", b"\xff\xd8\xff\xe0" * 400, b"text\n" * 400, bytes(10_240)])
def test_something_else_is_no_backup(raw: bytes, places: Places) -> None:
    with in_memory(raw) as file, pytest.raises(Flawed) as caught:
        restore(file, places, WORDS, never)
    assert caught.value.flaw is Flaw.NO_BACKUP


@pytest.mark.parametrize("wrong", ["another", "", "caf\udce9"])
def test_another_passphrase_opens_nothing(backup: Path, places: Places, wrong: str) -> None:
    with backup.open("rb") as file, pytest.raises(Flawed) as caught:
        restore(file, places, wrong, never)
    assert caught.value.flaw is Flaw.NOT_OPENED
    assert not places.data.exists()


def whole(*files: tuple[str, bytes]) -> bytes:
    """A backup's contents, rightly summed up."""
    lines = [line(place_of(name), sha256(contents).hexdigest()) for name, contents in files]
    told = [(HEAD, first()), *files, (SUMS, sums(lines))]
    return b"".join(piece for name, contents in told for piece in member(name, contents)) + END


def survey_of(tar: bytes, step: int = 700) -> BackupSurvey:
    survey = BackupSurvey()
    unpacking = Unpacking(survey)
    for at in range(0, len(tar), step):
        unpacking.write(tar[at : at + step])
    unpacking.finish()
    survey.finish()
    return survey


@pytest.mark.parametrize("step", [1, 511, 512, 100_000])
def test_what_is_right_is_taken_in_pieces_of_any_size(step: int) -> None:
    tar = whole((IN_CALL + "call.json", b"{}"), (IN_CALL + "x" * 200, b"y" * 1000))
    things = survey_of(tar, step).things
    assert list(things) == [IN_CALL[:-1]]
    assert set(things[IN_CALL[:-1]]) == {"call.json", "x" * 200}


@pytest.mark.parametrize(
    "name",
    [
        "../owner.age",
        "/etc/passwd",
        "calls/../owner.age",
        IN_CALL + "../../../owner.age",
        IN_CALL + "a/../b",
        IN_CALL + "./b",
        IN_CALL + "a//b",
        IN_CALL + "lock",
        IN_CALL + ".call.json.tmp",
        IN_CALL + "a\nb",
        IN_CALL + "a\\b",
        IN_CALL + "n" * 256,
        IN_CALL + "/".join("d" * 9),
        IN_CALL,
        f"calls/2025/{CALL}/call.json",
        "calls/2026/other/call.json",
        f"cases/{CALL}",
        "cases/../x/y",
        "other",
        "index.json",
        "rules/../settings.toml",
        "rules/",
        "rules",
        "letters/../../owner.age",
        "",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        place_of(name)
    tar = b"".join([*member(HEAD, first()), *member(name, b"x"), *member(SUMS, b"")]) + END
    with pytest.raises(Flawed):
        survey_of(tar)


@pytest.mark.parametrize(
    "kind",
    [
        *(tarfile.LNKTYPE, tarfile.SYMTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.DIRTYPE),
        *(tarfile.FIFOTYPE, tarfile.XHDTYPE, tarfile.XGLTYPE, tarfile.GNUTYPE_SPARSE),
    ],
)
def test_nothing_but_plain_files_is_taken(kind: bytes) -> None:
    odd = tarfile.TarInfo(IN_CALL + "call.json")
    odd.type, odd.linkname = kind, "/etc/passwd"
    start = b"".join(member(HEAD, first()))
    with pytest.raises(Flawed):
        survey_of(start + odd.tobuf(tarfile.GNU_FORMAT) + END)


def _contents() -> dict[str, Callable[[], bytes]]:
    call = (IN_CALL + "call.json", b"{}")
    other = (f"cases/{CALL}/case.json", b"{}")
    start, right = b"".join(member(HEAD, first())), whole(call, other)
    huge = tarfile.TarInfo("x")
    huge.type, huge.size = tarfile.GNUTYPE_LONGNAME, 1 << 40
    return {
        "nothing": lambda: b"",
        "no end": lambda: right[:-1024],
        "more after the end": lambda: right + b"\0",
        "no sums": lambda: start + b"".join(member(*call)) + END,
        "other sums": lambda: start + b"".join([*member(*call), *member(SUMS, b"no")]) + END,
        "no head": lambda: right[1024:],
        "a head twice": lambda: start + right,
        "a file where a folder is": lambda: whole(("rules/a", b""), ("rules/a/b", b"")),
        "a file twice": lambda: whole(call, call),
        "a call in two places": lambda: whole(call, other, (IN_CALL + "more", b"")),
        "a file in the way": lambda: whole((IN_CALL + "a", b""), (IN_CALL + "a/b", b"")),
        "a way in the file": lambda: whole((IN_CALL + "a/b", b""), (IN_CALL + "a", b"")),
        "a name of a terabyte": lambda: start + huge.tobuf(tarfile.GNU_FORMAT) + bytes(4096),
        "a file of a terabyte": lambda: start + head(call[0], 1 << 40) + bytes(4096),
        "sums of a terabyte": lambda: start + head(SUMS, 1 << 40) + bytes(4096),
        "a file after the sums": lambda: right[:-1024] + b"".join(member(*other)) + END,
        "padding that says something": lambda: right.replace(b"{}\0\0", b"{}\0x"),
        "a head that is no JSON": lambda: b"".join(member(HEAD, b"{")) + right[1024:],
    }


@pytest.mark.parametrize("odd", _contents())
def test_contents_that_no_backup_has_are_refused(odd: str) -> None:
    with pytest.raises(Flawed) as caught:
        survey_of(_contents()[odd]())
    assert caught.value.flaw is Flaw.SPOILT


def test_a_newer_programs_backup_is_named_as_such() -> None:
    newer = b"".join(member(HEAD, b'{"version":2,"more":true}'))
    with pytest.raises(Flawed) as caught:
        survey_of(newer + whole()[1024:])
    assert caught.value.flaw is Flaw.NEWER


def test_a_hostile_backup_leaves_nothing_behind(tmp_path: Path, places: Places) -> None:
    hostile = b"".join([*member(HEAD, first()), *member("../owner.age", b"x")]) + END
    with (tmp_path / "hostile.callmate").open("w+b") as file:
        seal(file, iter([hostile]), WORDS)
        with pytest.raises(Flawed) as caught:
            restore(file, places, WORDS, never)
    assert caught.value.flaw is Flaw.SPOILT
    assert [each.name for each in tmp_path.iterdir()] == ["hostile.callmate"]
