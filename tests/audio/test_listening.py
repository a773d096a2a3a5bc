"""A listener hears along with a real recorder, which does not notice what becomes of it."""

import asyncio
import os
import signal
import wave
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from callmate.audio.door import Listener
from callmate.audio.protocol import (
    MISSING,
    Began,
    Died,
    Ended,
    GapReport,
    HeardAlong,
    NotListening,
    SpokenWord,
)
from callmate.audio.requests import ListenRequest
from callmate.audio.sealed import read_part
from tests import hearing
from tests.audio import phone_call
from tests.audio.conftest import Heard, Owner, Recorders, until
from tests.phone_line import PhoneLine
from tests.speech_model import put_together

PATIENCE = 120.0
"""Seconds; a busy computer recognises slowly, at the lowest priority."""


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model."""
    return put_together(tmp_path_factory.mktemp("models"))


@dataclass
class Listeners:
    """Starts listeners, and stops what a test leaves running."""

    model: Path
    heard: Heard = field(default_factory=Heard)
    started: list[Listener] = field(default_factory=list)

    async def start(self, model: Path | None = None) -> Listener:
        """Begin to hear along, with a model or with the one that is there."""
        listener = await Listener.start(ListenRequest(str(model or self.model), "it"), self.heard)
        self.started.append(listener)
        return listener

    def words(self, part: int) -> list[SpokenWord]:
        """The words of a part as a screen has them."""
        words: list[SpokenWord] = []
        for report in self.heard.all(HeardAlong):
            if report.part == part:
                words = [each for each in words if each.begin < report.begin]
                words += report.words
        return words

    def text(self, part: int) -> str:
        """What was said in a part."""
        return "".join(word.text for word in self.words(part)).lower()


@pytest.fixture
async def listeners(model: Path) -> AsyncIterator[Listeners]:
    """Hear along."""
    listeners = Listeners(model)
    yield listeners
    for listener in listeners.started:
        for order in (signal.SIGCONT, signal.SIGKILL):
            if listener.running:
                os.kill(listener.pid, order)
        await listener.stop()


async def play(line: PhoneLine, *sounds: hearing.Samples) -> hearing.Samples:
    """Play sounds into the line, a second of silence behind them."""
    sound = np.concatenate([*sounds, np.zeros(hearing.RATE)])
    file = line.folder / "said.wav"
    with wave.open(str(file), "wb") as made:
        made.setparams((1, 2, hearing.RATE, 0, "NONE", ""))
        made.writeframes(sound.astype("<i2").tobytes())
    await asyncio.to_thread(line.speak, file)
    return sound


def prompt(name: str) -> hearing.Samples:
    folder = next(Path("/usr/share/asterisk/sounds").glob("it*"))
    return hearing.decoded(folder / f"{name}.wav")


def memory(pid: int) -> int:
    """Bytes that a process has in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def is_whole(folder: Path, owner: Owner, sound: hearing.Samples, part: int = 1) -> bool:
    """Whether what was played is in a part, without a hole."""
    stream = read_part(folder, part, owner.identity)
    alike, _ = hearing.placed(hearing.decoded(stream.stream), sound)
    return stream.complete and alike > 0.95


async def test_a_sentence_is_heard_while_it_is_recorded(
    phone_line: PhoneLine, recorders: Recorders, listeners: Listeners
) -> None:
    listener = await listeners.start()
    recorder = await recorders.start(copy=listener.copy)
    await recorders.heard.until(Began)
    with phone_line.noise(20):
        await play(phone_line, prompt("vm-mailboxfull"))
        await until(lambda: "ulteriori messaggi" in listeners.text(1), PATIENCE)
        assert recorder.running
    words = listeners.words(1)
    assert [word.begin for word in words] == sorted(word.begin for word in words)
    assert all(word.begin <= word.end for word in words)

    # Nothing of it is anywhere but in memory and in the two pipes.
    place = Path(f"/proc/{listener.pid}")
    assert place.joinpath("cmdline").read_bytes().split(b"\0")[-2] == b"listen"
    assert "messaggi" not in place.joinpath("environ").read_bytes().decode(errors="replace")
    held = {str(each.readlink()).partition(":")[0] for each in place.joinpath("fd").iterdir()}
    assert held <= {"pipe", "/dev/null", "anon_inode"}, held


