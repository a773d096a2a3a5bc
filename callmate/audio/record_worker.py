"""The recording process at work: one inbox, one loop, parts that begin and end with the sound."""

from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from callmate.audio.encoder import Encoder
from callmate.audio.health import Drift, Troubles, Watch, loudness, wall_at
from callmate.audio.layout import SoundFacts
from callmate.audio.microphone import (
    Microphone,
    NoMicrophoneError,
    SoundBlock,
    Vanished,
    look_again,
)
from callmate.audio.part_writer import Shelf, Take
from callmate.audio.protocol import Began, GapReport, Level, TroubleKind
from callmate.audio.pulse import PulseSource, SourceWatch
from callmate.audio.requests import Order, RecordRequest, Stop
from callmate.audio.system_clock import steady, wall
from callmate.audio.voice import Aside, Voice


class CaptureState:
    """Hands the blocks of one opening to its take and tells how they sound."""

    def __init__(
        self, microphone: Microphone, voice: Voice, troubles: Troubles, aside: Aside | None
    ) -> None:
        self.microphone = microphone
        self.take: Take | None = None
        self._aside = aside
        self._voice = voice
        self._troubles = troubles
        self._watch = Watch(steady())
        self._drift: Drift | None = None
        self._block_bytes = 2 * microphone.rate * microphone.channels

    def heard(self, block: SoundBlock) -> None:
        """Take a block in."""
        seconds = len(block.content) / self._block_bytes
        level = loudness(block.content)
        self._voice.say(Level(wall(), level.dbfs, level.peak))
        self._watch.heard(block.at, seconds, level)
        if self.take is not None:
            self.take.add(block.content)
            if self._aside is not None:
                shape = self.microphone.rate, self.microphone.channels
                self._aside.hand(self.take.part, *shape, block.content)
            self._count(block, seconds)

    def _count(self, block: SoundBlock, seconds: float) -> None:
        if self._drift is None:
            self._drift = Drift(block.at - seconds)
        lost = self._drift.heard(block.at, seconds)
        if lost and self.take is not None:
            begin = wall_at(lost.since)
            gap = GapReport(self.take.part, begin, wall_at(lost.since + lost.seconds), "lost")
            self._troubles.lost(begin)
            self._voice.say(gap)
            self.take.note(gap)

    def look(self) -> float:
        """Tell what is wrong now; get the seconds since the last block."""
        now = steady()
        for finding in self._watch.look(now):
            if finding.over:
                self._troubles.over(finding.kind)
            else:
                self._troubles.began(finding.kind, finding.since)
        return self._watch.stalled_for(now)


Inbox = SimpleQueue[SoundBlock | Vanished | PulseSource | Order]

_BEAT = 0.25  # seconds between looks when nothing comes
_REOPEN_EVERY = 0.5
# Each try costs 30 ms of processor and, on some systems, memory that never comes back.
_PATIENT_AFTER, _REOPEN_LATER = 20, 2.0
_STALLED_TOO_LONG = 5.0  # then the device is given up and opened anew
_TAIL = 0.45  # seconds of sound that are still under way when a stop arrives
_LINGER = 3600.0  # seconds a full disk is waited for at the end, the sound being only in memory


