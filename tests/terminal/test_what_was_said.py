"""What was said in a call is recorded, written down, found, heard again and accepted."""

import os
import re
import signal
from pathlib import Path

import numpy as np
import pytest

from callmate.audio.layout import words_path
from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.privacy import internet_sockets, plain_sound
from tests.terminal.processes import sound_processes
from tests.terminal.screen_driver import Terminal
from tests.terminal.test_private import traced

TEXT = (
    "Good morning, you are through to Zephyr Telecom. How can I help you? "
    "I can see that your line is broken since Monday, and I am sorry about that. "
    "Your claim number is four four seven one nine two. "
    "The engineer will look at the umbrella beside your house."
)
LAST = "umbrella beside your house."
LOUD = 300
"""What nothing but speech reaches."""
PATIENCE = 240.0
"""Seconds; a busy computer recognises slowly, at the lowest priority."""


def nothing_lies_open(owner: Owner, spoken: hearing.Samples) -> None:
    """Fail if a word, or the sound, of what was said can be read by anybody."""
    assert plain_sound(owner.home, spoken) == []
    told = [file for file in owner.home.rglob("*") if file.is_file()]
    assert not [file for file in told if b"umbrella" in file.read_bytes()]


def the_writer(owner: Owner) -> int:
    """The process that writes down."""
    (number,) = [
        number
        for number in sound_processes(owner.home)
        if b"write-down" in Path(f"/proc/{number}/cmdline").read_bytes()
    ]
    return number


def recorded_call(caller: Owner, terminal: Terminal, phone_line: PhoneLine, speech: Path) -> None:
    """Ring, record what is spoken on the line, hang up, and come home."""
    terminal.wait_for("F2")
    caller.do(terminal, "call.record")
    terminal.wait_for("● REC")
    with phone_line.speaking(speech, to_the_end=True):
        terminal.enter("listening")
    caller.do(terminal, "call.end")
    terminal.wait_for("Enter ends the call")
    terminal.press("enter")
    terminal.wait_for("The call has ended")
    terminal.press("enter")
    terminal.wait_for("the phone call, kept")


def test_a_number_that_was_said_is_found_heard_again_and_accepted(
    listener: Owner, phone_line: PhoneLine, tmp_path: Path
) -> None:
    speech, do = phone_line.speech(TEXT, "en"), listener.do
    spoken, trace = hearing.decoded(speech), tmp_path / "trace"
    with listener.open("start", "Zefiro Telecom", under=traced(trace)) as terminal:
        recorded_call(listener, terminal, phone_line, speech)
        do(terminal, "home.open")
        terminal.wait_for("⏸ 00:00")
        do(terminal, "review.words")
        terminal.wait_for("Nothing is written down yet")
        do(terminal, "words.write")
        terminal.wait_for("Being written down")
        os.kill(the_writer(listener), signal.SIGKILL)
        terminal.wait_for("It cannot be written down now")
        nothing_lies_open(listener, spoken)
        do(terminal, "words.write")
        terminal.wait_for("Written down whole", PATIENCE)
        screen = terminal.settled("○  Claim number: heard at")
        assert "447192?" in screen
        assert listener.call()["claim_number"] is None
        do(terminal, "words.accept")
        terminal.wait_for("✎ Claim number: 447192")
        terminal.press("escape")
        terminal.wait_for("✓ Claim number")
        terminal.press("escape")
        terminal.wait_for("the phone call, kept")
        do(terminal, "home.search")
        terminal.type("umbrella")
        terminal.wait_for("1 found")
        terminal.press("enter")
        terminal.wait_for("What was said")
        terminal.wait_for(lambda text: re.search("▸.*\\d\\d:\\d\\d:\\d\\d", text))
        near = tmp_path / "near"
        with phone_line.captured(near):
            do(terminal, "words.jump")
            terminal.wait_for(re.compile("▶ 00:1[2-9]").search)
            terminal.wait_for(lambda text: "▶" not in text)
    call = listener.call()
    assert call["claim_number"] == "447192"
    heard = hearing.raw(near.read_bytes())
    first = int(np.argmax(np.abs(heard) > LOUD))
    alike, second = hearing.placed(spoken, heard[first : first + hearing.RATE])
    assert alike > 0.7
    last = hearing.decoded(phone_line.speech(LAST, "en"))
    assert second == pytest.approx((len(spoken) - len(last)) / hearing.RATE, abs=0.3)
    folder = Path(call["recordings"][0]["path"]).parent
    assert words_path(folder, 1).is_file()
    nothing_lies_open(listener, spoken)
    assert internet_sockets(trace) == []
    assert "socket(" in trace.read_text()
