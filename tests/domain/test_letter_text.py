"""What the owner may change of a letter is plain text that is read back as it was."""

from itertools import pairwise

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from callmate.domain.letter import (
    GAP,
    Block,
    Letter,
    Recipient,
    Sender,
    ask_letter,
    editable,
    edited,
    fact_number,
)

SUBJECT = Letter(language="it", subject="Oggetto: linea guasta")

LINES = st.text("abcdeèò’., «»1234()-", max_size=30).map(
    lambda text: " ".join(["Abc", *text.split()])
)
"""Sentences that do not begin like an item of a list: ``a) ``, ``1. `` or ``- ``."""

BLOCKS = st.one_of(
    st.builds(Block, st.just("text"), LINES.map(lambda line: (line,))),
    st.builds(
        Block,
        st.sampled_from(["facts", "asks", "enclosed"]),
        st.lists(LINES, min_size=1, max_size=4).map(tuple),
    ),
)


def apart(blocks: list[Block]) -> bool:
    """Whether no two lists of a kind follow each other: they would be one."""
    return all(a.kind != b.kind or a.kind == "text" for a, b in pairwise(blocks))


@given(st.lists(BLOCKS, max_size=6).filter(apart), LINES)
def test_a_letter_that_nobody_changed_comes_back_as_it_was(
    blocks: list[Block], subject: str
) -> None:
    letter = replace(SUBJECT, subject=subject, blocks=tuple(blocks))
    assert edited(letter, editable(letter)) == letter
    without = replace(letter, subject="")
    assert edited(without, editable(without)) == without


@given(st.text(st.characters(codec=None, exclude_categories=()), max_size=80))
def test_whatever_is_typed_is_a_letter_and_stays_the_same_letter(text: str) -> None:
    once = edited(SUBJECT, text)
    assert edited(once, editable(once)) == once
    assert not [line for block in once.blocks for line in block.lines if "\x1b" in line]


@pytest.mark.parametrize(
    ("text", "subject", "blocks"),
    [
        ("", "", ()),
        ("Oggetto: x", "Oggetto: x", ()),
        ("Oggetto:\nsu due righe\n\nTesto.", "Oggetto: su due righe", (("text", "Testo."),)),
        ("S\n\nuna\nriga\n \nun'altra", "S", (("text", "una riga"), ("text", "un'altra"))),
        ("S\n\n1. uno\n2. due", "S", (("facts", "uno", "due"),)),
        ("S\n\n7. uno\n\n9. due", "S", (("facts", "uno", "due"),)),
        ("S\n\n1. uno\n   e mezzo\n2. due", "S", (("facts", "uno e mezzo", "due"),)),
        (
            "S\n\na) chiedo\nb) domando\n- bolletta",
            "S",
            (("asks", "chiedo", "domando"), ("enclosed", "bolletta")),
        ),
        ("S\r\n\r\nTesto.\r\n", "S", (("text", "Testo."),)),
        ("S\n\nTesto:\n1. uno", "S", (("text", "Testo:"), ("facts", "uno"))),
        ("S\n\n12345. non è un fatto", "S", (("text", "12345. non è un fatto"),)),
        ("S\n\n1.senza spazio", "S", (("text", "1.senza spazio"),)),
        (
            "S\n\nnul\x00 \x1b[2J\ttab",
            "S",
            (("text", "nul\u2039U+0000\u203a \u2039U+001B\u203a[2J tab"),),
        ),
    ],
)
def test_what_was_made_of_it_is_read_as_it_is_meant(
    text: str, subject: str, blocks: tuple[tuple[str, ...], ...]
) -> None:
    letter = edited(SUBJECT, text)
    assert letter.subject == subject
    assert tuple((block.kind, *block.lines) for block in letter.blocks) == blocks


def test_a_letter_without_a_subject_gets_none() -> None:
    letter = edited(replace(SUBJECT, subject=""), "Prima riga.\n\nSeconda.")
    assert letter.subject == ""
    assert [block.lines for block in letter.blocks] == [("Prima riga.",), ("Seconda.",)]


def test_facts_go_on_being_counted_after_a_paragraph() -> None:
    blocks = (Block("facts", ("a", "b")), Block("text", ("poi",)), Block("facts", ("c",)))
    assert editable(replace(SUBJECT, blocks=blocks)).split("\n\n")[1:] == [
        "1. a\n2. b",
        "poi",
        "3. c\n",
    ]


def test_every_gap_is_named_once_in_the_order_in_which_it_is_missed() -> None:
    name, day = GAP.format(what="il nome"), GAP.format(what="il giorno")
    letter = replace(
        SUBJECT,
        sender=(name,),
        dateline=day,
        blocks=(Block("text", (f"{day} e {name}", GAP.format(what="altro"))),),
        notes=("[... no gap]", "[...: ]"),
    )
    assert letter.gaps == ("il nome", "il giorno", "altro", "")


@pytest.mark.parametrize(
    ("place", "letters"),
    [(0, "a)"), (25, "z)"), (26, "aa)"), (51, "az)"), (52, "ba)"), (701, "zz)")],
)
def test_demands_are_lettered_past_the_alphabet(place: int, letters: str) -> None:
    assert ask_letter(place) == letters


@given(st.integers(0, 5000))
def test_facts_are_numbered_from_one(place: int) -> None:
    assert fact_number(place) == f"{place + 1}."


@pytest.mark.parametrize(
    ("town", "place"),
    [
        ("20121 Milano (MI)", "Milano"),
        ("Milano", "Milano"),
        ("00100 Roma RM", "Roma"),
        ("  34100   Trieste  ", "Trieste"),
        ("Reggio nell'Emilia (RE)", "Reggio nell'Emilia"),
        ("London", "London"),
        ("", ""),
        ("20121", "20121"),
    ],
)
def test_before_a_date_the_town_stands_alone(town: str, place: str) -> None:
    assert Sender(town=town).place == place


def test_nobody_known_writes_to_nobody_known() -> None:
    assert set(Sender().__struct_fields__) >= {"name", "street", "town", "tax_code"}
    assert not any(getattr(Sender(), each) for each in Sender.__struct_fields__)
    assert not any(getattr(Recipient(), each) for each in Recipient.__struct_fields__)
