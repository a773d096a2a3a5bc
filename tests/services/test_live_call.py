"""A call in progress, from its start to its end, on a real disk and without a screen."""

import asyncio
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callmate.audio.layout import SoundFacts, digest, slices_path, whole_path, write_facts
from callmate.domain.call import State
from callmate.domain.entry import (
    Given,
    Interrupted,
    Note,
    Outcome,
    OutcomeSet,
    Promised,
    RecordingEnded,
    Sector,
)
from callmate.services.desk import begin
from callmate.services.live_call import LiveCall
from callmate.store.errors import Busy, Damaged, NoSuchCall, NotKept
from callmate.store.keys import OwnerKeys
from tests.audio.conftest import until
from tests.owner_store import START, OwnerStore, Ticks
from tests.terminal.processes import sound_processes, wait_for_silence


@pytest.fixture
def live(owner_store: OwnerStore) -> Iterator[LiveCall]:
    started = begin("Zefiro Telecom", sector=Sector.COMMUNICATIONS, clock=lambda: START)
    call = LiveCall.begin(owner_store.cabinet, started, clock=Ticks())
    yield call
    call.close()


def texts(live: LiveCall) -> list[str]:
    return [entry.text for entry in live.call.standing if isinstance(entry, Note)]


def grows(live: LiveCall) -> bool:
    return live.sound_is_growing


def records(live: LiveCall) -> bool:
    return live.recording.running


def block(file: Path) -> None:
    """Let nothing take the place of a file, until it is let go."""
    file.rename(file.with_suffix(".aside"))
    file.mkdir()


def let_go(file: Path) -> None:
    file.rmdir()
    file.with_suffix(".aside").rename(file)


def leave_sound(folder: Path) -> str:
    """A part that a sound process closed after its screen was killed."""
    whole_path(folder, 1).write_bytes(b"sealed")
    sha256 = digest(folder, 1)
    ended = START + timedelta(minutes=3)
    write_facts(folder, SoundFacts(1, "Telephone", START, ended, 180.0, sha256))
    return sha256


def test_its_start_lies_on_the_disk_and_nobody_else_can_write_it(
    owner_store: OwnerStore, live: LiveCall
) -> None:
    assert owner_store.cabinet.read(live.call.id) == live.call
    with pytest.raises(Busy):
        LiveCall.take_up(owner_store.cabinet, live.call.id)


def test_a_start_that_the_disk_refuses_leaves_nothing(owner_store: OwnerStore) -> None:
    owner_store.places.data.mkdir(parents=True)
    owner_store.places.calls.write_text("in the way")
    with pytest.raises(NotKept):
        LiveCall.begin(owner_store.cabinet, begin("Zefiro", clock=lambda: START))
    assert list(owner_store.cabinet.ids()) == []


def test_what_the_disk_refuses_waits_in_order_and_is_kept_once(
    owner_store: OwnerStore, live: LiveCall
) -> None:
    file = owner_store.call_file(live.call.id)
    live.desk.note("before")
    block(file)
    first, second = live.desk.note("first"), live.desk.note("second")
    assert list(live.waiting) == [first, second]
    assert texts(live) == ["before", "first", "second"]
    assert not live.retry()
    let_go(file)
    third = live.desk.note("third")
    assert not live.waiting
    kept = owner_store.cabinet.read(live.call.id)
    assert kept == live.call
    assert kept.entries[-3:] == (first, second, third)


def test_a_call_that_is_taken_up_tells_how_long_nobody_was_there(owner_store: OwnerStore) -> None:
    call_id = owner_store.call(lambda desk: desk.note("before"), ended=False)
    last = owner_store.cabinet.read(call_id).last_kept
    later = START + timedelta(hours=1)
    live = LiveCall.take_up(owner_store.cabinet, call_id, clock=lambda: later)
    assert live is not None
    live.close()
    taken_up = owner_store.cabinet.read(call_id).entries[-1]
    assert isinstance(taken_up, Interrupted)
    assert (taken_up.since, taken_up.at) == (last, later)


def test_taking_up_finds_the_sound_that_was_closed_after_the_screen_died(
    owner_store: OwnerStore,
) -> None:
    call_id = owner_store.call(ended=False)
    sha256 = leave_sound(owner_store.cabinet.folder(call_id))
    later = START + timedelta(hours=1)
    live = LiveCall.take_up(owner_store.cabinet, call_id, clock=lambda: later)
    assert live is not None
    live.close()
    (part,) = owner_store.cabinet.read(call_id).parts
    assert (part.seconds, part.sha256) == (180.0, sha256)
    assert not live.sound_is_growing


