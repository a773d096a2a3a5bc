"""Every way a microphone goes silent is told within two seconds, and the sound goes on after it."""

import asyncio
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from callmate.audio.layout import parts
from callmate.audio.protocol import (
    Began,
    Bye,
    Died,
    Ended,
    GapReport,
    Recovered,
    TroubleKind,
    TroubleReport,
)
from callmate.audio.sealed import read_part
from callmate.audio.tasks import devices
from tests import hearing
from tests.audio.conftest import Owner, Recorders, until
from tests.phone_line import FAR, SECOND, PhoneLine

IN_TIME = 2.0


def of(kind: TroubleKind) -> Callable[[TroubleReport | Recovered], bool]:
    return lambda report: report.kind == kind


def is_part(number: int) -> Callable[[Began], bool]:
    return lambda began: began.part == number


@pytest.fixture
def noisy(phone_line: PhoneLine) -> Iterator[PhoneLine]:
    with phone_line.noise():
        yield phone_line


async def test_a_muted_microphone(noisy: PhoneLine, recorders: Recorders) -> None:
    await recorders.start()
    await recorders.heard.until(Began)
    await asyncio.sleep(0.5)
    noisy.mute()
    trouble = await recorders.heard.until(TroubleReport, of("silent"), IN_TIME)
    assert 0.9 < (trouble.at - trouble.since).total_seconds() < IN_TIME
    noisy.mute(on=False)
    await recorders.heard.until(Recovered, of("silent"), IN_TIME)
    assert len(recorders.heard.all(Began)) == 1


async def test_another_microphone_takes_over(noisy: PhoneLine, recorders: Recorders) -> None:
    await recorders.start()
    await recorders.heard.until(Began)
    # The name of a microphone may come after its sound.
    await until(
        lambda: [facts.device for facts in parts(recorders.folder)] == [f"Monitor of {FAR}"]
    )
    noisy.plug_in()
    noisy.move("second.monitor")
    trouble = await recorders.heard.until(TroubleReport, of("changed"), IN_TIME)
    assert (trouble.was, trouble.now) == (f"Monitor of {FAR}", f"Monitor of {SECOND}")


async def test_an_unplugged_microphone_with_another_there(
    noisy: PhoneLine, recorders: Recorders
) -> None:
    recorder = await recorders.start()
    await recorders.heard.until(Began)
    noisy.unplug("far")
    trouble = await recorders.heard.until(TroubleReport, of("changed"), IN_TIME)
    assert (trouble.was, trouble.now) == (f"Monitor of {FAR}", "Monitor of Earpiece")
    assert await recorder.stop()
    assert [ended.part for ended in recorders.heard.all(Ended)] == [1]


async def test_the_last_microphone_unplugged_and_plugged_in_again(
    noisy: PhoneLine, recorders: Recorders
) -> None:
    recorder = await recorders.start()
    await recorders.heard.until(Began)
    noisy.unplug("near")
    noisy.unplug("far")
    await recorders.heard.until(TroubleReport, of("no_microphone"), IN_TIME)
    ended = await recorders.heard.until(Ended, within=IN_TIME)
    noisy.plug_in()
    began = await recorders.heard.until(Began, is_part(2), IN_TIME)
    await recorders.heard.until(Recovered, of("no_microphone"))
    assert recorders.heard.all(GapReport) == [GapReport(1, ended.ended, began.at, "no_microphone")]
    changed = await recorders.heard.until(TroubleReport, of("changed"))
    assert changed.now == f"Monitor of {SECOND}"
    await asyncio.sleep(0.5)
    assert await recorder.stop()
    assert [facts.part for facts in parts(recorders.folder)] == [1, 2]


async def test_a_sound_server_that_dies_and_comes_back(
    phone_line: PhoneLine, recorders: Recorders, owner: Owner
) -> None:
    recorder = await recorders.start()
    await recorders.heard.until(Began)
    await asyncio.sleep(1.2)
    phone_line.kill()
    await recorders.heard.until(TroubleReport, of("no_microphone"), IN_TIME)
    phone_line.start()
    await recorders.heard.until(Began, is_part(2), IN_TIME)
    speech = phone_line.speech("sette quattro kappa")
    await asyncio.to_thread(phone_line.speak, speech)
    phone_line.plug_in()
    phone_line.move("second.monitor")
    changed = await recorders.heard.until(TroubleReport, of("changed"), IN_TIME)
    assert changed.now == f"Monitor of {SECOND}"
    assert await recorder.stop()
    assert read_part(recorders.folder, 1, owner.identity).complete
    second = read_part(recorders.folder, 2, owner.identity)
    alike, _ = hearing.placed(hearing.decoded(second.stream), hearing.decoded(speech))
    assert alike > 0.95


async def test_a_suspended_microphone(noisy: PhoneLine, recorders: Recorders) -> None:
    await recorders.start()
    await recorders.heard.until(Began)
    await asyncio.sleep(0.5)
    noisy.suspend()
    await recorders.heard.until(TroubleReport, of("stalled"), IN_TIME)
    noisy.suspend(on=False)
    await recorders.heard.until(Recovered, of("stalled"), IN_TIME)


