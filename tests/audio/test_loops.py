"""What a recogniser writes again and again, and nobody said, is written once."""

from hypothesis import given, strategies as st

from callmate.audio.protocol import SpokenWord
from callmate.audio.transcript.loops import loops, without_loops


def said(text: str) -> tuple[SpokenWord, ...]:
    words = text.split()
    return tuple(SpokenWord(f" {word}", at / 2, at / 2 + 0.4, 0.9) for at, word in enumerate(words))


def left(text: str) -> str:
    return "".join(word.text for word in without_loops(said(text))).strip()


def test_a_word_said_again_and_again_is_left_once() -> None:
    assert left("il codice è " + "9, " * 30 + "grazie") == "il codice è 9, grazie"


def test_a_phrase_said_again_and_again_is_left_once() -> None:
    assert left("Non si chiunque, " * 9 + "arrivederci") == "Non si chiunque, arrivederci"
    assert left("il numero della pratica, " * 4) == "il numero della pratica,"


def test_signs_and_capitals_make_no_other_word() -> None:
    assert left("Sì. sì, SÌ sì! sì sì, sì") == "Sì."


def test_what_people_say_again_is_left() -> None:
    for text in (
        "no, no, no, non è quello",
        "zero zero zero zero zero zero",
        "4471, ripeto: 4471, 4471",
        "sì, grazie sì, grazie sì, grazie",
        "il numero è 44 71 44 71",
    ):
        assert left(text) == text
        assert not loops(said(text))


def test_a_loop_is_known() -> None:
    assert loops(said("9 " * 7))
    assert not loops(())


@given(st.lists(st.sampled_from("abc"), max_size=60))
def test_nothing_is_added_and_nothing_stands_in_another_order(text: list[str]) -> None:
    words = said(" ".join(text))
    kept = without_loops(words)
    assert [word for word in words if word in set(kept)] == list(kept)
    assert loops(words) == (len(kept) < len(words))
