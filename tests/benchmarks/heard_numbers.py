"""Prints how many of the numbers that are spoken in made calls are offered, rightly or wrongly.

In each call somebody gives an operator's number and a claim number, in every other a telephone
number too. What a human prompt says is said by it: all digits, in Italian by a man in one call and
by a woman in the next; "operator number", "telephone number", greetings and farewells. What no
prompt says, such as "your case number is", is said by espeak-ng in every third call, and in the
others by a voice made of a human's sounds: Festival's two Italian ones, Flite's two English ones.
All of it has a telephone's band and comes from so many metres away in a room. Run it with ``python
-m tests.benchmarks.heard_numbers MODEL [LANGUAGE [CALLS [METRES [SEED]]]]``. Debian has the voices
in espeak-ng, festival, festvox-italp16k, festvox-itapc16k and flite; see ``prompts.py`` for more.

With seed 1 the words were chosen that are looked for; what is published comes of others.
"""

import asyncio
import random
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import chain
from pathlib import Path
from typing import cast

import numpy as np
import pyrage

from callmate.audio.door import Transcription
from callmate.audio.layout import SoundFacts, write_facts
from callmate.audio.protocol import Report, SpokenWord, Written
from callmate.audio.requests import PartPlace, WriteDownRequest
from callmate.audio.sealed import seal_whole
from callmate.domain.due import Language
from callmate.domain.heard import HeardWord, find_heard, number_key
from tests import hearing
from tests.audio import phone_call
from tests.benchmarks.prompts import plain, recorded
from tests.benchmarks.recognising import in_a_room

_OPERATOR = ("spy-agent", "number")
_TELEPHONE = "telephone-number"
"""Of this nobody asks; it is said in every other call."""
_CLAIM = {
    "it": ("Le do il numero della pratica", "Il numero del reclamo è"),
    "en": ("Your case number is", "Your reference number is"),
}
_GREETINGS = ("queue-youarenext", "queue-periodic-announce", "tt-allbusy")
_BETWEEN = ("one-moment-please", "vm-dialout", "followme/pls-hold-while-try")
_FAREWELLS = ("auth-thankyou", "goodbye", "queue-thankyou")
_ESPEAK = "espeak-ng"
_VOICES = {"it": ("lp_diphone", "pc_diphone", _ESPEAK), "en": ("slt", "rms", _ESPEAK)}
_LENGTHS = {"operator": (4, 4), "claim_number": (6, 9)}
_PAUSES = {"sentence": 0.9, "digit": 0.12, "group": 0.35}  # seconds
_GROUP = 2  # digits


@dataclass(frozen=True)
class MadeCall:
    """What is said in a call, and how it sounds."""

    numbers: dict[str, str]
    voice: str
    sound: hearing.Samples


@cache
def spoken(language: str, voice: str, text: str) -> hearing.Samples:
    """A sentence by a machine, as loud as a human prompt."""
    with tempfile.TemporaryDirectory() as place:
        made = Path(place) / "said.wav"
        if voice == _ESPEAK:
            command = [_ESPEAK, "-v", language, "-w", str(made), text]
        elif language == "it":
            written = Path(place) / "text"
            written.write_text(text, "latin-1")
            command = ["text2wave", "-eval", f"(voice_{voice})", "-o", str(made), str(written)]
        else:
            command = ["flite", "-voice", voice, "-t", text, "-o", str(made)]
        subprocess.run(command, capture_output=True, check=True)
        sound = hearing.decoded(made)
    prompt = recorded(language, _GREETINGS[0])
    return sound * float(prompt.std() / sound.std())


def silence(kind: str) -> hearing.Samples:
    """A pause of a kind."""
    return np.zeros(int(_PAUSES[kind] * hearing.RATE))


