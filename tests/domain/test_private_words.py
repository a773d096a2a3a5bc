"""Nothing private is left in what goes public."""

import pytest
from hypothesis import given, strategies as st

from callmate.domain.private_words import HIDDEN, PrivateWords


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("linea 06 1234 5678 guasta", f"linea {HIDDEN} guasta"),
        ("scrivetemi: anna@example.org!", f"scrivetemi: {HIDDEN}!"),
        ("codice RSSMRA80A01H501U", f"codice {HIDDEN}"),
        ("pratica A74K9", f"pratica {HIDDEN}"),
        ("guasta dal 18/11/2026", "guasta dal 18/11/2026"),
        ("guasta dal 2026-11-18", "guasta dal 2026-11-18"),
        ("in 3 giorni, 2 tecnici", "in 3 giorni, 2 tecnici"),
        ("+39 333 1234567", HIDDEN),
        ("vedi https://x.example/anna", f"vedi {HIDDEN}"),
        ("la signora Bianchi e i bianchi muri", f"la signora {HIDDEN} e i {HIDDEN} muri"),
    ],
)
def test_what_looks_private_is_hidden(text: str, shown: str) -> None:
    assert PrivateWords(("Bianchi", "")).without(text) == shown


@given(st.text(max_size=30), st.from_regex(r"[a-z]{3,9}[0-9]{0,3}", fullmatch=True))
def test_what_is_known_never_stays_as_a_word(around: str, known: str) -> None:
    assert f" {known} " not in PrivateWords((known,)).without(f"{around} {known} {around}")
