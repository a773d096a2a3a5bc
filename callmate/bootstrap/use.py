"""Keeps an environment as it is for as long as somebody runs in it."""

from __future__ import annotations

import contextlib
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def enter(folder: Path) -> int | None:
    """Hold an environment against changes until the descriptor returned is closed, or we end.

    Returns None, and holds nothing, where it is just being changed.

    Raises:
        OSError: It cannot be held, or is not there.
    """
    return _locked(folder, shared=True)


@contextlib.contextmanager
def unused(folder: Path) -> Iterator[bool]:
    """Hold an environment against being entered; False when somebody runs in it.

    Raises:
        OSError: It cannot be held.
    """
    try:
        descriptor = _locked(folder, shared=False)
    except FileNotFoundError:
        yield True
        return
    try:
        yield descriptor is not None
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _locked(folder: Path, *, shared: bool) -> int | None:
    import fcntl  # noqa: PLC0415 - there is none under Windows

    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(descriptor)
        return None
    except OSError:
        os.close(descriptor)
        raise
    return descriptor
