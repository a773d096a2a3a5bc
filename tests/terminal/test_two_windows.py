"""Two windows at once: both call, both search, and each shows soon what the other wrote."""

import re
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from callmate.domain.case import CaseFacts, Channel
from callmate.services.case_desk import CaseDesk
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

SOON = 2.0
"""Seconds within which a window shows what another one wrote."""


def on_paper(text: str) -> Callable[[str], object]:
    return re.compile(rf"\d\d:\d\d:\d\d .*{re.escape(text)}").search


@pytest.fixture
def desk(owner: Owner) -> CaseDesk:
    """What adds to the owner's cases, as another window does."""
    places = Places(owner.data, owner.home / "config" / "callmate")
    desk = CaseDesk(Cases(places), fresh_id, lambda: datetime.now().astimezone())
    desk.open(CaseFacts(name="Dead line", company="Zefiro"))
    return desk


def start(owner: Owner, terminal: Terminal, company: str) -> None:
    """Start a call from the home screen."""
    terminal.wait_for("CallMate")
    owner.do(terminal, "home.new")
    terminal.wait_for("Tab")
    terminal.type(company)
    terminal.press("tab", "enter")
    terminal.wait_for("F3")


def leave_for(terminal: Terminal, words: str) -> None:
    """Press Escape until words are there: a letter may have opened something over the call."""
    for _ in range(4):
        terminal.press("escape")
        with suppress(AssertionError):
            terminal.wait_for(words, 3)
            return
    terminal.wait_for(words)


def test_home_and_search_show_what_the_other_window_writes(owner: Owner) -> None:
    with owner.open("start", "Zefiro") as first, owner.open() as second:
        first.wait_for("F2")
        second.wait_for("in another window")
        owner.do(second, "home.search")
        second.wait_for("company:zefiro")
        second.type("router")
        second.wait_for("Nothing of this")
        first.enter("they want me to restart the router")
        first.wait_for(on_paper("restart the router"))
        second.wait_for(on_paper("restart the router"), SOON)

        second.press("enter")
        second.wait_for("Call started")
        first.enter("and the modem too")
        first.wait_for(on_paper("and the modem too"))
        second.wait_for(on_paper("and the modem too"), SOON)
        second.enter("nothing is written from here")
        leave_for(second, "1 found")
        second.press("escape")
        second.wait_until_gone("1 found")

        start(owner, second, "Aurora")
        second.enter("a call of its own")
        second.wait_for(on_paper("a call of its own"))
        owner.do(first, "call.end")
        first.wait_for("Enter ends the call")
        first.press("enter")
        first.wait_for("The call has ended")
        first.press("enter")
        first.wait_for("Aurora")
        owner.do(first, "home.search")
        first.wait_for("company:zefiro")
        first.type("its own")
        first.wait_for(on_paper("a call of its own"))
        second.enter("its own second note")
        second.wait_for(on_paper("its own second note"))
        first.wait_for(on_paper("its own second note"), SOON)
    written = {call["company"]: call["id"] for call in owner.calls()}
    assert written.keys() == {"Zefiro", "Aurora"}
    assert "nothing is written" not in owner.says("show", written["Zefiro"])


def test_a_window_that_dies_leaves_its_call_to_the_other(owner: Owner) -> None:
    with owner.open() as second:
        second.wait_for("first call")
        with owner.open("start", "Zefiro") as first:
            first.wait_for("F2")
            second.wait_for("in another window", SOON)
            first.kill(9)
            first.wait_for_end()
            second.wait_for("interrupted: press Enter", SOON)


def test_a_case_shows_what_the_other_window_files_in_it(owner: Owner, desk: CaseDesk) -> None:
    with owner.open() as terminal:
        terminal.wait_for("Dead line · Zefiro · 0 calls")
        terminal.press("enter")
        terminal.wait_for("Nothing has happened in this case yet")
        places = Places(owner.data, Path(owner.home) / "config" / "callmate")
        (case,) = Cases(places).readable()
        desk.add(case, Channel.EMAIL, "answered")
        terminal.wait_for("answered", SOON)
        with owner.open("start", "Zefiro") as other:
            other.wait_for("F2")
        terminal.press("escape")
        terminal.wait_for("interrupted: press Enter", SOON)
        desk.open(CaseFacts(name="Billed twice"))
        terminal.wait_for("Billed twice · 0 calls", SOON)
        owner.do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        desk.open(CaseFacts(name="Never signed"))
        terminal.wait_for("Never signed · 0 calls", SOON)
