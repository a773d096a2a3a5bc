"""What earlier calls of a case give to the next one."""

from datetime import UTC, datetime, timedelta

from callmate.domain.briefing import briefing_of
from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Author,
    Case,
    CaseFacts,
    Channel,
    Closed,
    Contradicted,
    Happened,
    Opened,
    Settled,
    Statement,
)
from callmate.domain.chronology import Chronology, LineKind, belongs
from callmate.domain.contradictions import matters
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HungUp,
    Note,
    Pressed,
    Promised,
    Refused,
    Started,
    Undone,
)
from callmate.domain.promise import Fate

START = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)
QUESTIONS = ("Refund?", "Who comes?")


def at(days: float, minutes: float = 0) -> datetime:
    return START + timedelta(days=days, minutes=minutes)


def call(name: str, day: float, *entries: AnyEntry, questions: tuple[str, ...] = ()) -> Call:
    start = Started(id="s", at=at(day), company="Zefiro", number="187", questions=questions)
    return Call(name, (start, *entries, HungUp(id="e", at=at(day, 20))))


def first() -> Call:
    return call(
        "c1",
        0,
        Pressed(id="m1", at=at(0, 1), text="2"),
        Pressed(id="m2", at=at(0, 2), text="9"),
        Undone(id="u", at=at(0, 2), target="m2"),
        Pressed(id="m3", at=at(0, 2), text="1 3"),
        Answered(id="a", at=at(0, 3)),
        Given(id="g", at=at(0, 3), item="operator", text="2093"),
        Given(id="q", at=at(0, 4), item="question:1", text="yes, on the next bill"),
        Refused(id="c", at=at(0, 5), item="claim_number", text="we need not"),
        Promised(id="p", at=at(0, 6), text="engineer", due=at(2)),
        Note(id="n", at=at(0, 7), text="known fault"),
        questions=QUESTIONS,
    )


def second() -> Call:
    return call(
        "c2",
        7,
        Answered(id="a", at=at(7, 3)),
        Given(id="g", at=at(7, 3), item="operator", text="4471"),
        Refused(id="q", at=at(7, 4), item="question:1", text="no refund is due"),
        Given(id="c", at=at(7, 5), item="claim_number", text="A74K"),
        Note(id="n", at=at(7, 7), text="no fault here"),
        questions=("refund? ",),
    )


def unanswered() -> Call:
    return call("c3", 8, Pressed(id="m", at=at(8, 1), text="7"))


def told(*calls: Call, entries: tuple[AnyCaseEntry, ...] = (), number: str = "") -> Chronology:
    facts = CaseFacts(name="Dead line", company="Zefiro", number=number)
    return Chronology(Case("k", (Opened(id="o", at=START, facts=facts), *entries)), calls)


def test_a_case_without_calls_has_nothing_ready_but_its_number() -> None:
    known = briefing_of(told(number="800 123"))
    assert (known.number, known.claims, known.menu) == ("800 123", (), "")
    assert (known.promise, known.said, known.questions) == (None, None, ())


def test_what_the_last_calls_gave_is_ready_in_whatever_order_they_are_read() -> None:
    known = briefing_of(told(unanswered(), second(), first()))
    assert known.number == "187"
    assert [claim.number for claim in known.claims] == ["A74K"]
    assert known.promise is not None
    assert known.promise.fate(at(9)) is Fate.OVERDUE
    assert known.said is not None
    assert (known.said.note.text, known.said.operator) == ("no fault here", "4471")


def test_the_menu_is_that_of_the_last_call_in_which_a_person_answered() -> None:
    assert briefing_of(told(first(), second(), unanswered())).menu == "2, 1 3"


def test_a_question_stays_open_until_its_last_asking_is_answered() -> None:
    assert briefing_of(told(first())).questions == ("Who comes?",)
    # Answered by the first operator, refused by the second: it is open again.
    assert briefing_of(told(first(), second())).questions == ("refund? ", "Who comes?")


def test_answers_to_the_same_question_stand_side_by_side() -> None:
    found = {matter.text or matter.item: matter for matter in matters(told(second(), first()))}
    assert set(found) == {"Refund?", "claim_number"}
    said = [(each.operator, type(each.entry).__name__) for each in found["Refund?"].said]
    assert said == [("2093", "Given"), ("4471", "Refused")]


def test_marked_contradictions_come_first_and_in_the_order_of_speaking() -> None:
    mark = Contradicted(
        id="x",
        at=at(8),
        first=Statement("c2", "n"),
        second=Statement("c1", "n"),
        matter="is there a fault",
    )
    matter = matters(told(first(), second(), entries=(mark,)))[0]
    assert (matter.text, matter.marked) == ("is there a fault", mark)
    assert [each.operator for each in matter.said] == ["2093", "4471"]


def test_a_mark_whose_call_was_moved_away_keeps_what_is_left() -> None:
    mark = Contradicted(id="x", at=at(8), first=Statement("gone", "n"), second=Statement("c1", "n"))
    (matter,) = matters(told(first(), entries=(mark,)))
    assert [each.operator for each in matter.said] == ["2093"]


def test_a_reply_can_contradict_an_operator() -> None:
    reply = Happened(
        id="r", at=at(6), on=at(5), channel=Channel.POST, text="all is well", author=Author.PERSON
    )
    mark = Contradicted(id="x", at=at(8), first=Statement("c1", "n"), second=Statement("", "r"))
    (matter,) = matters(told(first(), entries=(reply, mark)))
    assert [(each.at, each.entry.id, each.call is None) for each in matter.said] == [
        (at(0, 7), "n", False),
        (at(5), "r", True),
    ]


def test_every_line_is_of_the_kinds_it_should_be() -> None:
    def happened(channel: Channel) -> Happened:
        return Happened(id=channel, at=at(5), on=at(5), channel=channel, text="x")

    entries: tuple[AnyCaseEntry, ...] = (
        *(happened(channel) for channel in Channel),
        Settled(id="b", at=at(6), call="c1", promise="p", kept=False),
        Closed(id="z", at=at(9)),
    )
    lines = told(first(), entries=entries).lines

    def ids(kind: LineKind) -> set[str]:
        return {line.entry.id for line in lines if belongs(line, kind)}

    assert len(ids(LineKind.ALL)) == len(lines)
    assert ids(LineKind.CALLS) == {"s", "m1", "m3", "a", "g", "q", "c", "p", "n", "e"}
    assert ids(LineKind.PROMISES) == {"p", "b"}
    assert ids(LineKind.POSTS) == {"post"}
    assert ids(LineKind.MONEY) == {"bill", "payment"}
    assert ids(LineKind.LETTERS) == {"letter", "pec", "email", "visit", "other"}


def test_kinds_come_round_again() -> None:
    kind, seen = LineKind.ALL, []
    for _ in LineKind:
        seen.append(kind)
        kind = kind.following
    assert kind is LineKind.ALL
    assert set(seen) == set(LineKind)
