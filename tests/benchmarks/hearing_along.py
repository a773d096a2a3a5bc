"""Measures hearing along with a call: how soon a number is there, and what it takes.

A recorder and a listener hear a telephone line in real time. Run it with ``python -m
tests.benchmarks.hearing_along WHAT MODEL [AMOUNT [ahead]]``, where WHAT is

- ``numbers``: so many numbers are said, by human prompts in a telephone's band and a room, 30 cm
  away; behind every other one somebody goes on speaking at once. Counted is from the moment at
  which the last digit is over to the report that holds the whole number; that moment is taken from
  when the player was started, so that what it takes to begin counts too.
- ``talk``: so many minutes of prompts: memory and processor of both processes.
- ``music``: so many seconds of hold music: the words that are told.
- ``hindered``: nobody hinders a listener for a minute; then it is stopped for one, goes on for half
  of one, is stopped for good for one, is killed: what the recorder takes meanwhile, and its gaps.
- ``whole``: so many minutes of prompts are recorded with a listener; each half minute is looked for
  where it has to be in the recording.

With ``ahead`` the listener goes before all other programs, as if the computer did nothing else;
that takes root on Linux. ``prompts.py`` says where the voices come from.
"""

import asyncio
import os
import random
import signal
import sys
import tempfile
import time
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

import numpy as np
import pyrage

from callmate.audio.door import Listener, Recorder
from callmate.audio.layout import PartFacts, parts
from callmate.audio.protocol import MISSING, Began, Ended, GapReport, HeardAlong, Report, SpokenWord
from callmate.audio.requests import ListenRequest
from callmate.audio.sealed import read_part
from callmate.domain.heard import HeardWord, find_heard, number_key
from tests import hearing
from tests.audio import phone_call
from tests.benchmarks.long_call import processor
from tests.benchmarks.open_call import memory
from tests.benchmarks.prompts import plain, recorded
from tests.benchmarks.recognising import errors, in_a_room, joined
from tests.phone_line import PhoneLine, opened
from tests.priority import set_niceness

_METRES = 0.3
_LANGUAGE = "it"
_LEADS = ("spy-agent", "number")
_GREETINGS = ("queue-youarenext", "queue-periodic-announce", "tt-allbusy")
_FAREWELLS = ("one-moment-please", "vm-dialout", "auth-thankyou")
_DIGIT, _GROUP = 0.12, 0.35  # seconds of pause
_PATIENCE = 40.0
_JOINING = 600.0
_LOOKED_FOR = 30.0
_ALIKE = 0.9
_AHEAD = -15  # niceness


@dataclass
class Told:
    """Every report, with the second at which it came."""

    reports: list[tuple[float, Report]] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, report: Report) -> None:
        """Take a report in."""
        self.reports.append((time.monotonic(), report))
        self.news.set()

    def all(self, kind: type[Report]) -> list[Report]:
        """The reports of a kind."""
        return [report for _, report in self.reports if isinstance(report, kind)]


@dataclass
class Words:
    """The words of a part as a screen has them."""

    words: list[SpokenWord] = field(default_factory=list)

    def take(self, heard: HeardAlong) -> None:
        """Let a report replace what was told behind its beginning."""
        self.words = [word for word in self.words if word.begin < heard.begin] + list(heard.words)

    def since(self, second: float) -> str:
        """What was said from a second on."""
        return "".join(word.text for word in self.words if word.begin >= second)

    def numbers(self) -> set[str]:
        """What is offered."""
        words = [HeardWord(w.text, w.begin, w.end, w.probability) for w in self.words]
        return {number_key(found.text) for found in find_heard(words, "it", datetime.now(UTC))}


@dataclass
class Rig:
    """A line, a recorder, and a listener that hears along with it."""

    line: PhoneLine
    folder: Path
    identity: pyrage.x25519.Identity
    recorder: Recorder
    listener: Listener
    told: Told
    ahead: bool = False
    played: int = 0

    async def play(self, sound: hearing.Samples) -> float:
        """Play a sound to its end; get the second at which it was begun."""
        self.played += 1
        if self.ahead:
            set_niceness(self.listener.pid, _AHEAD)
        file = self.line.folder / f"played-{self.played}.wav"
        with wave.open(str(file), "wb") as made:
            made.setparams((1, 2, hearing.RATE, 0, "NONE", ""))
            made.writeframes(np.clip(sound, -32768, 32767).astype("<i2").tobytes())
        begun = time.monotonic()
        await asyncio.to_thread(self.line.speak, file)
        file.unlink()
        return begun


