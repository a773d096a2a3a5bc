"""The process that takes in a foreign recording: looks at the file, takes it, tells what became."""

import hashlib
import os
import stat
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from errno import EACCES, EDQUOT, EISDIR, ENOENT, ENOSPC, ENOTDIR, EPERM
from pathlib import Path
from queue import SimpleQueue
from typing import BinaryIO

from callmate.audio.foreign_facts import RATE, UnfitError
from callmate.audio.foreign_sound import BrokenOffError, ForeignSound, decoded
from callmate.audio.layout import SoundFacts, SoundSource, drop_whole, whole_path, write_facts
from callmate.audio.protocol import NotTaken, RefusalKind, TakenIn, TakingIn
from callmate.audio.requests import Order, TakeInRequest
from callmate.audio.sealed import sealed_draft, settle
from callmate.audio.system_clock import steady
from callmate.audio.voice import Voice


def take_in(
    sound: ForeignSound,
    name: str,
    sha256: str,
    request: TakeInRequest,
    heard: Callable[[float], None],
) -> None:
    """Encode and seal a recording as a part, without ever holding all of it.

    Args:
        sound: The recording, while it is decoded.
        name: What its file is called.
        sha256: Hex digest of that file.
        request: Where it goes, and when it began.
        heard: Is told every now and then how many seconds are done; what it raises ends it all.

    Raises:
        UnfitError: It is none that can be taken in; nothing of it is then left.
        OSError: The disk did not take it; nothing of it is then left.
    """
    folder, part = Path(request.folder), request.part
    target = whole_path(folder, part)
    with sealed_draft(target, _stream(sound, heard), request.recipient) as draft:
        cut_short = sound.is_cut_short()
        if cut_short and not request.damaged_too:
            raise UnfitError("cut_short")
        if not sound.seconds:
            raise UnfitError("no_sound")
        source = SoundSource(name, sha256, sound.origin.made, sound.origin.device, cut_short)
        started = request.at or source.made or request.otherwise
        try:
            write_facts(folder, _facts(part, source, started, sound.seconds, draft.sha256))
            settle(draft, target)
        except BaseException:
            drop_whole(folder, part)
            raise


def _facts(
    part: int, source: SoundSource, started: datetime, seconds: float, sha256: str
) -> SoundFacts:
    seconds = round(seconds, 3)
    ended = started + timedelta(seconds=seconds)
    return SoundFacts(part, source.device, started, ended, seconds, sha256, source=source)


def _stream(sound: ForeignSound, heard: Callable[[float], None]) -> Iterator[bytes]:
    from callmate.audio.encoder import Encoder  # noqa: PLC0415  # meanwhile the other process loads

    encoder = Encoder(RATE)
    for block in sound.blocks():
        if pages := encoder.add(block):
            yield pages
            heard(sound.seconds)
    if sound.seconds:
        yield encoder.finish()


_EVERY = 0.2  # seconds between two reports
_CHUNK = 1 << 20  # bytes
_LARGEST = 40 << 30  # bytes; 12 hours of the largest samples that any recorder writes

_CANNOT_READ: dict[int, RefusalKind] = {
    ENOENT: "missing",
    ENOTDIR: "missing",
    EISDIR: "folder",
    EACCES: "forbidden",
    EPERM: "forbidden",
}


class _GivenUpError(Exception):
    """Whoever asked does not want it any more, or is gone."""


class _UnreadableError(Exception):
    """The file is not there to be read; `kind` says why."""

    def __init__(self, kind: RefusalKind) -> None:
        super().__init__(kind)
        self.kind = kind


def take(request: TakeInRequest, voice: Voice, inbox: SimpleQueue[Order]) -> None:
    """Take a recording in and tell how far it is, and how it ended; an order ends it."""
    try:
        with _source(request.file) as source:
            _take(source, request, voice, inbox)
    except (_GivenUpError, BrokenOffError):
        return  # without a word of ours, whoever asked knows that it broke down
    except (_UnreadableError, UnfitError) as error:
        voice.say(NotTaken(error.kind))
    except OSError as error:
        full = error.errno in {ENOSPC, EDQUOT}
        voice.say(NotTaken("disk_full" if full else "cannot_write"))
    else:
        voice.say(TakenIn(request.part))


def _take(
    source: BinaryIO, request: TakeInRequest, voice: Voice, inbox: SimpleQueue[Order]
) -> None:
    told_at = 0.0

    def go_on() -> None:
        if not inbox.empty():
            raise _GivenUpError

    def heard(seconds: float) -> None:
        nonlocal told_at
        go_on()
        if steady() - told_at >= _EVERY:
            told_at = steady()
            voice.say(TakingIn(seconds, sound.total))

    with decoded(source, request.longest, go_on) as sound:
        sha256 = _digest(source.fileno(), go_on)
        take_in(sound, _name(request.file), sha256, request, heard)


def _source(file: bytes) -> BinaryIO:
    """Open a plain file; anything else is refused before it could make us wait."""
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as error:
        raise _UnreadableError(_CANNOT_READ.get(error.errno or 0, "unreadable")) from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or not status.st_size:
        os.close(descriptor)
        raise _UnreadableError(_what(status))
    if status.st_size > _LARGEST:
        os.close(descriptor)
        raise _UnreadableError("too_heavy")
    return os.fdopen(descriptor, "rb")


def _what(status: os.stat_result) -> RefusalKind:
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return "empty" if stat.S_ISREG(status.st_mode) else "no_plain_file"


def _digest(source: int, go_on: Callable[[], None]) -> str:
    """Digest the whole file, and leave the place at which it is being read as it is."""
    total = hashlib.sha256()
    at = 0
    try:
        while chunk := os.pread(source, _CHUNK, at):
            go_on()
            total.update(chunk)
            at += len(chunk)
    except OSError as error:
        raise _UnreadableError("unreadable") from error
    return total.hexdigest()


def _name(file: bytes) -> str:
    """What a file is called, in letters, whatever bytes it has."""
    return os.path.basename(file).decode("utf-8", "replace")  # noqa: PTH119 - bytes are no Path
