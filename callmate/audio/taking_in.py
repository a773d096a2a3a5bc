"""The process that takes in a foreign recording: looks at the file, takes it, tells what became."""

import hashlib
import os
import stat
from collections.abc import Callable
from errno import EACCES, EDQUOT, EISDIR, ENOENT, ENOSPC, ENOTDIR, EPERM
from queue import SimpleQueue
from typing import BinaryIO

from callmate.audio.clock import steady
from callmate.audio.foreign import UnfitError, opened
from callmate.audio.intake import take_in
from callmate.audio.reports import NotTaken, RefusalKind, TakenIn, TakingIn
from callmate.audio.requests import Order, TakeInRequest
from callmate.audio.voice import Voice

_EVERY = 0.2  # seconds between two reports
_CHUNK = 1 << 20  # bytes

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
    except _GivenUpError:
        return
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

    with opened(source, request.longest) as sound:
        sha256 = _digest(source, go_on)
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
    return os.fdopen(descriptor, "rb")


def _what(status: os.stat_result) -> RefusalKind:
    if stat.S_ISDIR(status.st_mode):
        return "folder"
    return "empty" if stat.S_ISREG(status.st_mode) else "no_plain_file"


def _digest(source: BinaryIO, go_on: Callable[[], None]) -> str:
    """Digest the whole file, and leave the place at which it is being read as it was."""
    total = hashlib.sha256()
    try:
        here = source.tell()
        source.seek(0)
        while chunk := source.read(_CHUNK):
            go_on()
            total.update(chunk)
        source.seek(here)
    except OSError as error:
        raise _UnreadableError("unreadable") from error
    return total.hexdigest()


def _name(file: bytes) -> str:
    """What a file is called, in letters, whatever bytes it has."""
    return os.path.basename(file).decode("utf-8", "replace")  # noqa: PTH119 - bytes are no Path
