"""What is deleted on the screen goes to the trash, comes back from it, and goes in its time."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

from callmate.services.desk import Desk, begin
from callmate.store.cabinet import Cabinet
from callmate.store.places import Places, fresh_id
from tests.terminal.owner import Owner

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
IN_TIME = datetime(2026, 12, 23, 10, tzinfo=UTC)
LATE = datetime.now(UTC) + timedelta(days=40)  # the system moves the folder today


def kept(owner: Owner) -> str:
    """Keep a call and return its id."""
    places = Places(owner.data, owner.home / "config" / "callmate")
    call_id = fresh_id(START)
    with Cabinet(places).create(begin("Aurora Gas", clock=lambda: START), call_id) as call:
        Desk(call, lambda: START).hang_up()
    return call_id


def remembered(owner: Owner, moment: datetime, _screen: object) -> bool:
    """Whether the program has looked at the trash on the day of this moment."""
    days = owner.data / "days.json"
    return days.exists() and f"{moment:%Y-%m-%d}" in days.read_text()


def test_a_call_goes_to_the_trash_comes_back_and_goes_in_its_time(owner: Owner) -> None:
    call_id = kept(owner)
    owner = replace(owner, environ=owner.environ | {"CALLMATE_CLOCK": START.isoformat()})
    with owner.open() as terminal:
        terminal.wait_for("Aurora Gas")
        owner.do(terminal, "home.open")
        terminal.wait_for("Call ended")
        owner.do(terminal, "review.delete")
        terminal.wait_for("(●) To the trash")
        terminal.enter("aurora gas")
        terminal.wait_for("It is in the trash until")
        terminal.wait_for("n  for your first call")
        owner.do(terminal, "home.trash")
        terminal.wait_for("call · Aurora Gas · until 24 December 2026")
        owner.do(terminal, "trash.restore")
        terminal.wait_for("The trash is empty.")
        owner.do(terminal, "trash.home")
        terminal.wait_until_gone("The trash is empty.")
        terminal.wait_for("10:32  Aurora Gas")  # the call itself, not what is said of it
        owner.do(terminal, "home.open")
        terminal.wait_for("Call ended")
        owner.do(terminal, "review.delete")
        terminal.wait_for("(●) To the trash")
        terminal.enter("aurora gas")
        terminal.wait_for("n  for your first call")
    assert owner.calls() == []
    assert [thing["id"] for thing in json.loads(owner.says("trash", "--json"))] == [call_id]
    owner.says("trash", "--restore", call_id)
    assert [call["id"] for call in owner.calls()] == [call_id]
    owner.says("delete", call_id, "--yes")
    lying = list(owner.data.glob("calls/*/trash/*/*/call.json"))
    assert len(lying) == 1
    # The first day on which its time is over may be a clock that is wrong.
    for moment, left in ((IN_TIME, lying), (LATE, lying), (LATE + timedelta(days=1), [])):
        later = replace(owner, environ=owner.environ | {"CALLMATE_CLOCK": moment.isoformat()})
        with later.open() as terminal:
            terminal.wait_for("n  for your first call")
            terminal.wait_for(partial(remembered, owner, moment))
            if not left:
                terminal.wait_for(lambda _screen: not lying[0].exists())
            terminal.press("q")
            terminal.wait_for_end()
        assert list(owner.data.glob("calls/*/trash/*/*/call.json")) == left
