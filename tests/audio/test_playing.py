"""A sealed recording is heard again at the owner's ear: really, exactly, and from memory only."""

import asyncio
import time
from asyncio.subprocess import PIPE
from pathlib import Path

import numpy as np
import pyrage
import pytest

from callmate.audio.encoder import Encoder
from callmate.audio.layout import slices
from callmate.audio.process import command
from callmate.audio.protocol import Bye, Failed, Finished, Loaded, Position, SoundDamaged, read
from callmate.audio.requests import Idle, PartPlace, PlayRequest, Spot, request_line
from callmate.audio.sealed import seal_whole
from callmate.audio.tasks import Device, devices
from callmate.audio.waveform import ear, measured
from tests import hearing
from tests.audio import phone_call
from tests.audio.conftest import Owner, Players, encoded, sweep, until
from tests.phone_line import PhoneLine


def playing(position: Position) -> bool:
    return position.playing


def silent(position: Position) -> bool:
    return not position.playing


@pytest.mark.usefixtures("two_parts")
async def test_it_sounds_on_the_chosen_output(
    phone_line: PhoneLine, players: Players, tmp_path: Path
) -> None:
    with phone_line.captured(tmp_path / "near.raw"):
        player = await players.start(1, 2, spot=Spot(1, 8), device="earpiece")
        loaded = await players.heard.until(Loaded)
        assert [each.part for each in loaded.parts] == [1, 2]
        assert [each.seconds for each in loaded.parts] == pytest.approx([10, 3], abs=0.01)
        player.play()
        await players.heard.until(Finished, within=8)
        await asyncio.sleep(0.3)
    heard = hearing.raw((tmp_path / "near.raw").read_bytes())
    first, start = hearing.placed(heard, hearing.raw(sweep(10))[8 * hearing.RATE :])
    second, after = hearing.placed(heard, hearing.raw(sweep(3)))
    assert (first > 0.95, second > 0.95) == (True, True)
    assert after - start == pytest.approx(2, abs=0.05)
    end = players.heard.all(Position)[-1]
    assert (end.part, end.playing) == (2, False)
    assert end.seconds == pytest.approx(3, abs=0.01)


@pytest.mark.paced
@pytest.mark.usefixtures("phone_line", "two_parts")
async def test_positions_tell_what_is_heard(players: Players) -> None:
    player = await players.start(1, 2)
    await players.heard.until(Loaded)
    player.play()
    first = await players.until(playing)
    before = time.monotonic()
    later = await players.until(lambda position: position.seconds > first.seconds + 1.5)
    assert later.seconds - first.seconds == pytest.approx(time.monotonic() - before, abs=0.3)

    player.pause()
    paused = await players.until(silent)
    assert paused.seconds == pytest.approx(later.seconds, abs=0.3)
    player.seek(1, 7)
    assert (await players.until(silent)).seconds == 7
    player.skip(10)
    assert (await players.until(silent)).part == 2
    player.skip(-10)
    crossed = await players.until(silent)
    assert crossed.part == 1
    assert crossed.seconds == pytest.approx(3, abs=0.01)
    player.skip(-10)
    assert (await players.until(silent)).seconds == 0
    player.speed(2)
    assert (await players.until(silent)).speed == 2
    player.play()
    start = await players.until(playing)
    before = time.monotonic()
    fast = await players.until(lambda position: position.seconds > start.seconds + 2)
    assert fast.seconds - start.seconds == pytest.approx(2 * (time.monotonic() - before), abs=0.6)


@pytest.mark.paced
@pytest.mark.parametrize("factor", [0.5, 1.5])
async def test_speed_keeps_the_pitch(
    factor: float, phone_line: PhoneLine, players: Players, tmp_path: Path
) -> None:
    encoder = Encoder(16_000)
    pitch = np.round(8000 * np.sin(2 * np.pi * 440 * np.arange(16_000 * 3) / 16_000))
    stream = encoder.add(pitch.astype(np.int16).tobytes()) + encoder.finish()
    seal_whole(players.folder, 1, stream, players.owner.recipient)
    with phone_line.captured(tmp_path / "near.raw"):
        player = await players.start(1)
        player.speed(factor)
        player.play()
        # A busy computer is slow to begin; from there on it is the sound that counts.
        begun = await players.until(lambda position: position.seconds > 0)
        before = time.monotonic()
        await players.heard.until(Finished, within=8)
        left = (3 - begun.seconds) / factor
        assert time.monotonic() - before == pytest.approx(left, abs=0.7)
    heard = hearing.raw((tmp_path / "near.raw").read_bytes())
    (sounding,) = np.nonzero(np.abs(heard) > 2000)
    span = heard[sounding[0] : sounding[-1]]
    assert len(span) / hearing.RATE == pytest.approx(3 / factor, abs=0.1)
    spectrum = np.abs(np.fft.rfft(span * np.hanning(len(span))))
    assert np.argmax(spectrum) * hearing.RATE / len(span) == pytest.approx(440, abs=1)


