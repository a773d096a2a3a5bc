"""A file that is taken out gets a plain name where it was meant, for its owner alone, or none."""

import errno
import os
import stat
from datetime import date
from pathlib import Path

import pytest

from callmate.services.output import NotTakenOutError, free_folder, free_path, held, put


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("Linea guasta, da lunedì!", "Linea-guasta-da-lunedì.pdf"),
        ("../../etc/passwd", "etc-passwd.pdf"),
        ("-rf ~ $(id) `id`", "rf-id-id.pdf"),
        ("\x00\x1b[2J", "2J.pdf"),
        ("?!", "callmate.pdf"),
        ("", "callmate.pdf"),
        ("x" * 5000, "x" * 60 + ".pdf"),
    ],
)
def test_whatever_a_case_is_called_its_file_has_a_plain_name(
    tmp_path: Path, name: str, file: str
) -> None:
    assert free_path(tmp_path, name, ".pdf") == tmp_path / file


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for file in ("Line.pdf", "Line-2.pdf"):
        (tmp_path / file).touch()
    assert free_path(tmp_path, "Line", ".pdf") == tmp_path / "Line-3.pdf"
    assert free_path(tmp_path, "Line", ".csv") == tmp_path / "Line.csv"


def test_where_every_number_is_taken_the_first_name_is_given_back(tmp_path: Path) -> None:
    for number in range(2, 1000):
        (tmp_path / f"Line-{number}.pdf").touch()
    assert free_path(tmp_path, "Line", ".pdf") == tmp_path / "Line.pdf"
    (tmp_path / "Line.pdf").touch()
    assert free_path(tmp_path, "Line", ".pdf") == tmp_path / "Line.pdf"


def test_what_is_put_out_is_whole_and_its_owners_alone(tmp_path: Path) -> None:
    target = tmp_path / "case.pdf"
    before = os.umask(0)
    try:
        put(target, b"whole" * 10_000, force=False)
    finally:
        os.umask(before)
    assert target.read_bytes() == b"whole" * 10_000
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["case.pdf"]


@pytest.mark.usefixtures("english")
def test_what_is_there_is_replaced_only_when_that_was_said(tmp_path: Path) -> None:
    target = tmp_path / "case.pdf"
    target.write_bytes(b"before")
    with pytest.raises(NotTakenOutError, match=r"is there already\. “--force” replaces it"):
        put(target, b"after", force=False)
    assert target.read_bytes() == b"before"
    put(target, b"after", force=True)
    assert target.read_bytes() == b"after"


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("force", [True, False])
def test_a_folder_that_is_not_there_is_named(tmp_path: Path, *, force: bool) -> None:
    (tmp_path / "a file").touch()
    for target in (tmp_path / "gone" / "case.pdf", tmp_path / "a file" / "case.pdf"):
        with pytest.raises(NotTakenOutError, match="There is no folder for"):
            put(target, b"x", force=force)
    assert [each.name for each in tmp_path.iterdir()] == ["a file"]


@pytest.mark.usefixtures("english")
def test_a_folder_in_its_place_and_a_name_too_long_are_told(tmp_path: Path) -> None:
    (tmp_path / "case.pdf").mkdir()
    with pytest.raises(NotTakenOutError, match="is a folder"):
        put(tmp_path / "case.pdf", b"x", force=True)
    with pytest.raises(NotTakenOutError, match="is too long"):
        put(tmp_path / ("x" * 300), b"x", force=False)
    assert list((tmp_path / "case.pdf").iterdir()) == []


REASONS = {
    errno.ENOSPC: "The disk is too full",
    errno.EACCES: "You may not write",
    errno.EPERM: "You may not write",
    errno.EROFS: "a disk that cannot be written to",
    errno.EIO: "could not be written",
}


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(("code", "said"), REASONS.items(), ids=map(errno.errorcode.get, REASONS))
def test_a_name_is_free_again_when_what_was_to_fill_it_failed(
    tmp_path: Path, code: int, said: str
) -> None:
    target = tmp_path / "case \x1b[31m.pdf"
    with pytest.raises(NotTakenOutError, match=said) as told, held(target, force=False):
        raise OSError(code, os.strerror(code))
    assert not target.exists()
    assert "\x1b" not in str(told.value)
    target.write_bytes(b"before")
    with pytest.raises(NotTakenOutError), held(target, force=True):
        raise OSError(code, os.strerror(code))
    assert target.read_bytes() == b"before"


def test_whatever_else_went_wrong_frees_the_name_and_is_passed_on(tmp_path: Path) -> None:
    target = tmp_path / "case.pdf"
    with pytest.raises(KeyboardInterrupt), held(target, force=False):
        raise KeyboardInterrupt
    assert not target.exists()
    with held(target, force=False):
        target.write_bytes(b"made")
    assert target.read_bytes() == b"made"


def test_a_dossier_is_named_after_its_case_and_a_second_one_of_that_day_too(
    tmp_path: Path,
) -> None:
    day = date(2026, 11, 24)
    names = []
    for case in ("Linea guasta", "Bolletta doppia", "Linea guasta", "?!"):
        folder = free_folder(tmp_path, case, day)
        folder.mkdir()
        names.append(folder.name)
    assert names == [
        "dossier-Linea-guasta-2026-11-24",
        "dossier-Bolletta-doppia-2026-11-24",
        "dossier-Linea-guasta-2026-11-24-2",
        "dossier-2026-11-24",
    ]
