"""The verbs of a call, each kept on a real disk before it is told; and what is not kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from callmate.domain.call import State
from callmate.domain.due import find_due
from callmate.domain.entry import Answered, HoldBegan, HoldEnded, Note, Outcome, Undone
from callmate.services.desk import Desk, RetryingLedger, begin
from callmate.store.errors import NotKept
from callmate.store.journal_writer import OpenCall
from callmate.store.places import fresh_id
from tests.owner_store import START, OwnerStore, Ticks


@pytest.fixture
def kept(owner_store: OwnerStore) -> Iterator[OpenCall]:
    started = begin("Zefiro Telecom", clock=lambda: START)
    with owner_store.cabinet.create(started, fresh_id(START)) as kept:
        yield kept


@pytest.fixture
def desk(kept: OpenCall) -> Desk:
    return Desk(kept, Ticks())


def test_whatever_is_done_lies_on_the_disk_with_its_time(
    owner_store: OwnerStore, kept: OpenCall, desk: Desk
) -> None:
    desk.answer()
    desk.give("operator", "4471")
    desk.press("1 4")
    desk.refuse("claim_number", "not needed")
    desk.mark()
    desk.promise("technician", find_due("in 2 days", START, "en"))
    desk.transfer()
    desk.settle(Outcome.PROMISED)
    desk.file("case")
    desk.drop()
    on_disk = owner_store.cabinet.read(kept.call.id)
    assert on_disk == desk.call
    assert [type(entry).__name__ for entry in on_disk.entries] == [
        "Started", "Answered", "Given", "Pressed", "Refused", "Marked", "Promised",
        "Transferred", "OutcomeSet", "Filed", "Dropped",
    ]  # fmt: skip
    times = [entry.at for entry in on_disk.entries]
    assert times == [START + timedelta(seconds=10 * place) for place in range(len(times))]


def test_the_answer_key_pressed_twice_makes_one_answer(desk: Desk) -> None:
    assert isinstance(desk.answer(), Answered)
    assert desk.answer() is None
    desk.give("operator", "4471")
    assert isinstance(desk.answer(), Answered)


def test_one_key_begins_and_ends_the_waiting(desk: Desk) -> None:
    assert isinstance(desk.hold(), HoldBegan)
    assert desk.call.state is State.HOLD
    assert isinstance(desk.hold(), HoldEnded)


def test_undo_takes_back_one_thing_after_another_and_then_nothing(desk: Desk) -> None:
    first, second = desk.note("first"), desk.note("second")
    assert [desk.undo(), desk.undo(), desk.undo()] == [second, first, None]
    assert [type(entry) for entry in desk.call.entries[-2:]] == [Undone, Undone]


def test_what_comes_after_the_end_is_late_and_a_note_of_earlier_stands_at_its_moment(
    desk: Desk,
) -> None:
    early = desk.note("early")
    desk.hang_up()
    late, moved = desk.note("late"), desk.note("moved", of=START)
    assert (early.late, late.late, moved.late) == (False, True, True)
    assert moved.at == START


def test_an_end_is_taken_back_though_an_outcome_was_said_after_it(desk: Desk) -> None:
    desk.hang_up()
    desk.settle(Outcome.SOLVED)
    desk.go_on()
    assert (desk.call.ended, desk.call.outcome) == (None, Outcome.SOLVED)
    length = len(desk.call.entries)
    desk.go_on()
    assert len(desk.call.entries) == length


def test_a_desk_says_what_its_ledger_could_not_keep(
    owner_store: OwnerStore, kept: OpenCall, desk: Desk
) -> None:
    owner_store.call_file(kept.call.id).unlink()
    with pytest.raises(NotKept):
        desk.note("lost")
    assert not any(isinstance(entry, Note) for entry in desk.call.entries)


def test_a_ledger_that_retries_keeps_nothing_before_what_waits(
    owner_store: OwnerStore, kept: OpenCall
) -> None:
    file = owner_store.call_file(kept.call.id)
    ledger = RetryingLedger(kept)
    desk = Desk(ledger, Ticks())
    aside = file.rename(file.with_suffix(".aside"))
    notes = [desk.note(str(number)) for number in range(3)]
    assert ledger.waiting == tuple(notes)
    assert ledger.call.entries[1:] == tuple(notes)
    assert kept.call.entries == ledger.call.entries[:1]
    assert not ledger.retry()
    aside.rename(file)
    assert ledger.retry()
    assert owner_store.cabinet.read(kept.call.id).entries[1:] == tuple(notes)
