"""Prints how many of the numbers that are spoken in made calls are offered, rightly or wrongly.

In each call somebody says an operator's number and a claim number: the sentences by espeak-ng, the
digits by a human voice, as a loudspeaker in a room sounds. Run it with ``python -m
tests.benchmarks.heard_numbers MODEL [LANGUAGE [CALLS]]``; see ``recognising.py`` for what it needs.
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
from tests.benchmarks.recognising import in_a_room

_LEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "it": {
        "operator": ("Il mio codice operatore è", "Sono l'operatore numero"),
        "claim_number": ("Le do il numero della pratica", "Il numero del reclamo è"),
    },
    "en": {
        "operator": ("My operator number is", "My agent ID is"),
        "claim_number": ("Your case number is", "Your reference number is"),
    },
}
_AROUND = {
    "it": ("Buongiorno, come posso aiutarla?", "Verifico subito, resti in linea.", "Va bene."),
    "en": ("Good morning, how can I help you?", "Let me check that for you.", "All right."),
}
_LENGTHS = {"operator": (4, 4), "claim_number": (6, 9)}
_PAUSES = {"sentence": 0.9, "digit": 0.12, "group": 0.35}  # seconds
_DIGITS_OF_A_GROUP = 2


@dataclass(frozen=True)
class MadeCall:
    """What is said in a call, and how it sounds."""

    numbers: dict[str, str]
    sound: hearing.Samples


@cache
def spoken(language: str, text: str) -> hearing.Samples:
    """A sentence, by a machine."""
    command = ["espeak-ng", "-v", language, "-s", "140", "--stdout", text]
    with tempfile.NamedTemporaryFile(suffix=".wav") as file:
        file.write(subprocess.run(command, capture_output=True, check=True).stdout)
        file.flush()
        return hearing.decoded(Path(file.name))


@cache
def digit(language: str, number: str) -> hearing.Samples:
    """A digit, by a human voice."""
    folder = next(Path("/usr/share/asterisk/sounds").glob(f"{language}*"))
    return hearing.decoded(folder / "digits" / f"{number}.wav")


def silence(kind: str) -> hearing.Samples:
    """A pause of a kind."""
    return np.zeros(int(_PAUSES[kind] * hearing.RATE))


def made(language: str, chance: random.Random) -> MadeCall:
    """A call with both numbers, as chance will have it."""
    pieces = [spoken(language, chance.choice(_AROUND[language])), silence("sentence")]
    numbers = {}
    for kind, leads in _LEADS[language].items():
        length = chance.randint(*_LENGTHS[kind])
        numbers[kind] = "".join(chance.choice("0123456789") for _ in range(length))
        pieces += [spoken(language, chance.choice(leads)), silence("group")]
        for place, each in enumerate(numbers[kind], 1):
            group = "digit" if place % _DIGITS_OF_A_GROUP else "group"
            pieces += [digit(language, each), silence(group)]
        pieces += [silence("sentence"), spoken(language, chance.choice(_AROUND[language]))]
        pieces.append(silence("sentence"))
    return MadeCall(numbers, in_a_room(np.concatenate(pieces)))


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


def main(model: Path, language: Language, count: int) -> None:
    """Print the figures, and what was not offered."""
    chance = random.Random(1)  # noqa: S311 - nothing is kept secret with it
    calls = [made(language, chance) for _ in range(count)]
    words = asyncio.run(written(calls, model, language))
    came: Counter[str] = Counter()
    for part, call in enumerate(calls, 1):
        found = find_heard(words.get(part, ()), language, datetime.now(UTC))
        for kind, number in call.numbers.items():
            offered = [number_key(each.text) for each in found if each.kind == kind]
            came["right"] += number in offered
            came["wrong"] += any(each != number for each in offered)
            if number not in offered:
                said = "".join(word.text for word in words.get(part, ()))
                print(f"{kind} {number}, offered {offered}:{said[:300]}", file=sys.stderr)
    spoken_numbers = 2 * count
    print(f"{language}, {model.name}: {count} calls, {spoken_numbers} numbers")
    for name in ("right", "wrong"):
        print(f"  offered {name}ly  {100 * came[name] / spoken_numbers:5.1f} %")


if __name__ == "__main__":
    asked = [*sys.argv[1:], *("", "it", "200")[len(sys.argv) - 1 :]]
    main(Path(asked[0]), cast("Language", asked[1]), int(asked[2]))
