"""The recording of a call: begun, ended, and what becomes of the sound kept at the call's desk."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from callmate.audio import protocol
from callmate.audio.door import Recorder
from callmate.services.clock import ahead
from callmate.services.desk import Desk
from callmate.services.recovery import next_part

if TYPE_CHECKING:
    from callmate.services.hearing_along import HearingAlong


@dataclass(frozen=True)
class SoundState:
    """How the recording stands."""

    since: datetime | None = None
    """When the recording began; ``None`` while nothing is recorded."""
    levels: tuple[float, ...] = ()
    """The latest levels, dB below full scale, oldest first."""
    trouble: str = ""
    """The kind of what is wrong; empty when all is well."""


_BAR = 40
"""Levels remembered; no bar is wider."""

_GAP = timedelta(seconds=2)
"""How long a microphone must send only silence for that to be an entry."""

_PASSING = timedelta(seconds=5)
"""How long a trouble that is over at once stays in sight."""

_MOMENTARY = frozenset({"lost", "changed"})
"""Troubles that are over at once."""

_GRAVEST_FIRST = (
    "disk_full",
    "cannot_write",
    "no_portaudio",
    "gave_up",
    "died",
    "no_microphone",
    "stalled",
    "silent",
    "lost",
    "changed",
    "quiet",
)
"""There is room for the words of one; the others come into sight when it is over."""


class CallRecording:
    """Records one call, and has its desk keep what becomes of the sound.

    Args:
        desk: The call's desk.
        folder: The call's folder.
        recipient: The owner's public key, to which the sound is sealed.
        microphone: Its name; ``None`` for the system's choice.
        changed: Called whenever the level or the call is different now.
    """

    def __init__(
        self,
        desk: Desk,
        folder: Path,
        recipient: Callable[[], str],
        microphone: str | None,
        changed: Callable[[], None],
    ) -> None:
        self._desk = desk
        self._folder = folder
        self._recipient = recipient
        self._microphone = microphone
        self._changed = changed
        self._recorder: Recorder | None = None
        self._turning = asyncio.Lock()  # a key may come while another still begins or ends it
        self._troubles: frozenset[str] = frozenset()
        self._passing: datetime | None = None
        self._silent_since: datetime | None = None
        self.sound = SoundState()
        self.listening: HearingAlong | None = None
        """What is heard of it while it goes on; ``None`` until somebody wants to know."""

    @property
    def along(self) -> "HearingAlong":
        """What is heard of it while it goes on, from the first time that this is asked for."""
        if self.listening is None:
            from callmate.services.hearing_along import HearingAlong  # noqa: PLC0415 - most do not

            self.listening = HearingAlong(self._changed)
        return self.listening

    @property
    def running(self) -> bool:
        """Whether recording was asked for and not ended."""
        return self._recorder is not None

    @property
    def failing(self) -> str:
        """The kind of what keeps a recording that was asked for from beginning; empty for none."""
        return self.sound.trouble if self.running and self.sound.since is None else ""

    @property
    def quiet(self) -> bool:
        """Whether it hears only silence, or nobody speaking."""
        return bool(self._troubles & {"silent", "quiet"})

    async def begin(self, model: Path | None = None) -> None:
        """Begin to record, in a new part; one that was begun meanwhile goes on.

        Args:
            model: The folder of the model to hear it along with; ``None`` where nobody is to.

        Raises:
            OSError: The folder cannot be read, or no sound process could be started.
            StoreError: There is no key to which the sound could be sealed.
        """
        async with self._turning:
            if self.running:
                return
            # Another window may have the keys.
            recipient = await asyncio.to_thread(self._recipient)
            part = next_part(self._desk.call, self._folder)
            copy = await self.along.start(model) if model is not None else None
            try:
                self._recorder = await Recorder.start(
                    self._folder, part, recipient, self._microphone, self._hear, copy=copy
                )
            except OSError:
                if self.listening is not None:
                    self.listening.stop()
                raise

    async def end(self) -> None:
        """Close the part; returns when it is sealed on the disk."""
        async with self._turning:
            recorder, self._recorder = self._recorder, None
            if recorder is not None:
                await recorder.stop()
            if self.listening is not None:
                self.listening.stop()
        self.sound = SoundState()
        self._troubles = frozenset()
        self._changed()

    def _hear(self, heard: protocol.Report) -> None:
        report = _put_forward(heard)
        match report:
            case protocol.Began(part=part, at=at):
                self._desk.recording_began(part, f"sound-{part}", at)
                self.sound = SoundState(since=at)
                if self.listening is not None:
                    self.listening.began(part, at)
                self._passing = at if "died" in self._troubles else self._passing
                self._stand(self._troubles)
            case protocol.Level(at=at, dbfs=dbfs):
                levels = (*self.sound.levels, dbfs)[-_BAR:]
                self.sound = replace(self.sound, levels=levels)
                if self._passing and at - self._passing > _PASSING:
                    self._passing = None
                    self._stand(self._troubles - _MOMENTARY - {"died"})
            case protocol.TroubleReport() | protocol.Recovered():
                self._trouble(report)
            case protocol.GapReport(part=part, reason=reason) as gap:
                self._desk.sound_gap(part, gap.begin, gap.end, reason)
            case protocol.Ended() as end:
                self._end_silence(end.ended)
                self._desk.recording_ended(end.part, end.path, end.started, end.seconds, end.sha256)
                self.sound = replace(self.sound, since=None, levels=())
            case protocol.Died():
                self.sound = SoundState()
                self._stand(frozenset({"died"}))
            case _:
                pass
        self._changed()

    def _trouble(self, report: protocol.TroubleReport | protocol.Recovered) -> None:
        if isinstance(report, protocol.TroubleReport):
            self._stand(self._troubles | {report.kind})
            if report.kind in _MOMENTARY:
                self._passing = report.at
            if report.kind == "silent":
                self._silent_since = report.since
            return
        if report.kind == "silent":
            self._end_silence(report.at)
        self._stand(self._troubles - {report.kind})

    def _stand(self, troubles: frozenset[str]) -> None:
        """Show the gravest of these."""
        self._troubles = troubles
        gravest = next((kind for kind in _GRAVEST_FIRST if kind in troubles), "")
        self.sound = replace(self.sound, trouble=gravest)

    def _end_silence(self, at: datetime) -> None:
        # Some headsets send nothing at all between two words; that is no gap.
        since, self._silent_since = self._silent_since, None
        told = self._desk.call.parts
        if since is not None and told and at - since >= _GAP:
            self._desk.sound_gap(told[-1].number, since, at, "silent")


def _put_forward(report: protocol.Report) -> protocol.Report:
    """A report of the sound, which keeps the computer's own time, told by CallMate's clock."""
    by = ahead()
    if not by:
        return report
    told = {name: getattr(report, name) for name in report.__struct_fields__}
    moments = {name: at + by for name, at in told.items() if isinstance(at, datetime)}
    return msgspec.structs.replace(report, **moments)
