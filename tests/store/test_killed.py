"""Programs are killed in the middle of writing; what they were told is kept is there."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from threading import Timer

import pytest

from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Busy
from callmate.store.places import Places
from callmate.store.trash import sweep_all
from tests.store.made_up import CALL, NOW, STARTED, loose, note

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]


@contextmanager
def writer(work: str, folder: Path, seed: int) -> Iterator[subprocess.Popen[str]]:
    """A writer that has begun to work; killed at the end, if it is not dead yet."""
    command = [sys.executable, "-m", "tests.store.writer", work, str(folder), str(seed)]
    with subprocess.Popen(
        command, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        try:
            assert process.stdout.readline() == "taken\n"
            yield process
        finally:
            process.kill()


def killed_after(seconds: float, work: str, folder: Path, seed: int) -> list[str]:
    """What a writer said that was killed so long after it had said three things."""
    with writer(work, folder, seed) as process:
        assert process.stdout is not None
        said = "".join(process.stdout.readline() for _ in range(3))
        timer = Timer(seconds, process.kill)
        timer.start()
        said += process.stdout.read()
        assert process.wait() == -signal.SIGKILL
        timer.join()
    # The last line may have been cut: only what ends in a line feed was said.
    return said.split("\n")[:-1]


def moments(count: int) -> list[float]:
    """Spans of up to 50 ms, spread evenly and in no order."""
    return [0.05 * (place * 0.618 % 1) for place in range(count)]


@pytest.mark.parametrize("work", ["append", "append_much"])
def test_no_kept_note_is_lost_and_the_file_is_always_whole(
    cabinet: Cabinet, places: Places, work: str
) -> None:
    cabinet.create(STARTED, CALL).close()
    kept: list[str] = []
    for seed, moment in enumerate(moments(30)):
        kept += killed_after(moment, work, places.data.parent, seed)
        ids = [entry.id for entry in cabinet.read(CALL).entries[1:]]
        assert len(ids) == len(set(ids))
        assert [each for each in ids if each in set(kept)] == kept
        assert len(ids) - len(kept) <= seed + 1, "at most the one that was being kept"
        assert cabinet.verify(CALL).broken_at is None
    with cabinet.take(CALL) as call:
        call.append(note(-1))
        left = {each.name for each in call.folder.iterdir()}
    assert left == {"call.json", "lock"}
    assert loose(places.data) == {}


def test_no_note_of_a_further_writer_is_lost(cabinet: Cabinet, places: Places) -> None:
    with cabinet.create(STARTED, CALL) as call:
        call.append(note(-1))
    kept: list[str] = []
    for seed, moment in enumerate(moments(8)):
        kept += killed_after(moment, "append_beside", places.data.parent, seed)
        told = cabinet.kept(CALL)
        ids = [entry.id for entry in told.call.entries[2:]]
        assert [each for each in ids if each in set(kept)] == kept
        assert not any(each.why for each in told.further)
        assert cabinet.verify(CALL).broken_at is None
    with cabinet.take(CALL) as call:
        left = {each.name for each in call.folder.iterdir()}
    assert left == {"call.json", "call.bob1.json", "lock"}


def test_no_half_of_a_call_is_ever_seen(cabinet: Cabinet, places: Places) -> None:
    for seed, moment in enumerate(moments(6)):
        made = killed_after(moment, "create", places.data.parent, seed)
        there = list(cabinet.ids())
        assert set(made) <= set(there)
        assert all(cabinet.read(call_id).entries == (STARTED,) for call_id in there)
        with writer("delete", places.data.parent, seed) as process:
            assert process.stdout is not None
            gone = [process.stdout.readline().strip() for _ in range(len(there) // 2)]
        assert not set(gone) & set(cabinet.ids())
        assert all(cabinet.read(call_id).entries == (STARTED,) for call_id in cabinet.ids())
    cabinet.sweep()
    assert sorted(each.name for each in (places.calls / "2026").iterdir()) == sorted(cabinet.ids())


def test_no_half_of_a_case_is_ever_seen(cabinet: Cabinet, places: Places) -> None:
    cases = Cases(places)
    made: list[str] = []
    for seed, moment in enumerate(moments(15)):
        made += killed_after(moment, "open_cases", places.data.parent, seed)
        assert set(made) <= set(cases.ids())
        for case_id in cases.ids():
            assert cases.read(case_id).name == "Line dead"
            assert cases.verify(case_id).broken_at is None
    sweep_all(cabinet, NOW.date())
    assert sorted(each.name for each in places.cases.iterdir()) == sorted(cases.ids())
    assert loose(places.data) == {}


def test_a_second_program_waits_outside_until_the_first_is_dead(
    cabinet: Cabinet, places: Places
) -> None:
    cabinet.create(STARTED, CALL).close()
    with writer("append", places.data.parent, 0) as process:
        assert cabinet.is_running(CALL)
        with pytest.raises(Busy):
            cabinet.take(CALL)
        with pytest.raises(Busy):
            cabinet.delete(CALL)
        process.kill()
        process.wait()
        assert not cabinet.is_running(CALL)
        with cabinet.take(CALL) as call:
            call.append(note(1))
    assert cabinet.verify(CALL).broken_at is None


def test_a_second_window_sees_the_call_grow_and_never_half_of_it(
    cabinet: Cabinet, places: Places
) -> None:
    cabinet.create(STARTED, CALL).close()
    seen = [1]
    with writer("append", places.data.parent, 0):
        while seen[-1] < 100:
            seen.append(len(cabinet.read(CALL).entries))
    assert all(before <= after for before, after in pairwise(seen))
    assert len(set(seen)) > 3, "it was read while it was written"
