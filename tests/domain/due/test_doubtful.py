"""What is no promise gives nothing, whatever is typed, and at once."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

import pytest
from hypothesis import given, strategies as st

from callmate.domain.due import find_due

Told = Callable[[str, Literal["it", "en"]], str]
NOW = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
PIECES = [
    "ven", "mar", "3/12", "31/2", "17", "99:99", "alle", "ore", "entro", "il", "fra", "48h", "10",
    "gg", "lavorativi", "-", "/", ".", ",", ":", "\n", "\x00", "\u202e", "next", "friday", "end of",
    "month", "un", "a", "week", "2026-12-03", "T17:00", "pm", "mezzanotte", "e", "prossimo", "h",
    "9999", "fine", "stanotte", "dal", "del", "€", "fa", "Dec", "3rd", "weekend", "e mezza",
]  # fmt: skip
SENTENCES = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
GLUED = st.lists(st.sampled_from([*PIECES, " "]), max_size=16).map("".join)
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\x00",
        "\u202e\u2066",
        "\ud800",
        "rimborso 48 euro",
        "codice 3/12A",
        "codice 3/12",
        "pratica n. 3/12",
        "numero 48h",
        "ref 3/12",
        "31/2",
        "0/5",
        "32/1",
        "1/13",
        "12/25",
        "29/2/2027",
        "29/2",
        "12.10 euro",
        "€ 12.10",
        "€12.10",
        "02-12-3456",
        "347-12-11-999",
        "192.168.1.1",
        "1.2.3",
        "assistenza 24/7",
        "3/4 volte",
        "il 15 percento",
        "il 2093 ha detto",
        "the 3rd operator",
        "you may call",
        "lunedì scorso",
        "last monday",
        "settimana scorsa",
        "la scorsa settimana",
        "ogni lunedì",
        "every friday",
        "monastero",
        "sunny",
        "venti",
        "un mesetto",
        "guasto di zona già noto",
        "modem spento, chiede il riavvio",
        "offre sconto se cambio contratto",
        "١٢/٣",
        "9" * 10_000,
    ],
)
def test_what_is_no_promise_gives_nothing(due: Told, text: str) -> None:
    assert due(text, "it") == "nothing"
    assert due(text, "en") == "nothing"


@given(
    SENTENCES | GLUED | ANY_TEXT,
    st.datetimes(timezones=st.timezones()),
    st.sampled_from(["it", "en"]),
)
def test_no_text_and_no_moment_make_it_fail(
    text: str, now: datetime, language: Literal["it", "en"]
) -> None:
    found = find_due(text, now, language)
    if found:
        assert found.at.tzinfo is now.tzinfo
        assert 0 <= found.start < found.end <= len(text)
        assert found.matched == text[found.start : found.end]


@given(SENTENCES, st.sampled_from(["it", "en"]))
def test_capitals_and_surroundings_change_nothing(text: str, language: Literal["it", "en"]) -> None:
    found = find_due(text, NOW, language)
    louder = find_due(text.upper(), NOW, language)
    inside = find_due(f"Hanno detto: {text}", NOW, language)
    assert (found and found.at) == (louder and louder.at) == (inside and inside.at)


def test_it_is_found_anywhere_in_a_long_text() -> None:
    text = "Il modem è spento e nessuno risponde al numero che mi hanno dato. " * 150
    found = find_due(text + "Tecnico entro venerdì ore 17 " + text, NOW, "it")
    assert found is not None
    assert found.matched == "entro venerdì ore 17"
    assert found.start == len(text) + len("Tecnico ")


@pytest.mark.parametrize(
    "unit",
    ["a ", "1 ", "3/12 alle 17 ", "31/2 ", "un ", "\x00", " ", "entro il ", "17:30 ", "end of ",
     "un paio di ", "da una ", "domani ", "domani" + " " * 500, "1/", "h.", "9", "prossima "],
)  # fmt: skip
def test_ten_thousand_characters_take_milliseconds(unit: str) -> None:
    text = unit * (10_000 // len(unit))
    spent = []
    for _ in range(3):
        began = time.process_time()
        find_due(text, NOW, "it")
        spent.append(time.process_time() - began)
    assert min(spent) < 0.02


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        find_due("domani", datetime(2026, 11, 24), "it")  # noqa: DTZ001 - what is refused
