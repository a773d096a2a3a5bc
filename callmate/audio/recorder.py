"""A recording as the app sees it: begun, kept going when its process dies, stopped."""

import asyncio
import os
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

import msgspec

from callmate.audio.layout import parts
from callmate.audio.process import Hear, SoundProcess
from callmate.audio.protocol import Began, Died, Ended, GapReport, Report, TroubleReport
from callmate.audio.requests import RecordRequest, Stop
from callmate.audio.system_clock import steady, wall

_PAUSES = (0.0, 0.5, 1.0, 2.0, 4.0)  # seconds before each new start in a row
_WORTH_IT = 2.0  # seconds of life with sound after which starting another makes sense
_STOP_PATIENCE = 5.0


class Recorder:
    """A recording in progress, kept in progress when its process dies.

    `hear` is called in the loop's own thread with every report, in order. Recording goes on in a
    process of its own until `stop`, or until this process ends, however it ends.
    """

    def __init__(self, request: RecordRequest, hear: Hear) -> None:
        self._copy = _own(request.copy)
        self._request = msgspec.structs.replace(request, copy=self._copy)
        self._tell = hear
        self._stop_asked = asyncio.Event()
        self._final = False
        self._has_sound = False  # whether the current part has begun
        self._sound_until: datetime | None = None
        self._dead_since: datetime | None = None
        try:
            self._process = self._launch()
        except OSError:
            self._let_copy_go()
            raise
        self._keeping = asyncio.create_task(self._keep())

    @classmethod
    async def start(
        cls,
        folder: Path,
        part: int,
        recipient: str,
        device: str | None,
        hear: Hear,
        *,
        copy: int | None = None,
    ) -> "Recorder":
        """Begin to record into a folder, from a part on. Raises OSError when nothing starts.

        `recipient` is an age public key, `device` an input's name or None for the default, `copy`
        the descriptor of a Listener, which may be closed at any time after this.
        """
        return cls(RecordRequest(str(folder), part, recipient, device, copy), hear)

    @property
    def running(self) -> bool:
        """Whether a sound process is there."""
        return self._process.running

    @property
    def pid(self) -> int:
        """The number of the sound process, or of the last one."""
        return self._process.pid

    async def stop(self) -> bool:
        """Finish the part; True once it is on disk.

        False when that takes longer than five seconds, as on a full disk: the process then goes
        on trying by itself.
        """
        self._stop_asked.set()
        self._process.order(Stop())
        done, _ = await asyncio.wait({self._keeping}, timeout=_STOP_PATIENCE)
        if not done:
            self._keeping.cancel()
            with suppress(asyncio.CancelledError):
                await self._keeping
            await self._process.leave()
        self._let_copy_go()
        return bool(done)

    def _let_copy_go(self) -> None:
        if self._copy is not None:
            os.close(self._copy)
            self._copy = None

    def _launch(self) -> SoundProcess:
        self._launched_at = steady()
        handed = () if self._copy is None else (self._copy,)
        return SoundProcess.start("record", self._request, self._hear, *handed)

    def _hear(self, report: Report) -> None:
        self._tell(report)
        match report:
            case Began():
                self._follow(report.part, has_sound=True)
                if self._dead_since:
                    self._tell(GapReport(report.part - 1, self._dead_since, report.at, "died"))
                self._dead_since = None
            case Ended():
                self._follow(report.part + 1, has_sound=False)
                self._sound_until = report.ended
            case TroubleReport("no_portaudio"):
                self._final = True
            case _:
                pass

    def _follow(self, part: int, *, has_sound: bool) -> None:
        self._request = msgspec.structs.replace(self._request, part=part)
        self._has_sound = has_sound

    async def _keep(self) -> None:
        """Start a new process for each that dies, until asked to stop."""
        failures = 0
        while True:
            status = await self._process.ended()
            if self._stop_asked.is_set() or self._final:
                return
            if self._has_sound and steady() - self._launched_at > _WORTH_IT:
                failures = 0
            self._died(status)
            if failures == len(_PAUSES):
                now = wall()
                self._tell(TroubleReport("gave_up", now, self._dead_since or now))
                return
            if await self._stopped_within(_PAUSES[failures]):
                return
            failures += 1
            self._process = self._launch()

    async def _stopped_within(self, seconds: float) -> bool:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stop_asked.wait(), seconds)
        return self._stop_asked.is_set()

    def _died(self, status: int) -> None:
        part, now = self._request.part, wall()
        self._tell(Died(part, now, status))
        if self._has_sound:
            self._sound_until = self._kept_until(part) or now
            self._follow(part + 1, has_sound=False)
        self._dead_since = self._dead_since or self._sound_until

    def _kept_until(self, part: int) -> datetime | None:
        """Tell until when a part that was cut off can be heard."""
        with suppress(OSError):
            for facts in parts(Path(self._request.folder)):
                if facts.part == part and facts.started:
                    return facts.started + timedelta(seconds=facts.seconds)
        return None


def _own(descriptor: int | None) -> int | None:
    """One of our own: who listens may close theirs while a process is yet to be launched.

    A closed one is none; the call is recorded all the same.
    """
    with suppress(OSError):
        return None if descriptor is None else os.dup(descriptor)
    return None
