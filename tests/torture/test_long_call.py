"""Notes by the thousand in one call: all are there and shown, whatever is killed beside them."""

import json
import random
import time

from callmate.services.desk import Desk, begin
from callmate.store.places import fresh_id
from tests.cli.conftest import START, Clock
from tests.torture.conftest import TIMES
from tests.torture.system_calls import killed_after
from tests.torture.trials import Grounds, judged
from tests.torture.works import BY_NAME

NOTES = 400 * TIMES
WORK = BY_NAME["notes added later"]
PATIENCE = 30.0
"""Seconds within which such a call is shown, on a computer that is busy with other things."""


def test_many_notes_are_kept_shown_and_outlive_kills(
    ground: Grounds, chance: random.Random
) -> None:
    home, before = ground.fresh(WORK), ground.before(WORK)
    with home.cabinet.create(begin("Aurora Gas", clock=lambda: START), fresh_id(START)) as kept:
        desk, call_id = Desk(kept, Clock(START)), kept.call.id
        ids = [desk.note(f"line {number} of a long call").id for number in range(NOTES)]
    for _ in range(5):
        ended = killed_after(ground.forked, WORK, home, chance.uniform(0, 0.1))
        found = judged(WORK, before, home, ended, "")
        assert [*found.lost, *found.unreadable, *found.left, *found.other] == []
    began = time.monotonic()
    shown = json.loads(home.says("show", call_id, "--json"))
    assert time.monotonic() - began < PATIENCE
    assert [note["text"] for note in shown["notes"]] == [
        f"line {number} of a long call" for number in range(NOTES)
    ]
    assert [entry.id for entry in home.cabinet.read(call_id).entries[1:]] == ids
    assert home.cabinet.verify(call_id).broken_at is None
