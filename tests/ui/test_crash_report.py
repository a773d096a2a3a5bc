"""The report of a fault tells where it was, and nothing that a person typed; it follows no link."""

import os
import stat
from pathlib import Path

import pytest

from callmate.ui.crash_report import REPORT, write_down

TYPED = "I have not paid since March"


def raised(error: Exception) -> Exception:
    """An error that was raised here, for a reason that tells what was typed."""
    try:
        look_up(error)
    except type(error) as caught:
        return caught
    raise AssertionError(error)


def look_up(error: Exception) -> None:
    known: dict[str, str] = {}
    try:
        known[TYPED]
    except KeyError as cause:
        raise error from cause


@pytest.mark.parametrize(
    "error",
    [
        ValueError(TYPED),
        UnicodeEncodeError("ascii", TYPED, 0, 1, TYPED),
        ExceptionGroup(TYPED, [TypeError(TYPED)]),
        OSError(28, TYPED, f"/home/{TYPED}"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_it_tells_where_and_which_and_no_word_that_was_typed(
    tmp_path: Path, error: Exception
) -> None:
    error.add_note(TYPED)
    path = write_down(tmp_path, raised(error))
    assert path == tmp_path / REPORT
    told = path.read_text()
    assert TYPED not in told
    assert "March" not in told
    assert "KeyError" in told
    assert type(error).__name__ in told
    assert "test_crash_report.py" in told
    assert " look_up" in told
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_what_the_system_says_is_kept(tmp_path: Path) -> None:
    path = write_down(tmp_path, raised(OSError(28, TYPED)))
    assert path is not None
    assert "No space left on device" in path.read_text()


@pytest.mark.parametrize("kind", ["link", "dangling", "second name", "pipe", "folder"])
def test_nothing_else_in_its_place_is_written_to(tmp_path: Path, kind: str) -> None:
    data, thesis = tmp_path / "data", tmp_path / "thesis.txt"
    data.mkdir()
    planted = data / REPORT
    if kind != "dangling":
        thesis.write_text("precious")
    match kind:
        case "link" | "dangling":
            planted.symlink_to(thesis)
        case "second name":
            planted.hardlink_to(thesis)
        case "pipe":
            os.mkfifo(planted)
        case _:
            planted.mkdir()
    assert write_down(data, raised(ValueError(TYPED))) is None
    assert thesis.exists() is (kind != "dangling")
    assert kind == "dangling" or thesis.read_text() == "precious"


def test_it_is_added_to_and_begins_anew_when_it_is_long(tmp_path: Path) -> None:
    first = write_down(tmp_path, raised(ValueError()))
    assert first is not None
    once = first.stat().st_size
    write_down(tmp_path, raised(ValueError()))
    assert first.stat().st_size == 2 * once
    first.write_bytes(b"x" * 70_000)
    write_down(tmp_path, raised(ValueError()))
    assert first.stat().st_size == once
    assert b"x" * 10 not in first.read_bytes()
