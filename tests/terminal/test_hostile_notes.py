"""Whatever is typed or pasted is kept as it is and shown harmlessly, on every screen."""

# ruff: noqa: RUF001 - look-alike characters are what is tested here

import re

import pytest

from tests.terminal.hostile import FORBIDDEN, LONG, PIECES, UNSEEN, Hostile
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

TALL = (80, 60)

_POINTER = re.compile(rb"\x1b\]22;[a-z]*\x07")
"""The pointer's shape, which Textual itself sets."""


def drives_nothing(terminal: Terminal, title: str) -> None:
    """Fail unless the terminal is as it was and the program runs."""
    assert not terminal.over
    assert terminal.title == title
    drawn = terminal.drawn()
    assert drawn, "nothing was listened to"
    others = _POINTER.sub(b"", drawn)
    assert [bad for bad in FORBIDDEN if bad in others] == []
    text = drawn.decode()
    assert [bad for bad in UNSEEN if bad in text] == []


def test_a_terminal_that_is_driven_is_noticed(owner: Owner) -> None:
    driving = r"printf 'here\033]0;driven\007'; exec cat"
    with Terminal(["sh", "-c", driving], owner.env) as terminal:
        terminal.wait_for("here")
        with pytest.raises(AssertionError):
            drives_nothing(terminal, "elsewhere")
        assert terminal.title == "driven"


def all_stand_in_their_column(screen: str) -> bool:
    """Whether the notes are on the screen, none of them pushed aside by what was typed."""
    lines = screen.splitlines()[4:50]
    return "‹U+FEFF›" in screen and "Zefiro" in screen and all(line[34] == "│" for line in lines)


def test_pasted_notes(owner: Owner) -> None:
    with owner.open("start", "Zefiro", size=TALL) as terminal:
        terminal.wait_for("F2")
        title = terminal.title
        for piece in PIECES:
            terminal.paste(piece.text)
            terminal.press("enter")
            terminal.wait_for(piece.shown)
        terminal.enter("over")
        terminal.wait_for("  over")
        terminal.wait_for(all_stand_in_their_column)
        drives_nothing(terminal, title)
    kept = [note["text"] for note in owner.call()["notes"]]
    assert kept == [*(piece.text for piece in PIECES), "over"]


def test_typed_notes(italian: Owner) -> None:
    pieces = [piece for piece in PIECES if piece.by_keys]
    assert len(pieces) == 9
    with italian.open("start", "Zefiro", size=TALL) as terminal:
        terminal.wait_for("F2")
        title = terminal.title
        for piece in pieces:
            terminal.type(piece.text)
            terminal.press("enter")
            terminal.wait_for(piece.shown)
        # What is waited for stands on the line before it is kept.
        terminal.enter("fine")
        terminal.wait_for("  fine")
        drives_nothing(terminal, title)
    kept = [note["text"] for note in italian.call()["notes"]]
    assert kept == [*(piece.text for piece in pieces), "fine"]


def test_controls_as_keys_break_nothing(owner: Owner) -> None:
    with owner.open("start", "Zefiro", size=TALL) as terminal:
        terminal.wait_for("F2")
        title = terminal.title
        for piece in PIECES:
            if not piece.by_keys:
                terminal.send(piece.text.encode())
        terminal.send(b"\xff\xfe\xc3(\xed\xa0\x80")
        terminal.press("enter")
        terminal.type("still here")
        terminal.press("enter")
        terminal.wait_for("  still here")
        drives_nothing(terminal, title)
    assert owner.call()["notes"][-1]["text"].endswith("still here")


def test_ten_thousand_characters(italian: Owner) -> None:
    assert len(LONG) == 10_000
    with italian.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.paste(LONG)
        terminal.press("enter")
        terminal.wait_for(
            lambda text: any("│" in line and "§!" in line for line in text.split("\n"))
        )
        terminal.type(LONG[:200])
        terminal.press("enter")
        terminal.type("dopo")
        terminal.press("enter")
        terminal.wait_for("  dopo")
        assert not terminal.over
    assert [note["text"] for note in italian.call()["notes"]] == [LONG, LONG[:200], "dopo"]


