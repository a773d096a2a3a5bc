"""Writes files for the owner alone, whole or not at all."""

import os
from pathlib import Path

_sync = getattr(os, "fdatasync", os.fsync)


def private_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, whatever the umask."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Put bytes under a name so that a power cut leaves the old file or the new one.

    Raises OSError; what was there before is then untouched.
    """
    draft = path.with_name(f".{path.name}.tmp")
    try:
        _fill(draft, content)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _fill(draft: Path, content: bytes) -> None:
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.fchmod(descriptor, 0o600)
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        _sync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Have the folder's list of names reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
