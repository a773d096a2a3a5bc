"""What of a case stays out of a letter unless its owner takes it in: notes, and in public names.

A note was typed in a hurry, for oneself. It goes into a letter only when it is ticked, and into
a public text never. A public text is made of the other facts, with what is private hidden.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Final

import msgspec
from msgspec.structs import astuple, replace

from callmate.domain.letter import LetterChoices, LetterKind, Sender
from callmate.domain.letter_facts import Fact, What
from callmate.domain.narrative import CallTold, Narrative
from callmate.domain.private_words import PrivateKind, PrivatePiece, PrivateWords, each_once

PUBLIC: Final = frozenset({LetterKind.POST, LetterKind.STORY})
"""The letters that anybody may read."""


class NoteChoice(msgspec.Struct, frozen=True):
    """A note, and whether it goes into the letter."""

    id: str
    at: datetime
    text: str
    taken: bool
    marks: tuple[PrivateKind, ...]
    """What it says that had better stay out."""


class PieceChoice(msgspec.Struct, frozen=True):
    """A word or a number of a public text, and whether it is hidden."""

    piece: PrivatePiece
    hidden: bool


def private_words(story: Narrative, sender: Sender, choices: LetterChoices) -> PrivateWords:
    """What is private in a case.

    Args:
        story: The case.
        sender: Who writes.
        choices: What the owner turned.
    """
    known = tuple(dict.fromkeys(_known(story, sender)))
    return PrivateWords(known, (story.facts.company,), choices.turned)


def told_with(facts: Iterable[Fact], choices: LetterChoices) -> tuple[Fact, ...]:
    """The facts without the notes that were not taken in."""
    return tuple(each for each in facts if each.what is not What.NOTE or each.id in choices.notes)


def story_with(story: Narrative, choices: LetterChoices) -> Narrative:
    """The case as a letter tells it: without the notes that were not taken in."""

    def of_call(call: CallTold) -> CallTold:
        return replace(call, facts=told_with(call.facts, choices))

    return replace(
        story,
        told=told_with(story.told, choices),
        calls=tuple(map(of_call, story.calls)),
        offer=of_call(story.offer) if story.offer else None,
    )


def in_public(story: Narrative, words: PrivateWords) -> dict[str, object]:
    """The case's name, what is wanted and what happened, with everything private taken out."""
    told = [
        replace(
            fact,
            text=words.without(fact.text),
            question=words.without(fact.question),
            number="",
            operator="",
            name="",
            reference="",
            attached="",
        )
        for fact in story.told
        if fact.what is not What.NOTE
    ]
    return {
        "name": words.without(story.facts.name),
        "wanted": words.without(story.facts.wanted),
        "told": tuple(told),
    }


def note_choices(
    story: Narrative, words: PrivateWords, choices: LetterChoices
) -> tuple[NoteChoice, ...]:
    """Every note of a case, in order."""
    return tuple(
        NoteChoice(each.id, each.at, each.text, each.id in choices.notes, words.marks(each.text))
        for each in story.told
        if each.what is What.NOTE
    )


def piece_choices(
    name: str, story: Narrative, words: PrivateWords, typed: str
) -> tuple[PieceChoice, ...]:
    """What a public text hides, and what may tell more than it should.

    Args:
        name: The text's.
        story: The case.
        words: What is private in it.
        typed: What the owner made of the text; empty when it stands as it was filled.
    """
    texts = [typed] if typed else list(_public_texts(name, story))
    found = each_once(piece for text in texts for piece in words.pieces(text))
    return tuple(PieceChoice(piece, words.is_hidden(piece)) for piece in found)


_OF_PERSONS = {"operator", "operator_name", "witness"}
"""Answers that no public text tells."""


def _public_texts(name: str, story: Narrative) -> Iterator[str]:
    yield story.facts.name
    if name == LetterKind.STORY:
        yield story.facts.wanted
        for fact in story.told:
            if fact.what is not What.NOTE and fact.item not in _OF_PERSONS:
                yield from (fact.text, fact.question)


def _known(story: Narrative, sender: Sender) -> Iterator[str]:
    yield from astuple(sender)
    yield from sender.name.split()
    facts = story.facts
    yield from (facts.customer_code, facts.line_code, facts.number)
    yield from story.claim_numbers
    for call in story.calls:
        yield from (call.number, *call.operators)
        yield from _names(call.witness)
        for fact in call.facts:
            told = fact.what is What.GIVEN and fact.item == "operator_name"
            yield from _names(fact.text if told else fact.name)


_WORD: Final = re.compile(r"\w{3,}")
"""A word that is no mere particle of a name, as Lo and De are."""


def _names(text: str) -> Iterator[str]:
    """What was written of a person, and each name in it, which may stand alone elsewhere."""
    yield text
    yield from (word for word in _WORD.findall(text) if word[0].isupper())
