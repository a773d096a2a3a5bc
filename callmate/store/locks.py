"""One lock per call; the kernel frees it when the process that holds it dies."""

from pathlib import Path

from filelock import FileLock, Timeout

from callmate.store.errors import Busy

LOCK_FILE = "lock"
"""The file, inside a call's folder, that the lock is on."""

_PATIENCE = 0.3
"""Seconds to wait: another window that only looks who holds a lock has it for an instant."""


def claim(path: Path, patience: float = _PATIENCE) -> FileLock:
    """Take the lock on a file, which is made if need be, for the owner alone.

    Args:
        path: The file; its folder must be there.
        patience: Seconds to wait for it.

    Raises:
        Busy: Somebody else has it.
        OSError: The file cannot be opened or made.
    """
    # Any thread may give back what another has taken.
    lock = FileLock(path, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=patience, poll_interval=0.01)
    except Timeout as error:
        raise Busy(path.parent.name) from error
    return lock


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
