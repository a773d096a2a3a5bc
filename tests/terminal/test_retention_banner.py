"""How long the sound of a case is wanted: chosen on the screen, and asked when it is over."""

import json
from dataclasses import replace
from datetime import UTC, datetime

from callmate.audio.layout import SoundFacts, digest, whole_path, write_facts
from callmate.domain.case import CaseFacts
from callmate.services.case_desk import CaseDesk
from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.places import Places, fresh_id
from tests.terminal.lived import close_case
from tests.terminal.owner import Owner

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
IN_TIME, OVER = "2027-05-23T10:00:00+00:00", "2027-05-24T10:00:00+00:00"


def kept(owner: Owner) -> str:
    """Keep a case and a call in it with sound; returns the call's id."""
    places = Places(owner.data, owner.home / "config" / "callmate")
    case = CaseDesk(Cases(places), fresh_id, lambda: START).open(CaseFacts(name="Dead line"))
    started = begin("Aurora Gas", case=case.id, clock=lambda: START)
    with Cabinet(places).create(started, fresh_id(START)) as call:
        whole_path(call.folder, 1).write_bytes(b"sealed")
        sha256 = digest(call.folder, 1)
        write_facts(call.folder, SoundFacts(1, "Telephone", START, START, 60.0, sha256))
        desk = Desk(call, lambda: START)
        desk.recording_began(1, "sound-1", START)
        desk.recording_ended(1, "sound-1.opus.age", START, 60.0, sha256)
        desk.hang_up()
    return call.call.id


def on(owner: Owner, moment: str) -> Owner:
    """The owner at another moment."""
    return replace(owner, environ=owner.environ | {"CALLMATE_CLOCK": moment})


def test_the_owner_is_asked_in_time_and_decides(owner: Owner) -> None:
    call_id = kept(owner)
    now = on(owner, START.isoformat())
    with now.open() as terminal:
        terminal.wait_for("Aurora Gas")
        now.do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        terminal.wait_for("Dead line · 1 call")
        now.do(terminal, "cases.open")
        terminal.wait_for("Call ended")
        now.do(terminal, "case.sound")
        terminal.wait_for("(●) always")
        terminal.press("right", "enter")
        terminal.wait_for("Sound you are asked 6 months")
        close_case(now, terminal, "Dead line")
    before = on(owner, IN_TIME)
    with before.open() as terminal:
        terminal.wait_for("Aurora Gas")
        before.do(terminal, "home.cases")
        terminal.wait_for("Your cases")
        terminal.wait_for("Dead line · 1 call")
        before.do(terminal, "cases.open")
        terminal.wait_for("Call ended")
        assert "to decide" not in terminal.text()
    after = on(owner, OVER)
    sound = next(owner.data.glob("calls/*/*/sound-1.opus.age"))
    with after.open() as terminal:
        terminal.wait_for("you wanted the sound until 24 May 2027")
        after.do(terminal, "home.sound")
        terminal.wait_for("(●) Ask me again")
        terminal.press("enter")
        terminal.wait_until_gone("Ask me again")
        assert sound.exists()
        after.do(terminal, "home.sound")
        terminal.wait_for("(●) Ask me again")
        terminal.press("right")
        terminal.wait_for("(●) Delete the sound")
        terminal.press("enter")
        terminal.wait_for("The sound of 1 call is")
        terminal.wait_until_gone("to decide")
        terminal.press("down")
        after.do(terminal, "home.open")
        terminal.wait_for("The sound of this call was deleted on 24 May 2027.")
    assert not sound.exists()
    (recording,) = after.call()["recordings"]
    assert recording["sha256"]
    assert recording["deleted"].startswith("2027-05-24")
    (told,) = json.loads(after.says("verify", call_id, "--json"))["recordings"]
    assert told["state"] == "deleted"
