"""Prints how well what is said on the telephone is written down, and how fast.

Human prompts of a telephone exchange (``prompts.py``) are joined to recordings, dry and as a
telephone in a room sounds that is 30 or 50 centimetres away, and hold music behind them. Run it
with ``python -m tests.benchmarks.recognising MODEL [LANGUAGE [MINUTES [METRES ...]]]``: the folder
of a model; ``it`` or ``en``; 0 metres for a dry sound. When all prompts were said, they are said
again in another order.
"""

import asyncio
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

import numpy as np
import pyrage

from callmate.audio.door import Transcription
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.protocol import NotWritten, Report, SpokenWord, Written
from callmate.audio.requests import PartPlace, WriteDownRequest
from callmate.audio.sealed import seal_whole
from tests import hearing
from tests.audio import phone_call
from tests.benchmarks.long_call import processor
from tests.benchmarks.prompts import plain, prompts

_PAUSE = 0.8  # seconds between two prompts
_BAND = (300.0, 3400.0)  # hertz
_ECHO = 0.5  # seconds until the room has swallowed all but a millionth of a sound
_ROOM = 40.0  # cubic metres
_FORWARD = 2.0  # times as strong as to all sides: a loudspeaker points somewhere
_MUSIC = 60.0  # seconds at a time
_DISTANCES = (0.0, 0.3, 0.5)  # metres


@dataclass(frozen=True)
class Spoken:
    """A prompt in a recording, from one second to another."""

    words: tuple[str, ...]
    begin: float
    end: float


class WrittenDown(NamedTuple):
    """The words of a recording, and what writing it down took."""

    words: list[SpokenWord]
    seconds: float
    processor: float
    """Seconds of all processors together."""
    memory: float
    """The most, in megabytes."""


@dataclass
class Figures:
    """What came of one recording."""

    minutes: float
    words: int = 0
    wrong: int = 0
    in_music: int = 0
    off: tuple[float, ...] = ()
    """Seconds between where a sentence began, or ended, and where its word is said to."""


def in_a_room(sound: hearing.Samples, metres: float) -> hearing.Samples:
    """What a microphone hears of a telephone that is so far from it in a room.

    The loudspeaker has a telephone's band. Its sound dies away by 60 dB in half a second, and is
    as strong beside the direct one as it is in a room of 40 cubic metres.
    """
    chance = np.random.default_rng(11)
    length = int(_ECHO * hearing.RATE)
    echo = chance.normal(0, 1, length) * np.exp(-6.9 * np.arange(length) / length)
    critical = 0.057 * np.sqrt(_FORWARD * _ROOM / _ECHO)  # metres; there both are as strong
    echo *= metres / critical / np.sqrt(np.sum(echo**2))
    echo[0] = 1.0
    size = len(sound) + length
    spectrum = np.fft.rfft(sound, size) * np.fft.rfft(echo, size)
    pitch = np.fft.rfftfreq(size, 1 / hearing.RATE)
    spectrum[(pitch < _BAND[0]) | (pitch > _BAND[1])] = 0
    heard = np.fft.irfft(spectrum, size)[: len(sound)]
    heard *= np.abs(sound).max() / np.abs(heard).max()
    return heard + chance.normal(0, 60, len(heard))


def joined(language: str, minutes: float, music: float) -> tuple[hearing.Samples, list[Spoken]]:
    """Prompts one after the other for so many minutes, and then so much music."""
    pieces, spoken, at = [], [], 0.0
    found = list(prompts(language))
    chance = random.Random(5)  # noqa: S311 - nothing is kept secret with it
    while at < minutes * 60:
        for prompt in found:
            end = at + len(prompt.sound) / hearing.RATE
            spoken.append(Spoken(prompt.words, at, end))
            pieces += [prompt.sound, np.zeros(int(_PAUSE * hearing.RATE))]
            at = end + _PAUSE
            if at >= minutes * 60:
                break
        chance.shuffle(found)
    if music:
        pieces.append(phone_call.music(music))
    return np.concatenate(pieces), spoken


async def written(sound: hearing.Samples, model: Path, language: str) -> WrittenDown:
    """Have a recording written down."""
    return await written_down(phone_call.encoded(sound), len(sound) / hearing.RATE, model, language)


