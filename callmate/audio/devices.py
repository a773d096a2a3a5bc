"""The inputs and outputs of this system, asked in a process of its own each time.

PortAudio lists devices once, when it starts, and prints to the terminal while it does.
"""

import asyncio
import subprocess

import msgspec

from callmate.audio.process import command

_PATIENCE = 10.0  # seconds


class Device(msgspec.Struct, frozen=True):
    """One input or output, by the name it is chosen with."""

    name: str
    default: bool


class Devices(msgspec.Struct, frozen=True):
    """What there is; without PortAudio there is nothing, and nothing can be said."""

    inputs: tuple[Device, ...] = ()
    outputs: tuple[Device, ...] = ()
    portaudio: bool = False


async def devices() -> Devices:
    """Ask for the devices without holding up the loop."""
    return await asyncio.to_thread(devices_now)


def devices_now() -> Devices:
    """Ask for the devices and wait for the answer; what does not answer in time is not there."""
    try:
        asked = subprocess.run(  # noqa: S603  # our own interpreter and module
            command("devices"), check=True, capture_output=True, timeout=_PATIENCE
        )
        return msgspec.json.decode(asked.stdout, type=Devices)
    except (OSError, subprocess.SubprocessError, msgspec.MsgspecError):
        return Devices()