def test_sound_that_still_grows_is_found_when_it_has_come_to_rest(owner_store: OwnerStore) -> None:
    call_id = owner_store.call(ended=False)
    folder = owner_store.cabinet.folder(call_id)
    write_facts(folder, SoundFacts(1, "Telephone", START, None, None, None))
    slices_path(folder, 1).mkdir(0o700)
    piece = slices_path(folder, 1) / "000001.age"
    piece.write_bytes(b"sealed")
    live = LiveCall.take_up(owner_store.cabinet, call_id)
    assert live is not None
    assert grows(live)
    told: list[int] = []
    live.watch(lambda: told.append(len(live.call.parts)))
    long_ago = datetime.now(UTC).timestamp() - 60
    os.utime(piece, (long_ago, long_ago))
    live.find_sound()
    assert not grows(live)
    assert told == [1]
    live.find_sound()
    ends = [entry for entry in live.call.entries if isinstance(entry, RecordingEnded)]
    assert len(ends) == 1
    live.close()
    leave_sound(folder)
    live.find_sound()
    assert owner_store.cabinet.read(call_id).entries == live.call.entries


def test_a_call_that_ended_meanwhile_is_not_taken_up_and_is_free_again(
    owner_store: OwnerStore,
) -> None:
    call_id = owner_store.call()
    before = owner_store.cabinet.read(call_id)
    assert LiveCall.take_up(owner_store.cabinet, call_id) is None
    assert owner_store.cabinet.read(call_id) == before
    owner_store.cabinet.take(call_id).close()


def test_a_call_that_is_gone_or_damaged_is_said_to_be(owner_store: OwnerStore) -> None:
    call_id = owner_store.call(ended=False)
    owner_store.call_file(call_id).write_text("{")
    with pytest.raises(Damaged):
        LiveCall.take_up(owner_store.cabinet, call_id)
    with pytest.raises(NoSuchCall):
        LiveCall.take_up(owner_store.cabinet, "20200101T000000Z-abcdef")


async def test_the_end_keeps_what_is_left_of_the_sound(live: LiveCall) -> None:
    folder = live.folder
    live.desk.hang_up()
    leave_sound(folder)
    await live.end()
    (part,) = live.call.parts
    assert part.seconds == 180.0
    assert live.call.state is State.ENDED


def test_what_is_filled_in_afterwards_is_late_and_kept_once(
    owner_store: OwnerStore, live: LiveCall
) -> None:
    live.desk.hang_up()
    answers = {"claim_number": "A74K", "promise": "technician in 2 days", "operator": " "}
    file = owner_store.call_file(live.call.id)
    block(file)
    assert not live.finish(answers, Outcome.PROMISED)
    let_go(file)
    assert live.finish(answers, Outcome.PROMISED)
    live.close()
    kept = owner_store.cabinet.read(live.call.id)
    added = [e for e in kept.entries if isinstance(e, (Given, Promised, OutcomeSet))]
    assert [type(entry) for entry in added] == [Given, Promised, OutcomeSet]
    assert all(entry.late for entry in added)
    assert kept.claim_number == "A74K"
    assert kept.promises[0].due is not None
    assert kept.outcome is Outcome.PROMISED


def test_an_end_that_is_taken_back_is_taken_back_whatever_was_added_since(live: LiveCall) -> None:
    live.desk.note("before")
    live.desk.hang_up()
    live.finish({"operator": "4471"}, Outcome.SOLVED)
    live.go_on()
    assert live.call.ended is None
    assert live.call.operator == "4471"
    assert texts(live) == ["before"]


def test_a_call_that_was_given_back_can_be_taken_by_another_window(
    owner_store: OwnerStore, live: LiveCall
) -> None:
    live.close()
    live.close()
    other = LiveCall.take_up(owner_store.cabinet, live.call.id)
    assert other is not None
    other.close()


def test_an_owner_with_a_key_has_recorded_before(owner_store: OwnerStore, live: LiveCall) -> None:
    assert live.never_recorded
    OwnerKeys(owner_store.places).recipient()
    assert not live.never_recorded


async def test_two_keys_at_once_begin_one_recording(
    owner_store: OwnerStore, monkeypatch: pytest.MonkeyPatch, live: LiveCall
) -> None:
    home = owner_store.places.data
    monkeypatch.setenv("HOME", str(home))  # by which its processes are known
    recording = live.recording
    await asyncio.gather(recording.begin(), recording.begin())
    assert records(live)
    await until(lambda: sound_processes(home))  # the system tells a new process's name a bit late
    assert len(sound_processes(home)) == 1
    await asyncio.gather(recording.end(), recording.end())
    wait_for_silence(home)
    beginning = asyncio.create_task(recording.begin())
    await asyncio.sleep(0)
    await recording.end()
    await beginning
    assert not records(live), "a call that ends while its recording begins is not recorded"
    wait_for_silence(home)
