"""A whole call, from key presses alone, with what the telephone says recorded."""

import re
from datetime import datetime, timedelta
from pathlib import Path

from tests import hearing
from tests.phone_line import PhoneLine
from tests.terminal.owner import Owner
from tests.terminal.whole_call import CLAIM, COMPANY, NOTE, OPERATOR, whole_call

TEXT = (
    "Buongiorno, sono l'operatore quattro quattro sette uno. Ho davanti la sua pratica. "
    "Il guasto è di zona, lo conosciamo da lunedì, e riguarda tutta la via. "
    "Il tecnico passa entro venerdì ventisette novembre, di mattina. "
    "Il numero del reclamo è a come Ancona, sette, quattro, kappa. "
    "Le posso offrire uno sconto, se cambia contratto adesso, per telefono."
)
SECOND = 1.0


def near(told: str, moment: datetime) -> bool:
    return abs((datetime.fromisoformat(told) - moment).total_seconds()) <= SECOND


def test_a_call_from_start_to_hang_up(caller: Owner, phone_line: PhoneLine) -> None:
    speech = phone_line.speech(TEXT)
    spoken = hearing.decoded(speech)
    assert len(spoken) / hearing.RATE > 20
    pressed = whole_call(caller, phone_line, speech)
    call = caller.call()
    assert call["company"] == COMPANY
    assert (call["operator"], call["claim_number"]) == (OPERATOR, CLAIM)
    assert (datetime.fromisoformat(call["started"]) - pressed["started"]).total_seconds() < 5
    assert near(call["answered"], pressed["answered"])
    assert near(call["ended"], pressed["ended"])
    assert [note["text"] for note in call["notes"]] == [NOTE]
    assert near(call["notes"][0]["at"], pressed["noted"])
    (hold,) = call["holds"]
    assert near(hold["from"], pressed["held"])
    assert near(hold["to"], pressed["back"])
    assert {"promise", "witness"} <= set(call["missing"])
    assert caller.run("verify", call["id"]).returncode == 0
    (recording,) = call["recordings"]
    sound = hearing.opened_by_age(Path(recording["path"]), caller.data / "owner.age")
    alike, _ = hearing.placed(hearing.decoded(sound), spoken)
    assert alike > 0.95


def test_the_sound_follows_callmates_clock(caller: Owner, phone_line: PhoneLine) -> None:
    later = caller.at("2027-01-15T09:00:00+01:00")
    with later.open("start", "Zefiro") as terminal, phone_line.noise():
        terminal.wait_for("F2")
        later.do(terminal, "call.record")
        terminal.wait_for(re.compile(r"● REC 00:0[1-9]").search)
        later.do(terminal, "call.record")
        terminal.wait_for("not recording")
    call = later.call()
    (recording,) = call["recordings"]
    began = datetime.fromisoformat(recording["started"])
    assert abs(began - datetime.fromisoformat(call["started"])) < timedelta(minutes=1)