@asynccontextmanager
async def rig(model: Path) -> AsyncIterator[Rig]:
    """Record, and hear along."""
    told, identity = Told(), pyrage.x25519.Identity.generate()
    with tempfile.TemporaryDirectory() as place, opened(Path(place) / "line") as line:
        os.environ |= line.env
        folder = Path(place) / "call"
        folder.mkdir()
        listener = await Listener.start(ListenRequest(str(model), _LANGUAGE), told)
        recorder = await Recorder.start(
            folder, 1, str(identity.to_public()), None, told, copy=listener.copy
        )
        while not told.all(Began):
            await told.news.wait()
            told.news.clear()
        with line.noise(20):
            try:
                ahead = sys.argv[-1] == "ahead"
                yield Rig(line, folder, identity, recorder, listener, told, ahead)
            finally:
                await recorder.stop()
                await listener.stop()


def silence(seconds: float) -> hearing.Samples:
    """A pause."""
    return np.zeros(int(seconds * hearing.RATE))


def dictated(number: str) -> list[hearing.Samples]:
    """A number, digit by digit, in pairs."""
    pieces = []
    for place, digit in enumerate(number, 1):
        pause = _GROUP if place % 2 == 0 else _DIGIT
        pieces += [recorded(_LANGUAGE, f"digits/{digit}"), silence(pause)]
    return pieces[:-1]


async def numbers(model: Path, count: int) -> None:
    """How soon numbers are there."""
    chance = random.Random(17)  # noqa: S311 - nothing is kept secret with it
    late: dict[bool, list[float]] = {True: [], False: []}
    offered = 0
    async with rig(model) as found:
        await asyncio.sleep(8)
        for place in range(count):
            goes_on = bool(place % 2)
            number = "".join(chance.choices("0123456789", k=chance.randint(4, 9)))
            said = [recorded(_LANGUAGE, chance.choice(_GREETINGS)), silence(0.9)]
            said += [each for name in _LEADS for each in (recorded(_LANGUAGE, name), silence(0.1))]
            said += [silence(_GROUP), *dictated(number)]
            ends = sum(map(len, said)) / hearing.RATE
            rest = recorded(_LANGUAGE, chance.choice(_FAREWELLS)) if goes_on else silence(0.1)
            said += [silence(_GROUP), rest]
            first = len(found.told.reports)
            begun = await found.play(in_a_room(np.concatenate(said), _METRES))
            at, is_offered, text = await _heard(found, first, number)
            offered += is_offered
            if at is None:
                print(f"{number} not heard: {text}", file=sys.stderr)
            else:
                late[goes_on].append(at - begun - ends)
                print(f"{number} after {late[goes_on][-1]:.1f} s, goes on: {goes_on}", flush=True)
            await asyncio.sleep(4)
    whole = sorted(late[True] + late[False])
    print(f"{len(whole)} of {count} heard whole, {offered} offered; load {os.getloadavg()}")
    print(f"median {median(whole):.1f} s, worst {whole[-1]:.1f} s")
    for goes_on, those in late.items():
        print(f"  speech goes on: {goes_on}: {median(those):.1f} s, worst {max(those):.1f} s")
    gaps = found.told.all(GapReport)
    print(f"gaps in the recording: {len(gaps)}")


async def _heard(found: Rig, first: int, number: str) -> tuple[float | None, bool, str]:
    """When a number was told whole, whether it was offered by then, and what was told."""
    until = time.monotonic() + _PATIENCE
    seen, words = first, Words()
    while time.monotonic() < until:
        for at, report in found.told.reports[seen:]:
            seen += 1
            if isinstance(report, HeardAlong):
                words.take(report)
                if number in "".join(plain(words.since(0), _LANGUAGE)):
                    return at, number in words.numbers(), ""
        await asyncio.sleep(0.05)
    return None, False, words.since(0)


async def talk(model: Path, minutes: float) -> None:
    """What hearing along takes while somebody speaks all the time."""
    sound, spoken = joined(_LANGUAGE, minutes, 0)
    wanted = [word for each in spoken for word in each.words]
    async with rig(model) as found:
        pids = {"listener": found.listener.pid, "recorder": found.recorder.pid}
        before = {name: (processor(pid), memory(pid)) for name, pid in pids.items()}
        began = time.monotonic()
        playing = asyncio.create_task(found.play(in_a_room(sound, _METRES)))
        most = dict.fromkeys(pids, 0.0)
        while not playing.done():
            await asyncio.sleep(1)
            most = {name: max(most[name], memory(pid)) for name, pid in pids.items()}
        taken = time.monotonic() - began
        for name, pid in pids.items():
            share = (processor(pid) - before[name][0]) / taken / 10
            print(
                f"{name}: {share:.1f} % of a core, {before[name][1]:.0f} MB, most {most[name]:.0f}"
            )
        reports = [each for each in found.told.all(HeardAlong) if isinstance(each, HeardAlong)]
        words = Words()
        for report in reports:
            words.take(report)
        wrong = errors(wanted, plain(words.since(0), _LANGUAGE))
        print(f"{len(reports)} reports; {100 * wrong / len(wanted):.1f} % of {len(wanted)} wrong")
        print(f"missed: {words.since(0).count(MISSING)} times; load {os.getloadavg()}")
    print(f"gaps in the recording: {len(found.told.all(GapReport))}")


