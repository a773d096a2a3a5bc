"""The app's side of the sound processes: one door to what starts them, speaks to and hears them.

Nothing here loads a sound library; everything runs in the caller's asyncio loop.
"""

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
from callmate.audio.transcript.client import Transcription
from callmate.audio.transcript.model_client import MODELS, Model, NoModelError, fetch_model, trial
from callmate.audio.transcript.recogniser import holds_model, is_installed

__all__ = [
    "MODELS",
    "Device",
    "Devices",
    "Heard",
    "Model",
    "NoModelError",
    "Player",
    "Recorder",
    "RefusedError",
    "Survey",
    "Transcription",
    "copy",
    "devices",
    "devices_now",
    "fetch_model",
    "holds_model",
    "is_installed",
    "receive",
    "trial",
]
