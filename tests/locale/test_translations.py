"""Everything is said in both languages, in words that fit where they stand."""

import re
from collections.abc import Callable
from string import Formatter
from textwrap import wrap
from typing import get_args

import pytest
from babel.messages.catalog import Message

from callmate.audio.protocol import TroubleKind
from callmate.domain.checklist import QUESTION, Item, item_ids
from callmate.domain.entry import Outcome, Sector
from callmate.locale.catalogues import is_translated, read_catalogue
from callmate.locale.collect import catalogue_path
from callmate.locale.messages import Language
from callmate.ui.case_commands import letter_commands, letters_commands
from callmate.ui.command import Command
from callmate.ui.commands import home_commands, live_commands
from callmate.ui.review_commands import review_commands
from callmate.ui.widgets.key_strip import key_name
from callmate.wording.names import item_title, sector_name, sound_trouble
from callmate.wording.outcome_words import outcome_name

SAME_IN_ITALIAN = {
    *("{item}: {text}", "op. {operator}", "Python {version}"),
    *("{weekday} {date}", "{day} {month}", "{day} {month} {year}"),
    *("-10 s", "+10 s", "no", "FILE"),
}
"""Reviewed: what is written alike in both languages; letters of commands too."""

NEVER_SAID = {
    "en": r"legally valid|legal value|legal proof|you will get|guarantee",
    "it": r"valore legale|prova legale|legalmente|ha diritto a|otterrà|garanti",
}
"""No sum and no effect in law is ever promised."""

ILL_WRITTEN = (
    r"perchè|poichè|finchè|benchè|affinchè|nè\b|sè\b|\bpò\b|\bE'|\bqual'è|\bun pò|[“”]|\.\.\."
    r"|\b(un|il|del|dal|nel|questo|alcun) caso\b"  # a case is a pratica
    r"|\b(il|al|dal|del|nel) \{date\}"  # it would stand before 8 and 11: il giorno 8 novembre
    r"|\b(check\s?list|file system|feedback|backup|password|passphrase\b(?<!callmate passphrase))"
)
"""Wrong accents, quotation marks of another language, English, and a second word for one thing."""


@pytest.fixture
def messages(language: Language) -> list[Message]:
    found = read_catalogue(catalogue_path(language), language)
    return [message for message in found if message.id]


def forms(words: object) -> tuple[str, ...]:
    """The one form of a message, or its singular and plural."""
    return (words,) if isinstance(words, str) else tuple(words)  # type: ignore[arg-type] # strings


def pairs(message: Message) -> list[tuple[str, str]]:
    return list(zip(forms(message.id), forms(message.string), strict=True))


def places(words: str) -> set[str]:
    return {name for _text, name, _spec, _how in Formatter().parse(words) if name is not None}


def test_nothing_is_untranslated_or_uncertain(messages: list[Message]) -> None:
    assert [m.id for m in messages if not is_translated(m) or m.fuzzy] == []


def test_no_sentence_is_said_that_has_lost_its_translation(language: Language) -> None:
    found = read_catalogue(catalogue_path(language), language)
    gone = {(message.context, message.id) for message in found.obsolete.values()}
    assert not gone & {(message.context, message.id) for message in found}


def test_english_is_what_the_code_says() -> None:
    found = read_catalogue(catalogue_path("en"), "en")
    assert [m.id for m in found if m.id and forms(m.id) != forms(m.string)] == []


def test_values_stand_in_the_same_places(messages: list[Message]) -> None:
    wrong = [m.id for m in messages for said, told in pairs(m) if places(said) != places(told)]
    assert wrong == []


def test_spaces_at_the_ends_are_the_same(messages: list[Message]) -> None:
    def ends(words: str) -> tuple[str, str]:
        return words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]

    wrong = [m.id for m in messages for said, told in pairs(m) if ends(said) != ends(told)]
    assert wrong == []


def test_what_is_alike_in_italian_was_meant_so() -> None:
    found = read_catalogue(catalogue_path("it"), "it")
    alike = {m.id for m in found if m.id and m.context != "letter" and m.id == m.string}
    assert alike == SAME_IN_ITALIAN


def test_italian_is_well_written() -> None:
    found = read_catalogue(catalogue_path("it"), "it")
    told = [words for m in found if m.id for words in forms(m.string)]
    plain = [re.sub(r"«callmate [^»]*»", "", words) for words in told]
    assert [words for words in plain if re.search(ILL_WRITTEN, words, re.IGNORECASE)] == []


def test_no_effect_in_law_is_promised(language: Language, messages: list[Message]) -> None:
    banned = re.compile(NEVER_SAID[language], re.IGNORECASE)
    assert [told for m in messages for told in forms(m.string) if banned.search(told)] == []


@pytest.mark.usefixtures("language")
def test_letters_are_one_sign_each_and_unlike_each_other() -> None:
    letters = [command.letter for command in live_commands()]
    assert all(len(letter) == 1 and letter.isalpha() and letter.islower() for letter in letters)
    assert len(set(letters)) == len(letters)


def rows(cells: list[str], width: int) -> list[str]:
    filled: list[str] = []
    for cell in cells:
        if filled and len(filled[-1]) + 2 + len(cell) <= width:
            filled[-1] += f"  {cell}"
        else:
            filled.append(cell)
    return filled


COMMANDS = [live_commands, home_commands, review_commands, letters_commands, letter_commands]


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("commands", COMMANDS)
def test_the_keys_fit_into_two_rows_of_a_narrow_terminal(
    commands: Callable[[], tuple[Command, ...]],
) -> None:
    cells = [f"{key_name(c.key)} {c.title}" for c in commands() if c.shown]
    assert max(map(len, cells)) <= 78
    assert len(rows(cells, 78)) <= 2


@pytest.mark.usefixtures("language")
def test_the_letters_fit_into_four_rows_of_a_narrow_terminal() -> None:
    assert len(rows([f"{c.letter} {c.title}" for c in live_commands()], 78)) <= 4


@pytest.mark.usefixtures("language")
def test_every_item_state_and_outcome_has_a_short_name() -> None:
    known = {each for sector in Sector for each in item_ids(sector, ())}
    titles = {each: item_title(Item(each)) for each in known}
    assert not [title for each, title in titles.items() if title == each or len(title) > 22]
    assert item_title(Item(f"{QUESTION}1", question="Why?")) == "Why?"
    assert all(len(outcome_name(outcome)) <= 16 for outcome in Outcome)
    assert len({sector_name(sector) for sector in Sector}) == len(Sector)


@pytest.mark.usefixtures("language")
def test_a_trouble_with_the_sound_fits_beside_the_clock(language: Language) -> None:
    told = [sound_trouble(kind) for kind in (*get_args(TroubleKind), "died", "something else")]
    assert len(set(told)) == len(told)
    if language == "it":
        # Two lines beneath REC; a missing library is told in its place, where there are three.
        assert [words for words in told if len(wrap(words, 21)) > 2 + ("apt" in words)] == []
