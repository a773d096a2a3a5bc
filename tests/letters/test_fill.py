"""Patterns filled with the facts of a case: all of them, as typed, and nothing else."""

import re
from itertools import product

import pytest
from msgspec.structs import replace

from callmate.domain.case import Channel, Purpose
from callmate.domain.entry import Sector
from callmate.domain.letter import Letter, LetterKind, editable, edited
from callmate.domain.text import on_paper
from callmate.letters.fill import fill
from callmate.letters.kinds import letters_offered
from callmate.locale.messages import Language
from tests.letters.letter_matter import bare, matter
from tests.made_up_case import BILL, FACTS, LETTER, REPLY, call, happened, on_paper_only

LANGUAGES: tuple[Language, ...] = ("it", "en")
LETTERS: list[tuple[Language, LetterKind]] = [
    (language, kind)
    for language, kind in product(LANGUAGES, LetterKind)
    if kind.value in {each.name for each in letters_offered(language, None)}
]
WHOLE_STORY = (LetterKind.COMPLAINT, LetterKind.AGCOM, LetterKind.ASSOCIATION, LetterKind.FOLLOW_UP)


def words(letter: Letter) -> str:
    head = (*letter.sender, *letter.recipient, letter.dateline)
    return "\n".join((*head, editable(letter), *letter.signature, *letter.notes, letter.foot))


@pytest.mark.parametrize(("language", "kind"), LETTERS)
def test_a_letter_of_a_known_case_lacks_nothing_but_what_only_its_owner_knows(
    language: Language, kind: LetterKind
) -> None:
    letter = fill(kind, language, matter())
    asked = {LetterKind.CONTRACT: 4, LetterKind.ACCESS: 1}
    assert len(letter.gaps) == asked.get(kind, 0), letter.gaps
    text = words(letter)
    assert not re.search(r"None|\{\{|\{%|\}\}|undefined|  |(?<!\.)\.\.(?!\.)| [.,;:]", text), text
    assert not re.search(r"€|\beuro\b|\bEUR\b|£", text), "no sum is ever asserted"


@pytest.mark.parametrize(("language", "kind"), LETTERS)
def test_what_is_not_known_is_a_gap_in_sight_and_in_the_list(
    language: Language, kind: LetterKind
) -> None:
    letter = fill(kind, language, bare())
    text = words(letter)
    assert letter.gaps
    assert {f"[...: {gap}]" for gap in letter.gaps} == set(re.findall(r"\[\.\.\.: [^]]+\]", text))
    assert "None" not in text
    assert "?" not in "".join(letter.gaps), "a pattern names a fact that there is not"


@pytest.mark.parametrize(("language", "kind"), list(product(LANGUAGES, WHOLE_STORY)))
def test_the_whole_story_is_told_in_order_with_its_times(
    language: Language, kind: LetterKind
) -> None:
    facts = fill(kind, language, matter(happenings=(LETTER, BILL, REPLY))).of_kind("facts")
    told = "\n".join(facts)
    for word in (
        *("RR123IT", "chiesta la riparazione", "B-77", "bolletta.pdf", "stiamo verificando"),
        *("187", "10:32", "2093", "10:36", "4471", "Carla", "10:44", "Lucia"),
        *("non siamo tenuti", "10:46", "Rimborso dei giorni persi?", "dice: guasto di zona"),
        *("manderanno un tecnico", "10:48", "23", "24"),
    ):
        assert word in told, word
    assert told.index("RR123IT") < told.index("B-77") < told.index("stiamo verificando")
    assert told.index("stiamo verificando") < told.index("187")
    assert len(facts) == 3 + 2 * 8
    assert not re.search(r"\d:\d\d:\d\d|second[ios]", told), "minutes are enough in a letter"


@pytest.mark.parametrize(("language", "kind"), LETTERS)
def test_a_letter_with_a_demand_names_a_day(language: Language, kind: LetterKind) -> None:
    if kind not in {LetterKind.POST, LetterKind.STORY, LetterKind.CONCILIAWEB}:
        letter = fill(kind, language, matter())
        asked = "\n".join((*letter.of_kind("asks"), *letter.of_kind("text")))
        month = "(novembre|dicembre)" if language == "it" else "(November|December)"
        assert re.search(rf"(entro (il |l’)|by )\d{{1,2}}º? {month} 2026", asked), asked


