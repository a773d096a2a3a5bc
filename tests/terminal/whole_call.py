"""A whole call from key presses alone: answered, noted, recorded, held, ended."""

import re
from datetime import datetime
from pathlib import Path

from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner

COMPANY = "Zefiro Telecom"
OPERATOR, CLAIM, NOTE = "4471", "A74K", "known fault in the area"
LEVEL = re.compile("[▃▄▅▆▇█]")

Pressed = dict[str, datetime]
"""When each key was pressed, as the wall's clock had it."""


def now() -> datetime:
    """The wall's time."""
    return datetime.now().astimezone()


def whole_call(
    caller: Owner, line: PhoneLine, speech: Path, under: tuple[str, ...] = ()
) -> Pressed:
    """Make a call in which a WAV file is spoken, and leave the screen with the wrap-up in sight.

    Args:
        caller: Who rings.
        line: What the telephone says.
        speech: The file.
        under: A command that starts the program in its stead.
    """
    pressed = {"started": now()}
    with caller.open("start", COMPANY, under=under) as terminal:
        terminal.wait_for("F2")
        caller.do(terminal, "call.answer")
        pressed["answered"] = now()
        terminal.enter(OPERATOR)
        terminal.wait_for(f"Operator {OPERATOR} answered")
        caller.do(terminal, "call.record")
        terminal.wait_for("● REC")
        with line.speaking(speech, to_the_end=True):
            terminal.enter(NOTE)
            pressed["noted"] = now()
            terminal.wait_for(lambda screen: re.search(f"│.*{NOTE[:12]}", screen))
            terminal.wait_for(LEVEL.search)
            caller.do(terminal, "call.claim")
            terminal.enter(CLAIM)
            terminal.wait_for("A for Alfa")
            caller.do(terminal, "call.hold")
            pressed["held"] = now()
            terminal.wait_for("on hold")
        caller.do(terminal, "call.hold")
        pressed["back"] = now()
        terminal.wait_for(f"speaking with {OPERATOR}")
        caller.do(terminal, "call.end")
        pressed["ended"] = now()
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
        terminal.wait_until_gone("● REC")
    return pressed
