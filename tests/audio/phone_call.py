"""Makes up a telephone call of real voices and real music, knowing where each of them is.

The voices are the Italian prompts of a telephone exchange, the music is what such an exchange
plays to those who wait; both come from Debian's packages for Asterisk.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from callmate.audio.encoder import Encoder
from tests import hearing

_SHARE = Path("/usr/share/asterisk")
_AUDIBLE = 300  # of 32,767
_NOISE = 15  # of 32,767; a line is never dead


@dataclass(frozen=True)
class PhoneCall:
    """Speech, music, speech, as one Ogg Opus stream; the spans in seconds."""

    stream: bytes
    seconds: float
    first: tuple[float, float]
    music: tuple[float, float]
    second: tuple[float, float]


@cache
def made_up(before: float, waited: float, after: float) -> PhoneCall:
    """Make a call of so many seconds of each, some room noise over all of it."""
    voices = speech(before + after)
    spoken = round(before * hearing.RATE)
    held = music(waited)
    whole = np.concatenate([voices[:spoken], held, voices[spoken:]])
    return PhoneCall(
        encoded(whole),
        len(whole) / hearing.RATE,
        (0.0, before),
        (before, before + waited),
        (before + waited, before + waited + after),
    )


def encoded(sound: hearing.Samples) -> bytes:
    """Encode samples as a recording is, with a little noise."""
    noisy = sound + np.random.default_rng(7).normal(0, _NOISE, len(sound))
    encoder = Encoder(hearing.RATE)
    return encoder.add(np.clip(noisy, -32768, 32767).astype("<i2").tobytes()) + encoder.finish()


def speech(seconds: float) -> hearing.Samples:
    """Join sentences, a fifth of a second apart, until they fill so many seconds."""
    pieces: list[hearing.Samples] = []
    wanted, have = round(seconds * hearing.RATE), 0
    for sentence in _sentences():
        pieces += [sentence, np.zeros(hearing.RATE // 5)]
        have += len(sentence) + hearing.RATE // 5
        if have >= wanted:
            break
    return np.concatenate(pieces)[:wanted]


def _sentences() -> Iterator[hearing.Samples]:
    folder = next(_SHARE.glob("sounds/it*"))
    for path in sorted(folder.glob("vm-*.wav")) + sorted(folder.glob("*.wav")):
        sound = _decoded(path)
        (audible,) = np.nonzero(np.abs(sound) > _AUDIBLE)
        if len(audible) > hearing.RATE // 2 and "beep" not in path.name:
            yield sound[audible[0] : audible[-1]]


def music(seconds: float) -> hearing.Samples:
    """What is played to those who wait, for so many seconds at most."""
    played = np.concatenate([_decoded(p) for p in sorted(_SHARE.glob("moh/*.wav"))[1:3]])
    return played[: round(seconds * hearing.RATE)]


@cache
def _decoded(path: Path) -> hearing.Samples:
    return hearing.decoded(path)