def test_one_and_several_are_told_apart() -> None:
    one = words(fill(LetterKind.COMPLAINT, "it", matter(call(24))))
    two = words(fill(LetterKind.COMPLAINT, "it", matter()))
    assert "la segnalazione già fatta" in one
    assert "le segnalazioni già fatte" in two
    assert "una telefonata, per" in words(fill(LetterKind.ASSOCIATION, "it", matter(call(24))))
    assert "2 telefonate, per" in words(fill(LetterKind.ASSOCIATION, "it", matter()))
    assert "I have rung once" in words(fill(LetterKind.POST, "en", matter(call(24))))
    assert "I have rung 2 times" in words(fill(LetterKind.POST, "en", matter()))


def test_italian_elides_before_days_that_begin_with_a_vowel() -> None:
    early = matter(call(11), happenings=(happened(8, Channel.LETTER, "scritto"),))
    told = "\n".join(fill(LetterKind.COMPLAINT, "it", early).of_kind("facts"))
    assert "L’8 novembre 2026 ho scritto per raccomandata" in told
    assert "L’11 novembre 2026 alle 10:32 ho telefonato" in told


def test_rules_of_a_trade_are_named_in_that_trade_only() -> None:
    energy = matter(facts=replace(FACTS, sector=Sector.ENERGY))
    assert "Agcom" in words(fill(LetterKind.COMPLAINT, "it", matter()))
    assert "Agcom" not in words(fill(LetterKind.COMPLAINT, "it", energy))


@pytest.mark.parametrize(("language", "kind"), LETTERS)
def test_what_the_owner_may_change_comes_back_as_it_was(
    language: Language, kind: LetterKind
) -> None:
    letter = fill(kind, language, matter())
    assert edited(letter, editable(letter)) == letter


HOSTILE = (
    *("{{ 7 * 7 }}", "{% for x in y %}", "{# gone #}", "=cmd|' /C calc'!A0", "<script>x</script>"),
    *(r"\input{/etc/passwd}", "#eval(read(1))", "مرحبا שלום", "a\nb\r\nc", "n\x00l", "\x1b[2J"),
    *("x" * 5000, "\u202etxt.exe", "1. uno", "- due", "[...: finto", "${x} %s {0}", "caf\udce9"),
)


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_whatever_was_typed_stands_there_as_it_can_be_shown(text: str) -> None:
    facts = replace(FACTS, name=text, customer_code=text, wanted=text)
    sender = replace(matter().sender, name=text)
    filled = matter(call(24, text, text), facts=facts, sender=sender)
    letter = fill(LetterKind.COMPLAINT, "it", filled)
    shown = on_paper(text).replace("\n", " ")
    assert letter.signature == (shown,)
    told = "\n".join(letter.of_kind("facts"))
    assert f"ho annotato: «{shown}»" in told
    assert f"Le parole usate: «{shown}»" in told
    assert any(line.startswith(f"Il problema: {shown}.") for line in letter.of_kind("text"))
    assert len(letter.of_kind("facts")) == 2 + 8


def test_a_post_holds_nothing_private() -> None:
    facts = replace(FACTS, name="Anna Bianchi: linea 0612345678 guasta, C-42, anna@example.org")
    for language, kind in product(LANGUAGES, (LetterKind.POST, LetterKind.STORY)):
        note = "parla Carla, op. 4471, pratica 99887766"
        text = words(fill(kind, language, matter(call(24, note), facts=facts)))
        assert not re.search(
            r"Anna|Bianchi|0612|C-42|example|2093|4471|Carla|Lucia|998|187|RR123|bolletta.pdf", text
        ), text
        assert "Zefiro Telecom" in text
        assert "24 " in text


@pytest.mark.parametrize(("language", "kind"), LETTERS)
def test_no_time_and_no_length_is_made_up_for_a_call_that_was_noted_on_paper(
    language: Language, kind: LetterKind
) -> None:
    text = words(fill(kind, language, matter(on_paper_only())))
    made_up = r"13:37|\b0 sec|lasting|durat[ao] \d|lasted \d|as things happened|durante i fatti"
    assert not re.search(made_up, text), text
    assert not re.search(r"  | [.,;:]", text), text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_noted_on_paper_is_told_as_such(language: Language) -> None:
    text = words(fill(LetterKind.CONFIRMATION, language, matter(on_paper_only())))
    said = {
        "it": "Nella stessa telefonata (annotato dopo",
        "en": "In the same call (written down after",
    }
    assert said[language] in text
    assert "perdita al contatore" in text


def test_a_dossier_for_somebody_else_is_no_fact_of_a_letter() -> None:
    handed, file = Purpose.HANDED, BILL.attachment
    made = happened(21, Channel.OTHER, "Fascicolo", purpose=handed, attachment=file)
    letter = fill(LetterKind.COMPLAINT, "it", matter(happenings=(made,)))
    assert "Fascicolo" not in words(letter)
    assert letter.of_kind("enclosed") == ()
