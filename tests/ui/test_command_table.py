"""Every command has a name of its own, a key that terminals send, and words in both languages."""

import re
from collections.abc import Callable, Sequence

import pytest

from callmate.store.settings import Settings
from callmate.ui.case_commands import (
    answers_commands,
    before_call_commands,
    case_commands,
    cases_commands,
    letter_commands,
    letters_commands,
    steps_commands,
    trash_commands,
)
from callmate.ui.command import Command
from callmate.ui.commands import (
    all_commands,
    home_commands,
    live_commands,
    screen_commands,
    wrap_up_commands,
)
from callmate.ui.review_commands import review_commands, transcript_commands
from callmate.ui.shared_keys import shared_keys
from callmate.ui.widgets.key_strip import key_name
from tests.spoken import LANGUAGES, speaking

Table = Callable[[], Sequence[Command]]
TABLES: tuple[Table, ...] = (
    live_commands,
    wrap_up_commands,
    home_commands,
    review_commands,
    transcript_commands,
    cases_commands,
    case_commands,
    letters_commands,
    letter_commands,
    before_call_commands,
    answers_commands,
    steps_commands,
    trash_commands,
    screen_commands,
)
NAMED = {"enter", "escape", "tab", "space", "left", "right", "minus", "plus", "slash"}
NAMED |= {"question_mark", "exclamation_mark", "less_than_sign", "greater_than_sign"}
# What a terminal sends as another key, or keeps for itself: Tab, Enter, Escape, stop, go on, lines.
TAKEN = {f"ctrl+{letter}" for letter in "cihjmsqv["}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_on_one_screen_no_key_and_no_letter_does_two_things(table: Table) -> None:
    keys = [command.key for command in table()]
    letters = [command.letter for command in table() if command.letter]
    assert len(set(keys)) == len(keys)
    assert len(set(letters)) == len(letters)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_key_is_one_that_a_terminal_sends(table: Table) -> None:
    for command in table():
        plain = re.fullmatch(r"[a-zA-Z0-9]|f([1-9]|1[0-2])|ctrl\+[a-z]", command.key)
        assert plain or command.key in NAMED, command.key
        assert command.key not in TAKEN, command.key


def test_one_key_has_one_meaning_on_all_screens() -> None:
    shared = {each.key: each for each in shared_keys()}
    assert len(shared) == len(shared_keys())
    had: dict[str, set[str]] = {}
    for command in all_commands(Settings()):
        had.setdefault(command.key, set()).add(command.id)
    several = {key: frozenset(ids) for key, ids in had.items() if len(ids) > 1}
    assert several == {key: each.ids for key, each in shared.items()}


def test_the_letters_after_space_are_the_same_in_both_languages() -> None:
    letters = []
    for spoken in LANGUAGES:
        with speaking(spoken):
            letters.append({command.id: command.letter for command in live_commands()})
    assert letters[0] == letters[1]


def test_no_letter_after_space_deletes_or_closes_or_quits_elsewhere() -> None:
    dangerous = {"case.delete", "review.delete", "case.close", "home.quit"}
    keys = {command.key for command in all_commands(Settings()) if command.id in dangerous}
    assert keys.isdisjoint({command.letter for command in live_commands()})


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.__name__)
def test_every_command_has_a_word_and_a_sentence(table: Table) -> None:
    for command in table():
        assert 0 < len(command.title) <= 18, command.title
        assert command.help.endswith("."), command.help
        assert command.help[0].isupper()
        assert len(command.letter) <= 1


def test_no_two_commands_have_one_id_in_any_language(language: str) -> None:
    commands = all_commands(Settings())
    ids = [command.id for command in commands]
    assert len(set(ids)) == len(ids)
    assert len(ids) == sum(len(table()) for table in TABLES)
    assert all(re.fullmatch(r"[a-z_]+\.[a-z_]+", each) for each in ids), language


@pytest.mark.usefixtures("language")
def test_in_a_call_every_command_has_a_letter_of_its_own() -> None:
    letters = [command.letter for command in live_commands()]
    assert all(letters)
    assert len(set(letters)) == len(letters)


def test_a_call_needs_no_letter_to_be_typed_with_control_that_writes_text() -> None:
    plain = [command.key for command in live_commands() if len(command.key) == 1]
    assert plain == [], "a letter is a note during a call"


def test_keys_that_the_owner_chose_replace_ours_and_no_others() -> None:
    ours = {command.id: command.key for command in all_commands(Settings())}
    chosen = Settings(keys={"call.hold": "f11", "no.such": "f12"})
    theirs = {command.id: command.key for command in all_commands(chosen)}
    assert theirs == ours | {"call.hold": "f11"}


@pytest.mark.parametrize(
    ("key", "en", "it"),
    [
        ("f9", "F9", "F9"),
        ("ctrl+z", "^Z", "^Z"),
        ("question_mark", "?", "?"),
        ("enter", "Enter", "Invio"),
        ("space", "Space", "Spazio"),
        ("left", "←", "←"),
        ("escape", "Esc", "Esc"),
        ("n", "n", "n"),
        ("f", "f", "f"),
        ("less_than_sign", "<", "<"),
    ],
)
def test_a_key_is_named_as_people_write_it(language: str, key: str, en: str, it: str) -> None:
    assert key_name(key) == (it if language == "it" else en)
