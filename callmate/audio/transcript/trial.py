"""Tries a model: whether it loads, and how fast this computer hears with it."""

import time
from pathlib import Path

from callmate.audio.transcript.model_client import Trial
from callmate.audio.transcript.recogniser import RATE, BrokenModelError, NoEngineError, load

_SILENCE = bytes(2 * RATE)
_WINDOW = 30.0
"""Seconds that are listened to at once, however little sound there is."""

_SPEECH = 4.0
"""How much longer a window full of fast speech was measured to take than one of silence."""


def tried_speech(folder: Path) -> Trial:
    """Load a model and have it listen to a moment of silence; takes seconds."""
    try:
        recogniser = load(folder, "it")
    except (NoEngineError, BrokenModelError):
        return Trial()
    begun = time.monotonic()
    recogniser.words(_SILENCE)
    taken = time.monotonic() - begun
    return Trial(works=True, speed=_SPEECH * taken / _WINDOW)