def made(language: str, place: int, metres: float, chance: random.Random) -> MadeCall:
    """A call with both numbers, as chance will have it."""
    voice = _VOICES[language][place % 3]

    def said(*names: str) -> list[hearing.Samples]:
        return [each for name in names for each in (recorded(language, name), silence("digit"))]

    def digit(figure: str) -> list[hearing.Samples]:
        return [recorded(language, f"digits/{figure}", other=place % 2 > 0), silence("digit")]

    def dictated(number: str) -> list[hearing.Samples]:
        groups = [number[at : at + _GROUP] for at in range(0, len(number), _GROUP)]
        digits = [[*chain.from_iterable(map(digit, group)), silence("group")] for group in groups]
        return [silence("group"), *chain.from_iterable(digits), silence("sentence")]

    numbers = {kind: _number(chance, *few) for kind, few in _LENGTHS.items()}
    claim = spoken(language, voice, chance.choice(_CLAIM[language]))
    pieces = [*said(chance.choice(_GREETINGS)), silence("sentence")]
    if place // 2 % 2:
        pieces += [*said(_TELEPHONE), *dictated(_number(chance, 9, 10))]
    pieces += [*said(*_OPERATOR), *dictated(numbers["operator"])]
    pieces += [*said(chance.choice(_BETWEEN)), silence("sentence")]
    pieces += [claim, *dictated(numbers["claim_number"]), *said(chance.choice(_FAREWELLS))]
    return MadeCall(numbers, voice, in_a_room(np.concatenate(pieces), metres))


def _number(chance: random.Random, fewest: int, most: int) -> str:
    return "".join(chance.choices("0123456789", k=chance.randint(fewest, most)))


async def written(
    calls: list[MadeCall], model: Path, language: str
) -> dict[int, tuple[HeardWord, ...]]:
    """Have all calls written down, as parts of one."""
    identity = pyrage.x25519.Identity.generate()
    words: dict[int, list[SpokenWord]] = {}

    def hear(report: Report) -> None:
        if isinstance(report, Written):
            words.setdefault(report.part, []).extend(report.words)

    with tempfile.TemporaryDirectory() as place:
        for part, call in enumerate(calls, 1):
            stream = phone_call.encoded(call.sound)
            sha256 = seal_whole(Path(place), part, stream, str(identity.to_public()))
            length = len(call.sound) / hearing.RATE
            facts = SoundFacts(part, "", datetime.now(UTC), None, length, sha256)
            write_facts(Path(place), facts)
        parts = tuple(PartPlace(place, part) for part in range(1, len(calls) + 1))
        asked = WriteDownRequest(parts, str(identity), str(model), language)
        await (await Transcription.start(asked, hear)).ended()
    return {
        part: tuple(HeardWord(w.text, w.begin, w.end, w.probability) for w in found)
        for part, found in words.items()
    }


def main(model: Path, language: Language, count: int, metres: float, seed: int) -> None:
    """Print the figures, and what was not offered."""
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    calls = [made(language, place, metres, chance) for place in range(count)]
    words = asyncio.run(written(calls, model, language))
    came: Counter[tuple[str, str]] = Counter()
    for part, call in enumerate(calls, 1):
        found = find_heard(words.get(part, ()), language, datetime.now(UTC))
        said = "".join(word.text for word in words.get(part, ()))
        digits = "".join(plain(said, language))
        for kind, number in call.numbers.items():
            offered = [number_key(each.text) for each in found if each.kind == kind]
            for whose in (call.voice, kind, "all"):
                came["spoken", whose] += 1
                came["right", whose] += number in offered
                came["written", whose] += number in digits
                came["wrong", whose] += any(each != number for each in offered)
            if offered != [number]:
                print(f"{call.voice} {kind} {number}, offered {offered}:{said}", file=sys.stderr)
    print(f"{language}, {model.name}, {count} calls, {metres} m away in a room, seed {seed}")
    for whose in ("all", *_LENGTHS, *_VOICES[language]):
        spoken_ones = came["spoken", whose]
        shares = (100 * came[name, whose] / spoken_ones for name in ("written", "right", "wrong"))
        print(
            "  {}: {} numbers, {:.1f} % written rightly, {:.1f} % offered rightly, "
            "{:.1f} % wrongly".format(whose, spoken_ones, *shares)
        )


if __name__ == "__main__":
    asked = [*sys.argv[1:], *("", "it", "200", "0.3", "2")[len(sys.argv) - 1 :]]
    main(Path(asked[0]), cast("Language", asked[1]), int(asked[2]), float(asked[3]), int(asked[4]))
