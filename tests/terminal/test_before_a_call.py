"""The card before a call: what earlier calls gave, and the number for the telephone's camera."""

import numpy as np
import pytest
import zxingcpp
from rich.color import Color
from rich.style import Style
from rich.text import Text

from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

_PIXELS = 6
"""Pixels to a half of a cell."""

_HALVES = {"▀": (1, 0), "▄": (0, 1), "█": (1, 1)}
"""Which halves of a cell a sign fills with its own colour."""

_UNSEEN = Color.parse("#808080")
"""Stands for the terminal's own colours."""


def photographed(coloured: str) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """The screen as a camera sees it: every cell in its two colours."""
    lines = [Text.from_ansi(line) for line in coloured.splitlines()]
    width = max(line.cell_len for line in lines)
    rows: list[list[tuple[int, int, int]]] = []
    for line in lines:
        line.pad_right(width - line.cell_len)
        cells = [(sign, Style.combine(styles_at(line, at))) for at, sign in enumerate(line.plain)]
        rows += [
            [shade(style, ink=_HALVES.get(sign, (0, 0))[half]) for sign, style in cells]
            for half in (0, 1)
        ]
    return np.array(rows, dtype=np.uint8).repeat(_PIXELS, axis=0).repeat(_PIXELS, axis=1)


def styles_at(line: Text, at: int) -> list[Style]:
    spans = (span for span in line.spans if span.start <= at < span.end)
    return [span.style for span in spans if isinstance(span.style, Style)] or [Style()]


def shade(style: Style, *, ink: int) -> tuple[int, int, int]:
    colour = (style.color if ink else style.bgcolor) or _UNSEEN
    return (_UNSEEN if colour.is_default else colour).get_truecolor()


@pytest.mark.parametrize("theme", ["dark", "light", "contrast", "ansi"])
def test_a_camera_reads_the_number_on_every_theme(owner: Owner, theme: str) -> None:
    settings = owner.home / "config" / "callmate" / "settings.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text(f'theme = "{theme}"\n')
    with owner.open() as terminal:
        terminal.wait_for("first call")
        owner.do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        terminal.wait_for("No case yet")
        owner.do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.send(b"Dead line\tZefiro Telecom\t+39 06 123.4567 (by day)\r")
        terminal.wait_for("0 calls")
        owner.do(terminal, "cases.open")
        terminal.wait_for("Nothing has happened")
        owner.do(terminal, "case.call")
        terminal.wait_for("camera")
        (found,) = zxingcpp.read_barcodes(photographed(terminal.coloured()))
        assert found.text == "tel:+39061234567"
        terminal.press("escape")
        terminal.wait_for("Nothing has happened")
    assert owner.calls() == []


def test_facts_that_look_like_commands_are_shown_as_typed(owner: Owner) -> None:
    do = owner.do
    typed = ("[/] {x} $y", "[@click=app.quit]Zefiro", "18[b]7", "[bold]C-42[/bold]")
    with owner.open() as terminal:
        terminal.wait_for("first call")
        do(terminal, "home.cases")
        terminal.wait_for("No case yet")
        do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.send("\t".join(typed).encode() + b"\r")
        terminal.wait_for("0 calls")
        do(terminal, "cases.open")
        terminal.wait_for("Customer code [bold]C-42[/bold]")
        do(terminal, "case.call")
        terminal.wait_for("Before you dial · [/] {x} $y")
        for words in typed[1:]:
            terminal.wait_for(words)
        (found,) = zxingcpp.read_barcodes(photographed(terminal.coloured()))
        assert found.text == "tel:18"
        do(terminal, "before.start")
        terminal.wait_for("F2")
        do(terminal, "call.menu")
        terminal.enter("[/] {keys} 1")
        terminal.wait_for("Pressed in the menu: [/] {keys} 1")
        do(terminal, "call.answer")
        terminal.enter("[b]44")
        terminal.wait_for("Operator [b]44 answered")
        end_call(owner, terminal)
        terminal.wait_for("reached a person")
        terminal.wait_for("[/] {keys} 1")
        do(terminal, "case.call")
        terminal.wait_for("Before you dial")
        do(terminal, "before.start")
        terminal.wait_for(lambda text: "[/] {keys}" in " ".join(text.split()))


