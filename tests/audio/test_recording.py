"""What a telephone says is kept, sealed, whole, and by nobody else to be read."""

import asyncio
import hashlib
import os
import signal
import stat
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from callmate.audio.layout import digest, parts
from callmate.audio.protocol import Began, Died, Ended, GapReport, Level, TroubleReport, read
from callmate.audio.requests import RecordRequest
from callmate.audio.sealed import read_part
from tests import hearing
from tests.audio.conftest import Owner, Recorders, until
from tests.benchmarks.screen_in_pty import Share
from tests.phone_line import FAR, PhoneLine

SENTENCE = "Il numero del reclamo è sette quattro kappa."


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def everything(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


def is_part(number: int) -> Callable[[Began], bool]:
    return lambda began: began.part == number


async def speak(line: PhoneLine, text: str = SENTENCE) -> hearing.Samples:
    speech = line.speech(text)
    await asyncio.to_thread(line.speak, speech)
    return hearing.decoded(speech)


async def test_speech_comes_back_from_the_sealed_file(
    phone_line: PhoneLine, recorders: Recorders, owner: Owner, call: Path
) -> None:
    recorder = await recorders.start()
    began = await recorders.heard.until(Began)
    spoken = await speak(phone_line)
    assert await recorder.stop()

    (ended,) = recorders.heard.all(Ended)
    sealed = call / "sound-1.opus.age"
    assert ended.path == sealed.name
    assert ended.sha256 == hashlib.sha256(sealed.read_bytes()).hexdigest()
    assert names(call) == ["sound-1.json", sealed.name]

    sound = hearing.decoded(hearing.opened_by_age(sealed, owner.file))
    alike, _ = hearing.placed(sound, spoken)
    assert alike > 0.95
    assert abs(len(sound) / hearing.RATE - ended.seconds) < 0.05
    assert abs((ended.ended - ended.started).total_seconds() - ended.seconds) < 0.5

    (facts,) = parts(call)
    assert (facts.device, facts.started) == (f"Monitor of {FAR}", began.at)
    assert (facts.sha256, facts.seconds) == (ended.sha256, ended.seconds)
    assert facts.ended == ended.ended
    assert min(level.peak for level in recorders.heard.all(Level)) == -99
    assert max(level.peak for level in recorders.heard.all(Level)) > -15


SLOW_NEWS = """
import os, threading
from queue import SimpleQueue
from callmate.audio import worker
from callmate.audio.pulse import PulseSource

class SlowNews(SimpleQueue):
    def put(self, item, *more):
        if isinstance(item, PulseSource):
            threading.Timer(2, super().put, (item,)).start()
        else:
            super().put(item)

worker.SimpleQueue = SlowNews
os._exit(worker.main(["record"]))
"""


async def test_a_microphone_whose_name_comes_late_is_named_all_the_same(
    phone_line: PhoneLine, owner: Owner, call: Path
) -> None:
    worker = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", SLOW_NEWS),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert worker.stdin is not None
    worker.stdin.write(msgspec.json.encode(RecordRequest(str(call), 1, owner.recipient)) + b"\n")

    def named() -> str:
        return "".join(facts.device for facts in parts(call))

    with phone_line.noise():
        await until(named)
        assert named() != f"Monitor of {FAR}"
        await until(lambda: named() == f"Monitor of {FAR}")
        told, _ = await worker.communicate(b"")  # its orders end, and so does the recording
    assert named() == f"Monitor of {FAR}"
    reports = [type(read(line)) for line in told.splitlines()]
    assert Ended in reports
    assert TroubleReport not in reports


async def test_slices_are_one_stream_to_plain_tools(
    phone_line: PhoneLine, recorders: Recorders, owner: Owner, call: Path
) -> None:
    recorder = await recorders.start()
    await recorders.heard.until(Began)
    spoken = await speak(phone_line)
    os.kill(recorder.pid, signal.SIGKILL)
    await recorders.heard.until(Died)

    slices = sorted((call / "sound-1").glob("*.age"))
    assert [path.name for path in slices] == [f"{n:06d}.age" for n in range(1, len(slices) + 1)]
    stream = b"".join(hearing.opened_by_age(path, owner.file) for path in slices)
    assert stream == read_part(call, 1, owner.identity).stream
    sound = hearing.decoded(stream)
    alike, _ = hearing.placed(sound, spoken[: 2 * hearing.RATE])
    assert alike > 0.95
    (facts, *_) = parts(call)
    assert (facts.whole, facts.ended, facts.sha256) == (False, None, None)
    assert facts.seconds == len(slices)
    joined = b"".join(path.read_bytes() for path in slices)
    assert digest(call, 1) == hashlib.sha256(joined).hexdigest()


async def test_a_killed_process_costs_little_and_a_new_part_begins(
    phone_line: PhoneLine, recorders: Recorders, owner: Owner, call: Path
) -> None:
    recorder = await recorders.start()
    hindered: list[float] = []  # seconds for which other programs kept a new recorder waiting
    with phone_line.noise():
        began = await recorders.heard.until(Began)
        for part in (1, 2):
            await asyncio.sleep(1.7 + 0.3 * part)  # somewhere between two slices
            os.kill(recorder.pid, signal.SIGKILL)
            await recorders.heard.until(Began, is_part(part + 1))
            hindered.append(Share.of(recorder.pid).waited / 1000)
        await asyncio.sleep(1)
        assert await recorder.stop()

    deaths = recorders.heard.all(Died)
    assert [(death.part, death.code) for death in deaths] == [(n, -9) for n in (1, 2)]
    starts = recorders.heard.all(Began)
    gaps = recorders.heard.all(GapReport)
    assert [gap.part for gap in gaps] == [1, 2]
    told = zip(starts, deaths, gaps, starts[1:], hindered, strict=False)
    for start, death, gap, following, waited in told:
        kept = read_part(call, start.part, owner.identity).seconds
        lived = (death.at - start.at).total_seconds()
        assert lived - kept <= 1.5
        assert (following.at - death.at).total_seconds() - waited < 1.5
        assert gap.end == following.at
        assert gap.begin <= death.at
    assert began.part == 1
    assert recorders.heard.all(Ended)[-1].part == 3


async def test_a_process_killed_beside_a_slow_disk_costs_no_more(
    phone_line: PhoneLine, recorders: Recorders, owner: Owner, call: Path
) -> None:
    recorder = await recorders.start()
    with phone_line.noise():
        began = await recorders.heard.until(Began)
        slow = "inject=fsync,fdatasync:delay_enter=60s"
        strace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fsync,fdatasync"]
        disk = await asyncio.create_subprocess_exec(*strace, "-e", slow, "-p", str(recorder.pid))
        await asyncio.sleep(5)
        killed = datetime.now(UTC)  # the news of it comes late on a busy computer
        os.kill(recorder.pid, signal.SIGKILL)
        disk.kill()  # else it would hold the dead process up
        await recorders.heard.until(Died)
        await disk.wait()
        assert await recorder.stop()
    lived = (killed - began.at).total_seconds()
    assert lived > 5
    assert lived - read_part(call, 1, owner.identity).seconds <= 1.5


async def test_the_screens_death_ends_the_recording_properly(
    phone_line: PhoneLine, owner: Owner, call: Path, tmp_path: Path
) -> None:
    script = tmp_path / "screen.py"
    script.write_text(
        "import asyncio, sys\n"
        "from pathlib import Path\n"
        "from callmate.audio.door import Recorder\n"
        "async def main():\n"
        "    hear = lambda report: print(type(report).__name__, flush=True)\n"
        "    await Recorder.start(Path(sys.argv[1]), 1, sys.argv[2], None, hear)\n"
        "    await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    screen = await asyncio.create_subprocess_exec(
        *(sys.executable, str(script), str(call), owner.recipient), stdout=asyncio.subprocess.PIPE
    )
    assert screen.stdout is not None
    assert await screen.stdout.readline() == b"Began\n"
    spoken = await speak(phone_line)
    screen.kill()
    await screen.wait()
    await until(lambda: names(call) == ["sound-1.json", "sound-1.opus.age"])
    sound = read_part(call, 1, owner.identity)
    assert sound.complete
    alike, _ = hearing.placed(hearing.decoded(sound.stream), spoken)
    assert alike > 0.95


@pytest.mark.parametrize("hangup", [signal.SIGHUP, signal.SIGINT])
async def test_signals_of_a_closing_terminal_cut_nothing(
    hangup: signal.Signals, phone_line: PhoneLine, recorders: Recorders
) -> None:
    recorder = await recorders.start()
    with phone_line.noise():
        await recorders.heard.until(Began)
        os.kill(recorder.pid, hangup)
        before = len(recorders.heard.all(Level))
        await recorders.heard.until(Level, lambda _: len(recorders.heard.all(Level)) > before + 5)
        assert os.getsid(recorder.pid) == recorder.pid
        assert await recorder.stop()
    assert not recorders.heard.all(Died)
    assert [ended.part for ended in recorders.heard.all(Ended)] == [1]


async def test_everything_is_the_owners_alone_under_any_umask(
    phone_line: PhoneLine, recorders: Recorders, call: Path
) -> None:
    before = os.umask(0)
    try:
        recorder = await recorders.start()
        with phone_line.noise():
            await recorders.heard.until(Began)
            await asyncio.sleep(1.5)
            os.kill(recorder.pid, signal.SIGKILL)
            await recorders.heard.until(Began, is_part(2))
            await asyncio.sleep(0.5)
            await recorder.stop()
    finally:
        os.umask(before)
    found = everything(call)
    assert {path.name for path in found} >= {"sound-1", "000001.age", "sound-2.opus.age"}
    for path in found:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600)


async def test_no_sound_in_the_clear_touches_the_disk(
    phone_line: PhoneLine, recorders: Recorders, call: Path
) -> None:
    seen: dict[Path, bytes] = {}

    def look() -> None:
        for path in call.rglob("*"):
            if path.is_file():
                try:
                    seen[path] = path.read_bytes()
                except FileNotFoundError:
                    continue  # renamed meanwhile

    recorder = await recorders.start()
    with phone_line.noise():
        await recorders.heard.until(Began)
        for _ in range(200):
            look()
            await asyncio.sleep(0.01)
        await recorder.stop()
        look()
    assert len(seen) >= 3
    for path, content in seen.items():
        assert b"OggS" not in content
        assert b"Opus" not in content
        sealed = content.startswith(b"age-encryption.org/v1")
        assert sealed == (".age" in path.name) or not content
