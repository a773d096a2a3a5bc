"""Tries a model: whether it loads, and how fast this computer hears with it."""

import time
from pathlib import Path

from callmate.audio.transcript.model_client import Trial
from callmate.audio.transcript.recogniser import BrokenModelError, load

_WINDOW = 30.0
"""Seconds that are looked at at once, however little sound there is."""

_SPEECH = 5.0
"""How much longer finding all words in fast speech was measured to take than looking at it."""


def tried_speech(folder: Path) -> Trial:
    """Load a model and have it look at half a minute of silence; takes seconds.

    Whatever the engine itself raises is not caught: then it does not run here.
    """
    try:
        recogniser = load(folder, "it")
    except BrokenModelError:
        return Trial(works=False)
    begun = time.monotonic()
    recogniser.look()
    taken = time.monotonic() - begun
    return Trial(works=True, speed=_SPEECH * taken / _WINDOW)
