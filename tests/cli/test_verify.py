"""Whether anything was changed is told, and no more than that."""

from datetime import timedelta

from callmate.audio.layout import digest, slices_path, whole_path
from callmate.services.desk import Desk
from callmate.services.recovery import recover
from tests.cli.conftest import START, Home, leave_slices


def test_an_untouched_call_is_unchanged(home: Home) -> None:
    call_id = home.call()
    assert "holds together" in home.says("verify", call_id)
    answer = home.json("verify", call_id)
    assert isinstance(answer, dict)
    assert answer["unchanged"] is True
    assert answer["fingerprint"] == home.cabinet.kept(call_id).fingerprint


def test_a_changed_word_is_noticed(home: Home) -> None:
    call_id = home.call("Zefiro", "they said yes")
    path = home.cabinet.folder(call_id) / "call.json"
    path.write_bytes(path.read_bytes().replace(b"they said yes", b"they said no!"))
    assert "CHANGED" in home.says("verify", call_id, status=1)
    answer = home.json("verify", call_id, status=1)
    assert isinstance(answer, dict)
    assert (answer["unchanged"], answer["broken_at"]) == (False, 6)


def test_changed_and_missing_sound_is_noticed(home: Home) -> None:
    with home.begin() as kept:
        whole = whole_path(kept.folder, 1)
        whole.write_bytes(b"sealed sound")
        slices_path(kept.folder, 2).mkdir()
        piece = slices_path(kept.folder, 2) / "000001.age"
        piece.write_bytes(b"a sealed second")
        desk = Desk(kept)
        desk.recording_ended(1, whole.name, START, 9.0, digest(kept.folder, 1))
        desk.recording_ended(2, "sound-2", START, 1.0, digest(kept.folder, 2))
        desk.recording_began(3, "sound-3", START)
    call_id = kept.call.id
    assert states(home, call_id, status=0) == ["unchanged", "unchanged", "open"]
    piece.write_bytes(b"another second!")
    assert states(home, call_id, status=1) == ["unchanged", "changed", "open"]
    whole.unlink()
    assert states(home, call_id, status=1) == ["missing", "changed", "open"]
    told = home.says("verify", call_id, status=1)
    assert "part 1: GONE" in told
    assert "part 2: CHANGED" in told


def test_sound_that_no_entry_tells_of_is_not_called_unchanged(home: Home) -> None:
    with home.begin() as kept:
        leave_slices(kept.folder, 3)
    assert states(home, kept.call.id, status=0) == ["open"]


def test_slices_exchanged_for_one_file_are_noticed(home: Home) -> None:
    with home.begin() as kept:
        leave_slices(kept.folder, 3)
        recover(Desk(kept), kept.folder)
    assert states(home, kept.call.id, status=0) == ["unchanged"]
    whole_path(kept.folder, 1).write_bytes(b"other sound")
    assert states(home, kept.call.id, status=1) == ["changed"]


def test_all_calls_are_checked_and_damaged_ones_named(home: Home) -> None:
    whole = home.call()
    broken = home.call(at=START + timedelta(days=1))
    home.spoil(broken, b"\x00" * 9)
    answer = home.json("verify", status=1)
    assert isinstance(answer, list)
    assert [(row["id"], row["unchanged"]) for row in answer] == [(broken, False), (whole, True)]
    assert "damaged" in home.says("verify", status=1)


def test_no_more_is_claimed_than_is_shown(home: Home) -> None:
    call_id = home.call()
    assert "somebody else has held" in home.tells("verify", call_id, status=0)


def states(home: Home, call_id: str, status: int) -> list[str]:
    """How each part of the recording stands."""
    answer = home.json("verify", call_id, status=status)
    assert isinstance(answer, dict)
    return [sound["state"] for sound in answer["recordings"]]
