"""A case and its calls, told in order."""

from datetime import UTC, datetime, timedelta

import pytest

from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Author,
    Case,
    CaseFacts,
    Channel,
    Closed,
    Happened,
    Opened,
    Reopened,
    Restated,
    Settled,
    Withdrawn,
)
from callmate.domain.chronology import Chronology
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HoldBegan,
    HungUp,
    Note,
    Promised,
    Sector,
    Started,
    Transferred,
    Undone,
)
from callmate.domain.promise import Fate

START = datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def at(days: float, minutes: float = 0) -> datetime:
    return START + timedelta(days=days, minutes=minutes)


def case(*entries: AnyCaseEntry) -> Case:
    facts = CaseFacts(name="Linea guasta", company="Zefiro")
    return Case("k", (Opened(id="o", at=START, facts=facts), *entries))


def happened(name: str, day: float, channel: Channel = Channel.LETTER) -> Happened:
    return Happened(id=name, at=at(9), on=at(day), channel=channel, text=name)


def first_call() -> Call:
    entries: tuple[AnyEntry, ...] = (
        Started(id="s", at=at(1), company="Zefiro", case="k"),
        HoldBegan(id="h", at=at(1, 1)),
        Answered(id="a", at=at(1, 5)),
        Given(id="g", at=at(1, 5), item="operator", text="2093"),
        Transferred(id="t", at=at(1, 6)),
        Given(id="g2", at=at(1, 6), item="operator", text="4471"),
        Promised(id="p", at=at(1, 7), text="tecnico", due=at(3)),
        Note(id="n", at=at(1, 8), text="sbagliata"),
        Undone(id="u", at=at(1, 8), target="n"),
        HungUp(id="e", at=at(1, 9)),
    )
    return Call("c1", entries)


def second_call() -> Call:
    entries: tuple[AnyEntry, ...] = (
        Started(id="s", at=at(8), company="Zefiro", case="k"),
        Answered(id="a", at=at(8, 1)),
        Given(id="g", at=at(8, 1), item="operator", text="4471"),
        Promised(id="p", at=at(8, 2), text="rimborso"),
        HungUp(id="e", at=at(8, 3)),
    )
    return Call("c2", entries)


def test_a_case_begins_with_its_opening() -> None:
    with pytest.raises(ValueError, match="opening"):
        Case("k", (Closed(id="x", at=START),))


def test_facts_are_the_last_stated_and_a_withdrawn_statement_counts_no_more() -> None:
    better = Restated(id="r", at=at(1), facts=CaseFacts(name="Linea muta", customer_code="C1"))
    assert case(better).facts.customer_code == "C1"
    assert case(better, Withdrawn(id="w", at=at(2), target="r")).name == "Linea guasta"


def test_a_case_is_closed_and_opened_again() -> None:
    closed, again = Closed(id="x", at=at(2)), Reopened(id="y", at=at(3))
    assert case().closed is None
    assert case(closed).closed == at(2)
    assert case(closed, again).closed is None


def test_everything_stands_in_the_order_in_which_it_happened() -> None:
    told = Chronology(
        case(happened("post", 5, Channel.POST), happened("letter", 2)),
        (second_call(), first_call()),
    )
    times = [line.at for line in told.lines]
    assert times == sorted(times)
    assert len(told.lines) == 2 + 5 + 8
    assert "n" not in {line.entry.id for line in told.lines}
    names = [line.entry.id for line in told.lines if line.call is None]
    assert names == ["letter", "post"]


def test_promises_are_kept_broken_open_or_overdue() -> None:
    calls = (first_call(), second_call())
    fates = [promise.fate(at(2)) for promise in Chronology(case(), calls).promises]
    assert fates == [Fate.OPEN, Fate.OPEN]
    promises = Chronology(case(), calls).promises
    assert [promise.fate(at(9)) for promise in promises] == [Fate.OVERDUE, Fate.OPEN]
    assert [promise.operator for promise in promises] == ["4471", "4471"]
    broken = Settled(id="b", at=at(9), call="c1", promise="p", kept=False)
    kept = Settled(id="c", at=at(9), call="c2", promise="p", kept=True)
    settled = Chronology(case(broken, kept), calls).promises
    assert [promise.fate(at(9)) for promise in settled] == [Fate.BROKEN, Fate.KEPT]


def test_totals_add_up_time_operators_and_transfers() -> None:
    totals = Chronology(case(), (first_call(), second_call())).totals(at(9))
    assert (totals.calls, totals.operators, totals.transfers) == (2, 2, 1)
    assert totals.spent == timedelta(minutes=12)
    assert totals.held == timedelta(minutes=4)


def test_only_a_person_at_the_company_is_told_apart_from_an_automat() -> None:
    reply = Happened(
        id="r", at=at(9), on=at(6), channel=Channel.POST, text="Gentile", author=Author.PERSON
    )
    assert case(reply).happenings[0].author is Author.PERSON


def test_what_the_facts_leave_open_the_newest_call_tells() -> None:
    calls = tuple(
        Call(name, (Started(id="s", at=at(day), company=name, sector=sector),))
        for name, day, sector in (
            ("Newest", 9, Sector.OTHER),
            ("Newer", 5, Sector.WATER),
            ("Old", 1, Sector.ENERGY),
        )
    )
    bare = Case("k", (Opened(id="o", at=START, facts=CaseFacts(name="Linea guasta")),))
    facts = Chronology(bare, calls).facts
    assert (facts.company, facts.sector, facts.name) == ("Newest", Sector.WATER, "Linea guasta")


def test_what_the_facts_say_no_call_overrules() -> None:
    stated = CaseFacts(name="x", company="Zefiro", sector=Sector.BANK)
    whole = Case("k", (Opened(id="o", at=START, facts=stated),))
    call = Call("c", (Started(id="s", at=at(1), company="Other", sector=Sector.WATER),))
    assert Chronology(whole, (call,)).facts == stated