def end_call(owner: Owner, terminal: Terminal) -> None:
    owner.do(terminal, "call.end")
    terminal.wait_for("Enter ends the call")
    terminal.press("enter")
    terminal.wait_for("The call has ended")
    terminal.press("enter")
    terminal.wait_until_gone("The call has ended")


def test_what_a_call_left_open_goes_into_the_next_one(owner: Owner) -> None:
    do = owner.do
    with owner.open() as terminal:
        terminal.wait_for("first call")
        do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        terminal.wait_for("No case yet")
        do(terminal, "cases.new")
        terminal.wait_for("New case")
        terminal.send(b"Dead line\tZefiro Telecom\t187\tC-42\r")
        terminal.wait_for("0 calls")
        do(terminal, "cases.home")
        terminal.wait_for("Open cases")

        do(terminal, "home.new")
        terminal.wait_for("no case")
        terminal.send(b"\x1b[A\x1b[B")
        terminal.wait_for("Customer code C-42")
        terminal.send(b"\t\t\t\tRefund?; Who comes?")
        terminal.wait_for("Who comes?")
        terminal.press("enter")
        terminal.wait_for("◌ menu")
        do(terminal, "call.menu")
        terminal.wait_for("Keys pressed in the menu")
        terminal.enter("2 1")
        terminal.wait_for("Pressed in the menu: 2 1")
        do(terminal, "call.answer")
        terminal.enter("4471")
        terminal.wait_for("Operator 4471 answered")
        terminal.enter("known fault")
        end_call(owner, terminal)

        do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        terminal.wait_for("1 call")
        do(terminal, "cases.open")
        terminal.wait_for("Still to be answered")
        do(terminal, "case.call")
        terminal.wait_for("Before you dial")
        for words in ("C-42", "Refund?", "Who comes?", "2 1", "known fault", "4471", "187"):
            terminal.wait_for(words)
        do(terminal, "before.start")
        terminal.wait_for("Last time a person")
        terminal.wait_for("Who comes?")
        end_call(owner, terminal)
    second, first = (owner.record(call["id"]) for call in owner.calls())
    assert first["case"] == second["case"] is not None
    assert second["entries"][0]["questions"] == ["Refund?", "Who comes?"]
    assert second["number"] == "187"


def test_a_call_is_moved_to_another_case_and_taken_out(owner: Owner) -> None:
    do = owner.do
    with owner.open() as terminal:
        terminal.wait_for("first call")
        do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        for name in ("Dead line", "Billed twice"):
            terminal.wait_for("cases")
            do(terminal, "cases.new")
            terminal.wait_for("New case")
            terminal.send(name.encode() + b"\tZefiro\r")
            terminal.wait_for(f"{name} · Zefiro · 0 calls")
        do(terminal, "cases.open")
        terminal.wait_for("Nothing has happened")
        do(terminal, "case.call")
        terminal.wait_for("No number is written down")
        do(terminal, "before.start")
        terminal.wait_for("F2")
        end_call(owner, terminal)
        before = owner.call()["case"]

        do(terminal, "case.open")
        terminal.wait_for("Call ended")
        do(terminal, "review.case")
        terminal.wait_for("Now it is in “Billed twice”")
        terminal.type("dead")
        terminal.wait_for("1 of 2")
        terminal.press("enter")
        terminal.wait_for("It goes from “Billed twice” to “Dead line”")
        terminal.press("enter")
        terminal.wait_for("Filed in a case")
        moved = owner.call()["case"]
        assert moved not in {before, None}
        do(terminal, "review.case")
        terminal.wait_for("Now it is in “Dead line”")
        terminal.press("pagedown", "enter")
        terminal.wait_for("It goes out of “Dead line”")
        terminal.press("enter")
        terminal.wait_for("Taken out of its case")
        assert owner.call()["case"] is None
