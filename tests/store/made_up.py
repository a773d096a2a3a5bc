"""Made-up entries, folders and disks for the tests of the store."""

import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from callmate.domain.entry import Note, Sector, Started
from callmate.store.places import Places

NOW = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
CALL = "20261124T103205Z-7f3a9c"

STARTED = Started(id="start", at=NOW, company="Zefiro Telecom", sector=Sector.COMMUNICATIONS)


def places_in(folder: Path) -> Places:
    """Places of an owner who has nothing yet."""
    return Places(data=folder / "data", config=folder / "config")


def note(number: int, text: str | None = None) -> Note:
    """The note of this number; its id and its time follow from it."""
    at = NOW + timedelta(seconds=number)
    return Note(id=f"note-{number}", at=at, text=f"line {number}" if text is None else text)


def modes(folder: Path) -> dict[str, int]:
    """The rights on a folder and on everything in it, by name."""
    found = {".": stat.S_IMODE(folder.stat().st_mode)}
    for path in folder.rglob("*"):
        found[str(path.relative_to(folder))] = stat.S_IMODE(path.lstat().st_mode)
    return found


def loose(folder: Path) -> dict[str, int]:
    """What in a folder is not the owner's alone."""
    wanted = {True: 0o700, False: 0o600}
    return {
        name: mode
        for name, mode in modes(folder).items()
        if mode != wanted[(folder / name).is_dir()]
    }


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """Another umask for a while."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def mount(folder: Path, options: str) -> None:
    """Put a disk in memory on a folder, or mount it anew with other options."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "callmate-test", folder], check=True)


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A small disk of its own on a folder; nothing on it may still be open at the end."""
    folder.mkdir()
    mount(folder, f"size={size}")
    try:
        yield folder
        held = open_below(folder)
        assert not held, held
    finally:
        # Any program on this computer may be looking through all disks just now.
        subprocess.run(["umount", "--lazy", folder], check=True)


def open_below(folder: Path) -> list[Path]:
    """The files and folders below a folder that this process holds open."""
    held = []
    for descriptor in Path("/proc/self/fd").iterdir():
        # The folder of descriptors is itself read through one that is gone by then.
        with suppress(FileNotFoundError):
            held.append(descriptor.readlink())
    return [path for path in held if path.is_relative_to(folder)]


def read_only(folder: Path) -> None:
    """Make the disk on a folder read-only."""
    mount(folder, "remount,ro")


def fill(folder: Path) -> Path:
    """Use up a disk to the last byte; returns the file to delete to make room again."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(b"\1" * size):
                    pass
            except OSError as error:
                assert error.errno == 28, error  # noqa: PT017 - any other trouble is the test's
    return filler
