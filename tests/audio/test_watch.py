"""What silence is, what quiet is, and when sound is missing: judged without a device."""

import random
from array import array
from collections.abc import Iterable, Iterator

import pytest

from callmate.audio.health import AUDIBLE_DBFS, Drift, HealthFinding, Lost, Watch, loudness

BLOCK = 0.1
ZEROS = bytes(3200)
ROOM = array("h", [30, -30] * 800).tobytes()
VOICE = array("h", [3000, -3000] * 800).tobytes()


def findings(watch: Watch, blocks: Iterable[bytes], at: float) -> list[HealthFinding]:
    found: list[HealthFinding] = []
    for block in blocks:
        at += BLOCK
        watch.heard(at, BLOCK, loudness(block))
        found += watch.look(at)
    return found


def test_loudness_in_decibels() -> None:
    assert loudness(ZEROS) == (-99, -99)
    assert loudness(array("h", [-32768] * 10).tobytes()) == (0, 0)
    assert loudness(VOICE) == pytest.approx((-20.8, -20.8))
    assert loudness(ROOM).dbfs < AUDIBLE_DBFS < loudness(VOICE).dbfs


def test_a_second_of_zeros_is_silence_and_one_sample_ends_it() -> None:
    watch = Watch(0)
    assert findings(watch, [VOICE] * 5 + [ZEROS] * 9, 0) == []
    (silent,) = findings(watch, [ZEROS] * 30, 1.4)
    assert (silent.kind, silent.over) == ("silent", False)
    assert silent.since == pytest.approx(0.5)
    (over,) = findings(watch, [ROOM], 4.4)
    assert (over.kind, over.over) == ("silent", True)


def test_ten_seconds_of_room_are_quiet() -> None:
    watch = Watch(0)
    assert findings(watch, [VOICE] + [ROOM] * 99, 0) == []
    (quiet,) = findings(watch, [ROOM] * 3, 10)
    assert (quiet.kind, quiet.over) == ("quiet", False)
    assert quiet.since == pytest.approx(0.1)
    (over,) = findings(watch, [VOICE], 10.3)
    assert (over.kind, over.over) == ("quiet", True)


def test_blocks_that_do_not_come_are_a_stall() -> None:
    watch = Watch(0)
    assert findings(watch, [VOICE], 0) == []
    assert list(watch.look(1.0)) == []
    assert list(watch.look(1.1)) == [HealthFinding("stalled", BLOCK)]
    assert list(watch.look(2.0)) == []
    assert watch.stalled_for(2.1) == pytest.approx(2)
    (over,) = findings(watch, [VOICE], 2.0)
    assert (over.kind, over.over) == ("stalled", True)


def arrivals(seconds: float, at: float, pace: float = BLOCK) -> Iterator[float]:
    """Give when blocks come, in pairs as PortAudio sends them, with some jitter."""
    chance = random.Random(1)  # noqa: S311  # jitter, not a secret
    for number in range(round(seconds / BLOCK / 2)):
        moment = at + (number + 1) * 2 * pace + chance.uniform(0, 0.04)
        yield moment
        yield moment + 0.0002


def lost(drift: Drift, moments: Iterable[float]) -> list[Lost]:
    return [found for at in moments if (found := drift.heard(at, BLOCK))]


def test_a_steady_hour_loses_nothing_even_with_a_slow_clock() -> None:
    drift = Drift(0)
    assert lost(drift, arrivals(3600, 0, BLOCK * 1.0002)) == []


def test_a_stall_that_is_caught_up_loses_nothing() -> None:
    drift = Drift(0)
    assert lost(drift, arrivals(10, 0)) == []
    assert lost(drift, [13 + n / 1000 for n in range(30)]) == []
    assert lost(drift, arrivals(10, 13)) == []


def test_what_the_buffers_did_not_hold_is_told_soon_with_its_length() -> None:
    drift = Drift(0)
    lost(drift, arrivals(10, 0))
    assert lost(drift, [70 + n / 1000 for n in range(450)]) == []
    (found,) = lost(drift, arrivals(1.8, 70))
    assert found.seconds == pytest.approx(15, abs=0.1)
    assert found.since == pytest.approx(10, abs=0.1)
    assert lost(drift, arrivals(100, 71.8)) == []


def test_a_short_loss_counts_too() -> None:
    drift = Drift(0)
    lost(drift, arrivals(10, 0))
    (found,) = lost(drift, arrivals(2, 10.4))
    assert found.seconds == pytest.approx(0.4, abs=0.06)
