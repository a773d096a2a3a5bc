"""A fault of the program's own, met in a real terminal: the call goes on, and nothing is lost."""

import re
import sys

from callmate.ui.crash_report import REPORT
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

_FAULTY = """
import sys
from callmate.ui.dialogs import LeaveDialog
from callmate.ui.screens.live.live_screen import LiveScreen

def fail(self, *_):
    raise LookupError("unforeseen")

LeaveDialog.action_chosen = fail
LiveScreen.action_light = fail
sys.argv = ["callmate", "start", "Zefiro"]
from callmate.__main__ import main
sys.exit(main())
"""


def faulty(owner: Owner) -> Terminal:
    """The program with two faults: in the question on leaving, and in the screen of the call."""
    return Terminal([sys.executable, "-P", "-c", _FAULTY], owner.env)


def on_paper(terminal: Terminal, text: str) -> None:
    """Wait until a note stands beside its time."""
    terminal.wait_for(re.compile(rf"\d\d:\d\d:\d\d +{text}").search)


def test_a_question_that_fails_costs_itself_alone(owner: Owner) -> None:
    with faulty(owner) as terminal:
        terminal.wait_for("F2")
        terminal.enter("before")
        on_paper(terminal, "before")
        terminal.press("ctrl+q")
        terminal.wait_for("Does the call go on?")
        terminal.press("enter")
        terminal.wait_for("Another")
        terminal.enter("after")
        on_paper(terminal, "after")
    assert [note["text"] for note in owner.call()["notes"]] == ["before", "after"]
    told = (owner.data / REPORT).read_text()
    assert "LookupError" in told
    assert "unforeseen" not in told, "what an error says may be what was typed"


def test_a_call_whose_screen_fails_is_shown_anew_and_then_taken_up(italian: Owner) -> None:
    with faulty(italian) as terminal:
        terminal.wait_for("F2")
        terminal.enter("prima")
        on_paper(terminal, "prima")
        terminal.press("down")
        terminal.wait_for("riaperta")
        terminal.enter("dopo")
        on_paper(terminal, "dopo")
        terminal.press("down", "down")
        terminal.wait_for_end()
        terminal.wait_for("Lo riavvii")
    with italian.open() as terminal:
        terminal.wait_for("interrotta")
        terminal.press("enter")
        terminal.wait_for("dopo")
        terminal.enter("infine")
        on_paper(terminal, "infine")
    assert [note["text"] for note in italian.call()["notes"]] == ["prima", "dopo", "infine"]
