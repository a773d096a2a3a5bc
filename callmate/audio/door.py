"""The app's side of the sound processes: one door to what starts them, speaks to and hears them.

Nothing here loads a sound library; everything runs in the caller's asyncio loop.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from callmate.audio.player_client import Player
from callmate.audio.recorder import Recorder
from callmate.audio.tasks import (
    Device,
    Devices,
    Heard,
    RefusedError,
    Survey,
    copy,
    devices,
    devices_now,
    receive,
)
from callmate.audio.transcript.client import Listener, Transcription
from callmate.audio.transcript.model_client import (
    MODELS,
    Model,
    NoModelError,
    Trial,
    fetch_model,
    trial,
)
from callmate.audio.transcript.recogniser import holds_model, is_installed

if TYPE_CHECKING:
    from callmate.audio.transcript.words_file import Transcript

__all__ = [
    "MODELS",
    "Device",
    "Devices",
    "Heard",
    "Listener",
    "Model",
    "NoModelError",
    "Player",
    "Recorder",
    "RefusedError",
    "Survey",
    "Transcription",
    "Trial",
    "copy",
    "devices",
    "devices_now",
    "fetch_model",
    "holds_model",
    "is_installed",
    "kept_words",
    "receive",
    "trial",
]


def kept_words(folder: Path, part: int, identity: str) -> "Transcript | None":
    """What was written down of a part so far; ``None`` when this key opens nothing of it."""
    from callmate.audio.sealed import WrongKeyError  # noqa: PLC0415 - loads what unseals
    from callmate.audio.transcript.words_file import kept  # noqa: PLC0415 - the same

    try:
        return kept(folder, part, identity)
    except WrongKeyError:
        return None
