"""Whatever the domain knows by an id has a name in both languages, unlike every other's."""

import re
from collections.abc import Callable, Sequence
from typing import get_args

import pytest

from callmate.audio.protocol import TroubleKind
from callmate.domain.call import State
from callmate.domain.case import Author, Channel, Purpose
from callmate.domain.checklist import QUESTION, Item, item_ids
from callmate.domain.chronology import LineKind
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HoldBegan,
    HungUp,
    Outcome,
    Promised,
    Sector,
    Started,
)
from callmate.domain.promise import Fate
from callmate.domain.rules import Confidence, Country
from callmate.locale.messages import Language
from callmate.wording.names import (
    ask_line,
    author_name,
    channel_name,
    fate_name,
    gap_reason,
    item_title,
    line_kind_name,
    next_step,
    no_portaudio,
    papers_of,
    purpose_name,
    say_item,
    say_now,
    sector_name,
    sound_trouble,
    state_word,
)
from callmate.wording.outcome_words import outcome_name
from callmate.wording.step_words import confidence_name, country_name
from tests.made_up_case import START, after, small_call
from tests.spoken import LANGUAGES, speaking

NAMED: dict[str, tuple[Callable[..., str], Sequence[object]]] = {
    "channels": (channel_name, tuple(Channel)),
    "authors": (author_name, tuple(Author)),
    "purposes": (purpose_name, tuple(Purpose)),
    "fates": (fate_name, tuple(Fate)),
    "kinds of line": (line_kind_name, tuple(LineKind)),
    "trades": (sector_name, tuple(Sector)),
    "states": (state_word, tuple(State)),
    "outcomes": (outcome_name, tuple(Outcome)),
    "countries": (country_name, get_args(Country)),
    "confidences": (confidence_name, tuple(Confidence)),
    "reasons of a gap": (
        gap_reason,
        ("silent", "no_microphone", "stalled", "lost", "disk_full", "died", "something else"),
    ),
    "troubles with the sound": (sound_trouble, (*get_args(TroubleKind), "died", "anything else")),
    "what is asked for": (
        ask_line,
        (
            *("note", "operator", "claim_number", "operator_name", "written_channel", "menu"),
            *("promise", "due", "witness", "refusing", "speakerphone", "recording_notice"),
            "anything else",
        ),
    ),
}


@pytest.mark.parametrize("what", NAMED)
def test_everything_has_a_name_unlike_the_others(language: Language, what: str) -> None:
    name, things = NAMED[what]
    said = [name(thing) for thing in things]
    assert all(words.strip() == words and words for words in said)
    assert len(set(said)) == len(said)
    other: Language = "it" if language == "en" else "en"
    with speaking(other):
        translated = [name(thing) for thing in things]
    alike = {words for words, again in zip(said, translated, strict=True) if words == again}
    assert alike <= {"menu"}


ASKED = tuple(dict.fromkeys(each for sector in Sector for each in item_ids(sector, ())))


@pytest.mark.parametrize("item", ASKED)
def test_every_item_has_a_title_and_a_sentence_to_say(language: Language, item: str) -> None:
    title, sentence = item_title(Item(item)), say_item(Item(item))
    assert item not in {title, sentence}
    assert len(sentence) > len(title)
    aloud = ("“", "”") if language == "en" else ("«", "»")
    asked = item not in {"witness", "speakerphone", "recording_notice"}
    assert (sentence[0], sentence[-1]) == aloud if asked else sentence.endswith((".", "?"))


def test_an_item_of_a_newer_version_goes_by_its_id() -> None:
    assert item_title(Item("of_tomorrow")) == say_item(Item("of_tomorrow")) == "of_tomorrow"


@pytest.mark.parametrize(("language", "said"), [("en", "“Why?”"), ("it", "«Why?»")])
def test_the_owners_own_question_is_said_in_their_words(language: Language, said: str) -> None:
    item = Item(f"{QUESTION}1", question="Why?")
    with speaking(language):
        assert (item_title(item), say_item(item)) == ("Why?", said)


@pytest.mark.usefixtures("language")
def test_what_to_install_is_a_command_that_can_be_typed() -> None:
    assert no_portaudio().endswith("sudo apt install libportaudio2")
    assert sound_trouble("no_portaudio") == no_portaudio()


