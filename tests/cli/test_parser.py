"""What is typed after a command is read in any order; what does not fit is said in a sentence."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from callmate.cli.dispatch import load, summaries
from callmate.cli.parser import (
    Grammar,
    Option,
    Word,
    WrongUseError,
    explain,
    explain_all,
    read,
    usage,
)
from callmate.domain.text import cells
from tests.spoken import speaking

GRAMMAR = Grammar(
    "play",
    "Plays a call's recording.",
    (Word("CALL", "The beginning of its id.", "Say which call."), Word("MOMENT", "From where.")),
    (Option("--json", "Answers for programs."), Option("--device", "Where.", "NAME")),
)
JOINED = Grammar(
    "search", "Finds calls.", (Word("TEXT", "Words.", "Say what to look for."),), joins=True
)
pytestmark = pytest.mark.usefixtures("english")


@pytest.mark.parametrize(
    ("typed", "words", "json", "device"),
    [
        (["2026"], ("2026",), False, None),
        (["2026", "--json"], ("2026",), True, None),
        (["--json", "2026", "1:20"], ("2026", "1:20"), True, None),
        (["2026", "--device", "Phone", "1:20"], ("2026", "1:20"), False, "Phone"),
        (["2026", "--device=Phone", "1:20"], ("2026", "1:20"), False, "Phone"),
        (["--device", "A b c", "2026"], ("2026",), False, "A b c"),
        (["2026", "--device", ""], ("2026",), False, ""),
        (["--", "--json"], ("--json",), False, None),
        (["2026", "--", "--device"], ("2026", "--device"), False, None),
        (["", ""], ("", ""), False, None),
    ],
)
def test_words_and_options_are_read_in_any_order(
    typed: list[str], words: tuple[str, ...], *, json: bool, device: str | None
) -> None:
    asked = read(GRAMMAR, typed)
    assert asked.words == words
    assert asked.on("--json") == json
    assert asked.value("--device", str) == device
    assert asked.given("--device") == (device is not None)
    assert asked.given("--json") == json
    assert not asked.for_help


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ([], "Say which call."),
        (["--json"], "Say which call."),
        (["a", "b", "c", "d"], "This is too much: “c d”."),
        (["a", "--jso"], "There is no option --jso here."),
        (["a", "-x"], "There is no option -x here."),
        (["a", "--device"], "Something is missing after --device."),
        (["a", "--json=yes"], "Nothing goes with --json: it stands alone."),
        (["a", "b", "\x1b[31m"], "This is too much: “␛[31m”."),
        (["a", "--\x1b"], "There is no option --␛ here."),
    ],
)
def test_what_does_not_fit_is_said(typed: list[str], said: str) -> None:
    with pytest.raises(WrongUseError) as wrong:
        read(GRAMMAR, typed)
    assert str(wrong.value) == said


def test_a_value_that_cannot_be_read_is_named_as_it_can_be_shown() -> None:
    asked = read(GRAMMAR, ["a", "--device", "\x07one"])
    with pytest.raises(WrongUseError, match="“␇one” does not fit after --device"):
        asked.value("--device", int)


def test_an_option_that_repeats_gives_each_of_its_values() -> None:
    grammar = Grammar("letter", "", (), (Option("--answer", "An answer.", "ID", repeats=True),))
    assert read(grammar, ["--answer", "1", "--answer=2"]).values("--answer", int) == [1, 2]
    assert read(grammar, []).values("--answer", int) == []
    with pytest.raises(WrongUseError, match="“two” does not fit after --answer"):
        read(grammar, ["--answer=1", "--answer=two"]).values("--answer", int)
    with pytest.raises(WrongUseError, match="Something is missing"):
        read(grammar, ["--answer"])


@pytest.mark.parametrize("typed", [["--help"], ["-h"], ["a", "b", "c", "--help"], ["-h", "--json"]])
def test_help_is_given_whatever_else_is_typed(typed: list[str]) -> None:
    assert read(GRAMMAR, typed).for_help


def test_several_words_are_one_text_where_a_command_takes_a_text() -> None:
    assert read(JOINED, ["no", "technician", "came"]).words == ("no technician came",)
    assert read(JOINED, ["no"]).words == ("no",)
    with pytest.raises(WrongUseError, match="Say what to look for"):
        read(JOINED, [])
    two = Grammar("letter", "", (Word("CASE", ""), Word("TEXT", "")), joins=True)
    assert read(two, ["a", "b", "c"]).words == ("a", "b c")
    assert read(two, ["a"]).word(1) is None
    assert read(two, ["a", "b"]).word(1) == "b"


@settings(max_examples=60)
@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=6), max_size=4))
def test_whatever_is_typed_is_read_or_refused_in_a_sentence(typed: list[str]) -> None:
    for grammar in (GRAMMAR, JOINED):
        said = sentence(grammar, typed)
        assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2028]", said)
        assert said == "" or said.endswith((".", ".”"))


def sentence(grammar: Grammar, typed: list[str]) -> str:
    """Why it is not understood; empty when it is."""
    try:
        asked = read(grammar, typed)
    except WrongUseError as wrong:
        return str(wrong)
    assert asked.for_help or len(asked.words) <= len(grammar.words)
    return ""


@settings(max_examples=30)
@given(st.text(st.characters(codec="utf-8"), max_size=6))
def test_behind_two_dashes_everything_is_a_word(word: str) -> None:
    assert read(GRAMMAR, ["call", "--", word]).words == ("call", word)
    assert read(JOINED, ["--", word, "--json"]).words == (f"{word} --json",)


@pytest.mark.usefixtures("language")
@pytest.mark.parametrize("name", summaries())
def test_every_command_explains_all_that_may_be_typed(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    grammar = load(name).grammar()
    assert grammar.name == name
    explain(grammar)
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert lines[0] == usage(grammar)
    for part in (*(word.name for word in grammar.words), *(o.flag for o in grammar.options)):
        assert part in shown
    assert all(cells(line) <= 100 for line in lines[1:])
    assert all(word.help and not word.help.startswith(" ") for word in grammar.words)
    assert all(option.help.endswith((".", ")")) for option in grammar.options)


@pytest.mark.parametrize("name", summaries())
def test_what_stands_for_a_word_or_value_is_in_capitals_of_the_language_spoken(name: str) -> None:
    english = placeholders(name)
    with speaking("it"):
        italian = placeholders(name)
        shown = usage(load(name).grammar())
    assert all(each == each.upper() for each in (*english, *italian))
    assert all(en != it or en == "FILE" for en, it in zip(english, italian, strict=True))
    assert all(each in shown for each in italian)


def placeholders(name: str) -> list[str]:
    """What stands in the usage of a command for words and values that the owner types."""
    grammar = load(name).grammar()
    return [*(word.name for word in grammar.words), *(o.value for o in grammar.options if o.value)]


@pytest.mark.parametrize("name", summaries())
def test_no_command_has_an_option_twice_or_a_needed_word_behind_one_that_is_not(
    name: str,
) -> None:
    grammar = load(name).grammar()
    flags = [option.flag for option in grammar.options]
    assert len(set(flags)) == len(flags)
    assert all(flag.startswith("--") and flag.islower() for flag in flags)
    needed = [bool(word.needed) for word in grammar.words]
    assert needed == sorted(needed, reverse=True)
    assert not {"--help", "-h"} & set(flags)


@pytest.mark.usefixtures("language")
def test_all_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    explain_all(summaries())
    shown = capsys.readouterr().out
    assert all(f"callmate {name}" in shown for name in summaries())
    assert all(cells(line) <= 80 for line in shown.splitlines())
