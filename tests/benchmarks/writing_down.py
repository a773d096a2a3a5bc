"""Prints how long an hour of a call takes to be written down while another call is recorded.

Twenty minutes of human prompts, as a telephone sounds that is 30 centimetres from the microphone,
are said three times and written down by the process that does it for an owner. Meanwhile the
program stands in a real terminal, records a second call from a microphone that hears other
prompts, and letters are typed into it. Run it with ``python -m tests.benchmarks.writing_down MODEL
[MINUTES]`` where nothing else is going on.

Sound is lost where what was played comes closer together in the recording. Where it lies further
apart, whatever played it came late; that is told beside.
"""

import asyncio
import os
import sys
import tempfile
import time
import wave
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

from callmate.audio.sealed_sound import open_sound
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places
from tests import hearing
from tests.audio import phone_call
from tests.benchmarks.peers_of_screen import letter
from tests.benchmarks.recognising import WrittenDown, in_a_room, joined, written_down
from tests.benchmarks.rows import Row
from tests.benchmarks.screen_in_pty import PROGRAM, Screen, environment
from tests.phone_line import opened
from tests.terminal.processes import wait_for_silence

_AT_ONCE = 20.0
"""Minutes of different prompts, of which a longer call is made."""
_METRES = 0.3
_STRETCH = 5.0
"""Seconds that are looked for together in the recording."""
_FIRST = 15.0
"""Second of what is played at which it is recorded for sure."""
_EARLIER, _LATER = 2.0, 4.0
"""Seconds before and behind its place in which a stretch is looked for."""
_ALIKE = 0.5
"""From which on two sounds are the same; what is played is coded in between."""
_OFF = 0.01
"""Seconds by which a stretch moves and nothing was lost."""


def made(minutes: float) -> bytes:
    """A call of so many minutes, in which somebody speaks all the time."""
    times = max(1, round(minutes / _AT_ONCE))
    sound, _ = joined("it", minutes / times, 0)
    wanted = int(minutes / times * 60 * hearing.RATE)
    return hearing.repeated(phone_call.encoded(in_a_room(sound[:wanted], _METRES)), times)


def played(folder: Path) -> tuple[Path, hearing.Samples]:
    """What is said in the call that is recorded meanwhile, and a file of it."""
    sound, _ = joined("it", _AT_ONCE, 0)
    sound = sound[::-1].copy()  # other than what is written down, and as different everywhere
    target = folder / "second.wav"
    with wave.open(str(target), "wb") as file:
        file.setparams((1, 2, hearing.RATE, 0, "NONE", ""))
        file.writeframes(sound.astype("<i2").tobytes())
    return target, sound


def shifts(sound: hearing.Samples, recording: hearing.Samples) -> list[float]:
    """How far what was played moved in the recording, from one stretch to the next, in seconds."""
    width = int(_STRETCH * hearing.RATE)
    first = int(_FIRST * hearing.RATE)
    _, at = hearing.placed(recording[: 60 * hearing.RATE], sound[first : first + 2 * width])
    places = [at - _FIRST]
    for start in range(first, len(sound) - width, width):
        begin = int((places[-1] - _EARLIER) * hearing.RATE) + start
        window = recording[max(0, begin) : begin + width + int(_LATER * hearing.RATE)]
        if len(window) < width:
            break
        alike, there = hearing.placed(window, sound[start : start + width])
        if alike > _ALIKE:
            places.append((max(0, begin) - start) / hearing.RATE + there)
    return [after - before for before, after in pairwise(places)]


def typed(home: Path, environ: dict[str, str], ended: Callable[[], bool]) -> list[float]:
    """Record a call and type into it; milliseconds until each letter was seen."""
    took: list[float] = []
    with Screen((*PROGRAM, "start", "Zefiro"), environ) as screen:
        screen.drawn(b"Zefiro", screen.began)
        screen.rest_for(1)
        screen.press("\x1b[20~")  # F9
        screen.rest_for(5)
        while not ended():
            took.append(letter(screen, len(took)))
            screen.rest_for(0.2)
    wait_for_silence(home)  # it seals what it heard
    return took


def measured(model: Path, minutes: float) -> tuple[WrittenDown, list[float], list[float]]:
    """What was written down; milliseconds of each letter; shifts of the sound."""
    stream = made(minutes)
    with tempfile.TemporaryDirectory() as place, opened(Path(place) / "line") as line:
        home = Path(place)
        environ = {**environment(home), **line.env, "HOME": place}
        file, sound = played(home)

        def write() -> WrittenDown:
            time.sleep(10)  # the second call is recorded by then
            return asyncio.run(written_down(stream, 60 * minutes, model, "it"))

        with ThreadPoolExecutor(1) as aside, line.speaking(file):
            work: Future[WrittenDown] = aside.submit(write)
            letters = typed(home, environ, work.done)
        identity = OwnerKeys(Places(home / "callmate", home / "callmate")).identity()
        (kept,) = home.glob("callmate/**/sound-1.opus.age")
        reader = open_sound(kept.parent, 1, identity).reader()
        recording = hearing.decoded(b"".join(iter(lambda: reader.read(1 << 16), b"")))
        gaps = (kept.parent / "call.json").read_text().count("sound_gap")
    moved = shifts(sound, recording)
    print(
        f"{len(recording) / hearing.RATE / 60:.1f} minutes were recorded meanwhile, {gaps} gaps "
        f"are told of, {_STRETCH * len(moved) / 60:.1f} minutes were found again"
    )
    return work.result(), letters, moved


def main(model: Path, minutes: float) -> None:
    """Print the rows of a table."""
    down, letters, moved = measured(model, minutes)
    lost = sum(-each for each in moved if each < -_OFF)
    late = sum(each for each in moved if each > _OFF)
    high = quantiles(letters, n=100)[98]
    most = 12 / 60 * minutes
    print(
        f"{model.name}, {len(down.words)} words, {os.cpu_count()} cores, "
        f"a load of {os.getloadavg()[0]:.1f} at the end"
    )
    for row in (
        Row(
            f"{minutes:g} minutes of call written down",
            "min",
            down.seconds / 60,
            wanted=f"at most {most:g} min",
            met=down.seconds / 60 <= most,
        ),
        Row("of processors", "min", down.processor / 60),
        Row("most memory", "MB", down.memory, wanted="at most 1 GB", met=down.memory <= 1000),
        Row("sound lost of the call recorded meanwhile", "s", lost, wanted="0", met=lost == 0),
        Row("it was played late", "s", late),
        Row(f"a letter seen, half of {len(letters)}", "ms", median(letters)),
        Row("99 of 100", "ms", high, wanted="at most 50 ms", met=high <= 50),
    ):
        verdict = {None: "", True: "yes", False: "missed"}[row.met]
        print(f"| {row.what} | {row.told(row.ours)} | {row.wanted} | {verdict} |")


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 60.0)
