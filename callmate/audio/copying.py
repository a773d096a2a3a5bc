"""The copying process at work: spans of sealed sound, joined into one file outside of the store."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from callmate.audio.decoder import UndecodableError
from callmate.audio.listening_copy import NothingThereError, Piece, join
from callmate.audio.reports import Copied, CopyFailure, NotCopied
from callmate.audio.requests import CopyRequest
from callmate.audio.sealed import CannotOpenError, WrongKeyError, read_part
from callmate.audio.voice import Voice

_REASONS: dict[int | None, CopyFailure] = {
    errno.EEXIST: "exists",
    errno.ENOENT: "no_folder",
    errno.ENOTDIR: "no_folder",
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "not_allowed",
}


def copy(request: CopyRequest, voice: Voice, unfinished: list[Path]) -> None:
    """Make the file, and tell how long it is or why there is none; no file is ever replaced.

    While it is being made, `unfinished` names what has to go if it is given up.
    """
    try:
        target = Path(request.target)
        with _held(target, unfinished):
            voice.say(Copied(round(join(_pieces(request), target, louder=request.louder), 3)))
    except WrongKeyError:
        voice.say(NotCopied("wrong_key"))
    except (CannotOpenError, UndecodableError, NothingThereError):
        voice.say(NotCopied("unreadable"))
    except KeyError:
        voice.say(NotCopied("unknown_kind"))
    except OSError as error:
        voice.say(NotCopied(_REASONS.get(error.errno, "not_written")))


def _pieces(request: CopyRequest) -> Iterator[Piece]:
    for span in request.spans:
        sound = read_part(Path(span.folder), span.part, request.identity)
        yield Piece(sound.stream, span.begin, min(span.end, sound.seconds))


@contextmanager
def _held(path: Path, unfinished: list[Path]) -> Iterator[None]:
    """Take a file's name that must be free, and give it back when nothing comes of it."""
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
    unfinished.append(path)
    try:
        yield
    except BaseException:
        with suppress(OSError):
            path.unlink()
        raise
    finally:
        unfinished.clear()