async def music(model: Path, seconds: float) -> None:
    """The words that are told of hold music."""
    played = phone_call.music(seconds)
    async with rig(model) as found:
        await asyncio.sleep(8)
        for name, sound in (("dry", played), ("in a room", in_a_room(played, _METRES))):
            first = len(found.told.reports)
            await found.play(sound)
            await asyncio.sleep(15)
            words = Words()
            for _, report in found.told.reports[first:]:
                if isinstance(report, HeardAlong):
                    words.take(report)
            length = len(sound) / hearing.RATE
            print(f"{name}, {length:.0f} s: {len(words.words)} words: {words.since(0)}", flush=True)


async def hindered(model: Path, seconds: int) -> None:
    """What a recorder takes when its listener is stopped, or killed."""
    sound, _ = joined(_LANGUAGE, 5 * seconds / 60, 0)
    steps = [
        ("nobody hinders it", None, seconds),
        ("stopped", signal.SIGSTOP, seconds),
        ("goes on", signal.SIGCONT, seconds // 2),
        ("stopped for good", signal.SIGSTOP, seconds),
        ("killed", signal.SIGKILL, seconds // 2),
    ]
    async with rig(model) as found:
        playing = asyncio.create_task(found.play(sound))
        await asyncio.sleep(8)
        for name, hindrance, length in steps:
            if hindrance is not None:
                os.kill(found.listener.pid, hindrance)
            before, told = processor(found.recorder.pid), len(found.told.all(HeardAlong))
            began = time.monotonic()
            await asyncio.sleep(length)
            share = (processor(found.recorder.pid) - before) / (time.monotonic() - began) / 10
            print(
                f"{name}: the recorder takes {share:.1f} % of a core, "
                f"{memory(found.recorder.pid):.1f} MB; "
                f"{len(found.told.all(HeardAlong)) - told} reports of the listener, "
                f"{len(found.told.all(GapReport))} gaps in the recording so far",
                flush=True,
            )
        await playing
    (ended,) = [each for each in found.told.all(Ended) if isinstance(each, Ended)]
    told_seconds = (ended.ended - ended.started).total_seconds()
    print(f"{ended.seconds:.2f} s recorded in {told_seconds:.2f} s, gaps told: {len(ended.gaps)}")


async def _joined(folder: Path) -> PartFacts:
    """The one part, once it is one file: a recorder joins an hour of slices when nobody waits."""
    until = time.monotonic() + _JOINING
    while time.monotonic() < until:
        (facts,) = parts(folder)
        if facts.whole and facts.sha256:
            return facts
        await asyncio.sleep(1)
    raise TimeoutError


async def whole(model: Path, minutes: float) -> None:
    """Whether a recording is whole that was heard along with."""
    sound = np.clip(joined(_LANGUAGE, minutes, 0)[0], -32768, 32767).astype("<i2")
    async with rig(model) as found:
        await found.play(sound)
        for name, pid in (("listener", found.listener.pid), ("recorder", found.recorder.pid)):
            print(f"{name}: {memory(pid):.0f} MB, {processor(pid) / 1000:.0f} s of processor")
        await found.recorder.stop()
        facts = await _joined(found.folder)
        stream = read_part(found.folder, 1, str(found.identity)).stream
        print(f"{len(found.told.all(HeardAlong))} reports; load {os.getloadavg()}")
    if facts.started and facts.ended:
        told = (facts.ended - facts.started).total_seconds()
        print(f"{facts.seconds:.2f} s recorded in {told:.2f} s, gaps told: {len(facts.gaps)}")
    recorded_sound = hearing.decoded(stream)
    width = int(_LOOKED_FOR * hearing.RATE)
    places = range(0, len(sound) - width, width)
    found_at = []
    for place in places:
        begin = max(0, place - width)
        alike, at = hearing.placed(
            recorded_sound[begin : place + 3 * width],
            sound[place : place + width].astype(np.float64),
        )
        shift = at + (begin - place) / hearing.RATE
        found_at.append((alike, shift))
        if alike < _ALIKE:
            print(f"  at {place / hearing.RATE:.0f} s: {alike:.3f} alike, {shift:.3f} s behind")
    shifts = [shift for alike, shift in found_at if alike >= _ALIKE]
    print(
        f"{len(shifts)} of {len(places)} half minutes found, least alike {min(found_at)[0]:.3f}, "
        f"{min(shifts):.3f} to {max(shifts):.3f} s behind the player"
    )


if __name__ == "__main__":
    what, place, *amount = sys.argv[1:]
    works = {"numbers": (numbers, 30), "talk": (talk, 10), "music": (music, 300)}
    works |= {"hindered": (hindered, 60), "whole": (whole, 60)}
    work, usual = works[what]
    asyncio.run(work(Path(place), int(amount[0]) if amount else usual))