async def test_a_listener_that_is_gone_is_not_missed(
    phone_line: PhoneLine, recorders: Recorders, listeners: Listeners, owner: Owner, call: Path
) -> None:
    listener = await listeners.start(call)
    recorder = await recorders.start(copy=listener.copy)
    await recorders.heard.until(Began)
    told = await listeners.heard.until(NotListening, within=PATIENCE)
    assert told.kind == "no_model"
    assert await listener.ended() == 0
    first = await play(phone_line, phone_call.speech(10))
    await listener.stop()
    assert listener.copy == -1
    second = await play(phone_line, prompt("vm-mailboxfull"))
    assert await recorder.stop()
    assert recorders.heard.all(GapReport) == []
    assert recorders.heard.all(Died) == []
    assert is_whole(call, owner, first)
    assert is_whole(call, owner, second)


async def test_a_killed_listener_is_not_missed(
    phone_line: PhoneLine, recorders: Recorders, listeners: Listeners, owner: Owner, call: Path
) -> None:
    listener = await listeners.start()
    recorder = await recorders.start(copy=listener.copy)
    await recorders.heard.until(Began)
    os.kill(listener.pid, signal.SIGKILL)
    assert await listener.ended() == -signal.SIGKILL
    sound = await play(phone_line, phone_call.speech(10))
    assert await recorder.stop()
    assert recorders.heard.all(GapReport) == []
    assert is_whole(call, owner, sound)


async def test_a_stopped_listener_is_waited_for_by_nobody_and_knows_what_it_missed(
    phone_line: PhoneLine,
    recorders: Recorders,
    listeners: Listeners,
    owner: Owner,
    call: Path,
) -> None:
    listener = await listeners.start()
    recorder = await recorders.start(copy=listener.copy)
    await recorders.heard.until(Began)
    digits = [prompt(f"digits/{digit}") for digit in "473"]
    with phone_line.noise(20):
        first = await play(phone_line, prompt("vm-mailboxfull"), *digits)
        await until(lambda: "ulteriori messaggi" in listeners.text(1), PATIENCE)
        os.kill(listener.pid, signal.SIGSTOP)
        before = memory(recorder.pid)
        second = await play(phone_line, phone_call.speech(14))
        assert memory(recorder.pid) - before < 2_000_000
        os.kill(listener.pid, signal.SIGCONT)
        third = await play(phone_line, *digits, prompt("vm-mailboxfull"))
        await until(lambda: listeners.text(1).count("ulteriori messaggi") == 2, PATIENCE)
    assert MISSING in listeners.text(1)
    _, _, behind = listeners.text(1).partition(MISSING)
    assert "ulteriori messaggi" in behind
    assert await recorder.stop()
    assert recorders.heard.all(GapReport) == []
    for sound in (first, second, third):
        assert is_whole(call, owner, sound)


async def test_a_recorder_that_was_killed_is_heard_along_with_again(
    phone_line: PhoneLine,
    recorders: Recorders,
    listeners: Listeners,
    owner: Owner,
    call: Path,
) -> None:
    listener = await listeners.start()
    recorder = await recorders.start(copy=listener.copy)
    await recorders.heard.until(Began)
    os.kill(recorder.pid, signal.SIGKILL)
    await recorders.heard.until(Began, lambda began: began.part == 2)
    with phone_line.noise(20):
        sound = await play(phone_line, prompt("vm-mailboxfull"))
        await until(lambda: "ulteriori messaggi" in listeners.text(2), PATIENCE)
    assert listener.running
    assert await recorder.stop()
    assert recorders.heard.all(Ended)[-1].part == 2
    assert is_whole(call, owner, sound, part=2)


async def test_a_recorder_begins_though_its_listener_was_closed_before(
    phone_line: PhoneLine, recorders: Recorders, listeners: Listeners, owner: Owner, call: Path
) -> None:
    listener = await listeners.start(call)
    copy = listener.copy
    await listener.stop()
    recorder = await recorders.start(copy=copy)
    await recorders.heard.until(Began)
    sound = await play(phone_line, prompt("vm-mailboxfull"))
    assert await recorder.stop()
    assert is_whole(call, owner, sound)


async def test_a_listener_ends_when_it_is_told(listeners: Listeners) -> None:
    listener = await listeners.start()
    await listener.stop()
    assert not listener.running
    assert await listener.ended() == 0
