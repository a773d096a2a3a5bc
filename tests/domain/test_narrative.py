"""What a letter may tell: facts with their times, no more than somebody wrote down."""

from datetime import timedelta

import pytest

from callmate.domain.call import Call
from callmate.domain.case import AnyCaseEntry, Author, Channel, Delivered, Purpose
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Dropped,
    Given,
    HoldBegan,
    HungUp,
    Marked,
    Note,
    Outcome,
    OutcomeSet,
    Pressed,
    Promised,
    RecordingBegan,
    Refused,
    SoundDeleted,
    Started,
    Transferred,
)
from callmate.domain.letter_facts import What, call_facts
from callmate.domain.narrative import Narrative, narrate
from tests.made_up_case import (
    BILL,
    LETTER,
    NOW,
    REPLY,
    START,
    after,
    call,
    happened,
    on_paper_only,
    small_call,
    told_of,
)

NUMBER = Given(id="g", at=after(20), item="operator", text="4471")
NAME = Given(id="n", at=after(21), item="operator_name", text="Carla")
ANSWERED = Answered(id="a", at=after(10))
PASSED = Transferred(id="t", at=after(60))


@pytest.mark.parametrize(
    ("entries", "told"),
    [
        ((), []),
        ((ANSWERED,), [(What.ANSWERED, "", "")]),
        ((ANSWERED, NUMBER, NAME), [(What.ANSWERED, "4471", "")]),
        ((NUMBER,), [(What.GIVEN, "4471", "4471")]),
        ((NUMBER, PASSED), [(What.GIVEN, "4471", "4471"), (What.TRANSFERRED, "", "")]),
        (
            (ANSWERED, NUMBER, Note(id="x", at=after(30), text="guasto")),
            [(What.ANSWERED, "4471", ""), (What.NOTE, "", "guasto")],
        ),
        (
            (ANSWERED, NUMBER, Promised(id="x", at=after(30), text="tecnico")),
            [(What.ANSWERED, "4471", ""), (What.PROMISED, "4471", "tecnico")],
        ),
        (
            (ANSWERED, NUMBER, Refused(id="x", at=after(30), item="claim_number", text="no")),
            [(What.ANSWERED, "4471", ""), (What.REFUSED, "4471", "no")],
        ),
        (
            (
                Pressed(id="p", at=after(1), text="2"),
                HoldBegan(id="h", at=after(2)),
                Marked(id="m", at=after(3)),
                Dropped(id="d", at=after(4)),
            ),
            [(What.DROPPED, "", "")],
        ),
        (
            (HungUp(id="e", at=after(4)), OutcomeSet(id="o", at=after(5), outcome=Outcome.SOLVED)),
            [],
        ),
    ],
)
def test_what_is_told_of_a_call(
    entries: tuple[AnyEntry, ...], told: list[tuple[What, str, str]]
) -> None:
    first, *others = call_facts(small_call(*entries))
    assert (first.what, first.company) == (What.CALL, "Zefiro Telecom")
    assert [(fact.what, fact.operator, fact.text) for fact in others] == told


def test_an_operator_is_told_with_the_name_that_was_given() -> None:
    _call, answered = call_facts(small_call(ANSWERED, NUMBER, NAME))
    assert (answered.operator, answered.name) == ("4471", "Carla")


def test_the_owners_question_stands_with_its_answer_and_no_items_own_words() -> None:
    start = Started(id="s", at=START, company="Z", questions=("Rimborso?",))
    answer = Given(id="q", at=after(30), item="question:1", text="sì")
    item = Given(id="c", at=after(31), item="claim_number", text="A7")
    _call, first, second = call_facts(small_call(answer, item, start=start))
    assert (first.question, first.text, second.question) == ("Rimborso?", "sì", "")


def test_how_long_it_lasted_and_how_much_of_it_was_waiting() -> None:
    hold, end = HoldBegan(id="h", at=after(10)), HungUp(id="e", at=after(70))
    whole, *_ = call_facts(small_call(hold, end))
    assert (whole.length, whole.waited, whole.unanswered) == (70.0, 60.0, False)
    going_on, *_ = call_facts(small_call(hold))
    assert going_on.length is None


