"""The clock is wrong, put right, or in another zone: nothing is lost or put in disorder."""

import json
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from callmate.domain.entry import Note
from callmate.services.desk import Desk, begin
from callmate.store.places import fresh_id
from callmate.store.trash import Trash
from tests.cli.conftest import START, Home
from tests.owner_store import OwnerStore
from tests.torture.holdings import Facts, Holdings
from tests.torture.system_calls import left_alone
from tests.torture.trials import Grounds, judged
from tests.torture.works import BY_NAME

CLOCKS = {
    "a year back": "2025-11-24T10:00:00+01:00",
    "a year ahead": "2027-11-24T10:00:00+01:00",
    "at the beginning of time": "1970-01-02T00:00:00+00:00",
    "before the summer's end": "2026-10-25T02:59:59+02:00",
    "after the summer's end": "2026-10-25T02:00:01+01:00",
    "before the hour that is not": "2026-03-29T01:59:59+01:00",
}
ZONES = ("Europe/Rome", "America/St_Johns", "Pacific/Kiritimati")
READERS = (
    ("calls", "--json"),
    ("due", "--json"),
    ("search", "line", "--json"),
    ("verify", "--json"),
)


@pytest.fixture
def zone() -> Iterator[None]:
    """A test may change the zone of this process."""
    before = os.environ.get("TZ")
    yield
    os.environ.pop("TZ", None)
    if before is not None:
        os.environ["TZ"] = before
    time.tzset()


def answers(home: Home) -> None:
    for words in READERS:
        json.loads(home.says(*words))


def test_a_call_goes_on_under_any_clock(ground: Grounds) -> None:
    work = BY_NAME["notes added later"]
    home, before = ground.fresh(work), ground.before(work)
    said: list[str] = []
    for number, moment in enumerate(CLOCKS.values()):
        environ = {"CALLMATE_CLOCK": moment, "TZ": ZONES[number % len(ZONES)]}
        there = Home(home.folder, environ)
        ended = left_alone(ground.forked, work, there)
        said += ended.said
        found = judged(work, before, there, ended, moment)
        assert [*found.lost, *found.unreadable, *found.left, *found.other] == []
        if number == 1:
            answers(there)
    answers(home)
    kept = Holdings.of(home).calls[Facts.of(home).plain]
    assert len(said) == 4 * len(CLOCKS)
    assert {line.split()[2] for line in said} <= kept


@pytest.mark.usefixtures("zone")
def test_a_clock_that_jumps_in_a_call_loses_no_note(owner_store: OwnerStore) -> None:
    jumps = (0, 5, -86400, 30, 86400 * 365, -40, 0)
    moments = iter([START + timedelta(seconds=each) for each in jumps])
    with owner_store.cabinet.create(begin("Zefiro", clock=lambda: START), fresh_id(START)) as kept:
        desk = Desk(kept, lambda: next(moments))
        ids = [desk.note(f"note {number}").id for number in range(len(jumps))]
        call_id = kept.call.id
    call = owner_store.cabinet.read(call_id)
    assert {each.id for each in call.entries if isinstance(each, Note)} == set(ids)
    assert owner_store.cabinet.verify(call_id).broken_at is None


@pytest.mark.usefixtures("zone")
def test_a_zone_that_changes_in_a_call_keeps_the_order(owner_store: OwnerStore) -> None:
    begun = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # half an hour before Rome's second hour two
    ticks = iter(begun + timedelta(minutes=20 * number) for number in range(9))
    zones = iter(ZONES * 3)

    def clock() -> datetime:
        os.environ["TZ"] = next(zones)
        time.tzset()
        return next(ticks).astimezone()

    with owner_store.cabinet.create(begin("Zefiro", clock=clock), fresh_id(begun)) as kept:
        desk = Desk(kept, clock)
        ids = [desk.note(f"note {number}").id for number in range(8)]
        call_id = kept.call.id
    call = owner_store.cabinet.read(call_id)
    assert [each.id for each in call.entries[1:]] == ids
    assert {after.at - before.at for before, after in pairwise(call.entries)} == {
        timedelta(minutes=20)
    }
    assert owner_store.cabinet.verify(call_id).broken_at is None


def test_a_clock_that_was_wrong_for_a_moment_empties_no_trash(ground: Grounds) -> None:
    work = BY_NAME["put back from the trash"]
    home = ground.fresh(work)
    deleted = Facts.of(home).other
    for moment in ("2027-11-24T10:00:00+01:00", "2010-01-01T10:00:00+01:00"):
        Home(home.folder, {"CALLMATE_CLOCK": moment}).says("trash")
        home.says("trash")
        assert Trash(home.places).find(deleted).id == deleted, moment
