"""Search: every word, phrases and filters, blind to case and accents, in the index and without."""

from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings, strategies as st

from callmate.domain.call_order import Order
from callmate.domain.case import Author, CaseFacts, Channel, Happened, Opened, Restated
from callmate.domain.entry import (
    AnyEntry,
    Given,
    HungUp,
    Outcome,
    OutcomeSet,
    Promised,
    Refused,
    Reworded,
    Sector,
    Started,
    Undone,
)
from callmate.domain.query import read_query
from callmate.domain.text import folded, folded_from
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.index import Index
from callmate.store.places import Places
from callmate.store.search import Findings, find
from tests.store.made_up import NOW, note

FIRST, SECOND = "20261124T103205Z-7f3a9c", "20261125T103205Z-7f3a9c"
CASE = "20261120T080000Z-00000a"
TODAY = date(2026, 11, 26)


def put(cabinet: Cabinet, call_id: str, company: str, *entries: AnyEntry) -> None:
    started = Started(
        id="s",
        at=datetime.strptime(call_id[:16], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC),
        company=company,
        number="187",
        matter="linea guasta",
        sector=Sector.COMMUNICATIONS,
    )
    with cabinet.create(started, call_id) as call:
        for entry in entries:
            call.append(entry)


@pytest.fixture
def filled(cabinet: Cabinet) -> Cabinet:
    """A cabinet with two calls, and a case with a letter and a post."""
    put(
        cabinet,
        FIRST,
        "Zefiro Telecom",
        note(1, "Perché il modem è spento"),
        Given(id="o", at=NOW, item="operator", text="4471"),
        Given(id="c", at=NOW, item="claim_number", text="AB-99/x"),
        HungUp(id="h", at=NOW.replace(hour=11)),
        OutcomeSet(id="u", at=NOW, outcome=Outcome.SOLVED),
    )
    put(
        cabinet,
        SECOND,
        "Zèfiro Gas",
        note(1, "nothing of note"),
        Promised(id="p", at=NOW, text="Rückruf, straße 5"),
        Refused(id="r", at=NOW, item="operator", text="non possiamo darlo"),
    )
    cases = Cases(cabinet.places)
    facts = CaseFacts(name="Bolletta doppia", company="Aurora Luce", customer_code="C-42")
    cases.open(CASE, Opened(id="f", at=NOW, facts=facts))
    for entry in (
        Happened(
            id="l",
            at=NOW,
            on=datetime(2026, 11, 19, 12, tzinfo=UTC),
            channel=Channel.LETTER,
            text="chiesto il rimborso dei giorni persi",
            reference="RR123IT",
        ),
        Happened(
            id="t",
            at=NOW,
            on=datetime(2026, 11, 22, 12, tzinfo=UTC),
            channel=Channel.POST,
            text="rispondono: modem in arrivo",
            author=Author.PERSON,
        ),
    ):
        cases.append(CASE, entry)
    return cabinet


def named(findings: Findings) -> list[tuple[str, str]]:
    """Each hit by the ids of its call or case and of its entry, which is empty for a mere row."""
    return [
        (each.row.id, entry)
        for each in findings.found
        for entry in [hit.entry for hit in each.hits] or [""]
    ]


def found(cabinet: Cabinet, text: str, order: Order = Order.NEWEST) -> list[tuple[str, str]]:
    """What is found in the index, which must be the same as without it."""
    index = Index(cabinet)
    index.rows()
    query = read_query(text, TODAY)
    assert not index.behind
    quickly = find(index, query, order=order)
    index.behind = True
    assert find(index, query, order=order) == quickly
    return named(quickly)


FOUND = [
    ("perche", [(FIRST, "note-1")]),
    ("PERCHÉ", [(FIRST, "note-1")]),
    ("PERCHE\u0301 spento", [(FIRST, "note-1")]),
    ("spen", [(FIRST, "note-1")]),
    ("pento", []),
    ("4471", [(FIRST, "o")]),
    ("ab-99/X", [(FIRST, "c")]),
    ("ab 99", [(FIRST, "c")]),
    ("ruckruf STRASSE", [(SECOND, "p")]),
    ("possiamo", [(SECOND, "r")]),
    ("zefiro", [(SECOND, "s"), (FIRST, "s")]),
    ("187 guasta", [(SECOND, "s"), (FIRST, "s")]),
    ("modem 4471", [(FIRST, "note-1"), (FIRST, "o")]),
    ("modem", [(CASE, "t"), (FIRST, "note-1")]),
    ('"modem è spento"', [(FIRST, "note-1")]),
    ('"modem spento"', []),
    ('"modem è spen"', []),
    ('"modem è spen', [(FIRST, "note-1")]),
    ("«è spento»", [(FIRST, "note-1")]),
    ('"spento 4471"', []),
    ("rimborso", [(CASE, "l")]),
    ("rr123it", [(CASE, "l")]),
    ("c-42", [(CASE, "f")]),
    ("modem possiamo", []),
    ("company:gas", [(SECOND, "")]),
    ('azienda:"zefiro tele" modem', [(FIRST, "note-1")]),
    ("company:aurora", [(CASE, "")]),
    ("claim:99", [(FIRST, "")]),
    ("reclamo:rr123", [(CASE, "")]),
    ("after:25/11", [(SECOND, "")]),
    ("dopo:2026-11-22 prima:24/11/2026 modem", [(CASE, "t"), (FIRST, "note-1")]),
    ("prima:21/11/2026", [(CASE, "l")]),
    ("after:2027", []),
    ("missing:claim", [(SECOND, "")]),
    ("manca:numero zefiro", [(SECOND, "s")]),
    ("outcome:solved", [(FIRST, "")]),
    ("esito:nessuno", [(SECOND, "")]),
    ("outcome:solved outcome:none", [(SECOND, ""), (FIRST, "")]),
    ("outcome:solved modem", [(FIRST, "note-1")]),
    ("prima:23/11/2026 modem", [(CASE, "t")]),
    ("dopo:23/11/2026 modem", [(FIRST, "note-1")]),
    ("after:soon possiamo", [(SECOND, "r")]),
    ("absent", []),
    ("", []),
    (" \t\n", []),
    (".*", []),
    ("\0", []),
    ("\udce9", []),
    ('"', []),
    ("NOT modem", []),
    ("mod* OR", []),
]


