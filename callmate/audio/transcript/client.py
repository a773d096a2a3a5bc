"""Our side of the process that writes a recording down."""

import asyncio

from callmate.audio.process import Hear, SoundProcess
from callmate.audio.requests import WriteDownRequest

_STOP_PATIENCE = 2.0  # seconds until a process that was told to stop is ended


class Transcription:
    """Has parts written down: told with Written as words come, NotWritten, and Bye at the end.

    `hear` is called in the loop's own thread.
    """

    def __init__(self, request: WriteDownRequest, hear: Hear) -> None:
        self._process = SoundProcess.start("write-down", request, hear)
        self._waiting = asyncio.create_task(self._process.ended())

    @classmethod
    async def start(cls, request: WriteDownRequest, hear: Hear) -> "Transcription":
        """Begin, or go on where it was left. Raises OSError."""
        return cls(request, hear)

    @property
    def pid(self) -> int:
        """The number of the sound process."""
        return self._process.pid

    async def ended(self) -> int:
        """Wait until all is written down; get the process's exit status."""
        return await asyncio.shield(self._waiting)

    async def stop(self) -> None:
        """Leave the rest for another time; what is written down so far is kept."""
        await self._process.stop(self._waiting, _STOP_PATIENCE)
