"""The recording process at work: one inbox, one loop, parts that begin and end with the sound."""

from datetime import datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread

from callmate.audio.clock import steady, wall
from callmate.audio.encoder import Encoder
from callmate.audio.facts import Facts
from callmate.audio.listening import Listening
from callmate.audio.microphone import Block, Microphone, NoMicrophoneError, Vanished, look_again
from callmate.audio.reports import Began, Gap, TroubleKind
from callmate.audio.requests import Order, RecordRequest, Stop
from callmate.audio.shelf import Shelf
from callmate.audio.sources import Source, SourceWatch
from callmate.audio.take import Take
from callmate.audio.troubles import Troubles
from callmate.audio.voice import Voice

Inbox = SimpleQueue[Block | Vanished | Source | Order]

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
        self._listening: Listening | None = None
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
            case Block() if current and message.opening == current.microphone.opening:
                self._heard(current, message)
            case Vanished() if current and message.opening == current.microphone.opening:
                self._let_go("no_microphone")
            case Source():
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
            self._listening = Listening(microphone, self._voice, self._troubles)

    def _pause(self) -> float:
        return _REOPEN_EVERY if self._tries < _PATIENT_AFTER else _REOPEN_LATER

    def _heard(self, listening: Listening, block: Block) -> None:
        if listening.take is None:
            self._begin_part(listening, block)
        listening.heard(block)

    def _begin_part(self, listening: Listening, block: Block) -> None:
        microphone = listening.microphone
        started = wall(block.age)
        self._troubles.all_over()
        self._names(self._source or microphone.name, microphone.name)
        facts = Facts(part=self._part, device=self._device, started=started)
        encoder = Encoder(microphone.rate, microphone.channels)
        listening.take = Take(self._folder, self._request.recipient, facts, encoder, self._shelf)
        self._voice.say(Began(self._part, started, self._device))
        if self._broke:
            since, why = self._broke
            self._voice.say(Gap(self._part - 1, since, started, why))

    def _names(self, device: str, opened: str) -> None:
        """Say so when this part hears another device than the one before, or than was asked."""
        wanted = self._request.device
        was = self._device or (wanted if wanted and wanted != opened else device)
        self._device = device
        if was != device:
            self._troubles.changed(was, device)

    def _hears(self, source: str) -> None:
        was, self._source = self._source, source
        if was and self._listening and self._listening.take:
            self._device = source
            self._troubles.changed(was, source)

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
