"""Names of files are completed as far as they can be drawn, and read as terminals paste them."""

from pathlib import Path

import pytest

from callmate.ui.screens.import_dialog import completed, meant

ENDINGS = frozenset({".m4a", ".ogg"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("Call 2.m4a", "call 10.M4A", "notes.txt", ".hidden.m4a", "x\x1b[2J.m4a", "z.ogg"):
        (tmp_path / name).touch()
    (tmp_path / "Phone").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("", "call 10.M4A"),
        ("C", "Call 2.m4a"),
        ("P", "Phone/"),
        ("z", "z.ogg"),
        ("z.ogg", None),
        ("n", None),
        ("x", None),
        (".h", ".hidden.m4a"),
        ("Phone/", None),
        ("no/", None),
    ],
)
def test_a_name_is_completed(typed: str, whole: str | None, folder: Path) -> None:
    found = completed(f"{folder}/{typed}", ENDINGS)
    assert found == (None if whole is None else f"{folder}/{whole}")


def test_a_tilde_stays_as_typed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(folder))
    assert completed("~/P", ENDINGS) == "~/Phone/"
    assert meant("~/z.ogg") == folder / "z.ogg"


@pytest.mark.parametrize("form", ["{}", " '{}' ", '"{}"', "{}  "])
def test_a_file_that_was_dropped_on_the_terminal_is_meant(form: str, folder: Path) -> None:
    file = folder / "Call 2.m4a"
    assert meant(form.format(file)) == file
    assert meant(str(file).replace(" ", "\\ ")) == file


def test_what_is_no_name_is_still_a_path() -> None:
    assert meant("it's not there.m4a") == Path("it's not there.m4a")


def test_the_home_of_nobody_known_is_taken_as_it_stands() -> None:
    typed = "~nobody-of-this-name/phone.mp3"
    assert completed(typed, frozenset({".mp3"})) is None
    assert meant(typed) == Path(typed)
