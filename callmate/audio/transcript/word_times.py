"""Compares words with their sound: where each begins, and what is loud and not written."""

from array import array
from collections.abc import Iterable, Sequence
from itertools import groupby
from statistics import median
from typing import Final

from msgspec.structs import replace

from callmate.audio.protocol import SpokenWord

_FRAME: Final = 0.02
"""Seconds that are looked at together."""
_PAUSE: Final = 0.2
"""Seconds of quiet that are a pause; inside a word, as before a T, it is quiet for less."""
_FAINT: Final = 0.1
"""Of a word's own loudness; what is below is quiet, or the room that echoes what was before."""
_LEFT_OUT: Final = 2.0
"""Seconds without a word that are looked at; people who speak in sentences pause for less."""
_LOUD: Final = 0.8
"""Seconds of sound in them in which something was said."""
_AROUND: Final = 0.1
"""Seconds of pause that are kept before and behind what is said."""
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


def unwritten(
    words: Sequence[SpokenWord], sound: bytes, rate: int
) -> tuple[tuple[float, float], ...]:
    """Give the spans between words in which something is said that no word stands for.

    Args:
        words: In order; their seconds count from the beginning of the sound.
        sound: Samples of 16 bits, mono.
        rate: Samples a second.

    Returns:
        Seconds from the beginning of the sound, in order; none where there is no word at all.
    """
    if not words:
        return ()
    levels = _levels(sound, rate)
    ends = [0.0, *(word.end for word in words)]
    begins = [*(word.begin for word in words), len(levels) * _FRAME]
    gaps = [
        (end, begin) for end, begin in zip(ends, begins, strict=True) if begin - end > _LEFT_OUT
    ]
    faint = median(_loudest(levels, word.begin, word.end) for word in words) * _FAINT
    found = (_said(levels, *gap, faint) for gap in gaps)
    return tuple(span for span in found if span)


def _loudest(levels: Sequence[float], begin: float, end: float) -> float:
    return max(levels[int(begin / _FRAME) : int(end / _FRAME) + 1], default=0.0)


def _said(
    levels: Sequence[float], begin: float, end: float, faint: float
) -> tuple[float, float] | None:
    """From the first loud moment in a span to the last; ``None`` where hardly any is loud."""
    first, last = int(begin / _FRAME), int(end / _FRAME)
    loud = [place for place in range(first, last) if levels[place] > faint]
    if len(loud) * _FRAME < _LOUD:
        return None
    return max(begin, loud[0] * _FRAME - _AROUND), min(end, (loud[-1] + 1) * _FRAME + _AROUND)


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
