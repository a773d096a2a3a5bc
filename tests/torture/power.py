"""The power goes after each acknowledgement: what is on the disk's own blocks then is looked at.

The disk is a file behind a loop device, with ext4 on it. Its blocks are copied while it is still
mounted, so that whatever the system had only in memory is lost; the copy is then mounted, as
after a power cut. It takes the superuser's rights.
"""

import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.cli.conftest import Home
from tests.torture.forked import GO, Ended, Forked, said_by
from tests.torture.holdings import Holdings
from tests.torture.system_calls import process_of
from tests.torture.trials import KILLED, Grounds, Tally, judged
from tests.torture.works import STOPPED, Work

POWER = "power cut after an acknowledgement"
_SIZE = 24 << 20
_PATIENCE = 120.0


@contextmanager
def _mounted(image: Path, folder: Path) -> Iterator[Path]:
    """The disk in a file, mounted; the system writes nothing to it before it is asked to."""
    folder.mkdir(exist_ok=True)
    subprocess.run(["mount", "-o", "loop,commit=300", image, folder], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


@contextmanager
def _disk(folder: Path) -> Iterator[tuple[Path, Path]]:
    """A disk of its own: the file that holds its blocks, and where it is mounted."""
    image = folder / "disk"
    image.unlink(missing_ok=True)
    with image.open("wb") as file:
        file.truncate(_SIZE)
    subprocess.run(["mkfs.ext4", "-q", "-F", image], check=True)
    with _mounted(image, folder / "mounted") as place:
        yield image, place


def _blocks(image: Path) -> bytes:
    """All blocks of a disk at one moment, even when somebody has the whole computer synced."""
    raw = image.read_bytes()
    while (again := image.read_bytes()) != raw:
        raw = again
    return raw


def cut_after_each(grounds: Grounds, folder: Path, work: Work, most: int = 40) -> Tally:
    """Cut the power after each thing that a work acknowledges.

    Args:
        grounds: Where the store is copied from.
        folder: Where the disks lie.
        work: The work.
        most: How many acknowledgements at most.
    """
    tally, before = Tally(POWER, work.name), grounds.before(work)
    with _disk(folder) as (image, place):
        home = Home(place / "home")
        shutil.copytree(grounds.fresh(work).folder, home.folder, symlinks=True)
        subprocess.run(["sync", "--file-system", place], check=True)
        stopping = STOPPED[work.name]

        def cut() -> None:
            said = said_by(home)
            (folder / "copy").write_bytes(_blocks(image))
            with _mounted(folder / "copy", folder / "after"):
                _look(tally, work, before, Home(folder / "after" / "home"), said)

        _stopped_each_time(grounds.forked, stopping, home, most, cut)
    return tally


def _look(tally: Tally, work: Work, before: Holdings, home: Home, said: tuple[str, ...]) -> None:
    where = f"after {len(said)}"
    tally.count(judged(work, before, home, Ended(KILLED, said, ""), where), struck=True)


def _stopped_each_time(
    forked: Forked, work: Work, home: Home, most: int, look: Callable[[], None]
) -> None:
    """Do a work that stands still whenever it has acknowledged something, and look then."""
    with process_of(forked, work, home) as (number, descriptor):
        go = GO
        for _ in range(most):
            signal.pidfd_send_signal(descriptor, go)
            if not _stands_still(number):
                break
            look()
            go = signal.SIGCONT
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(descriptor, signal.SIGKILL)
    forked.ended(home)


def _stands_still(number: int) -> bool:
    """Wait until a process is stopped; false when it has ended."""
    until = time.monotonic() + _PATIENCE
    while True:
        try:
            state = Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return False
        if state == "T":
            return True
        if state == "Z":
            return False
        assert time.monotonic() < until, "neither stopped nor ended"
        time.sleep(0.002)
