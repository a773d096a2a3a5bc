"""One key covers everything at once, also in a call, which goes on beneath; see ``ui/cover.py``."""

import re
import time

import pytest

from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

COVERED = "Covered. A call and its recording go on."
NOTE = "the engineer never came"
COMPANY = "Zefiro"
WORDS = "perché no, quattro"
PAUSE = 0.8
"""Seconds after which a key was surely meant for the cover."""


def cover(owner: Owner, terminal: Terminal) -> str:
    """Cover the screen, and give all that is in sight then."""
    owner.do(terminal, "screen.cover")
    terminal.wait_for(COVERED)
    time.sleep(PAUSE)
    return terminal.text()


def in_a_call(terminal: Terminal) -> None:
    terminal.wait_for("Type and press Enter")
    terminal.enter(NOTE)
    terminal.wait_for(NOTE)


def seconds(screen: str) -> int:
    """How long the call has lasted, by its clock."""
    found = re.search(r"(\d\d):(\d\d) ◌", screen)
    assert found, screen
    return 60 * int(found[1]) + int(found[2])


def notes(owner: Owner) -> list[str]:
    return [each["text"] for each in owner.call()["notes"]]


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (200, 60)])
def test_nothing_is_in_sight_and_the_key_that_uncovers_reaches_nothing(
    owner: Owner, size: tuple[int, int]
) -> None:
    with owner.open("start", COMPANY, size=size) as terminal:
        in_a_call(terminal)
        owner.do(terminal, "screen.cover")
        terminal.type("xyz")  # typed on, in haste
        terminal.wait_for("Covered.")
        time.sleep(PAUSE)
        seen = terminal.text()
        assert COMPANY not in seen
        assert "engineer" not in seen
        assert re.sub(r"\s+", " ", seen).strip() == f"{COVERED} Any key shows everything again."
        time.sleep(2.2)
        assert terminal.text() == seen, "the clock beneath paints nothing"
        owner.do(terminal, "screen.cover")
        assert "Covered." in terminal.text(), "the same key only covers"
        terminal.press("q")
        terminal.wait_for(NOTE)
        terminal.enter("after")
        terminal.wait_for("  after")
    assert notes(owner) == [NOTE, "after"]


def test_what_opens_beneath_stays_beneath(owner: Owner) -> None:
    with owner.open("start", COMPANY) as terminal:
        in_a_call(terminal)
        terminal.press("ctrl+q", owner.keys["screen.cover"])
        terminal.wait_for(COVERED)
        time.sleep(PAUSE)
        assert "Does the call go on?" not in terminal.text()
        terminal.paste("pasted while covered")
        assert COVERED in terminal.text()
        terminal.press("x")
        terminal.wait_for("Does the call go on?")
        terminal.press("escape")
        terminal.wait_for(NOTE)
        assert "pasted" not in terminal.text()


def test_under_a_passphrase_only_that_uncovers_and_nothing_typed_goes_on(owner: Owner) -> None:
    keys = OwnerKeys(Places(owner.data, owner.home / "config" / "callmate"))
    keys.recipient()
    keys.set_passphrase(None, WORDS)
    with owner.open("start", COMPANY, size=(60, 18)) as terminal:
        in_a_call(terminal)
        began = seconds(terminal.text())
        cover(owner, terminal)
        for wrong in ("sesame", "", "perche no, quattro"):
            terminal.enter(wrong)
            time.sleep(PAUSE)
            seen = terminal.settled(lambda screen: "One moment" not in screen)
            assert COVERED in seen
            assert COMPANY not in seen
        terminal.wait_for("That is not the passphrase.")
        terminal.press("ctrl+q", "escape", "f2", "ctrl+e")
        terminal.type(WORDS)
        assert WORDS not in terminal.wait_for("•" * len(WORDS))
        terminal.press("enter")
        after = terminal.settled(NOTE)
        assert seconds(after) >= began + 3, "the call's clock went on"
        assert "sesame" not in after
        terminal.enter("after")
        terminal.wait_for("  after")
        assert WORDS.encode() not in terminal.drawn()
    assert notes(owner) == [NOTE, "after"]
    assert owner.call()["answered"] is None, "F2 was pressed on the cover"


def test_the_recording_goes_on(caller: Owner, phone_line: PhoneLine) -> None:
    assert phone_line.env
    with caller.open("start", COMPANY) as terminal:
        in_a_call(terminal)
        caller.do(terminal, "call.record")
        terminal.wait_for("● REC")
        cover(caller, terminal)
        time.sleep(3)
        assert "REC" not in terminal.text()
        terminal.press("x")
        terminal.wait_for("● REC")
        caller.do(terminal, "call.record")
        terminal.wait_for(lambda screen: "● REC" not in screen)
    (recording,) = caller.call()["recordings"]
    assert recording["seconds"] >= 3
