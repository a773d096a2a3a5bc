"""The keys that could cost something in a call cost nothing; size and other windows neither."""

import re
from collections.abc import Callable

from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.processes import wait_for_silence
from tests.terminal.screen_driver import Terminal

SMALL, LARGE = (60, 18), (200, 50)


def on_line(terminal: Terminal, text: str, *, asked: str = "Note") -> str:
    """Wait until a text stands on the line, where it is typed."""
    return terminal.wait_for(re.compile(rf"^ *{asked}: *{text} *$", re.MULTILINE).search)


def on_paper(terminal: Terminal, text: str) -> str:
    """Wait until a text stands beside its time."""
    return terminal.wait_for(re.compile(rf"\d\d:\d\d:\d\d .*{re.escape(text)}").search)


def shows(*words: str) -> Callable[[str], bool]:
    """What says whether all of these are on a screen."""
    return lambda screen: all(each in screen for each in words)


def test_escape_loses_nothing(owner: Owner) -> None:
    with owner.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.type("half a thought")
        terminal.press("escape")
        on_line(terminal, "half a thought")
        owner.do(terminal, "call.claim")
        on_line(terminal, "", asked="Claim number")
        terminal.type("A7")
        terminal.press("escape")
        on_line(terminal, "half a thought A7")
        owner.do(terminal, "call.dropped")
        terminal.wait_for("Enter ends the call")
        terminal.press("escape")
        terminal.wait_until_gone("Enter ends the call")
        on_line(terminal, "half a thought A7")
        terminal.press("enter")
        on_paper(terminal, "half a thought A7")
    assert [note["text"] for note in owner.call()["notes"]] == ["half a thought A7"]


def test_space_opens_the_letters_for_one_key(italian: Owner) -> None:
    with italian.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.press("space")
        terminal.wait_until_gone("F3 attesa")
        terminal.type("a")
        terminal.wait_for("Spazio, poi  r rispondono")
        on_paper(terminal, "In attesa")
        terminal.press("space")
        terminal.wait_for("Una lettera:  r rispondono")
        terminal.press("escape")
        terminal.wait_for("Spazio, poi  r rispondono")
        terminal.enter("a parole")
        on_paper(terminal, "a parole")
    call = italian.call()
    assert len(call["holds"]) == 1
    assert [note["text"] for note in call["notes"]] == ["a parole"]


def test_quitting_asks_whether_the_call_goes_on(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        caller.do(terminal, "call.record")
        terminal.wait_for("REC 00:01")
        terminal.type("half a thought")
        terminal.press("ctrl+q")
        terminal.wait_for("Does the call go on?")
        terminal.press("escape")
        terminal.wait_until_gone("Does the call go on?")
        terminal.press("enter")
        on_paper(terminal, "half a thought")
        assert "● REC" in terminal.text()
        terminal.press("ctrl+q")
        terminal.wait_for("Does the call go on?")
        terminal.press("right", "enter")
        terminal.wait_for_end()
    call = caller.call()
    assert call["ended"] is None
    assert [note["text"] for note in call["notes"]] == ["half a thought"]
    (recording,) = call["recordings"]
    assert recording["path"].endswith("sound-1.opus.age")


def test_quitting_can_end_the_call(owner: Owner) -> None:
    with owner.open("start", "Zefiro") as terminal:
        terminal.wait_for("F2")
        terminal.press("ctrl+q")
        terminal.wait_for("Does the call go on?")
        terminal.press("right", "right", "enter")
        terminal.wait_for("The call has ended")
    assert owner.call()["ended"]


def test_a_terminal_that_changes_its_size(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        caller.do(terminal, "call.answer")
        terminal.enter("4471")
        caller.do(terminal, "call.record")
        terminal.wait_for("● REC")
        terminal.enter("the newest note")
        terminal.type("half a thought")
        for size in (SMALL, LARGE, (80, 24), SMALL):
            terminal.resize(*size)
            terminal.wait_for(shows("Zefiro", "speaking with 4471", "● REC", "Claim number", "F2"))
            on_paper(terminal, "the newest note")
            on_line(terminal, "half a thought")
        terminal.press("enter")
        on_paper(terminal, "half a thought")
        caller.do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
        for size in (LARGE, SMALL):
            terminal.resize(*size)
            terminal.wait_for(shows("The call has ended", "2 notes kept", "4471", "Enter: done"))
        terminal.press("enter")
        for size in (LARGE, SMALL):
            terminal.resize(*size)
            terminal.wait_for(shows("CallMate", "Zefiro", "Today", "Enter"))
        caller.do(terminal, "home.open")
        for size in (LARGE, SMALL):
            terminal.resize(*size)
            terminal.wait_for(shows("Zefiro", "⏸ 00:00", "Claim number", "the newest"))
        assert not terminal.over


def test_a_second_window(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro") as first, phone_line.noise():
        first.wait_for("F2")
        caller.do(first, "call.record")
        first.wait_for("● REC")
        with caller.open() as second:
            second.wait_for("in another window")
            assert "interrupted" not in second.text()
            second.press("enter")
            second.wait_for("Call started")
            first.enter("written in the first")
            on_paper(second, "written in the first")
            caller.do(second, "review.note")
            second.wait_for("Add a note")
            second.enter("written in the second")
            second.wait_for("in another window")
            caller.do(second, "review.delete")
            second.wait_for("Delete this call?")
            second.enter("Zefiro")
            second.wait_for("nothing was deleted")
            second.press("escape")
            second.wait_for("CallMate")
            caller.do(second, "home.new")
            second.wait_for("Tab")
            second.type("Another")
            second.press("tab", "enter")
            second.wait_for("F3")
            second.enter("a call of its own")
            on_paper(second, "a call of its own")
            first.enter("going on")
            on_paper(first, "going on")
    wait_for_silence(caller.home)
    records = caller.calls()
    assert [each["company"] for each in records] == ["Another", "Zefiro"]
