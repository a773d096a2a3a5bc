"""The sound of a closed case goes when its owner says so, and the calls tell of it."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from callmate.audio.layout import (
    SoundFacts,
    digest,
    slices_path,
    wave_path,
    whole_path,
    write_facts,
)
from callmate.cli.main import main
from callmate.domain.case import Case, CaseFacts
from callmate.domain.entry import SoundDeleted
from callmate.locale import messages
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.services.recovery import look
from callmate.services.retention import delete_sound, is_over, with_sound
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Busy, Damaged, NotKept
from callmate.store.places import Places, fresh_id
from tests.store.made_up import disk, read_only

AT = datetime(2026, 8, 31, 10, 32, 5, tzinfo=UTC)
ENDED = AT + timedelta(minutes=3)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """What is said is said in English, whatever was spoken before."""
    before = messages.language()
    messages.install("en")
    yield
    messages.install(before)


@pytest.fixture
def cabinet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cabinet:
    """An owner's calls, where the program finds them."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return Cabinet(Places.of_owner())


def recorded(cabinet: Cabinet, parts: int = 1) -> str:
    """Keep a call with so many parts of sound."""
    with cabinet.create(begin("Zefiro", clock=lambda: AT), fresh_id(AT)) as kept:
        desk = Desk(kept, lambda: ENDED)
        for part in range(1, parts + 1):
            whole_path(kept.folder, part).write_bytes(b"sealed" * part)
            wave_path(kept.folder, part).write_bytes(b"wave")
            sha256 = digest(kept.folder, part)
            write_facts(kept.folder, SoundFacts(part, "Telephone", AT, ENDED, 180.0, sha256))
            desk.recording_began(part, f"sound-{part}", AT)
            desk.recording_ended(part, f"sound-{part}.opus.age", AT, 180.0, sha256)
        desk.hang_up()
        return kept.call.id


def closed(cabinet: Cabinet, months: int | None) -> Case:
    desk = CaseDesk(Cases(cabinet.places), fresh_id, lambda: AT)
    return desk.close(desk.retain(desk.open(CaseFacts(name="Dead line")), months))


def test_it_is_asked_from_the_day_on_that_the_owner_chose(cabinet: Cabinet) -> None:
    case = closed(cabinet, 6)
    assert case.sound_until == date(2027, 2, 28)
    assert not is_over(case, date(2027, 2, 27))
    assert is_over(case, date(2027, 2, 28))


def test_an_open_case_and_one_without_a_wish_are_never_asked_about(cabinet: Cabinet) -> None:
    desk = CaseDesk(Cases(cabinet.places), fresh_id, lambda: AT)
    case = closed(cabinet, 6)
    for other in (desk.close(case), desk.retain(closed(cabinet, 6), None), closed(cabinet, None)):
        assert other.sound_until is None
        assert not is_over(other, date.max)
    assert closed(cabinet, 12 * 9000).sound_until is None


def test_the_sound_goes_and_its_digests_stay_in_the_sealed_call(cabinet: Cabinet) -> None:
    call_id = recorded(cabinet, parts=2)
    before = cabinet.read(call_id)
    assert with_sound(cabinet, [call_id]) == (call_id,)
    assert delete_sound(cabinet, call_id, lambda: ENDED) == 2
    after = cabinet.read(call_id)
    folder = cabinet.folder(call_id)
    assert {path.name for path in folder.iterdir()} == {"call.json", "lock"}
    assert with_sound(cabinet, [call_id]) == ()
    assert after.entries[: len(before.entries)] == before.entries
    gone = [entry for entry in after.entries if isinstance(entry, SoundDeleted)]
    assert [entry.sha256 for entry in gone] == [part.sha256 for part in before.parts]
    assert [part.sha256 for part in after.parts] == [part.sha256 for part in before.parts]
    assert all(part.deleted == ENDED for part in after.parts)
    assert cabinet.verify(call_id).broken_at is None
    assert not look(after, folder).entries
    assert delete_sound(cabinet, call_id) == 0
    assert cabinet.read(call_id) == after


def test_verify_and_show_tell_it_from_sound_that_is_missing(
    cabinet: Cabinet, capsys: pytest.CaptureFixture[str]
) -> None:
    deleted, missing = recorded(cabinet), recorded(cabinet)
    delete_sound(cabinet, deleted)
    whole_path(cabinet.folder(missing), 1).unlink()
    assert main(["verify", deleted, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [sound["state"] for sound in told["recordings"]] == ["deleted"]
    assert main(["verify", deleted]) == 0
    assert "recording, part 1: its sound was deleted" in capsys.readouterr().out
    assert main(["verify", missing, "--json"]) == 1
    capsys.readouterr()
    assert main(["verify"]) == 1
    both = capsys.readouterr().out
    assert "recording, part 1: its sound was deleted" in both
    assert "recording, part 1: GONE from the disk" in both
    assert main(["show", deleted]) == 0
    shown = capsys.readouterr().out
    assert "its sound was deleted on" in shown
    assert "its SHA-256 stays" in shown
    assert main(["play", deleted]) == 1
    assert "The sound of this call was deleted on" in capsys.readouterr().err


def test_slices_that_no_entry_tells_of_are_written_down_and_go_too(cabinet: Cabinet) -> None:
    call_id = recorded(cabinet)
    folder = cabinet.folder(call_id)
    slices_path(folder, 2).mkdir(0o700)
    (slices_path(folder, 2) / "000001.age").write_bytes(b"sealed")
    lay = digest(folder, 2)
    assert delete_sound(cabinet, call_id) == 2
    gone = {e.part: e.sha256 for e in cabinet.read(call_id).entries if isinstance(e, SoundDeleted)}
    assert gone[2] == lay
    assert not slices_path(folder, 2).exists()


@pytest.mark.slow
def test_what_cannot_be_written_down_is_not_deleted(cabinet: Cabinet, tmp_path: Path) -> None:
    call_id = recorded(cabinet)
    folder = cabinet.folder(call_id)
    with cabinet.take(call_id), pytest.raises(Busy):
        delete_sound(cabinet, call_id)
    (folder / "call.json").write_bytes(b"{")
    with pytest.raises(Damaged):
        delete_sound(cabinet, call_id)
    assert whole_path(folder, 1).read_bytes() == b"sealed"
    with disk(tmp_path / "small", "2m") as small:
        other = Cabinet(Places(small / "data", small / "config"))
        kept = recorded(other)
        read_only(small)
        with pytest.raises(NotKept):
            delete_sound(other, kept)
        assert whole_path(other.folder(kept), 1).read_bytes() == b"sealed"


def test_sound_that_stayed_behind_is_asked_about_again_and_told_of_once(cabinet: Cabinet) -> None:
    call_id = recorded(cabinet)
    folder = cabinet.folder(call_id)
    with cabinet.take(call_id) as kept:
        Desk(kept, lambda: ENDED).sound_deleted(1, digest(folder, 1))
    assert with_sound(cabinet, [call_id]) == (call_id,)
    before = cabinet.read(call_id)
    assert delete_sound(cabinet, call_id) == 1
    assert cabinet.read(call_id) == before
    assert with_sound(cabinet, [call_id]) == ()
