"""A call's words are taken out into a file."""

import json
import os
import stat
from pathlib import Path

import pytest

from tests.cli.conftest import Home


@pytest.mark.parametrize("ending", ["txt", "md", "json", "html"])
def test_a_call_is_taken_out_for_the_owner_alone(home: Home, ending: str) -> None:
    call_id = home.call("Zefiro", "modem *off* [x] \x1b[2J")
    file = home.folder / f"call.{ending}"
    before = os.umask(0)
    try:
        home.says("export", call_id, str(file))
    finally:
        os.umask(before)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    text = file.read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert home.cabinet.kept(call_id).fingerprint in text
    for words in ("Zefiro", "4471", "A74K", "technician"):
        assert words in text


def test_json_is_what_show_answers(home: Home) -> None:
    call_id = home.call("Zefiro", "caf\udce9")
    home.says("export", call_id, "call.json")
    assert json.loads((home.folder / "call.json").read_bytes()) == home.json("show", call_id)


def test_markup_stands_as_typed_in_markdown(home: Home) -> None:
    call_id = home.call("Zefiro", "*stars* <b> [link](x) `code` # title")
    home.says("export", call_id, "call.md")
    text = (home.folder / "call.md").read_text(encoding="utf-8")
    assert r"\*stars\* \<b\> \[link\](x) \`code\` \# title" in text


def test_lines_of_a_text_file_are_short(home: Home) -> None:
    call_id = home.call("Zefiro", "word " * 200, "x" * 1000)
    home.says("export", call_id, "call.txt")
    lines = (home.folder / "call.txt").read_text(encoding="utf-8").splitlines()
    assert max(map(len, lines)) <= 78
    assert sum(line.count("word") for line in lines) == 200
    assert sum(line.strip("x ") == "" and line.count("x") for line in lines) >= 900


def test_a_file_that_is_there_is_replaced_only_when_told(home: Home) -> None:
    call_id = home.call()
    file = home.folder / "call.txt"
    file.write_text("mine")
    assert "--force" in home.tells("export", call_id, str(file), status=1)
    assert file.read_text() == "mine"
    home.says("export", call_id, str(file), "--force")
    assert "Zefiro" in file.read_text(encoding="utf-8")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("name", ["nowhere/call.txt", "call.txt/", "\udce9/x.txt", "/proc/x.txt"])
def test_a_file_that_cannot_be_made_is_told(home: Home, name: str) -> None:
    call_id = home.call()
    (home.folder / "call.txt").mkdir()
    assert len(home.tells("export", call_id, name, status=1).splitlines()) == 1


def test_a_changed_call_gets_no_fingerprint(home: Home) -> None:
    call_id = home.call("Zefiro", "they said yes")
    path = home.cabinet.folder(call_id) / "call.json"
    path.write_bytes(path.read_bytes().replace(b"they said yes", b"they said no!"))
    home.says("export", call_id, "call.txt")
    text = (home.folder / "call.txt").read_text(encoding="utf-8")
    assert "Entry 6 was changed after it was kept" in text
    assert "Fingerprint" not in text


def test_nothing_half_done_stays(home: Home) -> None:
    call_id = home.call()
    home.says("export", call_id, "call.txt")
    home.tells("export", call_id, "call.txt", status=1)
    home.tells("export", call_id, "sound.wav", "--yes", status=1)
    assert sorted(path.name for path in Path(home.folder).iterdir()) == ["call.txt", "data"]