async def test_silence_and_music_are_stepped_over(
    phone_line: PhoneLine, players: Players, tmp_path: Path
) -> None:
    made = phone_call.made_up(before=6, waited=15, after=6)
    seal_whole(players.folder, 1, made.stream, players.owner.recipient)
    whole = hearing.decoded(made.stream)
    *_, wave = measured(1, made.stream, made.seconds, ear())
    with phone_line.captured(tmp_path / "near.raw"):
        player = await players.start(1, spot=Spot(1, 3))
        player.step_over(tuple(Idle(1, *span) for span in wave.idle))
        player.play()
        await players.heard.until(Finished, within=20)
    heard = hearing.raw((tmp_path / "near.raw").read_bytes())
    first, start = hearing.placed(heard, piece(whole, 3.2, 5.8))
    second, after = hearing.placed(heard, piece(whole, 21.2, 26.5))
    assert (first > 0.95, second > 0.95) == (True, True)
    assert after - start < 9  # of 18
    music, _ = hearing.placed(heard, piece(whole, 13, 16))
    assert music < 0.7
    told = [at.seconds for at in players.heard.all(Position)]
    assert [at for at in told if 12 < at < 20] == []
    assert told == sorted(told)


def piece(whole: hearing.Samples, begin: float, end: float) -> hearing.Samples:
    return whole[round(begin * hearing.RATE) : round(end * hearing.RATE)]


@pytest.mark.usefixtures("phone_line", "two_parts")
async def test_what_was_stepped_over_is_played_again(players: Players) -> None:
    player = await players.start(2)
    player.step_over((Idle(2, 0.5, 2.5), Idle(7, 0, 1)))
    player.play()
    await players.until(lambda at: at.seconds > 2.5)
    player.step_over(())
    player.seek(2, 0)
    await players.until(lambda at: 1 < at.seconds < 2)


async def test_a_faint_voice_is_made_as_loud_as_the_other(
    phone_line: PhoneLine, players: Players, tmp_path: Path
) -> None:
    near, far = phone_call.speech(4), phone_call.speech(8)[4 * hearing.RATE :]
    stream = phone_call.encoded(np.concatenate([near, far * 10 ** (-24 / 20)]))
    seal_whole(players.folder, 1, stream, players.owner.recipient)
    with phone_line.captured(tmp_path / "near.raw"):
        player = await players.start(1)
        player.loudness(on=True)
        player.play()
        await players.heard.until(Finished, within=15)
        await asyncio.sleep(0.3)
    before = hearing.decoded(stream)
    assert louder(piece(before, 0, 4), piece(before, 4, 8)) > 18
    heard = hearing.raw((tmp_path / "near.raw").read_bytes())
    begin = int(np.nonzero(np.abs(heard) > 500)[0][0]) / hearing.RATE
    assert abs(louder(piece(heard, begin, begin + 4), piece(heard, begin + 4, begin + 8))) < 6


def louder(one: hearing.Samples, other: hearing.Samples) -> float:
    """Tell by how many dB one is louder than the other."""
    return float(20 * np.log10(np.sqrt(np.mean(one**2) / np.mean(other**2))))


@pytest.mark.alone
async def test_three_quarters_into_an_hour_sound_comes_at_once(
    phone_line: PhoneLine, players: Players, tmp_path: Path
) -> None:
    minute = encoded(60)
    hour = hearing.repeated(b"".join(minute), 60)
    seal_whole(players.folder, 1, hour, players.owner.recipient)
    capture = tmp_path / "near.raw"
    with phone_line.captured(capture):
        player = await players.start(1)
        loaded = await players.heard.until(Loaded)
        assert loaded.parts[0].seconds == pytest.approx(3600, abs=1)
        await players.heard.until(Position)
        player.seek(1, 2700)
        before = time.monotonic()
        size = capture.stat().st_size
        player.play()
        await asyncio.to_thread(wait_for_sound, capture, size)
        assert time.monotonic() - before < 0.15


