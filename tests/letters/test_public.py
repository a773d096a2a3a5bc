"""What goes out in public holds no name, code or number, wherever in a call it was written down."""

from itertools import product

import pytest
from msgspec.structs import replace

from callmate.domain.entry import Answered, AnyEntry, Given, Note, Promised, Refused, Transferred
from callmate.domain.letter import LetterChoices, LetterKind, editable
from callmate.domain.private_words import HIDDEN
from callmate.letters.fill import fill
from callmate.letters.privacy import in_public, private_words
from tests.letters.letter_matter import matter
from tests.made_up_case import FACTS, SENDER, after, call, small_call
from tests.spoken import LANGUAGES

PUBLIC = (LetterKind.POST, LetterKind.STORY)


def public(*entries: AnyEntry, **more: object) -> str:
    """Everything that may go out in public about a call, in both languages."""
    about = matter(small_call(*entries), **more)  # type: ignore[arg-type] # as the tests name them
    return "\n".join(
        editable(fill(kind, language, about)) for kind, language in product(PUBLIC, LANGUAGES)
    )


def given_item(item: str, text: str, seconds: float = 5) -> Given:
    return Given(id=f"{item}{seconds}", at=after(seconds), item=item, text=text)


ANSWERED = Answered(id="a", at=after(2))
SAID = Promised(id="p", at=after(9), text="la signora CARLA e Marzia Lo Russo dicono: guasto")


@pytest.mark.parametrize(
    "entries",
    [
        (ANSWERED, given_item("operator_name", "Carla"), SAID),
        # Nobody pressed the key that says that somebody answered.
        (given_item("operator_name", "Carla"), SAID),
        (given_item("operator_name", "Carla Bruni"), SAID),
        (ANSWERED, given_item("operator_name", "Bruni, Carla"), SAID),
        (ANSWERED, given_item("witness", "mia sorella Carla"), SAID),
        (
            ANSWERED,
            given_item("operator_name", "Carla"),
            Transferred(id="t", at=after(7)),
            given_item("operator_name", "Anna", 8),
            SAID,
        ),
    ],
)
def test_no_name_of_a_person_goes_out(entries: tuple[AnyEntry, ...]) -> None:
    text = public(*entries)
    assert "carla" not in text.casefold()
    assert "guasto" in text


def test_of_a_name_no_small_word_is_taken_for_a_name() -> None:
    text = public(given_item("operator_name", "Marzia Lo Russo"), SAID)
    assert f"{HIDDEN} dicono: guasto" in text
    assert "Russo" not in text
    assert "la signora" in text
    mine = public(ANSWERED, given_item("witness", "mia sorella Lucia"), SAID)
    assert "signora" in mine


@pytest.mark.parametrize(
    ("item", "text", "secret"),
    [
        ("operator", "2093", "2093"),
        ("claim_number", "A7-K", "A7-K"),
        ("written_channel", "reclami@zefiro.example", "zefiro.example"),
    ],
)
def test_no_code_goes_out(item: str, text: str, secret: str) -> None:
    again = Promised(id="n", at=after(9), text=f"mi ripete {text}")
    assert secret not in public(given_item(item, text), again)
    assert secret not in public(ANSWERED, given_item(item, text), again)


def test_a_refusal_goes_out_in_its_words_without_names() -> None:
    refusal = Refused(id="r", at=after(7), item="claim_number", text="Carla: non siamo tenuti")
    text = public(ANSWERED, given_item("operator_name", "Carla"), refusal)
    assert f"{HIDDEN}: non siamo tenuti" in text


@pytest.mark.parametrize(
    "secret", ["Anna Bianchi", "Bianchi", "Via Roma 1", "C-42", "0612345678", "187"]
)
def test_nothing_of_the_owner_goes_out(secret: str) -> None:
    facts = replace(FACTS, name=f"guasto ({secret})", wanted=f"scrivere a {secret}")
    text = public(Note(id="n", at=after(9), text=f"ho detto {secret}"), facts=facts, sender=SENDER)
    assert secret not in text


def test_the_facts_themselves_lose_what_would_tell_who_it_was() -> None:
    about = matter(call(24))
    words = private_words(about.story, about.sender, LetterChoices())
    told = in_public(about.story, words)["told"]
    assert isinstance(told, tuple)
    assert len(told) > 5
    for fact in told:
        left = {fact.number, fact.operator, fact.name, fact.reference, fact.attached}
        assert left == {""}


def test_the_words_with_which_a_name_was_refused_are_no_name() -> None:
    refusal = Refused(id="r", at=after(7), item="operator_name", text="Non diciamo nomi")
    text = public(ANSWERED, refusal, Promised(id="n", at=after(9), text="non rispondono"))
    assert "Non diciamo nomi" in text
    assert "non rispondono" in text
