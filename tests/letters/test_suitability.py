"""Letters that fit come first; one that does not is not offered, and says why."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import AnyCaseEntry, Author, CaseFacts, Channel, Settled, Stated
from callmate.domain.entry import Answered, AnyEntry, CameIn, Given, Outcome, OutcomeSet, Sector
from callmate.domain.letter import LetterKind, Question
from callmate.domain.narrative import Narrative, narrate
from callmate.domain.rules import Country
from callmate.letters.suitability import doubts, suggested, why_not
from tests.made_up_case import (
    FACTS,
    LETTER,
    NOW,
    after,
    call,
    happened,
    small_call,
    told_of,
)

pytestmark = pytest.mark.usefixtures("english")

KINDS = LetterKind
ANSWERED = Answered(id="a", at=after(10))
NUMBER = Given(id="c", at=after(20), item="claim_number", text="A7")
CAME = CameIn(id="i", at=after(1))
BROKEN = Settled(id="b", at=NOW, call=call(23).id, promise="p", kept=False)
KEPT = replace(BROKEN, kept=True)
NOBODY: tuple[AnyEntry, ...] = (OutcomeSet(id="x", at=after(60), outcome=Outcome.NO_ANSWER),)
ENERGY = replace(FACTS, sector=Sector.ENERGY)


def stated(question: Question, text: str) -> Stated:
    return Stated(id=f"stated-{question}", at=NOW, question=question, text=text)


def story(
    *calls: Call,
    entries: tuple[AnyCaseEntry, ...] = (),
    days: int = 0,
    facts: CaseFacts = FACTS,
) -> Narrative:
    told = told_of(*calls, entries=entries, facts=facts)
    return narrate(told, NOW + timedelta(days=days))


@pytest.mark.parametrize(
    ("told", "country", "kinds"),
    [
        (story(), "it", []),
        (story(call(23)), "it", [KINDS.COMPLAINT, KINDS.AGCOM, KINDS.ASSOCIATION]),
        (story(call(23)), "gb", [KINDS.COMPLAINT, KINDS.ASSOCIATION]),
        (
            story(call(24)),
            "it",
            [KINDS.COMPLAINT, KINDS.AGCOM, KINDS.ASSOCIATION, KINDS.CONFIRMATION],
        ),
        (
            story(call(23), entries=(BROKEN,)),
            "us",
            [KINDS.COMPLAINT, KINDS.ASSOCIATION, KINDS.PROMISE],
        ),
        (story(call(23), days=4), "us", [KINDS.COMPLAINT, KINDS.ASSOCIATION, KINDS.PROMISE]),
        (story(entries=(LETTER,)), "gb", [KINDS.FOLLOW_UP, KINDS.DEADLOCK]),
        (story(entries=(LETTER,)), "it", [KINDS.FOLLOW_UP]),
        (story(call(23), facts=ENERGY), "it", [KINDS.COMPLAINT, KINDS.ASSOCIATION]),
        # In telephony a complaint with its number is made; elsewhere only the written one counts.
        (story(small_call(ANSWERED, NUMBER), days=1), "it", [KINDS.ASSOCIATION]),
        (
            story(small_call(ANSWERED, NUMBER), days=1, facts=ENERGY),
            "it",
            [KINDS.COMPLAINT, KINDS.ASSOCIATION],
        ),
        (
            story(small_call(CAME, ANSWERED), days=1),
            "it",
            [KINDS.COMPLAINT, KINDS.ASSOCIATION, KINDS.CONTRACT],
        ),
    ],
)
def test_which_letters_fit(told: Narrative, country: Country, kinds: list[LetterKind]) -> None:
    assert list(suggested(told, country)) == kinds


@pytest.mark.parametrize(
    ("name", "told", "country", "reason"),
    [
        (KINDS.AGCOM, story(call(23)), "it", ""),
        (KINDS.AGCOM, story(call(23)), "gb", "Italy only"),
        (KINDS.AGCOM, story(call(23), facts=ENERGY), "it", "of another kind"),
        (KINDS.AGCOM, story(), "it", "In no call of this case was the claim number refused."),
        (KINDS.AGCOM, story(small_call(ANSWERED, NUMBER)), "it", "refused"),
        (KINDS.AGCOM, story(small_call(*NOBODY)), "it", "refused"),
        (KINDS.CONCILIAWEB, story(), "us", "Italy only"),
        (KINDS.CONCILIAWEB, story(facts=ENERGY), "it", "of another kind"),
        (KINDS.PROMISE, story(call(23)), "it", ""),
        (KINDS.PROMISE, story(call(23), entries=(KEPT,)), "it", "still to be kept"),
        (KINDS.FOLLOW_UP, story(call(23)), "it", "No written complaint is filed"),
        (KINDS.FOLLOW_UP, story(entries=(LETTER,)), "it", ""),
        (
            KINDS.FOLLOW_UP,
            story(entries=(happened(24, Channel.PEC, "reclamo"),)),
            "it",
            "went out today",
        ),
        (KINDS.CONFIRMATION, story(small_call(*NOBODY)), "it", "did anybody answer"),
        (KINDS.CONFIRMATION, story(small_call(ANSWERED)), "it", ""),
        (KINDS.ACCESS, story(small_call(ANSWERED)), "us", "No such right"),
        (KINDS.ACCESS, story(), "it", "did anybody answer"),
        (
            KINDS.CONTRACT,
            story(entries=(stated(Question.OFFER_UNSIGNED, "no"),)),
            "it",
            "agreed in writing",
        ),
        (KINDS.CONTRACT, story(entries=(stated(Question.OFFER_UNSIGNED, "yes"),)), "it", ""),
        (KINDS.DEADLOCK, story(entries=(LETTER,)), "it", "United Kingdom only"),
        (KINDS.DEADLOCK, story(), "gb", "write that first"),
        (KINDS.DEADLOCK, story(entries=(LETTER,)), "gb", ""),
        ("mine", story(), "us", ""),
    ],
)
def test_why_a_letter_is_not_offered(
    name: str, told: Narrative, country: Country, reason: str
) -> None:
    said = why_not(name, told, country)
    assert reason in said
    assert bool(said) == bool(reason)


@pytest.mark.parametrize(
    ("name", "told", "words"),
    [
        (KINDS.AGCOM, story(call(23), small_call(ANSWERED, NUMBER)), "was given as well"),
        (KINDS.PROMISE, story(call(23)), "has not passed yet"),
        (KINDS.PROMISE, story(call(23), days=9), ""),
        (KINDS.FOLLOW_UP, story(entries=(LETTER,)), "13 days ago"),
        (KINDS.FOLLOW_UP, story(entries=(LETTER,), days=30), ""),
        (KINDS.CONFIRMATION, story(small_call(ANSWERED)), ""),
        (KINDS.CONFIRMATION, story(small_call(ANSWERED), days=9), "on the same day"),
        (KINDS.CONTRACT, story(facts=replace(FACTS, sector=Sector.BANK)), "banks and insurers"),
        (KINDS.DEADLOCK, story(facts=replace(FACTS, sector=Sector.WATER)), "No dispute scheme"),
        (KINDS.CONCILIAWEB, story(), "after a complaint"),
        (KINDS.CONCILIAWEB, story(entries=(LETTER,)), ""),
        (KINDS.COMPLAINT, story(), ""),
    ],
)
def test_what_to_think_of_before_a_letter_goes_out(name: str, told: Narrative, words: str) -> None:
    said = "".join(doubts(name, told, "it"))
    assert words in said
    assert bool(said) == bool(words)


def test_a_reply_from_before_the_complaint_answers_nothing() -> None:
    welcome = happened(5, Channel.EMAIL, "benvenuto", author=Author.PERSON)
    assert story(entries=(LETTER, welcome)).replies == ()
