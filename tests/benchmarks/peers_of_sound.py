"""Measures the sound: recorded beside ffmpeg, sox and arecord, heard beside mpv and ffplay."""

import asyncio
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from subprocess import DEVNULL, Popen

import pyrage

from callmate.audio.door import Player, Recorder
from callmate.audio.protocol import Began, Position, Report
from callmate.audio.requests import PartPlace
from tests.benchmarks.listening import Ear, past, when_heard
from tests.benchmarks.recording_cpu import SENTENCE, cpu_seconds
from tests.benchmarks.rows import Row
from tests.phone_line import PhoneLine, opened

_SECONDS = 60.0
_RATIO = 0.55
_MINUTES = 10
_TIMES = 5


def recording(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell what a minute of recording costs, all at the same time."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "line") as line:
        os.environ |= line.env
        seconds, memory = asyncio.run(_recorded(line, Path(folder)))
    ours = seconds.pop("CallMate")
    ratio = ours / seconds["ffmpeg"]
    wanted = f"at most {_RATIO} of ffmpeg (is {ratio:.2f})"
    yield Row("a minute recorded, processor", "s", ours, seconds, wanted, ratio <= _RATIO)
    most = memory.pop("CallMate")
    met = most <= memory["ffmpeg"]
    yield Row("most memory meanwhile", "MB", most, memory, "at most ffmpeg's", met)


async def _recorded(line: PhoneLine, folder: Path) -> tuple[dict[str, float], dict[str, float]]:
    begun = asyncio.Event()

    def hear(report: Report) -> None:
        if isinstance(report, Began):
            begun.set()

    recipient = str(pyrage.x25519.Identity.generate().to_public())
    commands = {
        "ffmpeg": "ffmpeg -nostdin -v error -f pulse -i far.monitor -ac 1 -ar 16000"
        f" -c:a libopus -b:a 24k {folder}/ffmpeg.opus",
        "sox (no Opus)": f"rec -q -c 1 -r 16000 {folder}/sox.wav",
        "arecord (no Opus)": f"arecord -q -D telephone -f S16_LE -c 1 -r 16000 {folder}/a.wav",
    }
    environ = {**os.environ, "AUDIODRIVER": "alsa"}
    with line.speaking(line.speech(SENTENCE)):
        recorder = await Recorder.start(folder, 1, recipient, None, hear)
        others = {
            name: await asyncio.create_subprocess_exec(
                *command.split(), env=environ, stdout=DEVNULL, stderr=DEVNULL
            )
            for name, command in commands.items()
            if shutil.which(command.split()[0])
        }
        await begun.wait()
        await asyncio.sleep(_SECONDS)
        pids = {"CallMate": recorder.pid, **{name: each.pid for name, each in others.items()}}
        seconds = {name: cpu_seconds(pid) for name, pid in pids.items()}
        memory = {name: _peak(pid) for name, pid in pids.items()}
        await recorder.stop()
        for other in others.values():
            other.terminate()
            await other.wait()
    return seconds, memory


def _peak(pid: int) -> float:
    """The most memory that a running process has had, in MB."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))


def first_sound(_calls: Sequence[int]) -> Iterator[Row]:
    """Tell how soon a recording sounds, three quarters into it."""
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder) / "line") as line:
        os.environ |= line.env
        home = Path(folder)
        call, identity = past(home / "home", _MINUTES)
        places = (PartPlace(str(call), 1),)
        capture = home / "near.raw"
        from_key, from_start = asyncio.run(_ours(line, capture, places, identity))
        whole = home / "same.opus"
        sealed = (call / "sound-1.opus.age").read_bytes()
        whole.write_bytes(pyrage.decrypt(sealed, [pyrage.x25519.Identity.from_str(identity)]))
        at = f"{45 * _MINUTES}"
        peers = {
            "mpv": f"mpv --no-video --no-config --ao=pulse --really-quiet --start={at} {whole}",
            "ffplay": f"ffplay -v quiet -nodisp -ss {at} {whole}",
        }
        told = {
            name: median(_theirs(line, capture, command) for _ in range(_TIMES))
            for name, command in peers.items()
            if shutil.which(command.split()[0])
        }
    met = from_key <= told["mpv"] if "mpv" in told else None
    yield Row("first sound, from the key in an open call", "ms", from_key, told, "at most mpv", met)
    yield Row("the same, had its player not been made ready with the call", "ms", from_start, told)


async def _ours(
    line: PhoneLine, capture: Path, places: tuple[PartPlace, ...], identity: str
) -> tuple[float, float]:
    from_key, from_start = [], []
    for _ in range(_TIMES):
        ear = Ear()
        with line.captured(capture):
            began = time.monotonic()
            player = await Player.start(places, identity, None, ear)
            await ear.when(Position)
            player.seek(1, 45.0 * _MINUTES)
            player.play()
            from_start.append(1000 * (await asyncio.to_thread(when_heard, capture) - began))
            player.pause()
        await asyncio.sleep(0.5)
        with line.captured(capture):
            began = time.monotonic()
            player.seek(1, 15.0 * _MINUTES)
            player.play()
            from_key.append(1000 * (await asyncio.to_thread(when_heard, capture) - began))
            player.pause()
        await player.stop()
    return median(from_key), median(from_start)


def _theirs(line: PhoneLine, capture: Path, command: str) -> float:
    environ = {**os.environ, "SDL_AUDIODRIVER": "pulse"}
    with line.captured(capture):
        began = time.monotonic()
        process = Popen(command.split(), env=environ, stdout=DEVNULL, stderr=DEVNULL)
        heard = when_heard(capture)
        process.send_signal(signal.SIGKILL)
        process.wait()
    time.sleep(0.3)
    return 1000 * (heard - began)
