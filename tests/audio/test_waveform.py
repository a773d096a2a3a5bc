"""A recording is measured once: how loud it is, where nobody speaks; and that is kept sealed."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from callmate.audio.layout import SoundFacts, read_facts, wave_path, write_facts
from callmate.audio.protocol import Bye, Wave
from callmate.audio.requests import PartPlace
from callmate.audio.sealed import seal_beside, seal_whole
from callmate.audio.tasks import Survey
from callmate.audio.waveform import COLUMNS, Plain, measured
from tests import hearing
from tests.audio import phone_call
from tests.audio.conftest import START, Heard, Owner

Span = tuple[float, float]


@dataclass
class Surveys:
    """Asks for the waves of a call's parts, and stops what a test leaves running."""

    folder: Path
    owner: Owner
    started: list[Survey] = field(default_factory=list)

    async def ask(self, *parts: int) -> Heard:
        """Begin to ask; what is told comes in by and by."""
        heard = Heard()
        places = tuple(PartPlace(str(self.folder), part) for part in parts)
        self.started.append(await Survey.start(places, self.owner.identity, heard))
        return heard

    async def all(self, *parts: int) -> list[Wave]:
        """Ask, and wait until all is told."""
        heard = await self.ask(*parts)
        await heard.until(Bye, within=60)
        return heard.all(Wave)


@pytest.fixture
async def surveys(call: Path, owner: Owner) -> AsyncIterator[Surveys]:
    """Ask about the call's folder."""
    surveys = Surveys(call, owner)
    yield surveys
    for survey in surveys.started:
        await survey.stop()


def keep(folder: Path, part: int, stream: bytes, owner: Owner) -> None:
    """Keep a part as a recorder does."""
    sha256 = seal_whole(folder, part, stream, owner.recipient)
    write_facts(folder, SoundFacts(part, "Telephone", START, sha256=sha256))


def tone(*spans: tuple[float, float]) -> bytes:
    """Make a hum, each span so many seconds long and so many dB under full scale."""
    times = np.arange(hearing.RATE * 600) / hearing.RATE
    hum = 32767 * np.sqrt(2) * np.sin(2 * np.pi * 300 * times)
    pieces = [hum[: round(long * hearing.RATE)] * 10 ** (dbfs / 20) for long, dbfs in spans]
    return phone_call.encoded(np.concatenate(pieces))


def within(spans: tuple[Span, ...], whole: Span) -> float:
    """Tell which share of a span lies in others."""
    begin, end = whole
    inside = sum(max(0.0, min(end, last) - max(begin, first)) for first, last in spans)
    return inside / (end - begin)


async def test_of_a_call_with_music_the_speech_is_kept(
    surveys: Surveys, owner: Owner, call: Path
) -> None:
    made = phone_call.made_up(before=40, waited=240, after=40)
    keep(call, 1, made.stream, owner)
    told = await surveys.all(1)
    assert [wave.done for wave in told[:-1]] == pytest.approx([2, 62, 122, 182, 242, 302], abs=0.1)
    idle = told[-1].idle
    spoken = (within(idle, made.first) * 40 + within(idle, made.second) * 40) / 80
    assert spoken < 0.02
    assert within(idle, made.music) > 0.9


async def test_the_wave_is_as_loud_as_the_sound(surveys: Surveys, owner: Owner, call: Path) -> None:
    keep(call, 1, tone((4, -10), (4, -30), (4, -50)), owner)
    *_, wave = await surveys.all(1)
    assert wave.part == 1
    assert wave.step == pytest.approx(0.1)
    assert wave.seconds == pytest.approx(12, abs=0.05)
    heard = [level / 4 - 63.75 for level in wave.levels]
    assert len(heard) in {120, 121}
    assert np.median(heard[5:35]) == pytest.approx(-10, abs=1)
    assert np.median(heard[45:75]) == pytest.approx(-30, abs=1)
    assert np.median(heard[85:115]) == pytest.approx(-50, abs=2)


async def test_it_is_kept_for_its_owner_alone(surveys: Surveys, owner: Owner, call: Path) -> None:
    keep(call, 1, phone_call.encoded(phone_call.speech(8)), owner)
    *_, wave = await surveys.all(1)
    kept = wave_path(call, 1)
    assert kept.stat().st_mode & 0o777 == 0o600
    content = msgspec.json.decode(hearing.opened_by_age(kept, owner.file))
    assert content["wave"]["seconds"] == wave.seconds


async def test_a_kept_wave_is_told_without_the_sound(
    surveys: Surveys, owner: Owner, call: Path
) -> None:
    keep(call, 1, phone_call.encoded(phone_call.speech(8)), owner)
    first = await surveys.all(1)
    (call / "sound-1.opus.age").write_bytes(b"cannot be opened")
    assert (await surveys.all(1))[-1] == first[-1]


