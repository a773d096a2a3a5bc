"""What a person does with a recording before anything sounds is remembered for when it does."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from callmate.audio.layout import SoundFacts, whole_path, write_facts
from callmate.audio.protocol import Wave
from callmate.audio.requests import Idle, Spot
from callmate.services.playback import SPEEDS, Playback, PlayerState, Waves
from tests.owner_store import START

PARTS = (60.0, 30.0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A call with a minute of sound and, two minutes later, half a minute more."""
    folder = tmp_path_factory.mktemp("call")
    for number, seconds in enumerate(PARTS, 1):
        whole_path(folder, number).write_bytes(b"sealed")
        started = START + timedelta(minutes=3 * (number - 1))
        ended = started + timedelta(seconds=seconds)
        write_facts(folder, SoundFacts(number, "Telephone", started, ended, seconds))
    return folder


class Told:
    """Counts how often something was said to have changed."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        """Once more."""
        self.times += 1


def opened(folder: Path, words: str = "") -> tuple[Playback, Told]:
    told = Told()
    return Playback(folder, told, words), told


def test_a_recording_begins_at_its_start_and_says_what_there_is_to_say(folder: Path) -> None:
    playback, told = opened(folder, "The sound was cut short.")
    assert playback.there
    assert not playback.ready
    assert playback.playing == PlayerState(total=90, words="The sound was cut short.")
    assert (playback.spot, playback.moment) == (Spot(1, 0), START)
    assert told.times == 0


def test_a_call_without_sound_can_be_asked_for_anything(tmp_path: Path) -> None:
    playback, _told = opened(tmp_path)
    assert not playback.there
    assert (playback.spot, playback.moment, playback.playing.total) == (None, None, 0)
    playback.seek(5)
    playback.skip(-5)
    playback.place(START)
    playback.jump(START)
    playback.toggle()
    assert playback.playing == PlayerState()
    assert playback.drawn_waves == ()


@pytest.mark.parametrize(
    ("second", "spot", "at"),
    [
        (-5, Spot(1, 0), 0),
        (0, Spot(1, 0), 0),
        (59.5, Spot(1, 59.5), 59.5),
        (60, Spot(2, 0), 60),
        (75, Spot(2, 15), 75),
        (5000, Spot(2, 30), 90),
    ],
)
def test_a_second_of_the_sound_can_be_gone_to(
    folder: Path, second: float, spot: Spot, at: float
) -> None:
    playback, told = opened(folder)
    playback.seek(second)
    assert (playback.spot, playback.playing.position) == (spot, at)
    assert told.times == 1
    assert not playback.playing.running


def test_a_moment_of_the_call_can_be_gone_to(folder: Path) -> None:
    playback, told = opened(folder)
    playback.place(START + timedelta(minutes=3, seconds=10))
    assert (playback.spot, playback.playing.position) == (Spot(2, 10), 70)
    assert playback.moment == START + timedelta(minutes=3, seconds=10)
    # Nothing was said between the two parts: what comes before is heard.
    playback.place(START + timedelta(minutes=2))
    assert (playback.spot, playback.playing.position) == (Spot(1, 60), 60)
    assert told.times == 2


@given(steps=st.lists(st.floats(-200, 200), max_size=8))
def test_going_back_and_ahead_stays_within_the_sound(folder: Path, steps: list[float]) -> None:
    playback, _told = opened(folder)
    expected = 0.0
    for step in steps:
        playback.skip(step)
        expected = min(90.0, max(0.0, expected + step))
        assert playback.playing.position == pytest.approx(expected)


def test_each_step_of_the_speed_is_one_of_the_known_ones(folder: Path) -> None:
    playback, told = opened(folder)
    seen = []
    for _step in range(8):
        playback.pace(1)
        seen.append(playback.playing.speed)
    assert seen == [1.25, 1.5, *[2.0] * 6]
    for _step in range(8):
        playback.pace(-1)
        seen.append(playback.playing.speed)
    assert seen[8:] == [1.5, 1.25, 1.0, 0.75, *[0.5] * 4]
    playback.pace(2)
    assert playback.playing.speed == 1.0
    assert told.times == 17
    assert set(seen) == set(SPEEDS)


def test_silence_is_left_out_and_voices_are_evened_by_turns(folder: Path) -> None:
    playback, told = opened(folder)
    states = []
    for _turn in range(2):
        playback.step_over()
        playback.even()
        states.append((playback.playing.stepping, playback.playing.even))
    assert states == [(True, True), (False, False)]
    assert told.times == 4


def test_no_key_plays_before_it_is_ready(folder: Path) -> None:
    playback, told = opened(folder)
    playback.want()
    playback.toggle()
    playback.jump(START + timedelta(seconds=10))
    assert not playback.playing.running
    assert playback.playing.position == 0
    assert told.times == 0


async def test_what_was_never_opened_can_be_closed(folder: Path) -> None:
    playback, _told = opened(folder)
    await playback.fall_silent()
    await playback.close()
    assert not playback.ready


def wave(part: int, *idle: tuple[float, float]) -> Wave:
    return Wave(part, PARTS[part - 1], 0.5, bytes(4), idle, PARTS[part - 1])


def test_waves_are_drawn_where_their_parts_begin(folder: Path) -> None:
    playback, _told = opened(folder)
    playback.waves.found = {2: wave(2), 1: wave(1)}
    assert playback.drawn_waves == ((0.0, wave(1)), (60.0, wave(2)))


def test_spans_in_which_nobody_speaks_come_in_the_order_of_the_parts() -> None:
    assert Waves(lambda: None).idle == ()
    waves = Waves(lambda: None)
    waves.found = {2: wave(2, (1, 4)), 1: wave(1, (5, 9), (20, 30))}
    assert waves.idle == (Idle(1, 5, 9), Idle(1, 20, 30), Idle(2, 1, 4))


@pytest.mark.asyncio
async def test_what_is_left_while_it_is_prepared_is_not_opened_behind_the_owners_back(
    folder: Path,
) -> None:
    playback, _told = opened(folder)
    preparing = asyncio.create_task(playback.prepare("no key", None))
    await asyncio.sleep(0)  # it waits for what there is to see
    await playback.end()
    await preparing
    assert not playback.ready
    await playback.prepare("no key", None)
    assert not playback.ready
