"""Makes up the sound of a call for the pictures: noise in the shape of talk and of music."""

from collections.abc import Sequence

import numpy as np

from callmate.audio.encoder import Encoder

RATE = 16_000
_SYLLABLE = 0.2  # seconds
_LOUD = 9000  # of 32,767


def made_up(seconds: int, waiting: Sequence[tuple[float, float]]) -> bytes:
    """Encode so many seconds: nobody's voice stands in a picture.

    Args:
        seconds: The length of all of it.
        waiting: From which second to which one waits.
    """
    chance = np.random.default_rng(4471)
    loudness = _talk(round(seconds / _SYLLABLE), chance)
    for begin, end in waiting:
        span = slice(round(begin / _SYLLABLE), round(end / _SYLLABLE))
        swell = np.arange(span.stop - span.start) * _SYLLABLE / 9
        loudness[span] = 0.06 + 0.03 * np.sin(2 * np.pi * swell)
    noise = chance.normal(0, _LOUD, seconds * RATE)
    sound = noise * np.repeat(loudness, round(_SYLLABLE * RATE))[: len(noise)]
    encoder = Encoder(RATE)
    return encoder.add(np.clip(sound, -32768, 32767).astype("<i2").tobytes()) + encoder.finish()


def _talk(
    count: int, chance: np.random.Generator
) -> "np.ndarray[tuple[int], np.dtype[np.float64]]":
    """Turns of one voice or the other, the second of them farther away, with pauses between."""
    loudness: list[float] = []
    while len(loudness) < count:
        voice = chance.choice([1.0, 0.45])
        turn = chance.uniform(0.3, 1.0, chance.integers(20, 90)) * voice
        loudness += [*turn, *([0.02] * int(chance.integers(2, 12)))]
    return np.array(loudness[:count])
