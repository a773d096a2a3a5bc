"""The numbers, names and promises that are said in a call are found, and nothing else is."""

import random
from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from callmate.domain.due import Language
from callmate.domain.heard import (
    Heard,
    HeardWord,
    NumberDifference,
    find_heard,
    number_differences,
    number_key,
)
from tests.domain.heard.made_calls import made_call, words_of
from tests.domain.heard.sentences import ENGLISH, ITALIAN, NOTHING_ENGLISH, NOTHING_ITALIAN

NOW = datetime(2026, 11, 25, 10, tzinfo=timezone(timedelta(hours=1)))
SHORT = {"operator": "op", "operator_name": "name", "claim_number": "claim", "promise": "by"}
LANGUAGES: tuple[Language, ...] = ("it", "en")


def _found(text: str, language: Language) -> tuple[Heard, ...]:
    return find_heard(words_of(text), language, NOW)


def _told(heard: Heard) -> str:
    return f"{SHORT[heard.kind]} {heard.due.date() if heard.due else heard.text}"


@pytest.mark.parametrize(
    ("line", "language"),
    [
        (line, language)
        for language, lines in zip(LANGUAGES, (ITALIAN, ENGLISH), strict=True)
        for line in lines.strip().splitlines()
    ],
)
def test_what_is_said_is_found(line: str, language: Language) -> None:
    said, _, wanted = line.partition(" => ")
    assert sorted(map(_told, _found(said, language))) == sorted(wanted.split("; "))


@pytest.mark.parametrize(
    ("said", "language"),
    [
        (line, language)
        for language, lines in zip(LANGUAGES, (NOTHING_ITALIAN, NOTHING_ENGLISH), strict=True)
        for line in lines.strip().splitlines()
    ],
)
def test_other_numbers_names_and_days_are_left_alone(said: str, language: Language) -> None:
    assert _found(said, language) == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_made_calls_nearly_all_numbers_are_found_and_hardly_a_wrong_one(
    language: Language,
) -> None:
    chance = random.Random(4471)  # noqa: S311 - made calls, no secrets
    right = wrong = 0
    for _ in range(200):
        call = made_call(chance, language)
        found = _found(call.text, language)
        for kind, number in (("operator", call.operator), ("claim_number", call.claim)):
            keys = {number_key(heard.text) for heard in found if heard.kind == kind}
            right += number_key(number) in keys
            wrong += len(keys - {number_key(number)})
    assert right >= 0.97 * 400
    assert wrong <= 0.01 * 400


def test_a_find_knows_its_words_and_its_moment() -> None:
    (heard,) = _found("Il codice operatore è 44 71, grazie.", "it")
    assert [word.text for word in heard.words] == [" 44", " 71,"]
    assert (heard.begin, heard.end) == (2.0, 2.9)


@pytest.mark.parametrize(("sure", "found"), [(0.95, ["44719"]), (0.5, [])])
def test_a_number_is_found_where_it_is_sure_how_it_ends(sure: float, found: list[str]) -> None:
    words = [
        replace(word, probability=sure if word.text == " 9" else 0.4)
        for word in words_of("Il codice operatore è 4, 4, 7, 1, 9")
    ]
    assert [heard.text for heard in find_heard(words, "it", NOW)] == found


def _unsure(text: str, number: str, sure: float = 0.3, pause: float = 0.5) -> tuple[Heard, ...]:
    """What is found where a recogniser was unsure of a text, and a number follows a pause."""
    lead = [replace(word, probability=sure) for word in words_of(text)]
    apart = lead[-1].end + pause
    dictated = [
        replace(word, begin=word.begin + apart, end=word.end + apart) for word in words_of(number)
    ]
    return find_heard([*lead, *dictated], "it", NOW)


@pytest.mark.parametrize("number", ["4, 7, 1, 3, 9, 0.", "47 13 90", "471390", "K7 13 90"])
def test_a_number_is_a_guess_where_what_leads_to_it_was_not_understood(number: str) -> None:
    (heard,) = _unsure("Il numero del noveccato è", number)
    assert (heard.kind, heard.named) == ("claim_number", False)
    assert number_key(heard.text) in {"471390", "K71390"}


def test_a_word_that_was_hardly_heard_names_no_number() -> None:
    assert _unsure("Il nome velove piano è", "471390")
    assert not _unsure("Il nome velove piano è", "471390", sure=0.6, pause=1.1)


