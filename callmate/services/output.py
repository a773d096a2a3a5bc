"""Puts a file where the owner wants it: readable by the owner alone, whole or not at all."""

import errno
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from callmate.audio.door import copy
from callmate.audio.protocol import CopyFailure, CopySpan, NotCopied
from callmate.domain.text import visible
from callmate.locale.messages import _
from callmate.services.desk import Desk
from callmate.store.atomic_file import replace_whole

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


Pieces = tuple[tuple[int, float, float], ...]
"""Parts, and from which second to which of each."""

Add = Callable[[Callable[[Desk], object]], str]
"""Adds to the call; answers why it could not be kept, or nothing."""


@dataclass(frozen=True)
class CopySource:
    """The sound that a copy is taken of."""

    folder: Path
    pieces: Pieces


async def take_out(source: CopySource, identity: str, target: Path, purpose: str, add: Add) -> str:
    """Make a file of sound, and write it down; no sound leaves unless the call tells of it.

    Args:
        source: What is taken.
        identity: The owner's secret key.
        target: The file; there is none of that name.
        purpose: What it is for, in the owner's words.
        add: Adds to the call.

    Returns:
        What came of it, in a sentence.

    Raises:
        OSError: No process could be started.
    """
    spans = tuple(CopySpan(str(source.folder), *piece) for piece in source.pieces)
    said = await copy(spans, identity, str(target))
    if isinstance(said, NotCopied):
        return _why(said.reason).format(file=visible(str(target)))
    trouble = add(lambda desk: _write_down(desk, source.pieces, purpose))
    if trouble:
        _drop(target)
        return f"{_('No copy was made.')} {trouble}"
    made = _("{file} is made. It is not protected; the call tells that it was taken out.")
    return made.format(file=visible(str(target)))


def _drop(target: Path) -> None:
    with suppress(OSError):
        target.unlink()


def _write_down(desk: Desk, pieces: Pieces, purpose: str) -> None:
    for part, begin, end in pieces:
        desk.listened_copy(part, begin, end, purpose)


def _why(reason: CopyFailure) -> str:
    return {
        "wrong_key": _("Your key does not open this recording."),
        "unreadable": _("The recording cannot be read; it is left as it is."),
        "exists": _("There is a file of that name already: give it another one."),
        "no_folder": _("There is no folder for “{file}”."),
        "disk_full": _("The disk is too full for “{file}”."),
        "not_allowed": _("You may not write “{file}” there."),
    }.get(reason, _("“{file}” could not be written."))
