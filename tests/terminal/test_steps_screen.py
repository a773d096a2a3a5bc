"""After a refused claim number the steps stand ready, each with its rule, in a real terminal."""

import dataclasses
from datetime import UTC, date, datetime

from callmate.domain.case import CaseFacts, Delivered, Happened, ReplyJudged
from callmate.domain.entry import Sector
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

ITALY = {"LANGUAGE": "en", "TZ": "Europe/Rome"}


def in_italy(owner: Owner, now: str = "2026-11-24T10:32:00+01:00") -> Owner:
    """The owner is a customer in Italy and reads English."""
    environ = owner.environ | ITALY | {"CALLMATE_CLOCK": now}
    return dataclasses.replace(owner, language="it_IT.UTF-8", environ=environ)


def open_a_case(owner: Owner, terminal: Terminal) -> None:
    terminal.wait_for("first call")
    owner.do(terminal, "home.cases")
    terminal.wait_for("No case yet")
    owner.do(terminal, "cases.new")
    terminal.wait_for("New case")
    terminal.send(b"Dead line\tZefiro Telecom\t187\tC-42\t\t18/11/2026\tmended\t\t")
    terminal.wait_for("(●) Telephone and internet")
    terminal.press("enter")
    terminal.wait_for("Dead line · Zefiro Telecom")
    owner.do(terminal, "cases.open")


def call_without_a_claim_number(owner: Owner, terminal: Terminal) -> None:
    owner.do(terminal, "case.call")
    terminal.wait_for("START THE CALL")
    terminal.press("enter")
    terminal.wait_for("F3")
    owner.do(terminal, "call.answer")
    terminal.enter("4471")
    owner.do(terminal, "call.refused")
    terminal.wait_for("What do they refuse?")
    terminal.press("enter")
    terminal.wait_for("Refused: ")
    terminal.enter("we do not give any")
    terminal.wait_for("REFUSED Claim number: we do not give any")
    owner.do(terminal, "call.end")
    terminal.wait_for("Say once more: “Could you give me the claim number, please?”")
    terminal.press("enter")
    terminal.wait_for("The call has ended")


def test_from_the_refusal_to_the_steps_and_their_sources(owner: Owner) -> None:
    owner = in_italy(owner)
    with owner.open(size=(100, 32)) as terminal:
        open_a_case(owner, terminal)
        terminal.wait_for("Report the problem to the company: until Thursday 18 February 2027")
        call_without_a_claim_number(owner, terminal)
        terminal.wait_for("Write to Adiconsum, with the chronology (weak source)")
        terminal.wait_for("Ask for the claim number in writing")
        owner.do(terminal, "wrap_up.steps")
        terminal.wait_for("Dead line: what to do, and by when")
        terminal.wait_for("Tell Agcom (to be confirmed)")
        terminal.press("escape")
        terminal.wait_for("The call has ended")
        terminal.press("enter")

        terminal.wait_for("Customer code C-42")
        terminal.wait_for("⚠ Do not cancel, and do not stop paying what is not disputed")
        owner.do(terminal, "case.steps")
        terminal.wait_for("Rules: Italy, Telephone and internet")
        terminal.press("down", "down")
        terminal.wait_for("Source: Agcom 255/24/CONS")
        terminal.wait_for("How sure: well documented")
        terminal.wait_for("by all of them from")
        terminal.wait_for("(sources disagree)")
        owner.do(terminal, "steps.facts")
        terminal.wait_for("Compensation for a number not given (not verified)")
        owner.do(terminal, "steps.back")

        terminal.wait_for("Customer code C-42")
        owner.do(terminal, "case.add")
        terminal.wait_for("What happened?")
        terminal.send(b"\t\t\tasked for the number\tRR1IT\r")
        terminal.wait_for("RR1IT")
        owner.do(terminal, "case.steps")
        terminal.wait_for("Rules: Italy")
        terminal.wait_until_gone("Ask for the claim number in writing")
        terminal.wait_for("Tell Agcom")
        owner.do(terminal, "steps.letters")
        terminal.wait_for("Notice to Agcom")
    assert "Tell Agcom: now (to be confirmed)" in owner.says("due")


