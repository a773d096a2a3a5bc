"""One call, for people and for programs."""

from collections.abc import Callable

import pytest

from callmate.audio.layout import digest
from callmate.services.desk import Desk
from tests.cli.conftest import START, Home, leave_slices

_HOSTILE = [
    "\x1b]0;title\x07\x1b[2J",
    "\x00 and \x7f and \x9b31m",
    "[/] [red]red[/red] [link=x]",
    "\u202eright to left\u2066 עברית العربية",
    "👩‍👩‍👧 é 🇮🇹",
    "caf\udce9",
    "two\nlines\r\nand\ttabs",
    "x" * 10_000,
    "",
    " ",
]


def test_a_call_is_told_in_words(home: Home) -> None:
    call_id = home.call("Zefiro Telecom", "modem off since Monday")
    told = home.says("show", call_id)
    for words in ("Zefiro Telecom", "187", "line dead", "4471", "A74K", "modem off since Monday"):
        assert words in told
    for words in ("PROMISE technician", "REFUSED Operator's name", "missing"):
        assert words in told
    assert home.cabinet.kept(call_id).fingerprint in told


def test_hostile_notes_are_shown_harmlessly_and_kept_as_typed(home: Home) -> None:
    call_id = home.call("Zefiro", *_HOSTILE)
    told = home.says("show", call_id)
    assert not [sign for sign in told if sign != "\n" and not sign.isprintable()]
    assert "␛]0;title␇␛[2J" in told
    answer = home.json("show", call_id)
    assert isinstance(answer, dict)
    assert [note["text"] for note in answer["notes"]] == _HOSTILE
    assert [e["text"] for e in answer["entries"] if e["kind"] == "note"] == _HOSTILE


@pytest.mark.usefixtures("language")
def test_what_names_no_call_is_answered_with_a_sentence(
    home: Home, typed: Callable[..., tuple[int, str, str]]
) -> None:
    home.call()
    home.call()
    for call in ["", "nothing", "../../etc", "%", "\x1b[2J", "\udce9", "20", "9" * 5000, "*", "."]:
        status, result, said = typed("show", call)
        assert (status, result) == (1, ""), call
        assert "\x1b" not in said
        assert len(said.splitlines()) == 1
    home.tells("show", "../../etc", status=1)


def test_a_damaged_call_is_told_as_such(home: Home) -> None:
    call_id = home.call()
    home.spoil(call_id, b"")
    assert "its file is empty" in home.tells("show", call_id, status=1)
    answer = home.json("show", call_id, status=1)
    assert isinstance(answer, dict)
    assert (answer["id"], answer["damaged"], answer["entries"]) == (call_id, "empty", None)


def test_sound_that_outlived_the_screen_is_told_without_being_written_down(home: Home) -> None:
    with home.begin() as kept:
        desk = Desk(kept)
        desk.recording_began(1, "sound-1", START)
    leave_slices(kept.folder, 4)
    before = (kept.folder / "call.json").read_bytes()

    for answer in (home.json("show", kept.call.id), home.json("calls")):
        row = answer[0] if isinstance(answer, list) else answer
        assert isinstance(row, dict)
        (sound,) = row["recordings"]
        assert sound["path"] == str(kept.folder / "sound-1")
        assert (sound["seconds"], sound["sha256"]) == (4.0, digest(kept.folder, 1))
    assert "Part 1: 00:04" in home.says("show", kept.call.id)
    assert (kept.folder / "call.json").read_bytes() == before


def test_a_path_that_was_not_written_by_us_leads_nowhere(home: Home) -> None:
    with home.begin() as kept:
        Desk(kept).recording_ended(1, "../../../etc/passwd", START, 1.0, "0" * 64)
    answer = home.json("show", kept.call.id)
    assert isinstance(answer, dict)
    assert answer["recordings"][0]["path"] == "../../../etc/passwd"


def test_of_a_damaged_call_what_can_be_read_is_shown(home: Home) -> None:
    call_id = home.call("Zefiro Telecom")
    path = home.cabinet.folder(call_id) / "call.json"
    cut = path.read_bytes()[:-30]
    path.write_bytes(cut)
    done = home.start("show", call_id)
    assert done.returncode == 1
    assert "Zefiro Telecom" in done.stdout.decode()
    assert "What can still be read of it" in done.stdout.decode()
    assert "cut short" in done.stderr.decode()
    assert path.read_bytes() == cut
