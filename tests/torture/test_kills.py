"""A short cut of the torture: works are killed and refused; what was acknowledged is there.

``CALLMATE_TORTURE=20`` does twenty times as much. ``python -m tests.torture`` does all of it.
"""

import random

import pytest

from tests.torture.conftest import TIMES
from tests.torture.hindrance import killed_at_every_call, killed_at_random, refused_at_every_call
from tests.torture.holdings import Facts, Holdings
from tests.torture.system_calls import ERRORS, left_alone
from tests.torture.trials import KILLED, Grounds, judged
from tests.torture.works import BY_NAME, NOTES, WORKS, Work

IMPORT = BY_NAME["a recording imported"]
QUICK = [work for work in WORKS if not work.dear]


def named(work: Work) -> str:
    return work.name


def test_who_takes_notes_is_killed_at_random(ground: Grounds, chance: random.Random) -> None:
    tally = killed_at_random(ground, NOTES, 15 * TIMES, chance)
    assert tally.problems == []
    assert tally.struck == tally.runs
    assert tally.acknowledged > tally.runs


@pytest.mark.parametrize("work", QUICK, ids=named)
def test_a_work_is_killed_at_its_system_calls(ground: Grounds, work: Work) -> None:
    tally = killed_at_every_call(ground, work, 3 * TIMES)
    assert tally.problems == []
    assert tally.struck > 0


@pytest.mark.parametrize("work", QUICK, ids=named)
def test_the_system_refuses_a_work(ground: Grounds, work: Work) -> None:
    for error in ERRORS:
        assert refused_at_every_call(ground, work, error, TIMES).problems == []


def test_an_import_is_killed_and_refused(ground: Grounds) -> None:
    assert killed_at_every_call(ground, IMPORT, TIMES).problems == []
    assert refused_at_every_call(ground, IMPORT, "ENOSPC", TIMES).problems == []


@pytest.mark.parametrize("name", ["restore", "a passphrase changed"])
def test_who_writes_under_a_passphrase_is_killed_at_random(
    ground: Grounds, chance: random.Random, name: str
) -> None:
    assert killed_at_random(ground, BY_NAME[name], 6 * TIMES, chance).problems == []


def test_what_is_lost_or_spoilt_is_noticed(ground: Grounds) -> None:
    work = BY_NAME["notes added later"]
    home, before = ground.fresh(work), ground.before(work)
    ended = left_alone(ground.forked, work, home)
    assert len(ended.said) == 4
    assert not judged(work, before, home, ended, "").lost
    facts = Facts.of(home)
    call = home.cabinet.folder(facts.plain) / "call.json"
    call.write_bytes(call.read_bytes().replace(b"added 1", b"added 7"))
    (home.places.data / ".owner.age.tmp").write_text("AGE-SECRET-KEY-1")
    (home.places.data / ".owner.age.tmp").chmod(0o640)
    found = judged(work, before, home, ended, "")
    assert found.unreadable == [f"{facts.plain} is damaged"]
    assert len(found.left) == 0, "the next start removes it"
    home.cabinet.delete(facts.plain)
    assert len(judged(work, before, home, ended, "").lost) > 4
    assert ended.status != KILLED
    assert facts.recorded in Holdings.of(home).calls
