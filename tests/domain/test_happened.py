"""What rules look at is read off the case and its calls."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Author,
    Case,
    CaseFacts,
    Channel,
    Delivered,
    Happened,
    Opened,
    Purpose,
    ReplyJudged,
    Withdrawn,
)
from callmate.domain.case_events import events_of_case, is_unjudged
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    CameIn,
    Given,
    HungUp,
    Outcome,
    OutcomeSet,
    Refused,
    Sector,
    Started,
)
from callmate.domain.next_steps import DatedEvent
from callmate.domain.rules import Event

AT = datetime(2026, 11, 24, 10, 32, tzinfo=UTC)
DAY = AT.date()
LATER = AT + timedelta(days=3)


def case(*entries: AnyCaseEntry, sector: Sector = Sector.OTHER) -> Case:
    facts = CaseFacts(name="dead line", sector=sector, noticed_on=date(2026, 11, 18))
    return Case("c", (Opened(id="o", at=AT, facts=facts), *entries))


def sent(
    channel: Channel, author: Author = Author.OWNER, purpose: Purpose | None = None
) -> Happened:
    return Happened(
        id="h", at=LATER, on=LATER, channel=channel, text="x", author=author, purpose=purpose
    )


def call(*entries: AnyEntry, at: datetime = AT) -> Call:
    started = Started(id="s", at=at, company="Zefiro", sector=Sector.COMMUNICATIONS)
    return Call("20261124T103200Z-000000", (started, *entries, HungUp(id="h", at=at)))


def answered(at: datetime = AT) -> Answered:
    return Answered(id="a", at=at)


def events(*entries: AnyCaseEntry, calls: tuple[Call, ...] = ()) -> set[Event]:
    told = {each.event for each in events_of_case(case(*entries), calls).events}
    return told - {Event.OPENED, Event.NOTICED}


def test_the_opening_and_the_day_it_was_noticed() -> None:
    assert events_of_case(case(), ()).events == (
        DatedEvent(date(2026, 11, 18), Event.NOTICED),
        DatedEvent(DAY, Event.OPENED),
    )


def test_the_trade_is_the_cases_or_else_the_last_calls() -> None:
    assert events_of_case(case(), (call(),)).sector is Sector.COMMUNICATIONS
    assert events_of_case(case(sector=Sector.WATER), (call(),)).sector is Sector.WATER


REFUSED = Refused(id="f", at=AT, item="claim_number", text="we give none")
RANG = {Event.CALL, Event.REPORTED}


def test_an_answered_call_in_which_no_number_was_asked_for_is_no_complaint() -> None:
    assert events(calls=(call(answered()),)) == RANG | {Event.UNSOLVED}


def test_a_number_that_was_asked_for_and_refused_makes_a_complaint_without_one() -> None:
    told = RANG | {Event.PHONE_COMPLAINT, Event.NO_CLAIM_NUMBER, Event.UNSOLVED}
    assert events(calls=(call(answered(), REFUSED),)) == told


def test_a_number_given_in_any_call_of_the_case_is_enough() -> None:
    later = call(answered(LATER), Given(id="g", at=LATER, item="claim_number", text="A7"), at=LATER)
    told = RANG | {Event.PHONE_COMPLAINT, Event.UNSOLVED}
    assert events(calls=(call(answered(), REFUSED), later)) == told


def test_who_is_rung_up_has_reported_nothing() -> None:
    came_in = call(CameIn(id="i", at=AT), answered())
    assert events(calls=(came_in,)) == {Event.CALL, Event.CAME_IN, Event.UNSOLVED}


def test_a_call_that_nobody_answered_is_no_complaint() -> None:
    assert events(calls=(call(),)) == {Event.UNSOLVED}


def test_when_the_last_call_has_solved_it_nothing_is_unsolved() -> None:
    last = call(OutcomeSet(id="r", at=LATER, outcome=Outcome.SOLVED), at=LATER)
    assert events(calls=(call(answered()), last)) == RANG


def test_a_letter_complains_unless_it_says_otherwise() -> None:
    assert events(sent(Channel.LETTER)) == {Event.COMPLAINT}
    assert events(sent(Channel.PEC, purpose=Purpose.ACCESS)) == {Event.ACCESS}
    assert events(sent(Channel.EMAIL, purpose=Purpose.OTHER)) == set()
    assert events(sent(Channel.POST)) == set()
    assert events(sent(Channel.POST, purpose=Purpose.COMPLAINT)) == {Event.COMPLAINT}


def judged(reply: Happened, *, answers: bool) -> set[Event]:
    return events(reply, ReplyJudged(id="j", at=LATER, reply=reply.id, answers=answers))


def test_a_persons_written_reply_counts_once_the_owner_says_that_it_answers() -> None:
    reply = sent(Channel.EMAIL, Author.PERSON)
    assert events(reply) == set()
    assert judged(reply, answers=True) == {Event.REPLY}
    assert judged(reply, answers=False) == set()
    for other in (
        sent(Channel.EMAIL, Author.AUTOMATIC),
        sent(Channel.BILL, Author.PERSON),
        sent(Channel.POST, Author.PERSON),
    ):
        assert judged(other, answers=True) == set()


def test_a_written_reply_is_unjudged_until_the_owner_or_its_purpose_says() -> None:
    reply = sent(Channel.EMAIL, Author.PERSON)
    said = ReplyJudged(id="j", at=LATER, reply="h", answers=False)
    assert is_unjudged(case(reply), reply)
    assert not is_unjudged(case(reply, said), reply)
    assert is_unjudged(case(reply, said, Withdrawn(id="w", at=LATER, target="j")), reply)
    for other in (
        sent(Channel.LETTER),
        sent(Channel.BILL, Author.PERSON),
        sent(Channel.LETTER, Author.PERSON, Purpose.FINAL),
        sent(Channel.LETTER, Author.PERSON, Purpose.NO_AGREEMENT),
    ):
        assert not is_unjudged(case(other), other)
    assert not is_unjudged(case(said), said)


def test_the_last_word_on_a_reply_counts() -> None:
    reply = sent(Channel.LETTER, Author.PERSON)
    said = [ReplyJudged(id=f"j{n}", at=LATER, reply="h", answers=not n) for n in (0, 1)]
    assert events(reply, *said) == set()
    assert events(reply, *reversed(said)) == {Event.REPLY}
    assert events(reply, *said, Withdrawn(id="w", at=LATER, target="j1")) == {Event.REPLY}


def test_a_final_reply_answers_unless_the_owner_says_otherwise() -> None:
    final = sent(Channel.LETTER, Author.PERSON, Purpose.FINAL)
    assert events(final) == {Event.REPLY, Event.FINAL}
    assert judged(final, answers=False) == {Event.FINAL}
    assert events(sent(Channel.POST, Author.PERSON, Purpose.FINAL)) == {Event.FINAL}


def arrived(*entries: AnyCaseEntry) -> list[date | None]:
    found = events_of_case(case(*entries), ()).events
    return [each.came for each in found if each.event is Event.COMPLAINT]


def delivered(days: int, name: str = "d", target: str = "h") -> Delivered:
    return Delivered(id=name, at=LATER, sent=target, on=LATER + timedelta(days=days))


def test_what_was_sent_came_on_the_first_day_that_a_receipt_says() -> None:
    letter, on = sent(Channel.LETTER), LATER.date()
    assert arrived(letter) == [None]
    assert arrived(letter, delivered(4)) == [on + timedelta(days=4)]
    assert arrived(letter, delivered(9, "e"), delivered(4)) == [on + timedelta(days=4)]
    assert arrived(letter, delivered(4, target="x")) == [None]
    assert arrived(letter, delivered(4), Withdrawn(id="w", at=LATER, target="d")) == [None]
    assert arrived(letter, delivered(-2)) == [on]  # nothing comes before it was sent


def test_the_day_is_that_of_the_place_on_both_sides_of_midnight_and_of_a_clock_change() -> None:
    rome = ZoneInfo("Europe/Rome")
    for at in (
        datetime(2026, 10, 25, 0, 30, tzinfo=rome),
        datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=rome),
        datetime(2026, 3, 29, 23, 59, tzinfo=rome),
        datetime(2026, 3, 29, 0, 1, tzinfo=rome),
    ):
        # As it lies on the disk: with an offset and no zone.
        kept = datetime.fromisoformat(at.isoformat())
        told = events_of_case(case(), (call(answered(kept), at=kept),))
        assert told.first(Event.CALL) == at.date()
