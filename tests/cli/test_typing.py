"""What is typed is understood, or answered by one sentence."""

from collections.abc import Callable

import pytest

from callmate.cli.dispatch import summaries
from callmate.cli.main import main
from tests.cli.conftest import Home


def test_help_names_every_command(home: Home) -> None:
    told = home.says("--help")
    for name in ("start", "calls", "show", "search", "verify", "keys", "doctor", "play"):
        assert f"callmate {name}" in told
    for name in ("export", "delete", "passphrase"):
        assert f"callmate {name}" in told


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["--nothing"],
        ["calls", "--nothing"],
        ["calls", "one"],
        ["calls", "--limit"],
        ["calls", "--limit", "many"],
        ["calls", "--limit=-1"],
        ["calls", "--json=yes"],
        ["show"],
        ["show", "one", "two"],
        ["search"],
        ["export", "one"],
        ["export", "one", "two.exe"],
        ["export", "one", "two.txt", "--from", "1:00"],
        ["play", "one", "--from", "1:99"],
        ["\x1b[31m\udce9\u202e"],
    ],
)
def test_what_is_not_understood_ends_with_2_and_a_sentence(
    typed: Callable[..., tuple[int, str, str]], words: list[str], language: str
) -> None:
    status, result, said = typed(*words)
    assert (status, result) == (2, ""), language
    assert said
    assert not [sign for sign in ("usage:", "argument", "\x1b") if sign in said]


@pytest.mark.parametrize("language", ["en", "it"])
def test_the_process_ends_with_2_in_both_languages(home: Home, language: str) -> None:
    home.environ["LANGUAGE"] = language
    home.tells("nothing", status=2)


def test_what_is_missing_is_named(home: Home) -> None:
    assert "after --limit" in home.tells("calls", "--limit", status=2)
    assert "--json" in home.tells("calls", "--json=yes", status=2)
    assert "--nothing" in home.tells("calls", "--nothing", status=2)
    assert "“many” does not fit after --limit" in home.tells("calls", "--limit=many", status=2)


def test_options_may_stand_anywhere(home: Home) -> None:
    call_id = home.call()
    assert home.says("show", "--json", call_id) == home.says("show", call_id, "--json")


def test_after_two_dashes_everything_is_a_word(home: Home) -> None:
    call_id = home.call("Zefiro", "--json was said")
    assert call_id[:13] in home.says("search", "--", "--json")


@pytest.mark.usefixtures("language")
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for name in summaries():
        assert main([name, "--help"]) == 0
        assert f"callmate {name}" in capsys.readouterr().out


def test_the_screen_is_not_opened_where_there_is_no_terminal(home: Home) -> None:
    for words in ([], ["start"], ["start", "Zefiro", "Telecom"]):
        assert "terminal" in home.tells(*words, status=2)
    assert list(home.cabinet.ids()) == []


def test_the_version_is_told(home: Home) -> None:
    assert home.says("--version").startswith("callmate ")
