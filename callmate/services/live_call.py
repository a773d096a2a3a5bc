"""A call in progress: what is kept of it, its recording, and how it ends."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from typing import TYPE_CHECKING, Self

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
from callmate.services.call_recording import CallRecording
from callmate.services.desk import Clock, Desk, RetryingLedger, now
from callmate.services.recovery import recover
from callmate.store.cabinet import Cabinet
from callmate.store.keys import OwnerKeys
from callmate.store.places import Places, fresh_id

if TYPE_CHECKING:
    from callmate.store.journal_writer import OpenCall


_START_STANDS = timedelta(seconds=10)
"""How long after it a start may be undone."""


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
