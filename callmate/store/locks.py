"""One lock per call; the kernel frees it when the process that holds it dies."""

import os
import shutil
from contextlib import suppress
from errno import ENOENT
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from callmate.store.errors import Busy

if TYPE_CHECKING:
    from filelock import FileLock

LOCK_FILE = "lock"
"""The file, inside a call's folder, that the lock is on."""

_PATIENCE = 0.3
"""Seconds to wait: another window that only looks who holds a lock has it for an instant."""


def claim(path: Path, patience: float = _PATIENCE) -> "FileLock":
    """Take the lock on a file, which is made if need be, for the owner alone.

    Args:
        path: The file; its folder must be there.
        patience: Seconds to wait for it.

    Raises:
        Busy: Somebody else has it.
        FileNotFoundError: The folder is not there, or went away while waiting.
        OSError: The file cannot be opened or made.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - off the first paint

    # Any thread may give back what another has taken.
    lock = FileLock(path, mode=0o600, thread_local=False)
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        lock.acquire(timeout=patience, poll_interval=0.01)
        if not os.path.samestat(os.fstat(folder), path.parent.stat()):
            _take_away(path, lock)
    except Timeout as error:
        raise Busy(path.parent.name) from error
    finally:
        os.close(folder)
    return lock


def _take_away(path: Path, lock: "FileLock") -> NoReturn:
    # The folder was deleted while we waited, and the lock made it anew to have a place.
    with suppress(OSError):
        path.unlink()
        path.parent.rmdir()
    lock.release()
    raise FileNotFoundError(ENOENT, "deleted by another program", str(path.parent))


def sweep_folders(above: Path, starts: tuple[str, ...]) -> None:
    """Remove the folders whose names start so, where the disk lets it, if no process has them."""
    try:
        names = os.listdir(above)  # noqa: PTH208 - ten times as quick for ten thousand names
    except OSError:
        return
    for name in names:
        if name.startswith(starts):
            with suppress(Busy, OSError), claim(above / name / LOCK_FILE, patience=0):
                shutil.rmtree(above / name, ignore_errors=True)


def is_claimed(path: Path) -> bool:
    """Whether a living process has the lock on a file."""
    if not path.is_file():
        return False
    try:
        claim(path, patience=0).release()
    except Busy:
        return True
    except OSError:
        return False  # on a read-only disk nobody can have it
    return False
