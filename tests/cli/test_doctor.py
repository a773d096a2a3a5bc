"""What is wrong is named, with what to do about it."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from callmate.domain.entry import Note
from callmate.store.keys import OwnerKeys
from tests.cli.conftest import START, Home
from tests.phone_line import PhoneLine
from tests.store.several import SYNC_COPIES, as_writer, leave_copy


def looked_at(home: Home, status: int) -> dict[str, list[Any]]:
    """What the doctor found, by the id of each finding."""
    answer = home.json("doctor", status=status)
    assert isinstance(answer, dict)
    assert answer["well"] is (status == 0)
    found: dict[str, list[Any]] = {}
    for finding in answer["findings"]:
        found.setdefault(finding["id"], []).append(finding)
        assert finding["text"]
        assert finding["state"] != "bad" or finding["todo"]
    return found


@pytest.mark.usefixtures("phone_line")
def test_where_everything_is_in_order_all_is_well(home: Home) -> None:
    home.call()
    found = looked_at(home, status=0)
    assert {"python", "packages", "folder", "privacy", "room", "key", "calls"} <= found.keys()
    assert "All is well" in home.tells("doctor", status=0)


def test_microphones_and_outputs_are_named(home: Home, phone_line: PhoneLine) -> None:
    answer = home.json("doctor")
    assert isinstance(answer, dict)
    assert phone_line.env
    assert any(device["default"] for device in answer["microphones"])
    assert any(device["default"] for device in answer["outputs"])


def test_everything_wrong_is_named_with_what_to_do(home: Home) -> None:
    home.places.config.mkdir(parents=True)
    (home.places.config / "settings.toml").write_text(
        'theme = "pink"\ncolour = 1\nmicrophone = "none such"\n'
        '[keys]\n"call.nothing" = "f2"\n"call.hold" = "f2"\n"call.mark" = "no key!"\n'
    )
    broken = home.call()
    home.spoil(broken, b"")
    home.begin(at=START + timedelta(days=1)).close()
    home.places.data.chmod(0o755)
    home.places.public_key.write_text("age1nothing\n")

    found = looked_at(home, status=1)

    texts = " ".join(finding["text"] for finding in found["settings"])
    assert "theme" in texts
    assert "“colour”" in texts
    keys = " ".join(finding["text"] for finding in found["keys"])
    assert "call.nothing" in keys
    assert "“no key!”" in keys
    assert "Several commands of a call have the key “f2”" in keys
    assert broken in found["damaged"][0]["text"]
    assert found["interrupted"][0]["state"] == "note"
    assert found["privacy"][0]["state"] == "bad"
    assert found["key"][0]["state"] == "bad"


@pytest.mark.usefixtures("phone_line")
def test_a_copy_that_a_sync_program_left_is_told(home: Home) -> None:
    days = [START - timedelta(days=number) for number in range(len(SYNC_COPIES))]
    calls = {name: home.call(at=at) for name, at in zip(SYNC_COPIES, days, strict=True)}
    assert "copies" not in looked_at(home, status=0)
    copies = {name: leave_copy(home.cabinet, call_id, name) for name, call_id in calls.items()}
    for name, told in told_of_copies(home, copies, status=0).items():
        assert (told["state"], told["todo"]) == ("note", "You may delete that file."), name
    for number, (name, call_id) in enumerate(calls.items()):
        more = Note(id=f"m{number}", at=START, text="only here")
        leave_copy(home.cabinet, call_id, name, more)
    for name, told in told_of_copies(home, copies, status=0).items():
        assert told["todo"].startswith("Leave it there"), name
    found: list[dict[str, str]] = home.json("search", "only here")  # type: ignore[assignment] # JSON
    assert {hit["entry"] for hit in found} == {f"m{number}" for number in range(len(calls))}
    for copy in copies.values():
        copy.write_bytes(copy.read_bytes().replace(b"Zefiro", b"Zefira"))
    for name, told in told_of_copies(home, copies, status=1).items():
        assert "contradicts" in told["text"], name
    for copy in copies.values():
        copy.write_bytes(b"{")
    for name, told in told_of_copies(home, copies, status=1).items():
        assert "cut short" in told["text"], name
    for call_id in calls.values():
        assert home.json("show", call_id)


def told_of_copies(home: Home, copies: dict[str, Path], status: int) -> dict[str, Any]:
    """What the doctor tells of each copy; each is told of once, by its name and its place."""
    told = looked_at(home, status)["copies"]
    found = {
        name: [each for each in told if f"“{name}” in {copy.parent}" in each["text"]]
        for name, copy in copies.items()
    }
    assert len(told) == len(copies)
    assert all(len(each) == 1 for each in found.values())
    return {name: each for name, (each,) in found.items()}


@pytest.mark.usefixtures("phone_line")
def test_a_further_writers_file_is_no_finding(home: Home) -> None:
    call_id = home.call("Zefiro Telecom")
    with as_writer(home.cabinet, call_id, "bob1") as call:
        call.append(Note(id="m", at=START, text="only here"))
    assert "copies" not in looked_at(home, status=0)


def test_settings_that_cannot_be_read_at_all_are_named(home: Home) -> None:
    home.places.config.mkdir(parents=True)
    (home.places.config / "settings.toml").write_text("theme = ")
    assert "settings.toml" in looked_at(home, status=1)["settings"][0]["text"]


def test_letters_that_cannot_be_shown_are_told(home: Home) -> None:
    home.environ["PYTHONIOENCODING"] = "ascii"
    assert looked_at(home, status=1)["letters"][0]["state"] == "bad"


@pytest.mark.usefixtures("phone_line", "full_strength")
def test_a_passphrase_that_is_easily_guessed_is_told(home: Home) -> None:
    keys = OwnerKeys(home.places)
    keys.recipient()
    keys.set_passphrase(None, "perché no")
    (found,) = looked_at(home, status=0)["key"]
    assert (found["state"], found["todo"]) == ("good", "")
    sealed = home.places.private_key.read_bytes()
    home.places.private_key.write_bytes(sealed.replace(b" 18\n", b" 14\n"))
    (found,) = looked_at(home, status=0)["key"]
    assert found["state"] == "note"
    assert "easier to guess" in found["text"]
    assert "callmate passphrase" in found["todo"]
