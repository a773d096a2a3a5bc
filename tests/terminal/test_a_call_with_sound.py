"""A whole call, from key presses alone, with what the telephone says recorded."""

import dataclasses
import json
import os
import re
import signal
import subprocess
import threading
from datetime import datetime
from pathlib import Path

import pytest

from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.screen_driver import Terminal

TEXT = (
    "Buongiorno, sono l'operatore quattro quattro sette uno. Ho davanti la sua pratica. "
    "Il guasto è di zona, lo conosciamo da lunedì, e riguarda tutta la via. "
    "Il tecnico passa entro venerdì ventisette novembre, di mattina. "
    "Il numero del reclamo è a come Ancona, sette, quattro, kappa. "
    "Le posso offrire uno sconto, se cambia contratto adesso, per telefono."
)
SECOND = 1.0


@pytest.fixture
def caller(owner: Owner, phone_line: PhoneLine) -> Owner:
    """The owner beside a telephone on speaker."""
    return dataclasses.replace(owner, environ=phone_line.env)


def near(told: str, moment: datetime) -> bool:
    return abs((datetime.fromisoformat(told) - moment).total_seconds()) <= SECOND


def now() -> datetime:
    return datetime.now().astimezone()


def enter(terminal: Terminal, text: str) -> None:
    terminal.type(text)
    terminal.press("enter")


def record(owner: Owner, terminal: Terminal) -> None:
    owner.do(terminal, "call.record")
    terminal.wait_for("● REC")


def sound_processes(home: Path) -> list[int]:
    """The numbers of the sound processes whose owner lives in ``home``."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes()
            environ = (place / "environ").read_bytes()
        except OSError:
            continue
        if b"callmate.audio.worker" in command and str(home).encode() in environ:
            found.append(int(place.name))
    return found


def test_a_call_from_start_to_hang_up(caller: Owner, phone_line: PhoneLine) -> None:
    speech = phone_line.speech(TEXT)
    spoken = hearing.decoded(speech)
    assert len(spoken) / hearing.RATE > 20
    started = now()
    with caller.open("start", "Zefiro Telecom") as terminal:
        terminal.wait_for("F2")
        caller.do(terminal, "call.answer")
        answered = now()
        enter(terminal, "4471")
        terminal.wait_for("Operator 4471 answered")
        record(caller, terminal)
        talk = threading.Thread(target=phone_line.speak, args=(speech,))
        talk.start()
        enter(terminal, "known fault in the area")
        noted = now()
        terminal.wait_for("known fault")
        terminal.wait_for(lambda screen: bool(re.search("[▃▄▅▆▇█]", screen)))
        caller.do(terminal, "call.claim")
        enter(terminal, "A74K")
        terminal.wait_for("A for Alfa")
        caller.do(terminal, "call.hold")
        held = now()
        terminal.wait_for("on hold")
        talk.join()
        caller.do(terminal, "call.hold")
        back = now()
        terminal.wait_for("speaking with 4471")
        caller.do(terminal, "call.end")
        ended = now()
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
        terminal.wait_until_gone("● REC")
    call = caller.call()
    assert call["company"] == "Zefiro Telecom"
    assert (call["operator"], call["claim_number"]) == ("4471", "A74K")
    assert (datetime.fromisoformat(call["started"]) - started).total_seconds() < 5
    assert near(call["answered"], answered)
    assert near(call["ended"], ended)
    assert [note["text"] for note in call["notes"]] == ["known fault in the area"]
    assert near(call["notes"][0]["at"], noted)
    (hold,) = call["holds"]
    assert near(hold["from"], held)
    assert near(hold["to"], back)
    assert {"promise", "witness"} <= set(call["missing"])
    assert caller.run("verify", call["id"]).returncode == 0
    (recording,) = call["recordings"]
    sound = hearing.opened_by_age(Path(recording["path"]), caller.data / "owner.age")
    alike, _ = hearing.placed(hearing.decoded(sound), spoken)
    assert alike > 0.95


def test_the_screen_is_killed_while_recording(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro Telecom") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        record(caller, terminal)
        began = now()
        for number in range(5):
            enter(terminal, f"note {number}")
            terminal.wait_for(f"note {number}")
        terminal.wait_for("REC 00:03")
        terminal.kill(signal.SIGKILL)
        killed = now()
    wait_for_silence(caller)
    notes = [note["text"] for note in caller.call()["notes"]]
    assert notes == [f"note {number}" for number in range(5)]
    (sealed,) = caller.data.glob("calls/*/*/sound-1.opus.age")
    sound = hearing.decoded(hearing.opened_by_age(sealed, caller.data / "owner.age"))
    assert len(sound) / hearing.RATE > (killed - began).total_seconds() - 1.0
    with caller.open() as terminal:
        terminal.wait_for("interrupted")
        terminal.press("enter")
        terminal.wait_for("Taken up again")
        terminal.wait_for("note 4")


def wait_for_silence(owner: Owner) -> None:
    """Wait until no sound process of the owner is left."""
    for number in sound_processes(owner.home):
        descriptor = os.pidfd_open(number)
        try:
            done = subprocess.run(
                ["timeout", "20", "tail", f"--pid={number}", "-f", "/dev/null"], check=False
            )
        finally:
            os.close(descriptor)
        assert done.returncode == 0


def test_the_sound_process_is_killed(caller: Owner, phone_line: PhoneLine) -> None:
    with caller.open("start", "Zefiro Telecom") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        record(caller, terminal)
        terminal.wait_for("REC 00:03")
        (number,) = sound_processes(caller.home)
        os.kill(number, signal.SIGKILL)
        terminal.wait_for("the recorder")
        enter(terminal, "still here")
        terminal.wait_for("still here")
        terminal.wait_for("REC 00:02")
        caller.do(terminal, "call.end")
        terminal.wait_for("Enter ends the call")
        terminal.press("enter")
        terminal.wait_for("The call has ended")
    call = caller.call()
    first, second = call["recordings"]
    lost = datetime.fromisoformat(second["started"]) - datetime.fromisoformat(first["started"])
    assert lost.total_seconds() - first["seconds"] < 2.5, "with the new start"
    assert [note["text"] for note in call["notes"]] == ["still here"]
    assert json.loads(caller.says("verify", call["id"], "--json"))["unchanged"]
