"""A letter is laid out as letters are: its parts in order, its facts counted through."""

from itertools import count

import pytest

from callmate.documents.formats.blocks import (
    Bullets,
    FactRow,
    FactTable,
    Lines,
    Paragraph,
    Signature,
)
from callmate.domain.letter import Block, Letter, LetterKind
from callmate.letters.draft import as_paper
from callmate.letters.fill import fill
from callmate.locale.messages import Language
from tests.letters.letter_matter import bare, matter
from tests.spoken import LANGUAGES

WHOLE = Letter(
    language="en",
    sender=("Anna Bianchi", "Via Roma 1"),
    recipient=("Zefiro",),
    dateline="Milano, 24 November 2026",
    subject="Re: dead line",
    blocks=(
        Block("text", ("Dear all,", "it is dead.")),
        Block("facts", ("one", "two")),
        Block("text", ("And then:",)),
        Block("facts", ("three",)),
        Block("asks", ("mend it", "say when")),
        Block("enclosed", ("a bill",)),
    ),
    signature=("Anna Bianchi",),
    enclosed="Enclosed",
    notes=("Fingerprint ab",),
    foot="Case 1",
)


def test_every_part_stands_in_its_place() -> None:
    paper = as_paper(WHOLE)
    assert paper.blocks == (
        Lines(("Anna Bianchi", "Via Roma 1")),
        Lines(("Zefiro",), "right"),
        Lines(("Milano, 24 November 2026",)),
        Paragraph("Re: dead line", "strong"),
        Paragraph("Dear all,"),
        Paragraph("it is dead."),
        FactTable((FactRow("1.", "one"), FactRow("2.", "two"))),
        Paragraph("And then:"),
        FactTable((FactRow("3.", "three"),)),
        FactTable((FactRow("a)", "mend it"), FactRow("b)", "say when"))),
        Signature("Anna Bianchi"),
        Paragraph("Enclosed:"),
        Bullets(("a bill",)),
    )
    assert (paper.title, paper.foot, paper.mark) == ("Re: dead line", ("Fingerprint ab",), "Case 1")


@pytest.mark.parametrize(("language", "title"), [("en", "Public text"), ("it", "Testo pubblico")])
def test_of_an_empty_letter_nothing_is_left_but_a_title(language: Language, title: str) -> None:
    paper = as_paper(Letter(language=language))
    assert (paper.title, paper.language) == (title, language)
    assert paper.blocks == ()
    assert paper.foot == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_facts_are_counted_through_and_demands_lettered(language: Language) -> None:
    paper = as_paper(fill(LetterKind.COMPLAINT, language, matter()))
    labels = [
        row.label for block in paper.blocks if isinstance(block, FactTable) for row in block.rows
    ]
    facts = [label for label in labels if label.endswith(".")]
    asks = [label for label in labels if label.endswith(")")]
    assert facts == [f"{number}." for number, _label in zip(count(1), facts, strict=False)]
    assert asks == [f"{letter})" for letter, _label in zip("abcdefgh", asks, strict=False)]
    assert len(facts) > 10
    assert len(asks) > 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_about_hardly_anything_can_still_be_laid_out(language: Language) -> None:
    for kind in (LetterKind.COMPLAINT, LetterKind.POST, LetterKind.CONTRACT):
        paper = as_paper(fill(kind, language, bare()))
        assert paper.title
        assert not [block for block in paper.blocks if isinstance(block, Lines) and not block.lines]
