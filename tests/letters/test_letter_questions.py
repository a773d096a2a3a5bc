"""What a letter asks its owner, and what the answers make of it."""

import pytest

from callmate.domain.call import Call
from callmate.domain.case import AnyCaseEntry, Author, CaseFacts, Channel, Stated
from callmate.domain.entry import Answered, CameIn, Sector
from callmate.domain.letter import LetterKind, Question, Recipient, editable
from callmate.domain.narrative import narrate
from callmate.domain.rules import Country
from callmate.letters.draft import address_key
from callmate.letters.fill import fill
from callmate.letters.letter_questions import NO, YES, association_of, questions
from callmate.locale.messages import Language
from callmate.services.case_desk import CaseDesk
from callmate.store.addresses import Addresses
from callmate.store.places import fresh_id
from tests.letters.letter_matter import matter
from tests.made_up_case import BILL, FACTS, LETTER, NOW, after, happened, small_call, told_of
from tests.owner_store import OwnerStore

KINDS = LetterKind
CALL = small_call(CameIn(id="i", at=after(1)), Answered(id="a", at=after(5)))
REPLY = happened(20, Channel.EMAIL, "pratica chiusa", author=Author.PERSON)


def stated(question: Question, text: str) -> Stated:
    return Stated(id=f"stated-{question}", at=NOW, question=question, text=text)


def sector(which: Sector) -> CaseFacts:
    return CaseFacts(name="conguaglio", company="Aurora", sector=which, customer_code="C-1")


def written(
    kind: LetterKind,
    *entries: AnyCaseEntry,
    language: Language = "it",
    facts: CaseFacts = FACTS,
    calls: tuple[Call, ...] = (CALL,),
) -> str:
    return editable(fill(kind, language, matter(*calls, happenings=entries, facts=facts)))


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize(
    ("kind", "which", "country", "asked"),
    [
        (KINDS.COMPLAINT, Sector.COMMUNICATIONS, "it", {Question.CONTRACT_STANDS}),
        (
            KINDS.COMPLAINT,
            Sector.ENERGY,
            "it",
            {Question.SERVICE, Question.SUPPLY_ADDRESS, Question.CONTRACT_STANDS},
        ),
        (KINDS.COMPLAINT, Sector.ENERGY, "gb", {Question.CONTRACT_STANDS}),
        (
            KINDS.COMPLAINT,
            Sector.WATER,
            "it",
            {Question.SUPPLY_ADDRESS, Question.CONTRACT_STANDS},
        ),
        (KINDS.COMPLAINT, Sector.BANK, "us", {Question.ACCOUNT, Question.CONTRACT_STANDS}),
        (
            KINDS.CONTRACT,
            Sector.ENERGY,
            "it",
            {
                *(Question.OFFER_CALL, Question.OFFER),
                *(Question.OFFER_UNSIGNED, Question.OFFER_REFUSED),
            },
        ),
        (KINDS.ACCESS, Sector.OTHER, "it", {Question.RANG_FROM}),
        (KINDS.STORY, Sector.OTHER, "it", set()),
    ],
)
def test_each_letter_asks_for_what_it_needs(
    kind: LetterKind, which: Sector, country: Country, asked: set[Question]
) -> None:
    story = narrate(told_of(CALL, facts=sector(which)), NOW)
    found = questions(kind, story, country)
    assert {each.question for each in found} - {Question.COPIES} == asked
    assert len({each.words for each in found}) == len(found)


def test_a_reminder_asks_about_a_reply_only_where_there_is_one() -> None:
    for entries, asks in (((LETTER,), False), ((LETTER, REPLY), True)):
        story = narrate(told_of(entries=entries), NOW)
        asked = {each.question for each in questions(KINDS.FOLLOW_UP, story, "it")}
        assert (Question.REPLY_LACKS in asked) == asks


@pytest.mark.parametrize(
    ("kind", "which", "country", "proposed"),
    [
        (KINDS.COMPLAINT, Sector.COMMUNICATIONS, "it", "Agcom, Codici Milano"),
        (KINDS.AGCOM, Sector.COMMUNICATIONS, "it", "Codici Milano"),
        (KINDS.COMPLAINT, Sector.ENERGY, "it", "Codici Milano"),
        (KINDS.COMPLAINT, Sector.COMMUNICATIONS, "gb", "Codici Milano"),
    ],
)
def test_a_copy_is_proposed_and_goes_into_no_letter_by_itself(
    kind: LetterKind, which: Sector, country: Country, proposed: str
) -> None:
    story = narrate(told_of(CALL, facts=sector(which)), NOW)
    found = questions(kind, story, country, "Codici Milano")
    told = {each.question: (each.proposed, each.answer) for each in found}
    assert told[Question.COPIES] == (proposed, "")
    assert not any(words for question, (words, _) in told.items() if question != Question.COPIES)
    assert "p.c." not in written(KINDS.COMPLAINT, facts=sector(which))


