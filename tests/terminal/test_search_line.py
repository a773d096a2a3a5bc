"""Words are looked for on the home screen as they are typed, and lead to their moment."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from callmate.domain.case import CaseFacts, Channel, Happened, Opened
from callmate.domain.entry import Sector
from callmate.domain.query import Query, read_query
from callmate.locale import messages
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from callmate.ui.screens.home.search_panel import hint
from tests.terminal.owner import Owner

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


def places_of(owner: Owner) -> Places:
    return Places(owner.data, owner.home / "config" / "callmate")


def call(owner: Owner, company: str, *notes: str, hours: int = 0, claim: str = "") -> str:
    """Keep a call that has ended, a note every minute."""
    at = START + timedelta(hours=hours)
    times = (at + timedelta(minutes=number) for number in range(100))
    started = begin(company, sector=Sector.COMMUNICATIONS, clock=lambda: at)
    with Cabinet(places_of(owner)).create(started, fresh_id(at)) as kept:
        desk = Desk(kept, lambda: next(times))
        desk.answer()
        if claim:
            desk.give("claim_number", claim)
        for note in notes:
            desk.note(note)
        desk.hang_up()
        return kept.call.id


def letter(owner: Owner, name: str, text: str, reference: str) -> None:
    """Keep a case with a letter in it."""
    cases = Cases(places_of(owner))
    case_id = fresh_id(START)
    cases.open(case_id, Opened(id="o", at=START, facts=CaseFacts(name=name)))
    sent = Happened(
        id="h", at=START, on=START, channel=Channel.LETTER, text=text, reference=reference
    )
    cases.append(case_id, sent)


@pytest.fixture
def filled(owner: Owner) -> Owner:
    """Somebody with two calls and a letter."""
    call(owner, "Zefiro Telecom", "la città è senz'acqua", "chiede il riavvio", claim="A74K")
    call(owner, "Aurora Gas", "chiede la lettura", hours=1)
    letter(owner, "Billed twice", "asked for the riavvio costs", "RR123IT")
    return owner


def test_typing_finds_and_enter_leads_to_the_moment(filled: Owner) -> None:
    with filled.open() as terminal:
        terminal.wait_for("Aurora Gas")
        filled.do(terminal, "home.search")
        terminal.wait_for("company:zefiro")
        terminal.type("CITTA")
        terminal.wait_for("la città è senz'acqua")
        terminal.wait_until_gone("Aurora Gas")
        terminal.press("down", "enter")
        terminal.wait_for("Call started")
        filled.do(terminal, "review.correct")
        terminal.wait_for("Correct this line")
        terminal.wait_for(re.compile(r"│ +la città è senz'acqua +│").search)
        terminal.press("escape")
        terminal.wait_until_gone("Correct this line")
        filled.do(terminal, "review.home")
        terminal.wait_for("1 found")
        terminal.press("escape")
        terminal.wait_for("Aurora Gas")


def test_a_letter_is_found_and_its_case_opened_there(filled: Owner) -> None:
    with filled.open() as terminal:
        terminal.wait_for("Aurora Gas")
        filled.do(terminal, "home.search")
        terminal.wait_for("company:zefiro")
        terminal.type("riavvio")
        terminal.wait_for("asked for the riavvio costs")
        terminal.wait_for("chiede il riavvio")
        terminal.wait_until_gone("chiede la lettura")
        terminal.press("down", "enter")
        terminal.wait_for("no. RR123IT")


def test_filters_narrow_and_what_is_not_understood_is_said(filled: Owner) -> None:
    with filled.open() as terminal:
        terminal.wait_for("Aurora Gas")
        filled.do(terminal, "home.search")
        terminal.wait_for("company:zefiro")
        terminal.type("chiede missing:claim")
        terminal.wait_for("chiede la lettura")
        terminal.wait_until_gone("chiede il riavvio")
        terminal.type(" after:soon")
        terminal.wait_for("“after:soon” is not understood")
        terminal.press("escape")
        terminal.wait_until_gone("missing:claim")
        filled.do(terminal, "home.search")
        terminal.wait_for("company:zefiro")
        terminal.type("nowhere")
        terminal.wait_for("Nothing of this")


@pytest.mark.parametrize("language", ["en", "it"])
def test_every_filter_in_the_hint_is_understood(language: messages.Language) -> None:
    before = messages.language()
    messages.install(language)
    try:
        words = hint().partition(":")[2]
    finally:
        messages.install(before)
    query = read_query(words, date(2026, 11, 24))
    assert query.unread == ()
    assert len(query.needles) == 1
    assert query.needles[0].whole
    assert {name for name in Query.__dataclass_fields__ if getattr(query, name)} == {
        *("needles", "companies", "claims", "after", "before", "missing", "outcomes"),
    }
