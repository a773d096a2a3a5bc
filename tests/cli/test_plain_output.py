"""Whatever is said reaches whoever reads it, in whatever letters their terminal has."""

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout

import pytest
from hypothesis import given, settings, strategies as st

from callmate.cli import terminal


@contextmanager
def printing(encoding: str) -> Iterator[io.BytesIO]:
    """A terminal that has these letters and no others; what it was sent."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, newline="\n")
    with redirect_stdout(stream), redirect_stderr(stream):
        terminal.prepare()
        yield raw
        stream.flush()
        stream.detach()


@pytest.mark.parametrize(
    ("said", "plain"),
    [
        ("“perché?” – …", '"perche?" - ...'),
        ("Zoë → café", "Zoe -> cafe"),
        ("\u2039U+202E\u203a", "<U+202E>"),
        ("✓ ✗ ○ ★ ●", "+ x o * *"),
        ("½ ﬁn", "12 fin"),
        ("日本", "\\u65e5\\u672c"),
        ("caf\udce9", "caf\\udce9"),
        ("🎧", "\\U0001f3a7"),
    ],
)
def test_what_a_terminal_cannot_show_is_shown_in_plainer_signs(said: str, plain: str) -> None:
    with printing("ascii") as raw:
        terminal.result(said)
    assert raw.getvalue().decode().replace("1\\u20442", "12") == plain + "\n"


def test_a_terminal_that_can_show_it_shows_it() -> None:
    with printing("utf-8") as raw:
        terminal.result("“perché?” 日本 🎧")
    assert raw.getvalue().decode() == "“perché?” 日本 🎧\n"
    with printing("latin-1") as raw:
        terminal.say("“perché?” costa 3 €")
    assert raw.getvalue() == b'"perch\xe9?" costa 3 \\u20ac\n'


@settings(max_examples=50)
@given(st.text(), st.sampled_from(["ascii", "latin-1", "cp1252", "utf-8", "utf-16"]))
def test_no_letter_makes_saying_it_fail(said: str, encoding: str) -> None:
    with printing(encoding) as raw:
        terminal.result(said)
        terminal.say(said)
    assert raw.getvalue()


DRIVING = ("\x7f\x9b", "\u202e", "\ufeff\u2028", "\u061c\u200b")


@given(st.text(st.characters(codec="utf-8")) | st.sampled_from(DRIVING))
def test_json_is_one_line_that_drives_no_terminal_and_reads_back(text: str) -> None:
    line = terminal.json_line({"text": text})
    assert json.loads(line) == {"text": text}
    assert line.count(b"\n") == 1
    shown = line.decode()[:-1]
    assert not {each for each in shown if each < " " or "\x7f" <= each <= "\x9f"}
    assert not set(shown) & {"\u2028", "\u2029", "\u202e", "\u200b", "\u2066", "\ufeff", "\u061c"}


def test_json_is_in_utf_8_whatever_the_terminal_is_set_to() -> None:
    with printing("ascii") as raw:
        terminal.result("first")
        terminal.result_json({"text": "perché"})
    assert raw.getvalue() == 'first\n{"text":"perché"}\n'.encode()
    with redirect_stdout(io.StringIO()) as told:
        terminal.result_json(["perché", "caf\udce9"])
    assert json.loads(told.getvalue()) == ["perché", "caf\udce9"]


def test_with_its_outputs_closed_nothing_is_said_and_nothing_fails() -> None:
    with redirect_stdout(None), redirect_stderr(None):
        terminal.prepare()
        terminal.result("text")
        terminal.say("text")
        terminal.finish()
        assert terminal.width(80) == 80
        assert not terminal.is_terminal()


@contextmanager
def typing(text: str) -> Iterator[io.StringIO]:
    """A person who types this; what was said to them."""
    before = sys.stdin
    sys.stdin = io.StringIO(text)
    try:
        with redirect_stderr(io.StringIO()) as told:
            yield told
    finally:
        sys.stdin = before


@pytest.mark.parametrize(
    ("typed", "answer"), [("Anna\n", "Anna"), ("  \n", "  "), ("", ""), ("half", "half")]
)
def test_a_line_is_asked_for(typed: str, answer: str) -> None:
    with typing(typed) as told:
        assert terminal.ask("Who?") == answer
    assert told.getvalue() == "Who? " + ("" if typed.endswith("\n") else "\n")


@pytest.mark.parametrize(
    ("typed", "agreed"),
    [
        ({"en": "y\n", "it": "s\n"}, True),
        ({"en": " YES \n", "it": " SÌ\n"}, True),
        ({"en": "n\n", "it": "n\n"}, False),
        ({"en": "\n", "it": "\n"}, False),
        ({"en": "", "it": ""}, False),
        ({"en": "s\n", "it": "y\n"}, False),
        ({"en": "nyes\n", "it": "nsì\n"}, False),
    ],
)
def test_only_a_yes_is_a_yes(language: str, typed: dict[str, str], *, agreed: bool) -> None:
    with typing(typed[language]) as told:
        assert terminal.agrees("Really?") == agreed
    assert told.getvalue().startswith("Really? [" + {"en": "y/n", "it": "s/n"}[language] + "]")
