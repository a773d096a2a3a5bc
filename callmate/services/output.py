"""Puts files where the owner wants them, a listening copy among them.

Each is readable by the owner alone, and is there whole or not at all.
"""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from callmate.audio.door import copy
from callmate.audio.protocol import Copied, CopyFailure, NotCopied
from callmate.audio.requests import CopySpan
from callmate.domain.ledger import CannotKeep
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.desk import Clock, Desk, now
from callmate.services.recovery import recover
from callmate.store.atomic_file import replace_whole
from callmate.store.cabinet import Cabinet

_LONGEST = 60
"""Letters of a name that a file is given."""


class NotTakenOutError(Exception):
    """The file could not be made; the message is a sentence that says why."""


def free_path(folder: Path, name: str, ending: str) -> Path:
    """A path at which there is no file yet.

    Args:
        folder: Where.
        name: What it is about, as somebody typed it; letters and digits of it are kept.
        ending: Such as ``.pdf``.
    """
    stem = "-".join(re.findall(r"\w+", name))[:_LONGEST].strip("-_") or "callmate"
    tries = (folder / f"{stem}{each}{ending}" for each in ("", *(f"-{n}" for n in range(2, 1000))))
    return next((each for each in tries if not each.exists()), folder / f"{stem}{ending}")


def free_folder(folder: Path, name: str, day: date) -> Path:
    """A path for a dossier at which there is nothing yet: ``dossier-Line-dead-2026-11-24``.

    Args:
        folder: Where.
        name: What the case is called; letters and digits of it are kept.
        day: The day on which it is made.
    """
    stem = "-".join(re.findall(r"\w+", name))[:_LONGEST].strip("-_")
    whole = "-".join(filter(None, ("dossier", stem, f"{day:%Y-%m-%d}")))
    tries = (folder / f"{whole}{each}" for each in ("", *(f"-{n}" for n in range(2, 1000))))
    return next((each for each in tries if not each.exists()), folder / whole)


def put(path: Path, contents: bytes, *, force: bool) -> None:
    """Write a file.

    Args:
        path: Where.
        contents: All of it.
        force: Whether a file that is there already is replaced.

    Raises:
        NotTakenOutError: It could not be written; what was there before still is.
    """
    with held(path, force=force):
        replace_whole(path, contents)


@contextmanager
def held(path: Path, *, force: bool) -> Iterator[None]:
    """Hold the name of a file while it is being made; it is free again when that fails.

    Args:
        path: Where.
        force: Whether a file that is there already is going to be replaced.

    Raises:
        NotTakenOutError: There is a file already, or it could not be made.
    """
    fresh = False
    try:
        if not force:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600))
            fresh = True
        yield
    except BaseException as error:
        if fresh:
            with suppress(OSError):
                path.unlink()
        if isinstance(error, OSError):
            raise NotTakenOutError(_worded(path, error)) from error
        raise


def _worded(path: Path, error: OSError) -> str:
    said = {
        errno.EEXIST: _("“{file}” is there already. “--force” replaces it."),
        errno.ENOENT: _("There is no folder for “{file}”."),
        errno.ENOTDIR: _("There is no folder for “{file}”."),
        errno.EISDIR: _("“{file}” is a folder. Give the file a name."),
        errno.ENOSPC: _("The disk is too full for “{file}”."),
        errno.EACCES: _("You may not write “{file}” there."),
        errno.EPERM: _("You may not write “{file}” there."),
        errno.EROFS: _("“{file}” would be on a disk that cannot be written to."),
        errno.ENAMETOOLONG: _("The name “{file}” is too long."),
    }.get(error.errno or 0, _("“{file}” could not be written."))
    return said.format(file=visible(str(path)))


class NoCopyError(Exception):
    """No listening copy was made; `reason` says why.

    When it was to begin after the end of the sound, `seconds` says how long that is.
    """

    def __init__(self, reason: CopyFailure, seconds: float = 0.0) -> None:
        super().__init__(reason)
        self.reason: CopyFailure = reason
        self.seconds = seconds


@dataclass(frozen=True)
class CopyOrder:
    """A listening copy that the owner agreed to."""

    pieces: tuple[tuple[int, float, float | None], ...]
    """Parts of the recording, and from which second to which of each; ``None`` for its end."""
    file: Path
    """Where to; its ending says as what."""
    purpose: str = ""
    """What it is for, in the owner's words."""
    force: bool = False
    """Whether a file that is there already is replaced."""


async def take_copy(
    cabinet: Cabinet, call_id: str, order: CopyOrder, identity: str, clock: Clock = now
) -> Copied:
    """Make a file of sound, and write it down; no sound leaves unless the call tells of it.

    Args:
        cabinet: Where the call is kept.
        call_id: The call.
        order: What is copied, where to and what for.
        identity: The owner's secret key.
        clock: Tells the time.

    Raises:
        NoCopyError: There is no sound to copy, or the key does not open it.
        NotTakenOutError: The file could not be made.
        CannotKeep: It could not be written down; the file is gone again.
        StoreError: The call is open elsewhere, or cannot be read.
        OSError: No process could be started.
    """
    with cabinet.take(call_id) as kept:
        desk = Desk(kept, clock)
        recover(desk, kept.folder)
        with held(order.file, force=order.force):
            made = await _copied(kept.folder, order, identity)
            try:
                for part, begin, end in order.pieces:
                    last = begin + made.seconds if end is None or len(order.pieces) == 1 else end
                    desk.listened_copy(part, begin, round(last, 3), order.purpose)
            except CannotKeep:
                order.file.unlink(missing_ok=True)
                raise
    return made


async def _copied(folder: Path, order: CopyOrder, identity: str) -> Copied:
    spans = tuple(CopySpan(str(folder), *piece) for piece in order.pieces)
    made = await copy(spans, identity, str(order.file), replace=True)
    if isinstance(made, NotCopied):
        raise NoCopyError(made.reason, made.seconds)
    return made
