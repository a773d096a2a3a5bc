"""Our side of the processes that write a recording down, and that hear along with one."""

import asyncio
import os

from msgspec.structs import replace

from callmate.audio.process import Hear, SoundProcess
from callmate.audio.requests import ListenRequest, WriteDownRequest
from callmate.audio.voice import aside_pair

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


class Listener:
    """Hears along with a recorder: told with HeardAlong as words come, or with NotListening.

    `hear` is called in the loop's own thread. A Recorder is started with `copy`, a descriptor
    that is -1 after `stop`; nothing that happens to this one is noticed by it.
    """

    def __init__(self, request: ListenRequest, hear: Hear) -> None:
        self._source, self.copy = aside_pair()
        try:
            asked = replace(request, source=self._source)
            self._process = SoundProcess.start("listen", asked, hear, self._source)
        except OSError:
            self._close()
            raise
        self._waiting = asyncio.create_task(self._process.ended())

    @classmethod
    async def start(cls, request: ListenRequest, hear: Hear) -> "Listener":
        """Begin to load the model, and to listen. Raises OSError."""
        return cls(request, hear)

    @property
    def pid(self) -> int:
        """The number of the sound process."""
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether its process has not ended yet."""
        return self._process.running

    async def ended(self) -> int:
        """Wait until its process is gone; get the exit status."""
        return await asyncio.shield(self._waiting)

    async def stop(self) -> None:
        """Listen no more; a recorder goes on, and hands what it hears to nobody."""
        await self._process.stop(self._waiting, _STOP_PATIENCE)
        self._close()

    def _close(self) -> None:
        if self.copy != -1:
            os.close(self._source)
            os.close(self.copy)
            self._source = self.copy = -1