ANSWERED: tuple[AnyEntry, ...] = (
    Answered(id="a", at=after(10)),
    Given(id="g", at=after(12), item="operator", text="1"),
)
ASKED_ALL = tuple(
    Given(id=item, at=after(20), item=item, text="x")
    for item in ("operator", "claim_number", "operator_name", "witness", "speakerphone")
)
NOTHING_LEFT: tuple[AnyEntry, ...] = (
    Answered(id="a", at=after(10)),
    *ASKED_ALL,
    Given(id="n", at=after(21), item="recording_notice"),
    Promised(id="p", at=after(22), text="they ring", due=after(900)),
)


def now(*entries: AnyEntry, menu: str = "", sector: Sector = Sector.OTHER) -> str:
    """The one sentence that helps now, in English."""
    start = Started(id="s", at=START, company="Z", menu=menu, sector=sector)
    with speaking("en"):
        return say_now(small_call(*entries, start=start), answer="F2", hold="F3", menu="F4")


def test_in_the_menu_it_says_what_to_choose_or_what_was_pressed_last_time() -> None:
    assert now() == ("Choose “complaints” or “fault”; F4 notes the keys. A person answers: F2.")
    assert now(menu="2, 1 3") == (
        "Last time a person was reached with 2, 1 3. When one answers: F2."
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_speaks_of_faults_and_bills_with_a_bank_or_an_insurer(language: Language) -> None:
    with speaking(language):
        for sector in (Sector.BANK, Sector.INSURANCE):
            start = Started(id="s", at=START, company="Z", sector=sector)
            menu = say_now(small_call(start=start), answer="F2", hold="F3", menu="F4")
            told = f"{menu} {papers_of(sector)}"
            assert not re.search("fault|bill|guast|bollett", told), told


def test_on_hold_it_says_which_key_comes_next() -> None:
    hold = HoldBegan(id="h", at=after(30))
    assert now(hold) == "Waiting. When a person answers, press F2."
    assert now(*ANSWERED, hold) == "Waiting. The same person again: F3. Somebody new: F2."


def test_while_speaking_it_asks_for_what_is_missing_then_for_all_to_be_read_back() -> None:
    assert now(*ANSWERED) == "“Could you give me the claim number, please?”"
    undated = Promised(id="q", at=after(23), text="soon")
    assert now(*NOTHING_LEFT, undated) == "“And by when, please?”"
    assert now(*NOTHING_LEFT) == ("“Could you read back to me what you have written down, please?”")


def test_after_the_end_it_says_the_next_step() -> None:
    assert now(*ANSWERED, HungUp(id="e", at=after(99))).startswith("Do not cancel the contract")


CLAIM = Given(id="c", at=after(20), item="claim_number", text="A74K")
PROMISE = Promised(id="p", at=after(20), text="they ring")


@pytest.mark.parametrize(
    ("sector", "entries", "outcome", "begins"),
    [
        (Sector.COMMUNICATIONS, (), Outcome.SOLVED, "Keep this call until the next bill"),
        (Sector.COMMUNICATIONS, (), Outcome.DROPPED, "Ring again"),
        (Sector.COMMUNICATIONS, (), Outcome.REFUSED, "No claim number"),
        (Sector.COMMUNICATIONS, (PROMISE,), None, "No claim number"),
        (Sector.COMMUNICATIONS, (CLAIM,), None, "Do not cancel the contract"),
        (Sector.COMMUNICATIONS, (CLAIM, PROMISE), None, "If the promise is not kept in time"),
        (Sector.WATER, (), Outcome.REFUSED, "Do not cancel the contract"),
        (Sector.WATER, (PROMISE,), Outcome.PROMISED, "If the promise is not kept in time"),
    ],
)
def test_the_first_thing_to_do_after_a_call(
    sector: Sector, entries: tuple[AnyEntry, ...], outcome: Outcome | None, begins: str
) -> None:
    start = Started(id="s", at=START, company="Z", sector=sector)
    with speaking("en"):
        assert next_step(small_call(*entries, start=start), outcome).startswith(begins)