def test_what_is_soon_lost_stands_on_the_home_screen_and_leads_to_its_rule(owner: Owner) -> None:
    owner = in_italy(owner, "2027-02-14T09:00:00+01:00")
    opened = datetime(2026, 11, 20, 9, tzinfo=UTC)
    cases = Cases(Places(owner.data, owner.home / "config" / "callmate"))
    facts = CaseFacts(
        name="Dead line",
        company="Zefiro Telecom",
        sector=Sector.COMMUNICATIONS,
        noticed_on=date(2026, 11, 18),
    )
    CaseDesk(cases, fresh_id, lambda: opened).open(facts)
    with owner.open(size=(120, 24)) as terminal:
        terminal.wait_for("Report the problem to the company: until Thursday 18 February")
        terminal.wait_for("Dead line · Zefiro Telecom · 0 calls")
        terminal.wait_for("→ Report the problem to the company")
        terminal.press("enter")
        terminal.wait_for("Dead line: what to do, and by when")
        terminal.wait_for("Source: Agcom 347/18/CONS")
        owner.do(terminal, "steps.back")
        terminal.wait_for("Nothing has happened in this case yet")
    assert "(4 days left), then it is lost" in owner.says("due")


def test_a_receipt_moves_the_clock_and_a_reply_ends_it_only_when_it_answers(owner: Owner) -> None:
    owner = in_italy(owner, "2026-11-27T09:00:00+01:00")
    cases = Cases(Places(owner.data, owner.home / "config" / "callmate"))
    facts = CaseFacts(name="Card charged twice", company="Aurora Bank", sector=Sector.BANK)
    opened = datetime(2026, 11, 16, 9, tzinfo=UTC)
    case = CaseDesk(cases, fresh_id, lambda: opened).open(facts)
    do = owner.do
    with owner.open(size=(120, 40)) as terminal:
        do(terminal, "home.cases")
        terminal.wait_for("Card charged twice")
        do(terminal, "cases.open")
        terminal.wait_for("Nothing has happened in this case yet")
        do(terminal, "case.add")
        terminal.wait_for("What happened?")
        terminal.send(b"\t\t18/11/2026\tI want my money back\r")
        terminal.wait_for("from about")
        do(terminal, "case.kept")
        terminal.wait_for("When was it delivered?")
        terminal.enter("17/11/2026")
        terminal.wait_for("That is not a day between the sending and today")
        do(terminal, "case.kept")
        terminal.wait_for("When was it delivered?")
        terminal.enter("23/11/2026")
        terminal.wait_for("Delivered")
        terminal.wait_until_gone("from about")
        do(terminal, "case.steps")
        terminal.wait_for("what to do, and by when")
        terminal.wait_for("Saturday 23 January 2027")
        do(terminal, "steps.back")
        terminal.wait_until_gone("what to do, and by when")

        do(terminal, "case.add")
        terminal.wait_for("What happened?")
        terminal.send(b"\t\x1b[C\t26/11/2026\tWe are working on it\r")
        terminal.wait_for("Does this reply answer what you asked?")
        terminal.press("right", "right", "enter")
        terminal.wait_until_gone("does it answer?")
        terminal.wait_for("The reply does not answer")
        do(terminal, "case.steps")
        terminal.wait_for("what to do, and by when")
        terminal.wait_for("Ask why they have not replied")
        do(terminal, "steps.back")
        terminal.wait_until_gone("what to do, and by when")
        terminal.press("end", "up")
        do(terminal, "case.kept")
        terminal.wait_for("The reply answers")
        do(terminal, "case.steps")
        terminal.wait_for("what to do, and by when")
        terminal.wait_for("Turn to the Arbitro Bancario Finanziario")
        terminal.wait_until_gone("Ask why they have not replied")
    kinds = [type(each) for each in cases.read(case.id).entries[1:]]
    assert kinds == [Happened, Delivered, Happened, ReplyJudged, ReplyJudged]
