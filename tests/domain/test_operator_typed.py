"""A code and a name typed on one line are told apart; what is not clear stays as it was typed."""

import pytest
from hypothesis import given, strategies as st

from callmate.domain.legs import OperatorTyped, read_operator


@pytest.mark.parametrize(
    ("typed", "code", "name"),
    [
        ("4471 Luca", "4471", "Luca"),
        ("4471 luca", "4471", "luca"),
        ("Luca 4471", "4471", "Luca"),
        ("4471, Luca", "4471", "Luca"),
        ("4471 - Luca", "4471", "Luca"),
        ("4471 (Luca)", "4471", "Luca"),
        ("AB 12 Mario Rossi", "AB 12", "Mario Rossi"),
        ("Mario Rossi AB 12", "AB 12", "Mario Rossi"),
        ("AB12 Mario", "AB12", "Mario"),
        ("12 34 Anna-Maria D'Angelo", "12 34", "Anna-Maria D'Angelo"),
        ("operatore 4471 Luca", "4471", "Luca"),
        ("sono Luca, codice 4471", "4471", "Luca"),
        ("4471 María José", "4471", "María José"),
    ],
)
def test_a_code_and_a_name_are_told_apart(typed: str, code: str, name: str) -> None:
    assert read_operator(typed) == OperatorTyped(code, name)


@pytest.mark.parametrize(
    "typed",
    [
        *("4471", "12 34", "AB 12", "AB12", "A-4471/b", "ABX", "operatore 4471", "codice 4471"),
        *("4471?", "4471 o 4477", "4471 forse", "4471 non capito", "Luca 4471 Rossi", ""),
        *("4471 Luca ha detto che richiama", "4471 🙂", "  4471"),
    ],
)
def test_what_is_only_a_code_or_not_clear_stays_as_it_was_typed(typed: str) -> None:
    assert read_operator(typed) == OperatorTyped(typed, "")


@pytest.mark.parametrize("typed", ["Luca", "luca", "Mario Rossi", "mario rossi", "D'Angelo"])
def test_only_a_name_is_a_name(typed: str) -> None:
    assert read_operator(typed) == OperatorTyped("", typed)


@given(st.text(max_size=30))
def test_nothing_typed_is_lost(typed: str) -> None:
    found = read_operator(typed)
    assert found.code or found.name or not typed
    assert set("".join(f"{found.code}{found.name}".split())) <= set(typed)
