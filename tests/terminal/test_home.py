"""The home screen: what is due and open cases above the calls, in any order, narrowed by a key."""

import dataclasses
import re
from datetime import UTC, datetime, timedelta

import pytest

from callmate.domain.case import CaseFacts, Opened
from callmate.domain.due import Due
from callmate.domain.entry import Outcome, Sector
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.terminal.owner import Owner

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)


def keep(owner: Owner, company: str, days_ago: int, **more: object) -> None:
    """Keep a call that has ended, with a promise, a claim number, an outcome if they are given."""
    places = Places(owner.data, owner.home / "config" / "callmate")
    at = NOW - timedelta(days=days_ago)
    times = (at + timedelta(minutes=number) for number in range(100))
    case = more.get("case")
    started = begin(
        company,
        sector=Sector.COMMUNICATIONS,
        case=case if isinstance(case, str) else None,
        clock=lambda: at,
    )
    with Cabinet(places).create(started, fresh_id(at)) as kept:
        desk = Desk(kept, lambda: next(times))
        desk.answer()
        if more.get("claim"):
            desk.give("claim_number", str(more["claim"]))
        due = more.get("due")
        if isinstance(due, datetime):
            desk.promise(f"promise of {company}", Due(due, exact=False, matched="", start=0, end=0))
        desk.hang_up()
        outcome = more.get("outcome")
        if isinstance(outcome, Outcome):
            desk.settle(outcome)


@pytest.fixture
def living(owner: Owner) -> Owner:
    """Somebody with a case, a promise that was broken, and one that is near."""
    places = Places(owner.data, owner.home / "config" / "callmate")
    opened = Opened(id="o", at=NOW, facts=CaseFacts(name="Dead line", company="Zefiro"))
    case = Cases(places).open(fresh_id(NOW), opened).id
    evening = NOW.replace(hour=23, minute=59)
    keep(owner, "Zefiro", 9, case=case, claim="A74K", due=evening - timedelta(days=2))
    keep(owner, "Aurora", 2, outcome=Outcome.SOLVED)
    keep(owner, "Borea", 1, due=evening + timedelta(days=4), outcome=Outcome.REFUSED)
    keep(owner, "Cirro", 3, due=evening + timedelta(days=40))
    return dataclasses.replace(owner, environ={"CALLMATE_CLOCK": NOW.isoformat()})


def places_of(screen: str, *words: str) -> list[int]:
    return [screen.index(each) for each in words]


def test_what_is_due_stands_above_cases_and_calls(living: Owner) -> None:
    for _again in range(2):  # the second time from the first screen on
        with living.open() as terminal:
            terminal.wait_for("promise of Zefiro: its time passed on Sunday 22 November")
            screen = terminal.settled("Dead line · Zefiro · 1 call · 24 November")
            assert "promise of Borea: by Saturday 28 November" in screen
            assert "promise of Cirro" not in screen
            order = ("Due", "of Zefiro", "of Borea", "Open cases", "Yesterday", " 10:00  Borea")
            assert places_of(screen, *order) == sorted(places_of(screen, *order))
    with living.open() as terminal:
        terminal.wait_for("promise of Zefiro")
        terminal.press("home", "enter")
        terminal.wait_for("Claim number A74K")
        living.do(terminal, "case.kept")
        terminal.wait_for("kept")
        living.do(terminal, "case.back")
        terminal.wait_until_gone("promise of Zefiro")
        terminal.wait_for("promise of Borea")


def test_calls_are_shown_in_any_order_and_narrowed(living: Owner) -> None:
    with living.open() as terminal:
        terminal.wait_for("Dead line")
        living.do(terminal, "home.order")
        screen = terminal.settled("oldest first")
        calls = [f" 10:00  {name}" for name in ("Zefiro", "Cirro", "Aurora", "Borea")]
        assert places_of(screen, *calls) == sorted(places_of(screen, *calls))
        living.do(terminal, "home.order")
        terminal.wait_for("longest first")
        living.do(terminal, "home.order")
        screen = terminal.settled("by company")
        assert places_of(screen, *sorted(calls)) == sorted(places_of(screen, *calls))
        living.do(terminal, "home.filter")
        terminal.wait_for("Without a claim number")
        terminal.press("enter")
        terminal.wait_for("3 found")
        screen = terminal.settled("missing:claim")
        assert not re.search(r"10:00 +Zefiro", screen)
        living.do(terminal, "home.order")  # a letter on the line is no command
        terminal.wait_for("missing:claim O")
