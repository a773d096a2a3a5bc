"""The keys of a call, tried on real files and without a screen."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callmate.domain.call import State
from callmate.domain.checklist import ItemStanding
from callmate.domain.entry import HungUp, Note, Refused, Sector
from callmate.services.asking import NOTE
from callmate.services.desk import Desk, begin
from callmate.services.live_input import LiveInput
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places, fresh_id

pytestmark = pytest.mark.usefixtures("english")


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


def standing(lead: LiveInput, item_id: str) -> tuple[ItemStanding, str]:
    item = lead.desk.call.checklist.item(item_id)
    assert item is not None
    return item.standing, item.text


def answered(lead: LiveInput) -> None:
    lead.do("call.answer", "")
    lead.type("4471")


def test_a_refusal_is_asked_about_and_stands_at_its_key(lead: LiveInput, watch: Watch) -> None:
    answered(lead)
    before, pressed = lead.desk.call.entries, watch.time
    lead.do("call.refused", "")
    assert (lead.prompt, lead.desk.call.entries) == ("What do they refuse?", before)
    assert "Claim number" in lead.hint("")
    watch.wait(20)
    lead.type("")
    assert (lead.prompt, lead.desk.call.entries) == ("Refused: Claim number", before)
    lead.type("non siamo tenuti")
    assert standing(lead, "claim_number") == (ItemStanding.REFUSED, "non siamo tenuti")
    assert lead.desk.call.entries[-1].at == pressed


def test_escape_refuses_nothing_whatever_was_chosen(lead: LiveInput) -> None:
    answered(lead)
    before = lead.desk.call.entries
    for lines in ((), ("",), ("rimborso",)):
        lead.do("call.refused", "")
        for line in lines:
            lead.type(line)
        lead.leave("")
        assert lead.desk.call.entries == before
        assert lead.asking == NOTE


def test_a_refused_refund_is_not_a_refused_operator_or_number(lead: LiveInput) -> None:
    answered(lead)
    lead.do("call.claim", "")
    lead.type("RC-55")
    lead.do("call.refused", "")
    lead.type("rimborso")
    assert lead.prompt == "Refused: rimborso"
    step = lead.type("non facciamo rimborsi")
    assert isinstance(step.kept, Refused)
    assert (step.kept.item, step.kept.text) == ("rimborso", "non facciamo rimborsi")
    assert lead.desk.call.claim_number == "RC-55"
    assert [item.id for item in lead.desk.call.checklist.refused] == ["rimborso"]


def test_another_item_is_lit_clicked_or_named_to_be_refused(lead: LiveInput) -> None:
    answered(lead)
    lead.do("call.refused", "")
    lead.light(1)
    assert "Operator's name" in lead.hint("")
    lead.light(-1)
    lead.light(-1)
    lead.light(-1)
    assert "Rimborso?" in lead.hint("")
    lead.type("")
    lead.type("no")
    lead.do("call.refused", "")
    lead.pick("claim_number", "")
    lead.type("")
    lead.do("call.refused", "")
    lead.type("operator's name")
    lead.type("non lo do")
    assert standing(lead, "question:1") == (ItemStanding.REFUSED, "no")
    assert standing(lead, "claim_number") == (ItemStanding.REFUSED, "")
    assert standing(lead, "operator_name") == (ItemStanding.REFUSED, "non lo do")


def test_with_nobody_there_no_item_is_offered_to_be_refused(lead: LiveInput) -> None:
    before = lead.desk.call.entries
    lead.do("call.refused", "")
    for _ in range(3):
        lead.type("")
    assert (lead.prompt, lead.desk.call.entries) == ("What do they refuse?", before)


def test_a_key_that_ticks_asks_first(lead: LiveInput) -> None:
    before = lead.desk.call.entries
    for command, item in (
        ("call.speakerphone", "speakerphone"),
        ("call.notice", "recording_notice"),
    ):
        lead.do(command, "")
        lead.leave("")
        lead.do(command, "")
        lead.type("no")
        assert lead.desk.call.entries == before
        lead.do(command, "mezza nota")
        assert lead.type("").line == "mezza nota"
        assert standing(lead, item) == (ItemStanding.ANSWERED, "")
        before = lead.desk.call.entries


def test_words_typed_where_a_tick_is_asked_are_a_note(lead: LiveInput) -> None:
    lead.do("call.speakerphone", "")
    lead.type("mi sente il vicino")
    assert notes(lead) == ["mi sente il vicino"]
    assert standing(lead, "speakerphone")[0] is ItemStanding.MISSING


def test_a_promise_gets_its_date(lead: LiveInput) -> None:
    lead.do("call.promise", "")
    lead.type("tecnico entro 48h")
    (promise,) = lead.desk.call.promises
    assert promise.due is not None
    assert promise.due - lead.desk.call.start.at == timedelta(hours=48)
    assert lead.asking == NOTE


def promised(lead: LiveInput, words: str) -> None:
    lead.do("call.promise", "")
    lead.type(words)


@pytest.mark.parametrize("words", ["presto", "rimborso in bolletta", "entro il 31/02"])
def test_a_promise_without_a_date_lacks_it_and_is_asked_for_once(
    lead: LiveInput, words: str
) -> None:
    answered(lead)
    promised(lead, words)
    assert lead.prompt == "By when?"
    assert standing(lead, "promise") == (ItemStanding.MISSING, words)
    lead.type("")
    assert lead.asking == NOTE
    assert standing(lead, "promise") == (ItemStanding.MISSING, words)
    assert lead.current == "claim_number"
    promised(lead, words)
    lead.type("la signora ride")
    assert notes(lead) == ["la signora ride"]
    assert lead.asking == NOTE


def test_by_when_can_be_said_after_the_promise(lead: LiveInput) -> None:
    promised(lead, "rimborso")
    lead.type("entro ven")
    (promise,) = lead.desk.call.promises
    assert (promise.text, promise.due) == ("rimborso", datetime(2026, 11, 27, 23, 59, tzinfo=UTC))
    promised(lead, "tecnico")
    lead.leave("")
    lead.pick("promise", "")
    lead.type("ven mattina, forse")
    assert lead.desk.call.promises[-1].text == "tecnico ven mattina, forse"
    assert standing(lead, "promise")[0] is ItemStanding.ANSWERED


def test_the_date_is_told_while_it_is_typed_whole_and_before_anything_else(
    lead: LiveInput,
) -> None:
    lead.do("call.promise", "")
    assert lead.hint("rimborso") == "No date yet: write by when (48h, fri 5pm, 3/12)"
    assert lead.hint("rimborso entro ven") == "By Friday 27 November"
    assert lead.hint("rimborso entro 3/4/2027") == "By Saturday 3 April 2027"
    step = lead.type("rimborso sul conto con la prossima bolletta entro 3/4/2027")
    assert lead.words("^Z", step).split(" · ")[1].startswith("By Saturday 3 April 2027")


@pytest.mark.parametrize(
    ("words", "day"), [("rimborso entro 3/11", "3 November 2027"), ("ieri 23/11/2026", "23 Nov")]
)
def test_a_date_that_is_past_or_far_is_asked_about(lead: LiveInput, words: str, day: str) -> None:
    lead.do("call.promise", "")
    assert day in lead.hint(words)
    assert "is that right?" in lead.hint(words)
    lead.type(words)
    assert day in lead.hint("")
    assert lead.desk.call.promises[-1].due is None
    lead.type("")
    promise = lead.desk.call.promises[-1]
    assert promise.text == words
    assert promise.due is not None


def test_a_date_that_was_asked_about_can_be_said_anew_or_left(lead: LiveInput) -> None:
    promised(lead, "rimborso entro 3/11")
    lead.type("3/12")
    assert lead.desk.call.promises[-1].due == datetime(2026, 12, 3, 23, 59, tzinfo=UTC)
    promised(lead, "rimborso entro 3/11")
    lead.leave("")
    assert lead.desk.call.promises[-1].due is None


def test_the_item_key_answers_what_is_lit(lead: LiveInput) -> None:
    lead.light(-1)
    assert lead.current == "question:1"
    lead.do("call.item", "")
    lead.type("sì, in bolletta")
    assert lead.desk.call.checklist.answer("question:1") == "sì, in bolletta"
    lead.pick("speakerphone", "")
    assert lead.desk.call.checklist.answer("speakerphone") is None
    lead.type("")
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
    lead.type("")
    assert lead.desk.call.ended == watch.time


def test_the_key_of_the_end_held_down_ends_nothing(lead: LiveInput) -> None:
    for command in ("call.end", "call.dropped"):
        for _ in range(20):
            assert not lead.do(command, "").over
        lead.leave("")
    assert lead.desk.call.ended is None


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


def test_a_dropped_line_is_asked_about_and_stands_at_its_key(lead: LiveInput, watch: Watch) -> None:
    pressed = watch.time
    assert not lead.do("call.dropped", "stava dicendo").over
    assert "line dropped?" in lead.end_words()
    watch.wait(3)
    assert lead.type("").over
    assert (lead.desk.call.dropped, lead.desk.call.ended) == (True, pressed)
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
