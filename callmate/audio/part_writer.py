"""One part being recorded: its blocks become one Opus stream, kept a second at a time."""

import errno
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path

import msgspec

from callmate.audio.encoder import PAGE_SECONDS, Encoder
from callmate.audio.layout import (
    SoundFacts,
    digest,
    put_private,
    slices_path,
    sync_file,
    whole_path,
    write_facts,
)
from callmate.audio.protocol import Ended, GapReport, Recovered, TroubleKind, TroubleReport
from callmate.audio.sealed import seal_slice, seal_whole
from callmate.audio.system_clock import wall
from callmate.audio.voice import Voice

_AGAIN = 1.0  # seconds between tries
_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Syncer(threading.Thread):
    """Has the disk make last what was written, aside: a slow disk holds nothing up.

    What was written outlives its process at once, and a power cut from here on.
    """

    def __init__(self) -> None:
        super().__init__(name="syncer", daemon=True)
        self._files: dict[Path, Callable[[], None]] = {}
        self._changed = threading.Condition()

    def soon(self, path: Path, again: Callable[[], None]) -> None:
        """Have a file last; where the disk refuses it, `again` is called from this thread."""
        with self._changed:
            self._files[path] = again
            self._changed.notify_all()

    def drain(self) -> None:
        """Wait until all lasts that was handed over."""
        with self._changed:
            self._changed.wait_for(lambda: not self._files)

    def run(self) -> None:
        """Work for as long as the process lives."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._files)
                path, again = next(iter(self._files.items()))
            try:
                with suppress(FileNotFoundError):  # the whole file stands for it by now
                    sync_file(path)
            except OSError:
                again()
            with self._changed:
                del self._files[path]
                self._changed.notify_all()


class Shelf(threading.Thread):
    """Does writing jobs one after the other; one that fails is tried again until it succeeds.

    Meanwhile the jobs behind it, and the sound they carry, wait in memory: 11 MB an hour.
    """

    def __init__(self, voice: Voice) -> None:
        super().__init__(name="shelf", daemon=True)
        self._voice = voice
        self._jobs: deque[Callable[[], object]] = deque()
        self._changed = threading.Condition()
        self._closing = False
        self._trouble: TroubleKind | None = None
        self.syncer = Syncer()

    def start(self) -> None:
        """Begin to work."""
        self.syncer.start()
        super().start()

    def keep(self, job: Callable[[], object]) -> None:
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
        self._voice.say(TroubleReport(kind, now, now))

    def _settle(self) -> None:
        if self._trouble and not self._jobs:
            self._settle_as(None)

    def _settle_as(self, kind: TroubleKind | None) -> None:
        if self._trouble:
            self._voice.say(Recovered(self._trouble, wall()))
        self._trouble = kind


_PAGES_PER_SLICE = round(1 / PAGE_SECONDS)


class Take:
    """Takes blocks in until it is finished, and gives everything to the shelf.

    The stream stays in memory as well, so that a clean stop can seal it as one file.
    """

    def __init__(
        self, folder: Path, recipient: str, facts: SoundFacts, encoder: Encoder, shelf: Shelf
    ) -> None:
        self._folder = folder
        self._recipient = recipient
        self._facts = facts
        self._encoder = encoder
        self._shelf = shelf
        self._syncer = shelf.syncer
        self._stream: list[bytes] = []
        self._sliced = 0  # how many pieces of the stream are in a slice
        self._slices = 0
        self._keep(partial(write_facts, folder, facts, put_private))

    @property
    def part(self) -> int:
        """The part's number."""
        return self._facts.part

    def add(self, block: bytes) -> None:
        """Take a block in; each second of pages goes to the shelf."""
        if pages := self._encoder.add(block):
            self._stream.append(pages)
            if len(self._stream) - self._sliced >= _PAGES_PER_SLICE:
                self._cut()

    def _cut(self) -> None:
        piece = b"".join(self._stream[self._sliced :])
        self._sliced = len(self._stream)
        self._slices += 1
        number = self._slices
        self._keep(partial(seal_slice, self._folder, self.part, number, piece, self._recipient))

    def _keep(self, put: Callable[[], Path]) -> None:
        """Have a file written now, and made to last as soon as the disk can."""

        def again(path: Path) -> None:
            if path.exists():  # else the whole file stands for it by now
                sync_file(put())

        def written() -> None:
            path = put()
            self._syncer.soon(path, lambda: self._shelf.keep(partial(again, path)))

        self._shelf.keep(written)

    def note(self, gap: GapReport) -> None:
        """Put a gap inside the part into its facts."""
        self._put(msgspec.structs.replace(self._facts, gaps=(*self._facts.gaps, gap)))

    def hears(self, device: str) -> None:
        """Put the name of the part's microphone into its facts, learnt after it began."""
        self._put(msgspec.structs.replace(self._facts, device=device))

    def _put(self, facts: SoundFacts) -> None:
        self._facts = facts
        self._shelf.keep(partial(write_facts, self._folder, facts))

    def finish(self, ended: datetime, then: Callable[[Ended], None]) -> None:
        """Close the stream; once it is on disk, `then` is called from the shelf's thread."""
        self._stream.append(self._encoder.finish())
        self._cut()  # so that the end is kept even where there is no room for the whole
        self._shelf.keep(lambda: then(self._close(ended)))

    def _close(self, ended: datetime) -> Ended:
        facts = msgspec.structs.replace(
            self._facts, ended=ended, seconds=round(self._encoder.seconds, 3)
        )
        path, sha256 = self._join()
        with suppress(OSError):  # the sound is kept; without this it counts as cut short
            write_facts(self._folder, msgspec.structs.replace(facts, sha256=sha256))
        return Ended(
            part=self.part,
            path=path,
            started=facts.started,
            ended=ended,
            seconds=self._encoder.seconds,
            sha256=sha256,
            gaps=facts.gaps,
        )

    def _join(self) -> tuple[str, str]:
        """Make one file of the slices, or leave them where there is no room for both."""
        try:
            sha256 = seal_whole(self._folder, self.part, b"".join(self._stream), self._recipient)
        except OSError:
            self._syncer.drain()
            return slices_path(self._folder, self.part).name, digest(self._folder, self.part)
        return whole_path(self._folder, self.part).name, sha256
