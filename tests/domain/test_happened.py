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
    Happened,
    Opened,
    Purpose,
)
from callmate.domain.case_events import events_of_case
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HungUp,
    Outcome,
    OutcomeSet,
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


def test_an_answered_call_without_a_number_and_without_a_solution() -> None:
    told = {Event.CALL, Event.NO_CLAIM_NUMBER, Event.UNSOLVED}
    assert events(calls=(call(answered()),)) == told


def test_a_number_given_in_any_call_of_the_case_is_enough() -> None:
    later = call(answered(LATER), Given(id="g", at=LATER, item="claim_number", text="A7"), at=LATER)
    assert events(calls=(call(answered()), later)) == {Event.CALL, Event.UNSOLVED}


def test_a_call_that_nobody_answered_is_no_complaint() -> None:
    assert events(calls=(call(),)) == {Event.UNSOLVED}


def test_when_the_last_call_has_solved_it_nothing_is_unsolved() -> None:
    last = call(OutcomeSet(id="r", at=LATER, outcome=Outcome.SOLVED), at=LATER)
    assert events(calls=(call(answered()), last)) == {Event.CALL, Event.NO_CLAIM_NUMBER}


def test_a_letter_complains_unless_it_says_otherwise() -> None:
    assert events(sent(Channel.LETTER)) == {Event.COMPLAINT}
    assert events(sent(Channel.PEC, purpose=Purpose.ACCESS)) == {Event.ACCESS}
    assert events(sent(Channel.EMAIL, purpose=Purpose.OTHER)) == set()
    assert events(sent(Channel.POST)) == set()
    assert events(sent(Channel.POST, purpose=Purpose.COMPLAINT)) == {Event.COMPLAINT}


def test_only_a_persons_reply_counts() -> None:
    assert events(sent(Channel.EMAIL, Author.PERSON)) == {Event.REPLY}
    assert events(sent(Channel.EMAIL, Author.AUTOMATIC)) == set()
    assert events(sent(Channel.BILL, Author.PERSON)) == set()
    assert events(sent(Channel.POST, Author.PERSON)) == set()
    assert events(sent(Channel.POST, Author.PERSON, Purpose.FINAL)) == {Event.FINAL}
    assert events(sent(Channel.LETTER, Author.PERSON, Purpose.FINAL)) == {Event.REPLY, Event.FINAL}


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
