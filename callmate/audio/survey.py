"""How loud a recording is, as the app asks for it: in a process of its own, told as it is known."""

import asyncio

from callmate.audio.process import Hear, SoundProcess
from callmate.audio.requests import PartPlace, WaveRequest


class Survey:
    """Has the waves of some parts told, one report each or more while they are worked out.

    `hear` is called in the loop's own thread with every Wave, and with Bye when all are told.
    """

    def __init__(self, request: WaveRequest, hear: Hear) -> None:
        self._process = SoundProcess.start("wave", request, hear)
        self._waiting = asyncio.create_task(self._process.ended())

    @classmethod
    async def start(cls, parts: tuple[PartPlace, ...], identity: str, hear: Hear) -> "Survey":
        """Ask for parts with an age secret key. Raises OSError."""
        return cls(WaveRequest(parts, identity), hear)

    @property
    def pid(self) -> int:
        """The number of the sound process."""
        return self._process.pid

    async def stop(self) -> None:
        """Let it be; a wave that was not finished is worked out another time."""
        self._process.kill()
        await self._waiting