def test_lines_pasted_at_once_are_notes_of_their_own(owner: Owner) -> None:
    with owner.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.paste("one\r\ntwo\n\nthree")
        terminal.press("enter")
        terminal.wait_for("  three")
    assert [note["text"] for note in owner.call()["notes"]] == ["one", "two", "three"]


def test_a_paste_presses_no_keys(owner: Owner) -> None:
    with owner.open() as terminal:
        terminal.wait_for("CallMate")
        terminal.paste("q\x1bq\x11\x1b[21~q")
        owner.do(terminal, "home.new")
        terminal.wait_for("Tab")
        assert not terminal.over


NAME = Hostile(
    "name",
    "[/]N\x1b]0;driven\x07\x1b[2J\u202e👩\u200d👧[@click=app.quit]Q[/]",
    "[/]N␛]0;driven␇␛[2J‹U+202E›👩⁺👧",
)


def test_names_and_numbers_on_every_screen(owner: Owner) -> None:
    with owner.open("start", NAME.text, size=(120, 40)) as terminal:
        terminal.wait_for("F2")
        title = terminal.title
        terminal.wait_for(NAME.shown)
        for command, text in (
            ("call.answer", "O\x1b[2J[/]"),
            ("call.claim", "K\x1b]0;driven\x07[/b]7"),
            ("call.promise", "P\x00[/] fri 5pm"),
        ):
            owner.do(terminal, command)
            terminal.paste(text)
            terminal.press("enter")
        terminal.wait_for(lambda text: "P␀[/] fri 5pm" in text.replace("\n", " "))
        owner.do(terminal, "call.refused")
        terminal.wait_for("What do they refuse?")
        terminal.press("enter")
        terminal.wait_for("Refused: ")
        terminal.paste("R\x1b[2J")
        terminal.press("enter")
        terminal.wait_for(lambda text: text.count("R␛[2J") >= 2)
        terminal.paste(NAME.text)
        terminal.press("enter")
        terminal.wait_for(lambda text: text.count("driven␇␛[2J") >= 2)

        owner.do(terminal, "call.end")
        terminal.press("enter")
        terminal.wait_for(lambda text: "The call has ended" in text and NAME.shown in text)
        drives_nothing(terminal, title)
        terminal.press("enter")
        terminal.wait_for(lambda text: "CallMate" in text and "O␛[2J" in text and "K␛]0;" in text)
        assert "[/]N␛]0;driven" in terminal.text()
        drives_nothing(terminal, title)
        owner.do(terminal, "home.open")
        terminal.wait_for(
            lambda text: "F2" not in text and "REFUSED Operator's name: R␛[2J" in text
        )
        assert NAME.shown in terminal.text()
        drives_nothing(terminal, title)
    record = owner.call()
    assert record["company"] == NAME.text
    assert record["operator"] == "O\x1b[2J[/]"
    assert record["claim_number"] == "K\x1b]0;driven\x07[/b]7"
    assert [promise["text"] for promise in record["promises"]] == ["P\x00[/] fri 5pm"]
    assert [note["text"] for note in record["notes"]] == [NAME.text]

    assert owner.run("show", record["id"][:16]).returncode == 0
    with owner.open("show", record["id"][:16], size=(120, 60)) as terminal:
        terminal.wait_for_end()
        screen = terminal.text()
        for shown in (NAME.shown, "O␛[2J[/]", "K␛]0;driven␇[/b]7", "P␀[/] fri 5pm", "R␛[2J"):
            assert shown in screen
        assert terminal.title == title
        assert b"\x1b" not in terminal.drawn().replace(b"\x1b[", b"", 0)


def test_the_form_of_a_new_call(italian: Owner) -> None:
    with italian.open() as terminal:
        terminal.wait_for("CallMate")
        title = terminal.title
        italian.do(terminal, "home.new")
        terminal.wait_for("Tab")
        terminal.paste(NAME.text)
        terminal.press("tab", "enter")
        terminal.wait_for("F3")
        terminal.wait_for(NAME.shown[:20])
        drives_nothing(terminal, title)
    assert italian.call()["company"] == NAME.text