@pytest.mark.parametrize(("text", "wanted"), FOUND, ids=[ascii(text) for text, _ in FOUND])
def test_what_is_found(filled: Cabinet, text: str, wanted: list[tuple[str, str]]) -> None:
    assert found(filled, text) == wanted


def test_calls_come_in_any_order(filled: Cabinet) -> None:
    both = [(SECOND, "s"), (FIRST, "s")]
    assert found(filled, "zefiro", Order.NEWEST) == both
    assert found(filled, "zefiro", Order.OLDEST) == both[::-1]
    assert found(filled, "zefiro", Order.LONGEST) == both[::-1]
    assert found(filled, "zefiro", Order.COMPANY) == both
    for order in Order:
        assert found(filled, "modem", order) == [(CASE, "t"), (FIRST, "note-1")]


def test_no_more_is_read_than_asked_for(filled: Cabinet) -> None:
    index = Index(filled)
    index.rows()
    findings = find(index, read_query("zefiro", TODAY), 1)
    assert (named(findings), findings.more) == ([(SECOND, "s")], True)
    assert not find(index, read_query("zefiro", TODAY), 2).more


def test_a_hit_tells_when_and_what(filled: Cabinet) -> None:
    index = Index(filled)
    index.rows()
    (each,) = find(index, read_query("spento", TODAY)).found
    (hit,) = each.hits
    assert (hit.at, hit.text) == (note(1).at, "Perché il modem è spento")


def test_the_latest_words_count_and_what_was_taken_back_does_not(filled: Cabinet) -> None:
    with filled.take(FIRST) as call:
        call.append(Reworded(id="w", at=NOW, target="note-1", text="il router è spento"))
        call.append(Undone(id="d", at=NOW, target="o"))
    facts = CaseFacts(name="Conguaglio", company="Aurora Luce")
    Cases(filled.places).append(CASE, Restated(id="g", at=NOW, facts=facts))
    assert found(filled, "router") == [(FIRST, "note-1")]
    assert found(filled, "perche") == found(filled, "4471") == found(filled, "bolletta") == []
    assert found(filled, "conguaglio") == [(CASE, "g")]


def test_what_changes_is_found_anew_and_what_goes_is_not(filled: Cabinet) -> None:
    index = Index(filled)
    index.rows()
    with filled.take(FIRST) as call:
        call.append(note(2, "sostituito"))
    assert named(find(index, read_query("sostituito", TODAY))) == []
    index.changed([FIRST])
    assert named(find(index, read_query("sostituito", TODAY))) == [(FIRST, "note-2")]
    filled.delete(FIRST)
    index.changed([FIRST])
    assert named(find(index, read_query("sostituito", TODAY))) == []
    index.rows()
    assert named(find(index, read_query("zefiro", TODAY))) == [(SECOND, "s")]


def test_a_damaged_call_does_not_stop_the_search(filled: Cabinet, places: Places) -> None:
    (places.calls / "2026" / SECOND / "call.json").write_bytes(b"{")
    assert found(filled, "zefiro") == [(FIRST, "s")]


def test_a_filter_that_is_not_understood_is_named() -> None:
    query = read_query("after:soon manca:niente x", TODAY)
    assert query.unread == ("after:soon", "manca:niente")
    assert read_query("after: company:", TODAY).empty
    assert not read_query("http://x", TODAY).empty


WORDS = st.sampled_from(
    ["Perché", "modem", "è", "spento", "ﬁne", "a-b", "AB-99", "4471", "_x", '"']
)


@pytest.mark.slow
@settings(max_examples=25)
@given(st.lists(WORDS, max_size=4).map(" ".join), st.lists(WORDS, max_size=3).map(" ".join))
def test_the_index_finds_what_reading_finds(text: str, typed: str) -> None:
    with TemporaryDirectory() as folder:
        cabinet = Cabinet(Places(Path(folder) / "data", Path(folder) / "config"))
        put(cabinet, FIRST, "Zefiro", note(1, text))
        found(cabinet, typed)


@given(st.text(st.characters(exclude_categories=())))
def test_folding_is_done_once_for_all(text: str) -> None:
    assert folded(folded(text)) == folded(text)


@given(st.text())
def test_each_folded_letter_has_a_place(text: str) -> None:
    plain, places = folded_from(text)
    assert len(plain) == len(places)
    assert places == sorted(places)
