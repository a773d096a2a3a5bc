"""What a call adds up to, whatever happened in it."""

from datetime import UTC, datetime, timedelta
from functools import cached_property

import pytest
from hypothesis import given, strategies as st

from callmate.domain.call import Call, State
from callmate.domain.checklist import ItemStanding
from callmate.domain.corrections import fills_words
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Dropped,
    Filed,
    Given,
    HoldBegan,
    HoldEnded,
    HungUp,
    Imported,
    Interrupted,
    ListenedCopy,
    Marked,
    Note,
    Outcome,
    OutcomeSet,
    Pressed,
    Promised,
    RecordingBegan,
    RecordingEnded,
    Refused,
    Reworded,
    Sector,
    SoundDeleted,
    SoundGap,
    Started,
    Transferred,
    Undone,
    WrittenUp,
)

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def call(*entries: AnyEntry, sector: Sector = Sector.COMMUNICATIONS) -> Call:
    started = Started(id="s", at=START, company="Zefiro", sector=sector, questions=("Rimborso?",))
    return Call("c", (started, *entries))


def answered(seconds: float = 10) -> Answered:
    return Answered(id=f"a{seconds}", at=at(seconds))


def given_item(item: str, text: str, seconds: float = 20) -> Given:
    return Given(id=f"g{item}{seconds}", at=at(seconds), item=item, text=text)


def test_a_call_begins_with_its_start() -> None:
    with pytest.raises(ValueError, match="start"):
        Call("c", (Note(id="n", at=START, text="x"),))


def test_the_state_follows_what_happened() -> None:
    hold, back = HoldBegan(id="h", at=at(5)), HoldEnded(id="b", at=at(65))
    assert call().state is State.MENU
    assert call(hold).state is State.HOLD
    assert call(hold, back).state is State.MENU
    assert call(hold, answered(70)).state is State.SPEAKING
    assert call(answered(), HungUp(id="u", at=at(90))).state is State.ENDED
    assert call(answered(), Dropped(id="d", at=at(90))).dropped


def test_an_answer_a_transfer_and_the_end_close_a_hold() -> None:
    hold = HoldBegan(id="h", at=at(5))
    for closing in (answered(65), Transferred(id="t", at=at(65)), HungUp(id="u", at=at(65))):
        ended = call(hold, closing)
        assert ended.holds[0].until == at(65)
        assert ended.waited(at(999)) == timedelta(seconds=60)


def test_a_hold_that_goes_on_counts_up_to_now() -> None:
    waiting = call(HoldBegan(id="h", at=at(5)))
    assert waiting.waited(at(35)) == timedelta(seconds=30)


def test_a_second_hold_key_while_waiting_begins_no_second_hold() -> None:
    assert len(call(HoldBegan(id="h", at=at(5)), HoldBegan(id="i", at=at(6))).holds) == 1


def test_a_transfer_asks_for_the_operator_anew_and_keeps_the_facts() -> None:
    passed = call(
        answered(),
        given_item("operator", "2093"),
        given_item("operator_name", "Carla"),
        given_item("claim_number", "A74K"),
        Transferred(id="t", at=at(60)),
    )
    assert passed.operator is None
    assert passed.claim_number == "A74K"
    assert [leg.operator for leg in passed.legs] == ["2093", None]
    assert passed.legs[0].name == "Carla"
    assert passed.legs[0].until == at(60)
    operator = passed.checklist.next
    assert operator is not None
    assert operator.id == "operator"


def test_an_operator_typed_without_the_answer_key_still_makes_a_leg() -> None:
    assert call(given_item("operator", "4471")).operator == "4471"


def test_the_operator_comes_first_then_the_claim_number() -> None:
    items = [item.id for item in call().checklist.items]
    assert items[:2] == ["operator", "claim_number"]
    assert items[-1] == "question:1"
    energy = [item.id for item in call(sector=Sector.ENERGY).checklist.items]
    assert energy[2] == "written_channel"


def test_what_needs_nobody_is_not_asked_for_before_what_does() -> None:
    near_end = call(
        answered(),
        given_item("operator", "1"),
        given_item("claim_number", "2"),
        given_item("operator_name", "3"),
        Promised(id="p", at=at(30), text="tecnico"),
    )
    upcoming = near_end.checklist.next
    assert upcoming is not None
    assert upcoming.id == "question:1"


