"""Puts the beginning of a word where its sound is, and not in the pause before it."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Final

from msgspec.structs import replace

from callmate.audio.protocol import SpokenWord

_FRAME: Final = 0.02
"""Seconds that are looked at together."""
_PAUSE: Final = 0.2
"""Seconds of quiet that are a pause; inside a word, as before a T, it is quiet for less."""
_FAINT: Final = 0.1
"""Of a word's own loudness; what is below is quiet, or the room that echoes what was before."""
_EVERY: Final = 4
"""Of so many samples one tells as much as all."""


def put_right(words: Iterable[SpokenWord], sound: bytes, rate: int) -> tuple[SpokenWord, ...]:
    """Move the beginnings of words that a recogniser put into the pause before them.

    Args:
        words: Their seconds count from the beginning of the sound.
        sound: Samples of 16 bits, mono.
        rate: Samples a second.
    """
    levels = _levels(sound, rate)
    return tuple(replace(word, begin=_begin(word, levels)) for word in words)


def _levels(sound: bytes, rate: int) -> Sequence[float]:
    """How loud each frame is."""
    samples = array("h", sound[: len(sound) // 2 * 2])
    width = int(_FRAME * rate)
    frames = (samples[at : at + width : _EVERY] for at in range(0, len(samples), width))
    return [sum(map(abs, frame)) / len(frame) for frame in frames]


def _begin(word: SpokenWord, levels: Sequence[float]) -> float:
    """The second at which a word's sound begins, behind the last pause in its span."""
    first, last = int(word.begin / _FRAME), int(word.end / _FRAME)
    own = levels[first:last]
    if not own:
        return word.begin
    faint = max(own) * _FAINT
    place = begin = 0
    for is_faint, frames in groupby(own, lambda level: level <= faint):
        length = len(list(frames))
        if is_faint and (place == 0 or length * _FRAME >= _PAUSE):
            begin = place + length
        place += length
    return max(word.begin, (first + begin) * _FRAME) if 0 < begin < len(own) else word.begin
