"""The app's side of the sound processes: one door to what starts them, speaks to and hears them.

Nothing here loads a sound library; everything runs in the caller's asyncio loop.
"""

from callmate.audio.copier import copy
from callmate.audio.devices import Device, Devices, devices, devices_now
from callmate.audio.playback import Player
from callmate.audio.reception import RefusedError, receive
from callmate.audio.recorder import Recorder
from callmate.audio.survey import Survey

__all__ = [
    "Device",
    "Devices",
    "Player",
    "Recorder",
    "RefusedError",
    "Survey",
    "copy",
    "devices",
    "devices_now",
    "receive",
]
