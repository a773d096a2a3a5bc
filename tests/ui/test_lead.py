"""The keys of a call, tried on real files and without a screen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callmate.domain.call import State
from callmate.domain.checklist import ItemStanding
from callmate.domain.entry import HungUp, Note, Sector
from callmate.services.desk import Desk, begin
from callmate.services.live_input import NOTE, LiveInput
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places, fresh_id


class Watch:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.time = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)

    def __call__(self) -> datetime:
        """The time now."""
        return self.time

    def wait(self, seconds: float) -> None:
        """Let time pass."""
        self.time += timedelta(seconds=seconds)


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def lead(tmp_path: Path, watch: Watch) -> Iterator[LiveInput]:
    started = begin("Zefiro", sector=Sector.COMMUNICATIONS, questions=["Rimborso?"], clock=watch)
    cabinet = Cabinet(Places(tmp_path / "data", tmp_path / "config"))
    with cabinet.create(started, fresh_id(started.at)) as kept:
        yield LiveInput(Desk(kept, watch), watch)


def notes(lead: LiveInput) -> list[str]:
    return [entry.text for entry in lead.desk.call.standing if isinstance(entry, Note)]


def test_plain_text_is_a_note(lead: LiveInput) -> None:
    lead.type("modem spento")
    assert notes(lead) == ["modem spento"]


def test_after_answered_the_first_line_is_the_operator(lead: LiveInput) -> None:
    lead.do("call.answer", "")
    lead.type("4471")
    lead.type("dice che è un guasto noto")
    assert lead.desk.call.operator == "4471"
    assert notes(lead) == ["dice che è un guasto noto"]


def test_after_the_claim_key_the_line_is_the_claim_number_and_is_spelled(lead: LiveInput) -> None:
    lead.do("call.claim", "")
    lead.type("A74K")
    assert lead.desk.call.claim_number == "A74K"
    assert lead.spelled == "A74K"
    lead.do("call.mark", "")
    assert lead.spelled == ""


def test_a_half_written_note_comes_back_after_a_key_asked_for_something(lead: LiveInput) -> None:
    assert lead.do("call.claim", "il tecnico dice").line == ""
    assert lead.type("A74K").line == "il tecnico dice"
    assert notes(lead) == []


def test_escape_gives_the_line_back_and_loses_nothing(lead: LiveInput) -> None:
    lead.do("call.claim", "il tecnico")
    assert lead.leave("A74").line == "il tecnico A74"
    assert lead.asking == NOTE
    assert lead.desk.call.claim_number is None


def test_a_second_key_while_asking_keeps_both_drafts(lead: LiveInput) -> None:
    lead.do("call.claim", "uno")
    lead.do("call.promise", "due")
    assert lead.leave("tre").line == "uno due tre"


def test_refused_stamps_at_once_and_takes_the_words_after(lead: LiveInput, watch: Watch) -> None:
    lead.do("call.answer", "")
    lead.type("4471")
    refused_at = watch.time
    lead.do("call.refused", "")
    watch.wait(20)
    lead.type("non siamo tenuti")
    item = lead.desk.call.checklist.item("claim_number")
    assert item is not None
    assert (item.standing, item.text) == (ItemStanding.REFUSED, "non siamo tenuti")
    entry = next(e for e in lead.desk.call.standing if e.id == lead.desk.call.entries[-2].id)
    assert entry.at == refused_at


def test_refused_without_words_is_refused_all_the_same(lead: LiveInput) -> None:
    lead.light(1)
    lead.do("call.refused", "")
    lead.type("")
    item = lead.desk.call.checklist.item("claim_number")
    assert item is not None
    assert item.standing is ItemStanding.REFUSED


def test_a_promise_gets_its_date(lead: LiveInput) -> None:
    lead.do("call.promise", "")
    lead.type("tecnico entro 48h")
    (promise,) = lead.desk.call.promises
    assert promise.due is not None
    assert promise.due - lead.desk.call.start.at == timedelta(hours=48)


def test_the_item_key_answers_what_is_lit(lead: LiveInput) -> None:
    lead.light(-1)
    assert lead.current == "question:1"
    lead.do("call.item", "")
    lead.type("sì, in bolletta")
    assert lead.desk.call.checklist.answer("question:1") == "sì, in bolletta"
    lead.pick("speakerphone", "")
    assert lead.desk.call.checklist.answer("speakerphone") == ""


def test_hold_is_one_key_for_on_and_off(lead: LiveInput, watch: Watch) -> None:
    lead.do("call.hold", "")
    waiting = lead.desk.call
    watch.wait(72)
    lead.do("call.hold", "")
    assert (waiting.state, lead.desk.call.state) == (State.HOLD, State.MENU)
    assert lead.desk.call.waited(watch.time) == timedelta(seconds=72)


def test_answered_twice_before_the_number_is_one_answer(lead: LiveInput) -> None:
    lead.do("call.answer", "")
    lead.do("call.answer", "")
    assert len(lead.desk.call.legs) == 1


def test_undo_undoes_each_stamp_and_says_so(lead: LiveInput) -> None:
    lead.do("call.hold", "")
    assert lead.do("call.undo", "").say
    assert lead.desk.call.state is State.MENU
    assert lead.do("call.undo", "").say


def test_the_end_shows_what_is_missing_and_takes_two_keys(lead: LiveInput, watch: Watch) -> None:
    first = lead.do("call.end", "")
    assert not first.over
    assert lead.desk.call.ended is None
    assert lead.ending is not None
    pressed = watch.time
    watch.wait(3)
    assert lead.type("").over
    assert lead.desk.call.ended == pressed


def test_an_end_confirmed_late_is_stamped_when_it_is_confirmed(
    lead: LiveInput, watch: Watch
) -> None:
    lead.do("call.end", "")
    watch.wait(60)
    lead.do("call.end", "")
    assert lead.desk.call.ended == watch.time


def test_any_other_key_and_any_note_call_the_end_off(lead: LiveInput) -> None:
    lead.do("call.end", "")
    lead.do("call.mark", "")
    assert not lead.type("").over
    lead.do("call.end", "")
    assert not lead.type("aspetti!").over
    assert lead.desk.call.ended is None
    lead.do("call.end", "")
    assert not lead.leave("").over
    assert not lead.type("").over


def test_a_half_written_note_is_kept_when_the_call_ends(lead: LiveInput) -> None:
    lead.do("call.end", "mezza nota")
    lead.type("")
    assert notes(lead) == ["mezza nota"]
    assert isinstance(lead.desk.call.entries[-1], HungUp)


def test_a_dropped_line_ends_the_call_at_once(lead: LiveInput) -> None:
    assert lead.do("call.dropped", "stava dicendo").over
    assert lead.desk.call.dropped
    assert notes(lead) == ["stava dicendo"]


def test_a_call_without_a_company_asks_for_it_first(tmp_path: Path, watch: Watch) -> None:
    started = begin("", clock=watch)
    cabinet = Cabinet(Places(tmp_path / "data", tmp_path / "config"))
    with cabinet.create(started, fresh_id(started.at)) as kept:
        lead = LiveInput(Desk(kept, watch), watch)
        lead.type("Aurora Gas")
        lead.type("una nota")
        assert lead.desk.call.company == "Aurora Gas"
        assert notes(lead) == ["una nota"]


@pytest.mark.parametrize(
    "text",
    ["[/]", "\x1b[2J", "\x00", "\U0001f642", "\u05df\u202eabc", "x" * 10_000, "a\udce9"],
)
def test_notes_of_any_kind_are_kept_as_typed(lead: LiveInput, text: str) -> None:
    lead.type(text)
    assert notes(lead) == [text]
    assert lead.words("^Z", lead.do("call.undo", ""))