async def written_down(stream: bytes, length: float, model: Path, language: str) -> WrittenDown:
    """Have a stream of so many seconds written down."""
    identity = pyrage.x25519.Identity.generate()
    words: list[SpokenWord] = []
    failed: list[NotWritten] = []

    def hear(report: Report) -> None:
        if isinstance(report, Written):
            words.extend(report.words)
        elif isinstance(report, NotWritten):
            failed.append(report)

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        sha256 = seal_whole(folder, 1, stream, str(identity.to_public()))
        write_facts(folder, SoundFacts(1, "", datetime.now(UTC), None, length, sha256))
        asked = WriteDownRequest((PartPlace(place, 1),), str(identity), str(model), language)
        began = time.monotonic()
        work = await Transcription.start(asked, hear)
        most = used = 0.0
        waiting = asyncio.create_task(work.ended())
        while not waiting.done():
            most, used = max(most, _memory(work.pid)), max(used, _processor(work.pid))
            await asyncio.sleep(0.2)
        took = time.monotonic() - began
    if failed:
        sys.exit(f"nothing was written: {failed}")
    return WrittenDown(words, took, used, most)


def _memory(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0


def _processor(pid: int) -> float:
    try:
        return processor(pid) / 1000
    except OSError:
        return 0.0


def errors(wanted: Sequence[str], found: Sequence[str]) -> int:
    """The fewest words to change, leave out or add, to make one of the other."""
    before = list(range(len(found) + 1))
    for place, word in enumerate(wanted, 1):
        row = [place]
        for at, other in enumerate(found, 1):
            row.append(min(before[at] + 1, row[-1] + 1, before[at - 1] + (word != other)))
        before = row
    return before[-1]


def compared(
    spoken: Sequence[Spoken], words: Sequence[SpokenWord], until: float, language: str
) -> Figures:
    """Compare what was understood with what was said, sentence by sentence.

    Args:
        spoken: What was said.
        words: What was understood.
        until: The second at which music begins.
        language: In which it was said.
    """
    figures = Figures(until / 60, in_music=sum(word.begin > until + 1 for word in words))
    off: list[float] = []
    for each in spoken:
        margin = _PAUSE / 2
        heard = [
            w for w in words if each.begin - margin <= (w.begin + w.end) / 2 < each.end + margin
        ]
        said = plain("".join(word.text for word in heard), language)
        figures.words += len(each.words)
        figures.wrong += errors(each.words, said)
        if said and said[0] == each.words[0] and said[-1] == each.words[-1]:
            off += [abs(heard[0].begin - each.begin), abs(heard[-1].end - each.end)]
    figures.off = tuple(off)
    return figures


def main(model: Path, language: str, minutes: float, distances: Sequence[float]) -> None:
    """Print the figures, dry and in a room."""
    for metres in distances:
        name = f"{metres} m away in a room" if metres else "dry"
        sound, spoken = joined(language, minutes, _MUSIC * 5)
        until = spoken[-1].end + _PAUSE
        made = asyncio.run(written(in_a_room(sound, metres) if metres else sound, model, language))
        figures = compared(spoken, made.words, until, language)
        share = 100 * figures.wrong / figures.words
        within = quantiles(figures.off, n=100) if len(figures.off) > 1 else [0.0] * 99
        each = hearing.RATE / len(sound)
        print(
            f"{language}, {model.name}, {name}: {figures.minutes:.1f} min, {figures.words} words\n"
            f"  word error rate               {share:6.1f} %\n"
            f"  words in {_MUSIC * 5 / 60:.0f} min of music        {figures.in_music:6d}\n"
            f"  a word's edge is off, middle  {median(figures.off or (0.0,)):6.2f} s\n"
            f"  95 of 100                     {within[94]:6.2f} s\n"
            f"  it took                       {made.seconds:6.0f} s, of each second of sound "
            f"{made.seconds * each:.2f}, of processors {made.processor * each:.2f}\n"
            f"  most memory                   {made.memory:6.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    asked = [*sys.argv[1:4], *("", "it", "40")[len(sys.argv) - 1 :]]
    main(Path(asked[0]), asked[1], float(asked[2]), [*map(float, sys.argv[4:])] or _DISTANCES)
