"""A call in progress: what is kept of it, its recording, and how it ends."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Self

import msgspec

from callmate.audio import protocol
from callmate.audio.door import Recorder
from callmate.domain.call import Call
from callmate.domain.checklist import is_answered
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    BeganBefore,
    CameIn,
    Outcome,
    Started,
    Undone,
)
from callmate.services.asking import Asking, date_promise, take, undated
from callmate.services.clock import ahead
from callmate.services.desk import Clock, Desk, RetryingLedger, now
from callmate.services.recovery import next_part, recover
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, fresh_id

if TYPE_CHECKING:
    from callmate.store.journal_writer import OpenCall


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

_START_STANDS = timedelta(seconds=10)
"""How long after it a start may be undone."""

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

    async def begin(self) -> None:
        """Begin to record, in a new part; one that was begun meanwhile goes on.

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
            self._recorder = await Recorder.start(
                self._folder, part, recipient, self._microphone, self._hear
            )

    async def end(self) -> None:
        """Close the part; returns when it is sealed on the disk."""
        async with self._turning:
            recorder, self._recorder = self._recorder, None
            if recorder is not None:
                await recorder.stop()
        self.sound = SoundState()
        self._troubles = frozenset()
        self._changed()

    def _hear(self, heard: protocol.Report) -> None:
        report = _put_forward(heard)
        match report:
            case protocol.Began(part=part, at=at):
                self._desk.recording_began(part, f"sound-{part}", at)
                self.sound = SoundState(since=at)
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


class LiveCall:
    """A call in progress: open on the disk, recorded when wanted, and ended here.

    What the disk does not take waits, and is tried again; no verb of its desk fails.

    Args:
        kept: The call, open for this process alone.
        places: Where the owner's keys lie.
        microphone: Its name; ``None`` for the system's choice.
        clock: Tells the time.
    """

    def __init__(
        self, kept: "OpenCall", places: Places, microphone: str | None = None, clock: Clock = now
    ) -> None:
        self._kept: OpenCall | None = kept
        self.folder = kept.folder
        """Where it lies, and its sound beside it."""
        self._places = places
        self._ledger = RetryingLedger(kept)
        self._watcher: Callable[[], None] | None = None
        self._answers: dict[str, str] = {}
        self.clock = clock
        """Tells the time."""
        self.desk = Desk(self._ledger, clock)
        """Stamps what happens, and has it kept."""
        keys = OwnerKeys(places)
        self.recording = CallRecording(
            self.desk, kept.folder, keys.recipient, microphone, self._tell
        )
        """The sound of the call."""
        self.before_first = self.never_recorded
        """Whether the owner had never recorded anything when this call was opened."""
        self._begun: int | None = None
        self.sound_is_growing = False
        """Whether a sound process that outlived a screen has yet to close its part."""

    @classmethod
    def begin(
        cls, cabinet: Cabinet, started: Started, microphone: str | None = None, clock: Clock = now
    ) -> Self:
        """Keep the start of a new call.

        Raises:
            NotKept: The disk did not take it; nothing of it is left there.
        """
        kept = cabinet.create(started, fresh_id(started.at))
        return cls(kept, cabinet.places, microphone, clock)

    @classmethod
    def take_up(
        cls, cabinet: Cabinet, call_id: str, microphone: str | None = None, clock: Clock = now
    ) -> Self | None:
        """Go on with a call that was interrupted, its sound included.

        Returns:
            The call; ``None`` when it has its end by now, and is left as it is.

        Raises:
            Busy: Another window has it.
            NoSuchCall: It is not there.
            Damaged: Its file cannot be read as a call.
            NotKept: The disk cannot be written to.
        """
        live = cls(cabinet.take(call_id), cabinet.places, microphone, clock)
        if live.call.ended is not None:
            live.close()
            return None
        away_since = live.call.last_kept
        live.find_sound()
        live.desk.take_up(max(away_since, live.call.last_kept))
        return live

    @property
    def call(self) -> Call:
        """The call, with what still waits to be kept."""
        return self._ledger.call

    @property
    def waiting(self) -> tuple[AnyEntry, ...]:
        """What could not be kept yet, in order."""
        return self._ledger.waiting

    def retry(self) -> bool:
        """Try again to keep what waits; returns whether all of the call is kept."""
        return self._ledger.retry()

    @property
    def never_recorded(self) -> bool:
        """Whether the owner has never begun a recording, of this call or another."""
        return not self._places.public_key.exists()

    @property
    def only_begun(self) -> bool:
        """Whether it has just begun and nothing came of it yet, so that its start may be undone."""
        if self._begun is None or self.recording.running:
            return False
        call = self.call
        untouched = all(
            isinstance(each, Undone)
            or (isinstance(each, (Answered, CameIn, BeganBefore)) and each.id in call.taken_back)
            for each in call.entries[self._begun :]
        )
        return untouched and self.clock() - call.start.at <= _START_STANDS

    def mark_begun(self) -> None:
        """What it holds by now is how it began."""
        self._begun = len(self.call.entries)

    def discard(self, cabinet: Cabinet) -> None:
        """Keep nothing of a call that has only begun.

        Raises:
            Busy: Another window has it by now.
            NoSuchCall: It is gone.
            NotDeleted: The disk refused.
        """
        self.close()
        cabinet.delete(self.call.id)

    def watch(self, changed: Callable[[], None] | None) -> None:
        """Have a function called whenever the sound, or what it adds to the call, is different."""
        self._watcher = changed

    def find_sound(self) -> None:
        """Write down sound that lies on the disk and that the call does not know of.

        What cannot be read now stays where it is, and is found when the call is next
        looked at.
        """
        if self._kept is None:
            return
        with suppress(OSError):
            self.sound_is_growing = bool(recover(self.desk, self.folder).growing)
        self._tell()

    async def end(self) -> None:
        """After the last word: seal the recording, and write down what else lies of it."""
        await self.recording.end()
        self.find_sound()

    def go_on(self) -> None:
        """It was not over: take the end back."""
        self.desk.go_on()

    def finish(self, answers: Mapping[str, str], outcome: Outcome | None) -> bool:
        """Add what the owner still knew; doing it again adds nothing twice.

        Args:
            answers: The answers to items of the checklist, by the item's id.
            outcome: How the call ended; ``None`` leaves that open.

        Returns:
            Whether all of the call is kept now.
        """
        for item, text in answers.items():
            known = is_answered(self.call.checklist, item, text)
            if text.strip() and not known and self._answers.get(item) != text:
                self._answers[item] = text
                self._answer(item, text)
        if outcome is not None and self.call.outcome is not outcome:
            self.desk.settle(outcome)
        return self.retry()

    def _answer(self, item: str, text: str) -> None:
        if item != "promise":
            take(self.desk, Asking("give", item), text, self.clock())
            return
        before = undated(self.desk)
        if before is None or date_promise(self.desk, before.id, text, self.clock()) is None:
            take(self.desk, Asking("promise", item), text, self.clock())

    def close(self) -> None:
        """Give the call back, so that others can write it; a second time does nothing."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    def _tell(self) -> None:
        if self._watcher is not None:
            self._watcher()
