"""Search: every word, blind to case and accents, newest call first."""

import pytest
from hypothesis import given, strategies as st

from callmate.domain.entry import AnyEntry, Given, Promised, Refused, Reworded, Started, Undone
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places
from callmate.store.search import folded, hits, search
from tests.store.made_up import NOW, note

FIRST, SECOND = "20261124T103205Z-7f3a9c", "20261125T103205Z-7f3a9c"


def put(cabinet: Cabinet, call_id: str, *entries: AnyEntry) -> None:
    started = Started(id="s", at=NOW, company="Zefiro Telecom", number="187", matter="linea guasta")
    with cabinet.create(started, call_id) as call:
        for entry in entries:
            call.append(entry)


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """A cabinet with two calls to one company."""
    put(
        cabinet,
        FIRST,
        note(1, "Perché il modem è spento"),
        Given(id="o", at=NOW, item="operator", text="4471"),
        Given(id="c", at=NOW, item="claim_number", text="AB-99/x"),
    )
    put(
        cabinet,
        SECOND,
        note(1, "nothing of note"),
        Promised(id="p", at=NOW, text="Rückruf, straße 5"),
        Refused(id="r", at=NOW, item="operator", text="non possiamo darlo"),
    )
    return cabinet


def found(cabinet: Cabinet, text: str) -> list[tuple[str, str]]:
    return [(hit.call_id, hit.entry_id) for hit in search(cabinet, text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("perche", [(FIRST, "note-1")]),
        ("PERCHÉ", [(FIRST, "note-1")]),
        ("PERCHE\u0301 spento", [(FIRST, "note-1")]),
        ("4471", [(FIRST, "o")]),
        ("ab-99/X", [(FIRST, "c")]),
        ("ruckruf STRASSE", [(SECOND, "p")]),
        ("possiamo", [(SECOND, "r")]),
        ("zefiro", [(SECOND, "s"), (FIRST, "s")]),
        ("187 guasta", [(SECOND, "s"), (FIRST, "s")]),
        ("modem 4471", [(FIRST, "note-1"), (FIRST, "o")]),
        ("modem possiamo", []),
        ("absent", []),
        ("", []),
        (" \t\n", []),
        (".*", []),
        ("\0", []),
        ("\udce9", []),
    ],
)
def test_words_are_found(filled: Cabinet, text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(filled, text) == wanted


def test_a_hit_tells_where_when_and_what(filled: Cabinet) -> None:
    (hit,) = search(filled, "modem")
    assert (hit.call_id, hit.at, hit.text) == (FIRST, note(1).at, "Perché il modem è spento")


def test_hits_come_one_by_one(filled: Cabinet) -> None:
    coming = hits(filled, "zefiro")
    assert next(coming).call_id == SECOND
    filled.delete(FIRST)
    assert list(coming) == []


def test_the_latest_words_count_and_what_was_taken_back_does_not(filled: Cabinet) -> None:
    with filled.take(FIRST) as call:
        call.append(Reworded(id="w", at=NOW, target="note-1", text="il router è spento"))
        call.append(Undone(id="u", at=NOW, target="o"))
    assert found(filled, "router") == [(FIRST, "note-1")]
    assert found(filled, "modem") == found(filled, "4471") == []


def test_a_damaged_call_does_not_stop_the_search(filled: Cabinet, places: Places) -> None:
    (places.calls / "2026" / SECOND / "call.json").write_bytes(b"{")
    assert found(filled, "zefiro") == [(FIRST, "s")]


@given(st.text(st.characters(exclude_categories=())))
def test_folding_is_done_once_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)