def test_that_nobody_answered_is_told_when_the_owner_said_so_and_nobody_did() -> None:
    said = OutcomeSet(id="o", at=after(80), outcome=Outcome.NO_ANSWER)
    assert call_facts(small_call(said))[0].unanswered
    assert not call_facts(small_call(ANSWERED, said))[0].unanswered


def test_of_a_call_noted_on_paper_no_fact_has_a_time() -> None:
    facts = call_facts(on_paper_only())
    assert all(fact.untimed for fact in facts)
    assert facts[0].length is None
    assert not any(fact.untimed for fact in call_facts(call()))


def narrative(*calls: Call, entries: tuple[AnyCaseEntry, ...] = (), days: int = 0) -> Narrative:
    told = told_of(*calls, entries=entries)
    return narrate(told, NOW + timedelta(days=days))


def test_calls_are_told_whole_and_between_them_what_else_happened() -> None:
    told = narrative(call(24), call(13), entries=(LETTER, BILL, REPLY)).told
    assert [
        fact.channel or fact.what for fact in told if fact.what in {What.CALL, What.HAPPENED}
    ] == [
        Channel.LETTER,
        Channel.BILL,
        What.CALL,
        Channel.POST,
        What.CALL,
    ]


def test_the_first_complaint_in_writing_counts_its_days() -> None:
    second = happened(20, Channel.PEC, "sollecito")
    told = narrative(entries=(second, LETTER), days=3)
    assert told.sent is not None
    assert (told.sent.reference, told.sent_days) == ("RR123IT", 16)
    assert narrative().sent is None
    assert narrative().sent_days == 0


@pytest.mark.parametrize(
    ("entry", "complains"),
    [
        (LETTER, True),
        (happened(11, Channel.PEC, "x"), True),
        (happened(11, Channel.EMAIL, "x", purpose=Purpose.COMPLAINT), True),
        (happened(11, Channel.POST, "x"), False),
        (happened(11, Channel.LETTER, "x", purpose=Purpose.ACCESS), False),
        (happened(11, Channel.LETTER, "x", author=Author.PERSON), False),
    ],
)
def test_what_is_a_complaint_in_writing(entry: AnyCaseEntry, *, complains: bool) -> None:
    assert (narrative(entries=(entry,)).sent is not None) == complains


def test_of_two_receipts_of_a_letter_the_earlier_counts_as_it_does_for_its_clocks() -> None:
    later, first = (
        Delivered(id=f"d{days}", at=NOW, sent=LETTER.id, on=LETTER.on + timedelta(days=days))
        for days in (5, 2)
    )
    told = narrative(entries=(LETTER, later, first))
    assert (told.delivered, told.delivered_by) == (first.on, first.id)


def test_replies_are_those_of_persons_and_enclosures_are_files() -> None:
    robot = happened(21, Channel.EMAIL, "ricevuto", author=Author.AUTOMATIC)
    early = happened(10, Channel.EMAIL, "benvenuto", author=Author.PERSON)
    told = narrative(entries=(LETTER, REPLY, robot, BILL, early))
    assert [fact.text for fact in told.replies] == ["stiamo verificando"]
    assert narrative(entries=(REPLY,)).replies == (), "there is nothing that it answers"
    assert told.enclosures == ("bolletta.pdf",)


def test_whether_any_sound_is_still_held() -> None:
    began = RecordingBegan(id="b", at=after(5), part=1, path="sound-1")
    gone = SoundDeleted(id="d", at=after(900), part=1, sha256="ab")
    assert narrative(small_call(began)).recorded
    assert not narrative(small_call(began, gone)).recorded
    assert not narrative(small_call()).recorded


def test_every_claim_number_once_in_the_order_of_the_calls() -> None:
    def numbered(number: str, at: float) -> Call:
        start = Started(id="s", at=after(at), company="Z")
        given = Given(id="g", at=after(at + 1), item="claim_number", text=number)
        return small_call(given, name=f"c{at}", start=start)

    told = narrative(numbered("B", 900), numbered("A", 0), numbered("B", 1800))
    assert told.claim_numbers == ("A", "B")
