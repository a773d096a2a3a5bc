"""A letter says who rang whom, gives every number, and puts no words into anybody's mouth."""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from callmate.domain.entry import (
    Answered,
    AnyEntry,
    BeganBefore,
    CameIn,
    Given,
    HungUp,
    MovedHere,
    Note,
    Promised,
    Started,
    Struck,
    Transferred,
)
from callmate.domain.letter import LetterKind, editable
from callmate.letters.fill import fill
from callmate.locale.messages import Language
from tests.letters.letter_matter import matter
from tests.made_up_case import CASE, NOW, START, after, small_call

STARTED = Started(id="s", at=START, company="Zefiro Telecom", number="187", case=CASE)
END = HungUp(id="e", at=after(600))


def told(
    *entries: AnyEntry,
    kind: LetterKind = LetterKind.COMPLAINT,
    language: Language = "it",
    days: int = 0,
) -> str:
    call = small_call(*entries, start=STARTED)
    return editable(fill(kind, language, matter(call, now=NOW + timedelta(days=days))))


def answered(operator: str, second: int, *, first: bool) -> tuple[AnyEntry, ...]:
    kind = Answered if first else Transferred
    return (
        kind(id=f"a{second}", at=after(second)),
        Given(id=f"o{second}", at=after(second + 1), item="operator", text=operator),
    )


def claim(number: str, second: int) -> Given:
    return Given(id=f"c{second}", at=after(second), item="claim_number", text=number)


def test_a_letter_says_that_the_company_rang() -> None:
    came = CameIn(id="i", at=after(1))
    assert "mi ha telefonato Zefiro Telecom, dal numero 187." in told(came, END)
    assert "Zefiro Telecom rang me from 187." in told(came, END, language="en")
    assert "ho telefonato" not in told(came, END)
    assert "ho telefonato al numero 187 di Zefiro Telecom." in told(END)


@pytest.mark.parametrize("kind", [kind for kind in LetterKind if kind is not LetterKind.DEADLOCK])
def test_no_letter_says_of_a_call_that_came_in_that_the_owner_rang(kind: LetterKind) -> None:
    text = told(CameIn(id="i", at=after(1)), *answered("4471", 9, first=True), END, kind=kind)
    assert "ho telefonato" not in text.casefold()
    assert "avevo telefonato" not in text
    assert "ho fatto una telefonata" not in text


def test_a_letter_gives_the_time_at_which_a_call_began_as_noted_afterwards() -> None:
    said = BeganBefore(id="b", at=after(5), began=after(-605))
    assert "alle 10:22 (ora annotata in seguito) ho telefonato" in told(said, END)
    assert "La telefonata è durata circa 20 minuti." in told(said, END)
    assert "at 10:22 (time noted afterwards) I rang" in told(said, END, language="en")


def test_a_promise_is_told_as_the_owner_noted_it_and_with_its_day() -> None:
    promise = Promised(id="p", at=after(20), text="rimborso entro ven", due=after(3 * 86400))
    text = told(*answered("4471", 9, first=True), promise, END)
    words = "l’operatore 4471 ha promesso, come ho annotato: rimborso, entro il 27 novembre 2026."
    assert words in text
    assert "entro ven" not in text
    assert "«rimborso" not in text
    quoted = replace(promise, text='"rimborso entro ven"')
    text = told(quoted, END)
    assert 'come ho annotato: "rimborso entro ven", cioè entro il 27 novembre 2026.' in text


def test_a_promise_whose_day_has_passed_is_not_said_to_be_broken() -> None:
    promise = Promised(id="p", at=after(20), text="rimborso entro ven", due=after(3 * 86400))
    text = told(promise, END, kind=LetterKind.PROMISE, days=9)
    assert "e il termine indicato è passato" in text
    assert "non è stato" not in text
    assert "rimborso (entro il 27 novembre 2026): il termine è passato" in told(
        promise, END, kind=LetterKind.ASSOCIATION, days=9
    )


@pytest.mark.parametrize(
    "kind",
    [
        *(LetterKind.COMPLAINT, LetterKind.FOLLOW_UP, LetterKind.ASSOCIATION),
        *(LetterKind.PROMISE, LetterKind.CONCILIAWEB),
    ],
)
def test_two_claim_numbers_are_both_named_with_who_gave_them(kind: LetterKind) -> None:
    entries = (
        *answered("4471", 9, first=True),
        claim("RC-990011", 20),
        *answered("5512", 30, first=False),
        claim("RC-990012", 40),
        END,
    )
    heading = "RC-990011 (operatore 4471), RC-990012 (operatore 5512)"
    assert heading in told(*entries, kind=kind)
    one = told(*entries[:3], END, kind=kind)
    assert "RC-990011" in one
    assert "(operatore 4471)" not in one


def test_an_operator_typed_over_another_stays_among_the_facts() -> None:
    again = Given(id="o2", at=after(20), item="operator", text="5512")
    text = told(*answered("4471", 9, first=True), again, END)
    assert "4471" in text
    assert "5512" in text


def test_a_struck_line_is_in_no_letter_and_a_moved_one_says_where_it_was_written() -> None:
    note = Note(id="n", at=after(20), text="sbagliata")
    assert "sbagliata" in told(note, END)
    assert "sbagliata" not in told(note, END, Struck(id="x", at=after(900), late=True, target="n"))
    moved = MovedHere(id="m", at=after(900), late=True, call="20261101T080000Z-111111", entry=note)
    words = "Nella stessa telefonata (annotato sotto un’altra telefonata) ho annotato: «sbagliata»."
    assert words in told(END, moved)