async def test_a_sound_server_that_hangs_and_catches_up(
    noisy: PhoneLine, recorders: Recorders
) -> None:
    recorder = await recorders.start()
    await recorders.heard.until(Began)
    await asyncio.sleep(0.5)
    noisy.freeze(signal.SIGSTOP)
    await recorders.heard.until(TroubleReport, of("stalled"), IN_TIME)
    noisy.freeze(signal.SIGCONT)
    await recorders.heard.until(Recovered, of("stalled"), IN_TIME)
    assert await recorder.stop()


@pytest.mark.alone
async def test_a_sound_server_that_hangs_holds_no_stop_up(
    noisy: PhoneLine, recorders: Recorders
) -> None:
    recorder = await recorders.start()
    await recorders.heard.until(Began)
    await asyncio.sleep(0.5)
    noisy.freeze(signal.SIGSTOP)
    before = time.monotonic()
    assert await recorder.stop()
    assert time.monotonic() - before < 1
    noisy.freeze(signal.SIGCONT)
    assert [ended.part for ended in recorders.heard.all(Ended)] == [1]


async def test_a_microphone_that_is_not_there_is_replaced_and_said(
    phone_line: PhoneLine, recorders: Recorders
) -> None:
    assert phone_line.env
    await recorders.start("Headset")
    began = await recorders.heard.until(Began)
    trouble = await recorders.heard.until(TroubleReport, of("changed"), IN_TIME)
    assert (trouble.was, trouble.now) == ("Headset", began.device)


async def test_no_sound_server_at_all(phone_line: PhoneLine, recorders: Recorders) -> None:
    phone_line.kill()
    recorder = await recorders.start()
    await recorders.heard.until(TroubleReport, of("no_microphone"), IN_TIME)
    assert await recorder.stop()
    assert not recorders.heard.all(Ended)
    assert parts(recorders.folder) == ()


@contextmanager
def small_disk(place: Path) -> Iterator[Path]:
    """Mount a disk of 64 KiB."""
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", place], check=True)
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


async def test_a_full_disk_loses_nothing_once_there_is_room(
    noisy: PhoneLine, owner: Owner, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        ballast = disk / "ballast"
        recorders = Recorders(disk, owner)
        recorder = await recorders.start()
        await recorders.heard.until(Began)
        await until((disk / "sound-1" / "000001.age").exists)
        ballast.touch()
        fill(ballast)
        await recorders.heard.until(TroubleReport, of("disk_full"), IN_TIME)
        speech = noisy.speech("sette quattro kappa")
        await asyncio.to_thread(noisy.speak, speech)
        ballast.unlink()
        await recorders.heard.until(Recovered, of("disk_full"), IN_TIME)
        assert await recorder.stop()
        sound = read_part(disk, 1, owner.identity)
        assert sound.complete
        assert not sound.problems
        alike, _ = hearing.placed(hearing.decoded(sound.stream), hearing.decoded(speech))
        assert alike > 0.95
        (ended,) = recorders.heard.all(Ended)
        assert abs(sound.seconds - ended.seconds) < 0.05


async def test_no_room_to_join_the_slices_leaves_them(
    noisy: PhoneLine, owner: Owner, tmp_path: Path
) -> None:
    assert noisy.env
    with small_disk(tmp_path / "disk") as disk:
        recorders = Recorders(disk, owner)
        recorder = await recorders.start()
        await recorders.heard.until(Began)
        await until((disk / "sound-1" / "000004.age").exists)
        fill(disk / "ballast", leaving=3)
        assert await recorder.stop()
        (ended,) = recorders.heard.all(Ended)
        assert ended.path == "sound-1"
        (facts,) = parts(disk)
        assert (facts.whole, facts.sha256, facts.seconds) == (False, ended.sha256, ended.seconds)
        sound = read_part(disk, 1, owner.identity)
        assert (sound.complete, sound.problems) == (True, ())


def fill(ballast: Path, leaving: int = 0) -> None:
    """Fill the disk, leaving this many blocks of 4 KiB."""
    with ballast.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(0, file.tell() - leaving * 4096))


async def test_a_system_without_portaudio_says_so_and_tries_no_more(
    recorders: Recorders, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    hidden = tmp_path / "python"
    hidden.write_text(WITHOUT_PORTAUDIO.format(python=sys.executable))
    hidden.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(hidden))
    recorder = await recorders.start()
    await recorders.heard.until(TroubleReport, of("no_portaudio"))
    await recorders.heard.until(Bye)
    await until(lambda: not recorder.running)
    assert not recorders.heard.all(Died)
    assert not (await devices()).portaudio


# The interpreter in a view of the file system where PortAudio's library is an empty file.
WITHOUT_PORTAUDIO = """#!/bin/sh
exec unshare -m sh -c '
    for library in $(ldconfig -p | sed -n "s/.*libportaudio.*=> //p"); do
        mount --bind /dev/null "$(readlink -f "$library")"
    done
    exec {python} "$@"' sh "$@"
"""


async def test_a_process_that_cannot_live_is_given_up_with_a_word(
    recorders: Recorders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    await recorders.start()
    await recorders.heard.until(TroubleReport, of("gave_up"), within=12)
    assert [death.code for death in recorders.heard.all(Died)] == [1] * 6
