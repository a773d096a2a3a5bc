"""Keeps sealed sound on disk in a thread of its own, in order, and waits for room if it must."""

import errno
import threading
from collections import deque
from collections.abc import Callable

from callmate.audio.clock import wall
from callmate.audio.reports import Recovered, Trouble, TroubleKind
from callmate.audio.voice import Voice

_AGAIN = 1.0  # seconds between tries
_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Shelf(threading.Thread):
    """Does writing jobs one after the other; one that fails is tried again until it succeeds.

    Meanwhile the jobs behind it, and the sound they carry, wait in memory: 11 MB an hour.
    """

    def __init__(self, voice: Voice) -> None:
        super().__init__(name="shelf", daemon=True)
        self._voice = voice
        self._jobs: deque[Callable[[], None]] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._trouble: TroubleKind | None = None

    def keep(self, job: Callable[[], None]) -> None:
        """Have a job done after all that were given before. It may raise OSError."""
        with self._changed:
            self._jobs.append(job)
            self._changed.notify()

    def close(self, seconds: float) -> None:
        """Wait until all jobs are done, at most this long."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self.join(seconds)

    def run(self) -> None:
        """Work until closed and empty."""
        while self._wait():
            try:
                self._jobs[0]()
            except OSError as error:
                self._tell(error)
                with self._changed:
                    self._changed.wait_for(lambda: False, _AGAIN)
            else:
                self._jobs.popleft()
                self._settle()

    def _wait(self) -> bool:
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closing)
            return bool(self._jobs)

    def _tell(self, error: OSError) -> None:
        kind: TroubleKind = "disk_full" if error.errno in _ROOM else "cannot_write"
        if kind == self._trouble:
            return
        self._settle_as(kind)
        now = wall()
        self._voice.say(Trouble(kind, now, now))

    def _settle(self) -> None:
        if self._trouble and not self._jobs:
            self._settle_as(None)

    def _settle_as(self, kind: TroubleKind | None) -> None:
        if self._trouble:
            self._voice.say(Recovered(self._trouble, wall()))
        self._trouble = kind
