"""A number that is said is offered while the call goes on, and the recording notices nothing."""

import os
import signal
from pathlib import Path

from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.privacy import internet_sockets
from tests.terminal.processes import sound_processes
from tests.terminal.test_private import traced
from tests.terminal.test_what_was_said import nothing_lies_open

TEXT = (
    "Good morning, you are through to Zephyr Telecom. "
    "My operator number is four four seven one. How can I help you? "
    "The engineer will look at the umbrella beside your house."
)
PATIENCE = 120.0
"""Seconds; a busy computer recognises slowly, at the lowest priority."""


def the_listener(owner: Owner) -> int:
    """The process that listens along."""
    (number,) = [
        number
        for number in sound_processes(owner.home)
        if Path(f"/proc/{number}/cmdline").read_bytes().endswith(b"listen\0")
    ]
    return number


def test_a_number_is_offered_while_the_call_goes_on(
    listener: Owner, phone_line: PhoneLine, tmp_path: Path
) -> None:
    speech, do = phone_line.speech(TEXT, "en"), listener.do
    spoken, trace = hearing.decoded(speech), tmp_path / "trace"
    settings = listener.home / "config" / "callmate" / "settings.toml"
    settings.write_text(f"{settings.read_text()}live = true\n")
    with listener.open("start", "Zefiro Telecom", under=traced(trace)) as terminal:
        terminal.wait_for("F2")
        do(terminal, "call.record")
        terminal.wait_for("● REC")
        do(terminal, "call.answer")
        with phone_line.speaking(speech, to_the_end=True):
            terminal.wait_for("Operator number:")
        terminal.wait_for("4471? Tab", PATIENCE)
        nothing_lies_open(listener, spoken)
        os.kill(the_listener(listener), signal.SIGKILL)
        terminal.wait_for("has ceased to listen along")
        assert "● REC" in terminal.text()
        do(terminal, "call.item")
        terminal.wait_for("Heard by the computer: is that right?")
        terminal.press("enter")
        terminal.wait_for("Operator number: 4471  (heard by")
        do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
        terminal.press("enter")
        terminal.wait_for("the phone call, kept")
    call = listener.call()
    assert call["operator"] == "4471"
    (recording,) = call["recordings"]
    gaps = {each["reason"] for each in call["entries"] if each["kind"] == "sound_gap"}
    assert gaps <= {"silent"}
    assert recording["seconds"] > len(spoken) / hearing.RATE
    nothing_lies_open(listener, spoken)
    assert internet_sockets(trace) == []
