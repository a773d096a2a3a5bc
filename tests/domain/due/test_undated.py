"""A promise is told without the shorthand that dated it, and whole where that is not sure."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, strategies as st

from callmate.domain.due import find_due, without_day

TUESDAY = datetime(2026, 11, 24, 10, 32, 5, tzinfo=ZoneInfo("Europe/Rome"))


def told(text: str) -> str:
    found = find_due(text, TUESDAY, "it")
    assert found is not None
    return without_day(text, TUESDAY, found.at, exact=found.exact)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("rimborso entro ven", "rimborso"),
        ("entro ven rimborso", "rimborso"),
        ("rimborso, entro 3/12, sul conto", "rimborso sul conto"),
        ("manderanno un tecnico entro 48h", "manderanno un tecnico"),
        ("technician by friday 5pm", "technician"),
        ("richiamano giovedì alle 15", "richiamano"),
    ],
)
def test_the_words_that_dated_a_promise_are_left_out(text: str, rest: str) -> None:
    assert told(text) == rest


@pytest.mark.parametrize("text", ["entro ven", '"rimborso entro venerdì"', "dice «entro ven»"])
def test_what_is_quoted_or_says_nothing_but_the_day_stays_whole(text: str) -> None:
    assert told(text) == text


def test_words_that_were_understood_otherwise_stay() -> None:
    other = TUESDAY.replace(day=30, hour=23, minute=59)
    assert without_day("rimborso entro ven", TUESDAY, other, exact=False) == "rimborso entro ven"
    assert without_day("rimborso entro ven", TUESDAY, None, exact=False) == "rimborso entro ven"


@given(st.text(max_size=40))
def test_nothing_is_ever_added_to_a_promise(text: str) -> None:
    found = find_due(text, TUESDAY, "it")
    due, exact = (found.at, found.exact) if found else (None, False)
    left = without_day(text, TUESDAY, due, exact=exact)
    letters = iter(text)
    assert all(sign in letters for sign in left if not sign.isspace()), "in the order typed"