async def test_the_wave_of_another_sound_is_not_taken(
    surveys: Surveys, owner: Owner, call: Path
) -> None:
    keep(call, 1, tone((4, -10)), owner)
    await surveys.all(1)
    keep(call, 1, tone((6, -30)), owner)
    *_, wave = await surveys.all(1)
    assert wave.seconds == pytest.approx(6, abs=0.05)


async def test_a_wave_that_is_no_text_is_worked_out_anew(
    surveys: Surveys, owner: Owner, call: Path
) -> None:
    keep(call, 1, tone((4, -10)), owner)
    (*_, first) = await surveys.all(1)
    seal_beside(wave_path(call, 1), b'{"sha256":"\x80"}', owner.identity)
    assert (await surveys.all(1))[-1] == first


@pytest.mark.parametrize("broken", [b"", b"age-encryption.org/v1\n-> broken"])
async def test_a_broken_wave_is_worked_out_anew(
    surveys: Surveys, owner: Owner, call: Path, broken: bytes
) -> None:
    keep(call, 1, tone((4, -10)), owner)
    first = await surveys.all(1)
    wave_path(call, 1).write_bytes(broken)
    assert (await surveys.all(1))[-1] == first[-1]
    assert wave_path(call, 1).read_bytes() != broken


ODD: tuple[dict[str, Any], ...] = (
    {"step": 0.0},
    {"step": -1.0},
    {"levels": bytes(100_000)},
    {"idle": ((3.0, 1.0),)},
    {"idle": ((0.0, 1e9),)},
    {"part": 7},
)


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: next(iter(odd)))
async def test_a_wave_that_cannot_be_is_worked_out_anew(
    surveys: Surveys, owner: Owner, call: Path, odd: dict[str, Any]
) -> None:
    keep(call, 1, tone((4, -10)), owner)
    (*_, first) = await surveys.all(1)
    facts = read_facts(call, 1)
    kept = {"sha256": facts.sha256 if facts else None, "wave": replace(first, **odd), "version": 2}
    seal_beside(wave_path(call, 1), msgspec.json.encode(kept), owner.identity)
    assert (await surveys.all(1))[-1] == first


async def test_a_broken_sound_has_no_wave(surveys: Surveys, owner: Owner, call: Path) -> None:
    keep(call, 1, phone_call.encoded(phone_call.speech(8)), owner)
    facts = read_facts(call, 1)
    assert facts is not None
    write_facts(call, msgspec.structs.replace(facts, seconds=8.0))
    whole = call / "sound-1.opus.age"
    whole.write_bytes(whole.read_bytes()[:-100])
    assert [wave for wave in await surveys.all(1) if wave.done >= wave.seconds] == []
    assert not wave_path(call, 1).exists()


@pytest.mark.usefixtures("two_parts")
async def test_each_part_has_its_own_and_slices_are_not_kept(surveys: Surveys, call: Path) -> None:
    told = [wave for wave in await surveys.all(1, 2, 3) if wave.done >= wave.seconds]
    assert [wave.part for wave in told] == [1, 2]
    assert [wave.seconds for wave in told] == pytest.approx([10, 3], abs=0.05)
    assert wave_path(call, 1).exists()
    assert not wave_path(call, 2).exists()


@pytest.mark.alone
async def test_it_can_be_left_in_the_middle(surveys: Surveys, owner: Owner, call: Path) -> None:
    keep(call, 1, hearing.repeated(phone_call.encoded(phone_call.speech(60)), 30), owner)
    heard = await surveys.ask(1)
    await heard.until(Wave, within=30)
    before = time.monotonic()
    await surveys.started[0].stop()
    assert time.monotonic() - before < 1
    assert heard.all(Bye) == []
    assert not wave_path(call, 1).exists()


def test_a_long_recording_has_no_more_columns() -> None:
    minute = phone_call.encoded(phone_call.speech(60))
    *_, wave = measured(1, hearing.repeated(minute, 10), 600.0, Plain())
    assert len(wave.levels) == COLUMNS
    assert wave.step == pytest.approx(600 / COLUMNS)


def test_without_a_voice_detector_silence_is_left_out() -> None:
    sound = phone_call.speech(20)
    quiet = np.zeros(10 * hearing.RATE)
    stream = phone_call.encoded(np.concatenate([sound[: len(sound) // 2], quiet, sound]))
    *_, wave = measured(1, stream, 40.0, Plain())
    (span,) = wave.idle
    assert span == pytest.approx((10.5, 19.5), abs=0.6)
