"""The processes of an owner, those of sound above all: found, and waited for."""

import os
import select
from collections.abc import Iterator
from pathlib import Path


def sound_processes(home: Path) -> list[int]:
    """The numbers of the sound processes whose owner lives in ``home``."""
    return [number for number, command in _of(home) if b"callmate.audio.worker" in command]


def processes_of(home: Path) -> list[int]:
    """The numbers of all processes whose owner lives in ``home``."""
    return [number for number, _ in _of(home)]


def _of(home: Path) -> Iterator[tuple[int, bytes]]:
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (place / "cmdline").read_bytes()
            environ = (place / "environ").read_bytes()
        except OSError:
            continue
        if f"HOME={home}\0".encode() in environ:
            yield int(place.name), command


def wait_for_end(number: int, within: float = 20.0) -> None:
    """Wait until a process, anybody's, has ended.

    Raises:
        AssertionError: It has not within these seconds.
    """
    try:
        descriptor = os.pidfd_open(number)
    except ProcessLookupError:
        return
    try:
        ended, _, _ = select.select([descriptor], [], [], within)
    finally:
        os.close(descriptor)
    assert ended, f"process {number} still runs"


def wait_for_silence(home: Path) -> None:
    """Wait until no sound process of the owner is left."""
    for number in sound_processes(home):
        wait_for_end(number)
