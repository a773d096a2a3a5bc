"""Every letter, trade and country, whatever happened: not offered, or each fact stands on an entry.

A letter marks what it asserts with the entries that say so. What is left of its text is held
against the words with which facts are told: a sentence that states one without an entry is found.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from msgspec.structs import replace

from callmate.domain.call import Call
from callmate.domain.case import (
    AnyCaseEntry,
    Author,
    Channel,
    Happened,
    Opened,
    Restated,
    Settled,
    Stated,
)
from callmate.domain.chronology import Chronology
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    CameIn,
    Given,
    HungUp,
    Note,
    Outcome,
    OutcomeSet,
    Promised,
    Refused,
    Sector,
    Started,
    Transferred,
)
from callmate.domain.letter import GAP, Letter, LetterKind, Question
from callmate.domain.narrative import Narrative, narrate
from callmate.domain.rules import Country
from callmate.letters.fill import LetterMatter, fill
from callmate.letters.kinds import letters_offered
from callmate.letters.suitability import why_not
from callmate.locale.messages import Language
from tests.letters.letter_matter import RECIPIENT
from tests.made_up_case import FACTS, LETTER, NOW, SENDER, after, happened, small_call, told_of
from tests.spoken import LANGUAGES

COUNTRIES: tuple[Country, ...] = ("it", "gb", "us", "eu")

CAME = CameIn(id="i", at=after(1))
SPOKE = (
    Answered(id="a", at=after(30)),
    Given(id="o", at=after(35), item="operator", text="4471"),
)
NUMBER = Given(id="c", at=after(60), item="claim_number", text="RC-1")
OTHER = Given(id="c2", at=after(90), item="claim_number", text="RC-2")
REFUSED = Refused(id="r", at=after(60), item="claim_number", text="non lo diamo")
PROMISED = Promised(id="p", at=after(70), text="un tecnico", due=after(3 * 86400))
NOTE = Note(id="n", at=after(80), text="guasto di zona")
END = HungUp(id="e", at=after(400))
NOBODY = OutcomeSet(id="x", at=after(401), outcome=Outcome.NO_ANSWER)
REPLY = happened(20, Channel.EMAIL, "non possiamo", author=Author.PERSON)
AGAIN = (*SPOKE, Transferred(id="t", at=after(80)), OTHER)


def settled(*, kept: bool) -> Settled:
    return Settled(id="k", at=NOW, call=small_call().id, promise="p", kept=kept)


def stated(question: Question, text: str) -> Stated:
    return Stated(id=f"stated-{question}", at=NOW, question=question, text=text)


def one(*entries: AnyEntry) -> tuple[Call, ...]:
    return (small_call(*entries, END),)


def many() -> tuple[Call, ...]:
    def call(number: int) -> Call:
        at = after(-86400 * (40 - number))
        said = () if number % 6 else (REFUSED, PROMISED, NOTE)
        entries = (*SPOKE, *said, END)
        moved = (replace(each, at=at + (each.at - after(0))) for each in entries)
        start = Started(id="s", at=at, company="Zefiro Telecom", number="187")
        return small_call(
            *moved, name=f"20261001T0000{number:02d}Z-00000{number % 10}", start=start
        )

    return tuple(call(number) for number in range(30))


OFFER = (
    stated(Question.OFFER_CALL, small_call().id),
    stated(Question.OFFER, "un nuovo contratto"),
    stated(Question.OFFER_REFUSED, "yes"),
    stated(Question.OFFER_UNSIGNED, "yes"),
    stated(Question.CONTRACT_STANDS, "yes"),
    stated(Question.REPLY_LACKS, "non dice quando"),
    stated(Question.RANG_FROM, "06 123"),
)

SITUATIONS: dict[str, tuple[tuple[Call, ...], tuple[AnyCaseEntry, ...], int]] = {
    "no call": ((), (), 0),
    "nobody answered": (one(NOBODY), (), 1),
    "number given": (one(*SPOKE, NUMBER), (), 1),
    "number refused": (one(*SPOKE, REFUSED), (), 0),
    "two numbers": (one(*SPOKE, NUMBER, *AGAIN[2:]), (), 1),
    "incoming": (one(CAME, *SPOKE, NOTE), (), 1),
    "incoming, with answers": (one(CAME, *SPOKE, NOTE), OFFER, 1),
    "promise open": (one(*SPOKE, PROMISED), (), 1),
    "promise overdue": (one(*SPOKE, PROMISED), (), 9),
    "promise kept": (one(*SPOKE, PROMISED), (settled(kept=True),), 9),
    "promise broken": (one(*SPOKE, PROMISED), (settled(kept=False),), 9),
    "sent": (one(*SPOKE, REFUSED), (LETTER,), 1),
    "replied": (one(*SPOKE, REFUSED), (LETTER, REPLY), 40),
    "replied, with answers": (one(*SPOKE, REFUSED), (LETTER, REPLY, *OFFER), 40),
    "thirty calls": (many(), (LETTER,), 1),
}

FACTUAL: dict[Language, str] = {
    "it": r"\b(ho|abbiamo) (?!annotati)\w+|\bmi (ha|hanno|è|sono|era|avete)\b|\bVi ho\b"
    r"|\b(è|sono|era) (già )?(stat|passat|cadut)[oaie]\b|\bnon (mi|ho)\b|ascoltava",
    "en": r"\bI (have (?!noted|to )|had |rang|wrote|asked|was|were|made|noticed|received|refused"
    r"|recorded)|\b(rang|told|gave) me\b|\b(was|were|has been) (not )?(given|told|kept|promised"
    r"|made|transferred|refused|registered|offered)|\b(has|have) passed|listening",
}
"""How a fact is told in a letter."""

HYPOTHETICAL: dict[Language, str] = {
    "it": r"\b[Ss]e (?!ne )[^.;,]*|a chi sono stati comunicati|con cui ritenete che io [^;.]*",
    "en": r"\b[Ii]f [^.;,]*|once their waiting time has passed|what was promised"
    r"|to whom they were given|by which you believe that [^;.]*",
}
"""What is only supposed, or asked."""

STANDS_ON: dict[str, Callable[[AnyEntry | AnyCaseEntry], bool]] = {
    "claim_refused": lambda e: isinstance(e, Refused) and e.item == "claim_number",
    "claim_given": lambda e: isinstance(e, Given) and e.item == "claim_number",
    "came_in": lambda e: isinstance(e, CameIn),
    "called": lambda e: isinstance(e, Started),
    "offered": lambda e: isinstance(e, Started),
    "reported": lambda e: isinstance(e, Answered | Given | Refused | Promised),
    "promised": lambda e: isinstance(e, Promised),
    "overdue": lambda e: isinstance(e, Promised),
    "broken": lambda e: isinstance(e, Settled) and not e.kept,
    "sent": lambda e: isinstance(e, Happened) and e.author is Author.OWNER,
    "unreplied": lambda e: isinstance(e, Happened) and e.author is Author.OWNER,
    "replied": lambda e: isinstance(e, Happened) and e.author is Author.PERSON,
    "facts": lambda e: isinstance(e, Opened | Restated),
    "noticed": lambda e: isinstance(e, Opened | Restated),
}
"""What kind of entry a kind of fact stands on; answers stand on themselves."""

NOT_GIVEN = (
    r"numero del reclamo[^.;]*: non mi è stato dato|che ho chiesto e non mi è stato dato"
    r"|claim number[^.;]*(I asked for and was not given|it was not given)"
)

SAID: tuple[tuple[str, Callable[[Chronology], bool]], ...] = (
    (
        NOT_GIVEN,
        lambda told: any(STANDS_ON["claim_refused"](e) for e in _entries(told)),
    ),
    (r"RC-\d", lambda told: any(isinstance(e, Given) for e in _entries(told))),
    (r"mi ha telefonato|rang me|mi avete telefonato", lambda told: _rang(told, came_in=True)),
    (r"\b(ho telefonato|I rang\b|I have rung)", lambda told: _rang(told, came_in=False)),
    (
        r"già fatt[ae] per telefono|that I made by telephone",
        lambda told: any(call.legs and not call.came_in for call in told.calls),
    ),
    (r"Non ha risposto nessuno|Nobody answered", lambda told: any(map(_unanswered, told.calls))),
    (
        r"non è stata mantenuta|non mantenuta|Non è stato mantenuto|not kept",
        lambda told: any(STANDS_ON["broken"](e) for e in told.case.entries),
    ),
    (
        r"mi è arrivata una Vostra risposta|an answer of yours",
        lambda told: any(STANDS_ON["replied"](e) for e in told.case.entries),
    ),
    (
        r"(È|Sono) passat[oi] (un giorno|\d)|days? ha(s|ve) passed|Vi ho scritto",
        lambda told: any(STANDS_ON["sent"](e) for e in told.case.entries),
    ),
    (
        r"non disdico il contratto|not cancelling the contract",
        lambda told: _answered(told, Question.CONTRACT_STANDS),
    ),
    (
        r"l’ho rifiutata|I refused it",
        lambda told: _answered(told, Question.OFFER_REFUSED),
    ),
    (
        r"Non l’ho firmata|neither signed it nor accepted it in writing\.",
        lambda told: _answered(told, Question.OFFER_UNSIGNED),
    ),
)
"""What may be read in a letter only where the case, looked at by itself, says so."""


def _entries(told: Chronology) -> Iterator[AnyEntry]:
    return (entry for call in told.calls for entry in call.entries)


def _rang(told: Chronology, *, came_in: bool) -> bool:
    return any(call.came_in == came_in for call in told.calls)


def _unanswered(call: Call) -> bool:
    return call.outcome is Outcome.NO_ANSWER


def _answered(told: Chronology, question: Question) -> bool:
    asked = (e for e in told.case.entries if isinstance(e, Stated))
    return any(e.question == question and e.text == "yes" for e in asked)


def unfounded(letter: Letter, told: Chronology) -> list[str]:
    """The sentences of a letter that state what its case does not say."""
    known: dict[str, AnyEntry | AnyCaseEntry] = {entry.id: entry for entry in told.case.entries}
    known |= {f"{call.id}/{entry.id}": entry for call in told.calls for entry in call.entries}
    wrong = [
        f"{made.ground}: {made.text}"
        for made in letter.stated
        if not made.entries
        or not all(
            entry in known and STANDS_ON.get(made.ground, bool)(known[entry])
            for entry in made.entries
        )
    ]
    lines = (letter.subject, *(line for block in letter.blocks for line in block.lines))
    asserted = {made.text for made in letter.stated}
    others = (line for line in (*lines, *letter.annex) if line not in asserted)
    wrong += [line for line in others if _states(letter, line)]
    whole = "\n".join((*lines, *letter.annex))
    return wrong + [said for said, is_so in SAID if re.search(said, whole) and not is_so(told)]


def _states(letter: Letter, line: str) -> bool:
    for text in letter.stated:
        line = line.replace(text.text, "")
    gap = re.escape(GAP.split("{", 1)[0])
    sentences = (each for each in re.split(r"(?<=[.;])\s", line) if not re.search(gap, each))
    supposed = HYPOTHETICAL[letter.language]
    return any(
        re.search(FACTUAL[letter.language], re.sub(supposed, "", each), re.IGNORECASE)
        for each in sentences
    )


@cache
def told_in(situation: str, sector: Sector) -> tuple[Chronology, Narrative]:
    calls, entries, days = SITUATIONS[situation]
    told = told_of(*calls, entries=entries, facts=replace(FACTS, sector=sector))
    return told, narrate(told, NOW + timedelta(days=days))


def matter(told: Chronology, story: Narrative, country: Country) -> LetterMatter:
    prints = tuple((call.id, "cd" * 32) for call in told.calls)
    return LetterMatter(story, SENDER, RECIPIENT, "ab" * 32, prints, country)


LETTERS = [
    (language, kind)
    for language in LANGUAGES
    for kind in LetterKind
    if kind.value in {each.name for each in letters_offered(language, None)}
]


@pytest.mark.parametrize(("language", "kind"), LETTERS)
def test_a_letter_is_not_offered_or_each_of_its_facts_stands_on_an_entry(
    language: Language, kind: LetterKind
) -> None:
    offered = 0
    for sector, country, situation in product(Sector, COUNTRIES, SITUATIONS):
        told, story = told_in(situation, sector)
        if why_not(kind, story, country):
            continue
        offered += 1
        wrong = unfounded(fill(kind, language, matter(told, story, country)), told)
        assert not wrong, (sector.value, country, situation, wrong)
    assert offered, "it fits no case at all"


@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_notice_to_the_authority_is_for_italian_telephony_and_a_refusal(situation: str) -> None:
    for sector, country in product(Sector, COUNTRIES):
        told, story = told_in(situation, sector)
        offered = not why_not(LetterKind.AGCOM, story, country)
        refused = any(STANDS_ON["claim_refused"](entry) for entry in _entries(told))
        right = country == "it" and sector is Sector.COMMUNICATIONS and refused
        assert offered == right, (sector, country)


@pytest.mark.parametrize(
    "words",
    [
        "non mi ha dato il numero del reclamo.",
        "Ho telefonato ieri.",
        "È passato un mese.",
        "Il tecnico è stato promesso.",
    ],
)
def test_a_sentence_that_states_a_fact_by_itself_is_found(tmp_path: Path, words: str) -> None:
    (tmp_path / "mine.j2").write_text("{% call para() %}" + words + "{% endcall %}", "utf-8")
    told, story = told_in("no call", Sector.OTHER)
    letter = fill("mine", "it", matter(told, story, "it"), own=tmp_path)
    assert unfounded(letter, told)


def test_what_stands_on_nothing_is_not_said(tmp_path: Path) -> None:
    words = "{% call para() %}A{% call says('claim_refused') %}B{% endcall %}C{% endcall %}"
    (tmp_path / "mine.j2").write_text(words, "utf-8")
    for situation, text in (("no call", "AC"), ("number refused", "ABC")):
        told, story = told_in(situation, Sector.OTHER)
        letter = fill("mine", "it", matter(told, story, "it"), own=tmp_path)
        assert letter.blocks[0].lines == (text,)
        assert [made.text for made in letter.stated] == (["B"] if text == "ABC" else [])
