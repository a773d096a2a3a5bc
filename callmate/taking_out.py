"""Puts a file where the owner wants it: readable by the owner alone, whole or not at all."""

import errno
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from callmate.domain.visible import visible
from callmate.i18n import _
from callmate.store.filing import replace_whole

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
