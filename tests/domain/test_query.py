"""What somebody types into the line of search is understood as it is meant, as it is typed."""

import unicodedata
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from callmate.domain.call_order import Order
from callmate.domain.entry import Outcome
from callmate.domain.query import (
    BETWEEN,
    FILTERS,
    ITEMS,
    OUTCOMES,
    Needle,
    Query,
    any_in,
    read_query,
    spans,
)
from callmate.domain.text import folded, folded_from

TODAY = date(2026, 11, 24)


def read(text: str) -> Query:
    return read_query(text, TODAY)


def needle(*tokens: str, whole: bool = False) -> Needle:
    return Needle(tokens, whole)


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("", Query()),
        ("   ", Query()),
        ("...", Query()),
        ("Perché", Query(needles=(needle("perche"),))),
        ("linea guasta", Query(needles=(needle("linea"), needle("guasta")))),
        ('"linea guasta"', Query(needles=(needle("linea", "guasta", whole=True),))),
        ("«linea guasta»", Query(needles=(needle("linea", "guasta", whole=True),))),
        ("“linea guasta", Query(needles=(needle("linea", "guasta"),))),
        ("op.4471", Query(needles=(needle("op", "4471"),))),
        ("a_b", Query(needles=(needle("a", "b"),))),
        ("company:zefiro", Query(companies=("zefiro",))),
        ('azienda:"Zefiro Telecom"', Query(companies=("zefiro telecom",))),
        ("COMPANY:Ze company:Te", Query(companies=("ze", "te"))),
        ("claim:A74K", Query(claims=("a74k",))),
        ("reclamo:A74 guasta", Query(claims=("a74",), needles=(needle("guasta"),))),
        ("missing:claim manca:testimone", Query(missing=("claim_number", "witness"))),
        ("outcome:none esito:risolto", Query(outcomes=(None, Outcome.SOLVED))),
        ("outcome:perhaps", Query(unread=("outcome:perhaps",))),
        ("missing:legs", Query(unread=("missing:legs",))),
        (
            "after:18/11 before:2026-11-20",
            Query(after=date(2026, 11, 18), before=date(2026, 11, 20)),
        ),
        ("dopo:2025 prima:2025", Query(after=date(2025, 1, 1), before=date(2025, 12, 31))),
        ("after:25/12", Query(after=date(2025, 12, 25))),
        ("after:tomorrow", Query(unread=("after:tomorrow",))),
        ("after:30/2/2026", Query(unread=("after:30/2/2026",))),
        ("before:31/12/9999", Query(unread=("before:31/12/9999",))),
        ("after:1066", Query(unread=("after:1066",))),
        ("time:10 x", Query(needles=(needle("time", "10"), needle("x")))),
        ("https://x.example", Query(needles=(needle("https", "x", "example"),))),
        ("10:30", Query(needles=(needle("10", "30"),))),
    ],
)
def test_a_line_of_search_is_read_as_it_is_meant(text: str, query: Query) -> None:
    assert read(text) == query


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_without_its_value_yet_asks_for_nothing(name: str) -> None:
    for text in (f"{name}:", f"{name.upper()}:", f'{name}:"', f'{name}:""', f"{name}: "):
        assert read(text).empty


@pytest.mark.parametrize("word", ITEMS)
def test_every_word_for_an_item_names_it(word: str) -> None:
    assert read(f"missing:{word}").missing == (ITEMS[word],)
    assert read(f"manca:{word.upper()}").calls_only


@pytest.mark.parametrize("word", OUTCOMES)
def test_every_word_for_an_outcome_names_it(word: str) -> None:
    assert read(f"outcome:{word}").outcomes == (OUTCOMES[word],)
    assert read(f"esito:{word}").calls_only


def test_every_outcome_can_be_asked_for() -> None:
    assert set(OUTCOMES.values()) == {None, *Outcome}


