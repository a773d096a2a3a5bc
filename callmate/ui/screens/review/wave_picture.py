"""Draws how loud a recording is, column by column, and beneath it what happened where."""

from dataclasses import dataclass
from itertools import groupby
from statistics import fmean

from textual.content import Content

from callmate.audio.protocol import Wave

Span = tuple[float, float]
"""From one second of the sound to another."""

_BLOCKS = " ▁▂▃▄▅▆▇█"
_ROW = len(_BLOCKS) - 1
_HALF = 8 * 4  # quarters of a dB, as in a Wave, below the loudest: half as high
_QUIETEST = 30 * 4  # a recording whose loudest moment is fainter is silence
_FULL = 0.95  # of the columns are at most two rows high by their loudness, the others are cut off
UNKNOWN = -1


@dataclass(frozen=True)
class Picture:
    """A recording as far as it can be drawn; every time is in seconds of its sound."""

    waves: tuple[tuple[float, Wave], ...] = ()
    """The waves, each with the second at which its part begins."""
    holds: tuple[Span, ...] = ()
    """Where one was made to wait."""
    gaps: tuple[float, ...] = ()
    """Where some of the call is missing."""


def heights(picture: Picture, total: float, width: int) -> list[int]:
    """How high each column is, in eighths of a row, two rows high; ``UNKNOWN`` where not known."""
    step = total / width
    levels = [_level(picture, column * step, (column + 1) * step) for column in range(width)]
    known = sorted(level for level in levels if level != UNKNOWN)
    # One shout must not make everything else look faint.
    loudest = known[round(_FULL * (len(known) - 1))] if known else UNKNOWN
    return [_height(level, loudest) for level in levels]


def _level(picture: Picture, begin: float, end: float) -> float:
    levels: list[int] = []
    for start, wave in picture.waves:
        if begin < start + wave.done and end > start:
            first = max(0, int((begin - start) / wave.step))
            last = max(first + 1, int((min(end, start + wave.done) - start) / wave.step))
            levels += wave.levels[first:last]
    return fmean(levels) if levels else UNKNOWN


def _height(level: float, loudest: float) -> int:
    if level == UNKNOWN:
        return UNKNOWN
    if loudest < _QUIETEST:
        return 1
    return max(1, min(2 * _ROW, round(2 * _ROW * 2 ** ((level - loudest) / _HALF))))


def rows(heights: list[int], styles: list[str]) -> list[Content]:
    """Two rows of blocks, each column in its style; what is not known yet is dotted."""
    upper = [_BLOCKS[max(0, height - _ROW)] for height in heights]
    lower = ["·" if height == UNKNOWN else _BLOCKS[min(_ROW, height)] for height in heights]
    return [styled(upper, styles), styled(lower, styles)]


def styled(cells: list[str], styles: list[str]) -> Content:
    """A row of single characters, those of one style together."""
    runs = groupby(zip(cells, styles, strict=True), key=lambda cell: cell[1])
    return Content.assemble(*(("".join(cell for cell, _ in run), style) for style, run in runs))