def test_dots_behind_a_number_make_no_figure_unsure() -> None:
    words = [*words_of("Il numero del reclamo è 4, 4, 7, 1..."), *words_of("Grazie.")]
    for last, sure in (("1...", 0.6), ("1", 0.6), ("1...", 0.4)):
        words[8] = replace(words[8], text=f" {last}", probability=sure)
        found = [heard.text for heard in find_heard(words, "it", NOW)]
        assert found == (["4471"] if (last, sure) == ("1...", 0.6) else [])


def test_what_was_said_and_not_written_makes_a_guess_too() -> None:
    assert not _unsure("Un momento per piacere.", "471390", sure=0.9, pause=0.9)
    assert _unsure("Un momento per piacere.", "471390", sure=0.9, pause=1.1)


@pytest.mark.parametrize(
    ("lead", "number"),
    [
        ("Il numero del noveccato è", "47139"),  # a post code
        ("Il numero del noveccato è", "333 123 4567"),
        ("Il numero del noveccato è", "02 123 45678"),
        ("Il numero di telefono clavo è", "471390"),
        ("L'operatore numero clavo è", "471390"),
        ("Il numero del noveccato è", "471390 euro"),
    ],
)
def test_what_may_be_of_something_else_is_no_guess(lead: str, number: str) -> None:
    assert not [each for each in _unsure(lead, number) if each.kind == "claim_number"]


def test_of_two_numbers_that_may_be_the_claims_neither_is_guessed() -> None:
    words = [
        HeardWord(f" {word}", at, at + 0.5, 0.9 if word.isdigit() else 0.3)
        for at, word in enumerate(
            ["Il", "veclavo", "471390", "poi", "il", "nuove", "clavo", "668812"]
        )
    ]
    assert not find_heard(words, "it", NOW)
    (heard,) = find_heard(words[:3], "it", NOW)
    assert (heard.text, heard.named) == ("471390", False)


def test_nothing_is_guessed_without_a_pause_or_beside_a_number_that_is_named() -> None:
    assert not _unsure("Il numero del noveccato è", "471390", pause=0.1)
    assert not _unsure("Il numero della raccomandata è", "471390", sure=0.9)
    number = "471390. Le do il numero della pratica: 668812."
    assert [each.text for each in _unsure("Il numero del noveccato è", number)] == ["668812"]


def test_a_number_that_is_said_again_is_found_where_it_was_said_first() -> None:
    (heard,) = _found("Il codice operatore è 4471. Il codice operatore è 44 71, giusto?", "it")
    assert heard.begin == 2.0


def test_a_promise_counts_from_the_moment_at_which_it_is_made() -> None:
    (heard,) = _found("Allora. " * 30 + "La richiamiamo entro due ore.", "it")
    assert heard.due == NOW + timedelta(hours=2, seconds=heard.begin)
    assert heard.begin == 15.0


def test_working_days_leave_out_holidays() -> None:
    words = words_of("Riceverà una risposta entro due giorni lavorativi.")
    (heard,) = find_heard(words, "it", NOW, lambda day: day == NOW.date() + timedelta(days=1))
    assert heard.due
    assert heard.due.date().isoformat() == "2026-11-30"


@given(st.text(max_size=120), st.sampled_from(LANGUAGES))
def test_whatever_is_said_is_read(text: str, language: Language) -> None:
    for heard in _found(f"codice operatore {text}", language):
        assert heard.words
        assert heard.begin <= heard.end


@pytest.mark.parametrize(
    ("typed", "heard", "differences"),
    [
        ("PR-44 71", "pr4471", ()),
        ("4471", "44-71", ()),
        ("", "", ()),
        ("4471", "4472", [((3, 4), (3, 4))]),
        ("44 71", "4472", [((4, 5), (3, 4))]),
        ("4471", "44711", [((4, 4), (4, 5))]),
        ("4-471", "471", [((0, 1), (0, 0))]),
        ("AB1", "", [((0, 3), (0, 0))]),
    ],
)
def test_a_typed_number_is_compared_with_one_that_was_heard(
    typed: str, heard: str, differences: list[tuple[tuple[int, int], tuple[int, int]]]
) -> None:
    found = number_differences(typed, heard)
    assert found == tuple(NumberDifference(one, other) for one, other in differences)


@given(st.text("AB12- ", max_size=8), st.text("AB12- ", max_size=8))
def test_numbers_differ_where_their_keys_do(typed: str, heard: str) -> None:
    assert (number_differences(typed, heard) == ()) == (number_key(typed) == number_key(heard))