def test_a_refusal_is_neither_an_answer_nor_missing() -> None:
    refused = call(answered(), Refused(id="r", at=at(30), item="claim_number", text="non serve"))
    item = refused.checklist.item("claim_number")
    assert item is not None
    assert item.standing is ItemStanding.REFUSED
    assert item.text == "non serve"
    assert refused.claim_number is None
    assert "claim_number" not in {each.id for each in refused.checklist.missing}


def test_an_undone_entry_counts_no_more_and_stays_kept() -> None:
    undone = call(
        answered(),
        given_item("claim_number", "A74K"),
        Undone(id="z", at=at(30), target="gclaim_number20"),
    )
    assert undone.claim_number is None
    assert "gclaim_number20" in undone.taken_back
    assert any(entry.id == "gclaim_number20" for entry in undone.entries)


def test_undo_takes_back_the_latest_thing_first_and_then_the_one_before() -> None:
    one, two = Note(id="1", at=at(1), text="a"), Note(id="2", at=at(2), text="b")
    both = call(one, two)
    assert both.undoable == two
    after = call(one, two, Undone(id="z", at=at(3), target="2"))
    assert after.undoable == one
    assert call().undoable is None


def test_a_correction_gives_the_latest_words_and_an_undone_correction_none() -> None:
    note = Note(id="1", at=at(1), text="lunedi")
    better = Reworded(id="2", at=at(2), target="1", text="lunedì")
    corrected = call(note, better)
    assert [e.text for e in corrected.standing if isinstance(e, Note)] == ["lunedì"]
    back = call(note, better, Undone(id="3", at=at(3), target="2"))
    assert [e.text for e in back.standing if isinstance(e, Note)] == ["lunedi"]


def test_a_correction_of_the_start_names_the_company() -> None:
    assert call(Reworded(id="2", at=at(2), target="s", text="Aurora Gas")).company == "Aurora Gas"


def test_the_parts_of_a_recording_are_told_with_their_gaps() -> None:
    recorded = call(
        RecordingBegan(id="1", at=at(1), part=1, path="sound-1"),
        SoundGap(id="2", at=at(9), since=at(7), part=1, reason="silent"),
        RecordingEnded(
            id="3",
            at=at(20),
            part=1,
            path="sound-1.opus.age",
            started=at(1),
            seconds=19.0,
            sha256="ab",
        ),
        RecordingBegan(id="4", at=at(25), part=2, path="sound-2"),
    )
    first, second = recorded.parts
    assert (first.seconds, first.sha256, first.path) == (19.0, "ab", "sound-1.opus.age")
    assert first.gaps[0].since == at(7)
    assert second.seconds is None


def test_the_outcome_is_the_last_one_chosen() -> None:
    chosen = call(
        OutcomeSet(id="1", at=at(1), outcome=Outcome.REFUSED),
        OutcomeSet(id="2", at=at(2), outcome=Outcome.SOLVED),
    )
    assert chosen.solved


def test_words_that_come_after_a_stamp_fill_it_and_a_correction_does_not() -> None:
    refused = Refused(id="1", at=at(1), item="claim_number")
    note = Note(id="2", at=at(2), text="lunedi")
    words = Reworded(id="3", at=at(3), target="1", text="no")
    better = Reworded(id="4", at=at(4), target="2", text="lunedì")
    entries = (refused, note, words, better)
    assert [entry.id for entry in entries if fills_words(entries, entry)] == ["3"]


def recording_ended(name: str, when: datetime, part: int) -> RecordingEnded:
    path = f"sound-{part}.opus.age"
    return RecordingEnded(
        id=name, at=when, part=part, path=path, started=START, seconds=9.0, sha256="ab"
    )