def test_only_what_is_looked_for_counts_as_looking() -> None:
    assert Query().empty
    assert Query(unread=("outcome:x",)).empty
    assert not read("x").empty
    assert not read("company:z").calls_only
    assert not read("x").calls_only


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_query_and_no_error(text: str) -> None:
    found = read(text)
    assert all(each.tokens for each in found.needles)
    any_in(found.needles, text)
    spans(found.needles, text)


@given(st.text('ab è:"company', max_size=20))
def test_spaces_around_it_do_not_matter(text: str) -> None:
    assert read(f"  {text} ") == read(text)


@pytest.mark.parametrize(
    ("query", "text", "found"),
    [
        ("guasta", "Linea GUASTA da ieri", True),
        ("guas", "linea guasta", True),
        ("uasta", "linea guasta", False),
        ('"guas"', "linea guasta", False),
        ('"guasta"', "linea guasta.", True),
        ('"linea guasta"', "linea, guasta", True),
        ('"linea guasta"', "linea-guasta", True),
        ('"linea guasta"', "linea_guasta", True),
        ('"linea guasta"', "linea è guasta", False),
        ('"linea guasta"', f"linea{BETWEEN}guasta", False),
        ("perche", "Perché no", True),
        ("perché", "perche no", True),
        ("strasse", "Straße", True),
        ("4471", "op.4471", True),
        ("471", "op.4471", False),
        ("fi", "ﬁne", True),
        ("x", "", False),
    ],
)
def test_where_words_stand(query: str, text: str, *, found: bool) -> None:
    needles = read(query).needles
    assert any_in(needles, text) == found
    assert bool(spans(needles, text)) == found


@pytest.mark.parametrize(
    ("query", "text", "lit"),
    [
        ("guasta", "linea guasta", ["guasta"]),
        ("lin guas", "linea guasta", ["lin", "guas"]),
        ("perche", "Perché? perche!", ["Perché", "perche"]),
        ("aa", "aaa aa", ["aa", "aa"]),
        ('"linea guasta" guasta', "la linea guasta", ["linea guasta"]),
        ("stra strasse", "Straße", ["Straße"]),
        ("f", "ﬁne", ["ﬁ"]),
        ("zefiro", "nobody", []),
    ],
)
def test_what_is_lit(query: str, text: str, lit: list[str]) -> None:
    assert [text[begin:end] for begin, end in spans(read(query).needles, text)] == lit


@given(st.text("aàbcé ﬁßI\u0301", max_size=20), st.lists(st.text("abcei", min_size=1, max_size=2)))
def test_what_is_lit_lies_in_the_text_in_order_and_apart(text: str, words: list[str]) -> None:
    needles = [needle(word) for word in words]
    found = spans(needles, text)
    assert all(0 <= begin < end <= len(text) for begin, end in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    assert bool(found) == any_in(needles, text)


WRITTEN = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs", "Mn"]), max_size=30)


@given(WRITTEN)
def test_a_text_folded_has_neither_case_nor_accents_and_stays_so(text: str) -> None:
    once = folded(text)
    assert folded(once) == once
    assert not [sign for sign in once if "\u0300" <= sign <= "\u036f"]


@given(WRITTEN)
def test_each_folded_letter_knows_where_it_comes_from(text: str) -> None:
    plain, places = folded_from(text)
    assert len(plain) == len(places)
    assert places == sorted(places)
    for letter, place in zip(plain, places, strict=True):
        assert letter in folded(text[place])
    # Marks are put in another order where several stand on one letter; no more than that.
    assert sorted(plain) == sorted(folded(text))
    assert unicodedata.normalize("NFKD", plain) == unicodedata.normalize("NFKD", folded(text))


def test_orders_come_round_again() -> None:
    order, seen = Order.NEWEST, []
    for _ in Order:
        seen.append(order)
        order = order.following
    assert order is Order.NEWEST
    assert set(seen) == set(Order)