def wait_for_sound(capture: Path, skip: int) -> None:
    until = time.monotonic() + 5
    while not any(capture.read_bytes()[skip:]):
        assert time.monotonic() < until, "no sound"
        time.sleep(0.005)


@pytest.mark.usefixtures("phone_line", "two_parts")
async def test_another_key_is_refused_in_a_word(players: Players) -> None:
    await players.start(1, identity=str(pyrage.x25519.Identity.generate()))
    assert await players.heard.until(Failed) == Failed("wrong_key")
    await players.heard.until(Bye)


async def test_damage_is_told_and_the_rest_is_heard_in_its_place(
    phone_line: PhoneLine, two_parts: Path, players: Players, tmp_path: Path
) -> None:
    slices(two_parts, 2)[1].unlink()
    with phone_line.captured(tmp_path / "near.raw"):
        player = await players.start(2)
        damaged = await players.heard.until(SoundDamaged)
        assert (damaged.part, damaged.what[0]) == (2, "missing-slice:2")
        player.play()
        await players.heard.until(Finished, within=6)
        await asyncio.sleep(0.3)
    heard = hearing.raw((tmp_path / "near.raw").read_bytes())
    whole = hearing.raw(sweep(3))
    start, first = hearing.placed(heard, whole[: hearing.RATE * 3 // 4])
    end, last = hearing.placed(heard, whole[hearing.RATE * 9 // 4 :])
    assert (start > 0.95, end > 0.95) == (True, True)
    assert last - first == pytest.approx(9 / 4, abs=0.05)


@pytest.mark.usefixtures("phone_line")
async def test_nothing_readable_is_said_too(two_parts: Path, players: Players) -> None:
    (two_parts / "sound-1.opus.age").write_bytes(b"age-encryption.org/v1\n-> broken")
    await players.start(1)
    assert (await players.heard.until(SoundDamaged)).what == ("unreadable:0",)
    assert await players.heard.until(Failed) == Failed("unreadable")


@pytest.mark.usefixtures("phone_line", "two_parts")
async def test_an_output_that_is_not_there_is_not_replaced(players: Players) -> None:
    player = await players.start(1, device="Headset")
    assert await players.heard.until(Failed) == Failed("no_output")
    player.play()
    assert not (await players.until(lambda _: True)).playing


@pytest.mark.usefixtures("two_parts")
async def test_an_output_that_vanishes_is_said_and_can_come_back(
    phone_line: PhoneLine, players: Players
) -> None:
    player = await players.start(1)
    await players.heard.until(Loaded)
    player.play()
    await players.until(playing)
    phone_line.kill()
    assert await players.heard.until(Failed) == Failed("no_output")
    await until(lambda: not players.heard.all(Position)[-1].playing)
    phone_line.start()
    player.play()
    await players.until(playing)


@pytest.mark.usefixtures("phone_line")
async def test_the_screens_end_is_the_players_end(two_parts: Path, owner: Owner) -> None:
    process = await asyncio.create_subprocess_exec(*command("play"), stdin=PIPE, stdout=PIPE)
    assert process.stdin
    assert process.stdout
    places = (PartPlace(str(two_parts), 1),)
    process.stdin.write(request_line(PlayRequest(places, owner.identity)))
    assert isinstance(read(await process.stdout.readline()), Loaded)
    assert b"AGE-SECRET" not in seen_by_others(process.pid)
    process.stdin.close()
    async with asyncio.timeout(2):
        assert (await process.stdout.read()).endswith(b'{"type":"bye"}\n')
        assert await process.wait() == 0


def seen_by_others(pid: int) -> bytes:
    return b"".join(Path(f"/proc/{pid}/{name}").read_bytes() for name in ("cmdline", "environ"))


@pytest.mark.usefixtures("phone_line")
async def test_devices_are_listed() -> None:
    found = await devices()
    assert found.portaudio
    assert Device("default", default=True) in found.inputs
    assert {each.name for each in found.outputs} >= {"telephone", "earpiece", "default"}