@st.composite
def stories(draw: st.DrawFn, *, kinds: slice = slice(0, 9)) -> Call:
    entries: list[AnyEntry] = []
    moment = 0.0
    for number in range(draw(st.integers(0, 25))):
        moment += draw(st.floats(0, 600))
        name, when = f"e{number}", at(moment)
        item = draw(st.sampled_from(("operator", "claim_number", "operator_name", "witness")))
        part = draw(st.integers(1, 2))
        # With clocks that differ, a correction may even come before what it corrects.
        target = draw(st.sampled_from(["s", *(f"e{each}" for each in range(number + 2))]))
        could: tuple[AnyEntry, ...] = (
            Answered(id=name, at=when),
            HoldBegan(id=name, at=when),
            HoldEnded(id=name, at=when),
            Transferred(id=name, at=when),
            Given(id=name, at=when, item=item, text=name),
            Refused(id=name, at=when, item=item),
            Note(id=name, at=when, text=name),
            Undone(id=name, at=when, target=target),
            Reworded(id=name, at=when, target=target, text="x"),
            Pressed(id=name, at=when, text="1 4"),
            Promised(id=name, at=when, text="tecnico"),
            Marked(id=name, at=when),
            RecordingBegan(id=name, at=when, part=part, path="sound-1"),
            recording_ended(name, when, part),
            SoundGap(id=name, at=when, part=part, since=START, reason="silent"),
            SoundDeleted(id=name, at=when, part=part, sha256="ab"),
            ListenedCopy(id=name, at=when, part=part, start=0, end=1),
            Imported(id=name, at=when, part=part, name="a.m4a", sha256="cd"),
            Interrupted(id=name, at=when, since=START),
            Dropped(id=name, at=when),
            HungUp(id=name, at=when),
            OutcomeSet(id=name, at=when, outcome=draw(st.sampled_from(Outcome))),
            Filed(id=name, at=when, case=draw(st.sampled_from((None, "a", "b")))),
            WrittenUp(id=name, at=when, approximate=draw(st.booleans())),
        )
        entries.append(draw(st.sampled_from(could[kinds])))
    return call(*entries)


FOLDS = [name for name, each in vars(Call).items() if isinstance(each, cached_property)]


@given(stories(kinds=slice(None)))
def test_a_call_that_grew_adds_up_to_what_it_adds_up_to_when_read_at_once(story: Call) -> None:
    grown = Call(story.id, story.entries[:1])
    for place, entry in enumerate(story.entries[1:], 2):
        for fold in FOLDS:
            getattr(grown, fold)
        grown = grown.with_entries(entry)
        read = Call(story.id, story.entries[:place])
        assert grown == read
        assert {fold: getattr(grown, fold) for fold in FOLDS} == {
            fold: getattr(read, fold) for fold in FOLDS
        }


def test_a_note_hands_on_all_that_it_cannot_change() -> None:
    before = call(answered(), given_item("operator", "4471"))
    for fold in FOLDS:
        getattr(before, fold)
    after = before.with_entries(Note(id="n", at=at(30), text="modem"))
    handed_on = {fold for fold in FOLDS if vars(after).get(fold) is vars(before)[fold]}
    assert set(FOLDS) - handed_on == {"standing", "undoable"}
    assert after.standing == (*before.standing, after.entries[-1])


@given(stories())
def test_whatever_happens_the_call_makes_sense(story: Call) -> None:
    end = story.last_kept
    assert timedelta(0) <= story.waited(end) <= story.length(end)
    assert all(hold.until is not None for hold in story.holds[:-1])
    assert all(leg.until is not None for leg in story.legs[:-1])
    starts = [leg.since for leg in story.legs]
    assert starts == sorted(starts)
    standing = {item.id: item.standing for item in story.checklist.items}
    assert {i.id for i in story.checklist.missing} == {
        name for name, each in standing.items() if each is ItemStanding.MISSING
    }
    assert len(story.standing) <= len(story.entries)
    assert (story.state is State.HOLD) == bool(story.holds and story.holds[-1].until is None)


def test_a_call_is_filed_moved_and_taken_out_again() -> None:
    first, moved = Filed(id="1", at=at(1), case="a"), Filed(id="2", at=at(2), case="b")
    assert call().case is None
    assert call(first).case == "a"
    assert call(first, moved).case == "b"
    assert call(first, moved, Undone(id="3", at=at(3), target="2")).case == "a"
    assert call(first, Filed(id="4", at=at(4), case=None)).case is None