def test_the_association_proposed_is_the_owners_or_else_the_usual_one(
    owner_store: OwnerStore,
) -> None:
    addresses = Addresses(owner_store.places)
    assert association_of(addresses, "it") == "Adiconsum"
    assert association_of(addresses, "gb") == ""
    addresses.keep_recipient(address_key(KINDS.ASSOCIATION, ""), Recipient(name="Codici Milano"))
    assert association_of(addresses, "it") == association_of(addresses, "gb") == "Codici Milano"


def test_the_call_with_the_offer_is_the_one_that_was_chosen_or_a_gap() -> None:
    protest = small_call(Answered(id="a", at=after(5)), name="20261125T093205Z-000001")
    unsaid = written(KINDS.CONTRACT, calls=(CALL, protest))
    assert "[...: giorno e ora della telefonata]" in unsaid
    assert "24 novembre" not in unsaid.split("Vi chiedo:")[0]
    said = written(
        KINDS.CONTRACT,
        stated(Question.OFFER_CALL, CALL.id),
        stated(Question.OFFER, "un nuovo contratto luce"),
        calls=(CALL, protest),
    )
    assert "nella telefonata del 24 novembre 2026, ore 10:32, in cui mi avete telefonato" in said
    assert "mi è stato proposto un contratto" in said
    assert "un nuovo contratto luce" in said


@pytest.mark.parametrize("language", ["it", "en"])
def test_what_was_refused_and_not_signed_is_said_only_once_answered(language: Language) -> None:
    refused = {"it": "Al telefono l’ho rifiutata.", "en": "On the telephone I refused it."}
    unsigned = {"it": "Non l’ho firmata", "en": "I have neither signed it"}
    whether = {"it": "[...: se ", "en": "[...: whether "}
    unsaid = written(KINDS.CONTRACT, language=language)
    assert refused[language] not in unsaid
    assert unsigned[language] not in unsaid
    assert unsaid.count(whether[language]) == 2
    answers = (stated(Question.OFFER_REFUSED, YES), stated(Question.OFFER_UNSIGNED, YES))
    said = written(KINDS.CONTRACT, *answers, language=language)
    assert refused[language] in said
    assert unsigned[language] in said
    assert whether[language] not in said
    denied = written(KINDS.CONTRACT, stated(Question.OFFER_REFUSED, NO), language=language)
    assert refused[language] not in denied
    assert denied.count(whether[language]) == 1


def test_the_contract_is_said_to_go_on_only_where_it_is_not_disputed() -> None:
    words = "non disdico il contratto"
    assert words not in written(KINDS.COMPLAINT)
    assert words not in written(KINDS.COMPLAINT, stated(Question.CONTRACT_STANDS, NO))
    assert words in written(KINDS.COMPLAINT, stated(Question.CONTRACT_STANDS, YES))


def test_what_the_rule_of_a_trade_requires_is_in_the_letter_or_a_gap() -> None:
    energy = sector(Sector.ENERGY)
    assert "[...: indirizzo della fornitura]" in written(KINDS.COMPLAINT, facts=energy)
    answers = (
        stated(Question.SERVICE, "luce"),
        stated(Question.SUPPLY_ADDRESS, "Via Roma 1, Milano"),
    )
    assert "La fornitura: luce, Via Roma 1, Milano." in written(
        KINDS.COMPLAINT, *answers, facts=energy
    )
    bank = sector(Sector.BANK)
    assert "[...: ultime quattro cifre" in written(KINDS.COMPLAINT, facts=bank)
    assert "Conto o carta: 4471." in written(
        KINDS.COMPLAINT, stated(Question.ACCOUNT, "4471"), facts=bank
    )


def test_in_what_a_reply_falls_short_is_asked_and_not_made_up() -> None:
    unsaid = written(KINDS.FOLLOW_UP, LETTER, BILL, REPLY)
    assert "mi è arrivata una Vostra risposta" in unsaid
    assert "[...: in che cosa la risposta non risolve il problema]" in unsaid
    lacks = stated(Question.REPLY_LACKS, "non dice quando")
    said = written(KINDS.FOLLOW_UP, LETTER, BILL, REPLY, lacks)
    assert "Non risolve il problema: non dice quando." in said


def test_answers_are_kept_in_the_case_and_the_last_one_counts(owner_store: OwnerStore) -> None:
    desk = CaseDesk(owner_store.cases, fresh_id)
    case = owner_store.case()
    for text in ("luce", "gas"):
        case = desk.state(case, Question.SERVICE, text)
    told = told_of()
    story = narrate(type(told)(owner_store.cases.read(case.id), ()), NOW)
    assert story.stated == {Question.SERVICE: "gas"}
    case = desk.state(case, Question.SERVICE, "")
    assert narrate(type(told)(owner_store.cases.read(case.id), ()), NOW).stated == {}
