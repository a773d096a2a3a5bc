"""Enter, held down where it ends something, ends that and nothing more."""

import time

from callmate.ui.crash_report import REPORT
from tests.terminal.owner import Owner

REPEAT = 0.033
"""Seconds between two strokes of a key that is held down."""


def test_enter_held_at_the_end_of_a_call(owner: Owner) -> None:
    with owner.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.enter("They will ring back")
        terminal.wait_for(":")
        owner.do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        for _ in range(40):
            terminal.press("enter")
            time.sleep(REPEAT)
        terminal.wait_for("The call has ended")
        assert not terminal.over
        terminal.press("escape")
        terminal.wait_for("CallMate ·")
        terminal.press("q")
        terminal.wait_for_end()
    assert not (owner.data / REPORT).exists()
    call = owner.call()
    assert [each["kind"] for each in call["entries"]].count("hung_up") == 1


def test_enter_held_when_a_call_begins(owner: Owner) -> None:
    with owner.open() as terminal:
        terminal.wait_for("first call")
        owner.do(terminal, "home.new")
        terminal.wait_for("Company")
        terminal.type("Zefiro")
        for _ in range(30):
            terminal.press("enter")
            time.sleep(REPEAT)
        time.sleep(1)
        assert "New call" in terminal.text()
        assert owner.calls() == []
        terminal.press("enter")
        terminal.wait_for("F3")
        terminal.enter("still there")
        terminal.wait_for("  still there")
        assert not terminal.over
    assert not (owner.data / REPORT).exists()
    assert [note["text"] for note in owner.call()["notes"]] == ["still there"]