class Recording:
    """Records until it is told to stop, whatever happens to the microphone."""

    def __init__(self, request: RecordRequest, voice: Voice, inbox: Inbox) -> None:
        self._request = request
        self._folder = Path(request.folder)
        self._voice = voice
        self._inbox = inbox
        self._troubles = Troubles(voice)
        self._shelf = Shelf(voice)
        self._sources = SourceWatch(inbox)
        self._aside = None if request.copy is None else Aside(request.copy)
        self._listening: CaptureState | None = None
        self._closing: Thread | None = None
        self._openings = 0
        self._tries = 0
        self._open_at = 0.0
        self._stop_at = float("inf")
        self._part = request.part
        self._broke: tuple[datetime, TroubleKind] | None = None
        self._device = ""
        self._source = ""

    def run(self) -> None:
        """Record; return when the last part is on disk."""
        self._shelf.start()
        self._sources.start()
        while steady() < self._stop_at:
            self._look()
            self._take_in()
        self._end_part()
        self._shelf.close(_LINGER)

    def _take_in(self) -> None:
        try:
            message = self._inbox.get(timeout=_BEAT)
        except Empty:
            return
        current = self._listening
        match message:
            case SoundBlock() if current and message.opening == current.microphone.opening:
                self._heard(current, message)
            case Vanished() if current and message.opening == current.microphone.opening:
                self._let_go("no_microphone")
            case PulseSource():
                self._hears(message.name)
            case Stop():
                self._stop_at = min(self._stop_at, steady() + _TAIL)
            case _:
                pass  # of an opening that is over, or an order that is not for us

    def _look(self) -> None:
        if self._listening is None:
            self._try_to_open()
        elif self._listening.look() >= _STALLED_TOO_LONG:
            self._let_go("stalled")

    def _try_to_open(self) -> None:
        closed = self._closing is None or not self._closing.is_alive()
        if steady() < self._open_at or not closed:
            return
        if self._openings:
            look_again()
        self._openings += 1
        try:
            wanted = self._request.device or ""
            microphone = Microphone(wanted, self._openings, self._inbox)
        except NoMicrophoneError:
            self._troubles.began("no_microphone", steady())
            self._tries += 1
            self._open_at = steady() + self._pause()
        else:
            self._tries = 0
            self._listening = CaptureState(microphone, self._voice, self._troubles, self._aside)

    def _pause(self) -> float:
        return _REOPEN_EVERY if self._tries < _PATIENT_AFTER else _REOPEN_LATER

    def _heard(self, listening: CaptureState, block: SoundBlock) -> None:
        if listening.take is None:
            self._begin_part(listening, block)
        listening.heard(block)

    def _begin_part(self, listening: CaptureState, block: SoundBlock) -> None:
        microphone = listening.microphone
        started = wall(block.age)
        self._troubles.all_over()
        self._names(self._source or microphone.name, microphone.name)
        facts = SoundFacts(part=self._part, device=self._device, started=started)
        encoder = Encoder(microphone.rate, microphone.channels)
        listening.take = Take(self._folder, self._request.recipient, facts, encoder, self._shelf)
        self._voice.say(Began(self._part, started, self._device))
        if self._broke:
            since, why = self._broke
            self._voice.say(GapReport(self._part - 1, since, started, why))

    def _names(self, device: str, opened: str) -> None:
        """Say so when this part hears another device than the one before, or than was asked."""
        wanted = self._request.device
        was = self._device or (wanted if wanted and wanted != opened else device)
        self._device = device
        if was != device:
            self._troubles.changed(was, device)

    def _hears(self, source: str) -> None:
        was, self._source = self._source, source
        take = self._listening.take if self._listening else None
        if take is None:
            return
        self._device = source
        if was:
            self._troubles.changed(was, source)
        else:  # the sound was there before its name
            take.hears(source)

    def _let_go(self, why: TroubleKind) -> None:
        """End the part with its microphone, and go looking for one."""
        now = steady()
        self._broke = (self._end_part(), why)
        if self._listening:
            # In a thread: a sound server that does not answer would hold everything up.
            self._closing = Thread(target=self._listening.microphone.close, daemon=True)
            self._closing.start()
        self._listening = None
        self._open_at = now
        if why == "no_microphone":
            self._troubles.all_over()
            self._troubles.began(why, now)

    def _end_part(self) -> datetime:
        """Finish the part, if one has begun; get when the sound ended."""
        ended = wall()
        take = self._listening.take if self._listening else None
        if take is None:
            return self._broke[0] if self._broke else ended
        take.finish(ended, self._voice.say)
        self._part = take.part + 1
        return ended
