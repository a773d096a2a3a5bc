"""Writes what is put back beside its place, and gives it its name once it is whole."""

import os
import shutil
from contextlib import suppress
from errno import EEXIST
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from callmate.store.backup.contents import HEAD, SUMS, Files
from callmate.store.backup.errors import Flaw, Flawed
from callmate.store.backup.place import Place, is_folder, path_of, place_of
from callmate.store.bell import ring
from callmate.store.cabinet import COMING
from callmate.store.errors import Busy
from callmate.store.filing import draft_of
from callmate.store.locks import LOCK_FILE, claim
from callmate.store.places import Places, keep_folder, make_private

if TYPE_CHECKING:
    from filelock import FileLock


class Staging:
    """Takes a backup's files and puts the wanted ones in their places.

    Args:
        places: Where to.
        wanted: The things to put back, with the sums that their files must have.
    """

    def __init__(self, places: Places, wanted: dict[str, Files]) -> None:
        self._places = places
        self._wanted = wanted
        self.done: list[str] = []
        """The things that are in their places."""
        self._thing: str | None = None
        self._lock: FileLock | None = None
        self._place: Place | None = None
        self._file: BinaryIO | None = None
        self._digest = sha256()
        self._written = 0

    def begin(self, name: str, size: int, written: int) -> None:
        """A file begins.

        Raises:
            OSError: The disk did not take it.
        """
        del size
        self._place = None if name in {HEAD, SUMS} else place_of(name)
        thing = self._place.thing if self._place else None
        if thing != self._thing:
            self._complete()
        if self._place is None or thing not in self._wanted:
            return
        if self._thing is None:
            self._start(thing)
        self._digest, self._written = sha256(), written
        self._file = _opened(self._coming(thing) / self._place.inside)

    def piece(self, piece: bytes) -> None:
        """More of the file; raises OSError."""
        if self._file is not None:
            self._file.write(piece)
            self._digest.update(piece)

    def end(self) -> None:
        """The file is whole.

        Raises:
            Flawed: It is not the one that was read before.
            OSError: The disk did not take it.
        """
        if self._file is None or self._place is None:
            return
        with self._file as file:
            file.flush()
            # Whether sound is still being recorded is told by when its last piece was written.
            os.utime(file.fileno(), (self._written, self._written))
            os.fsync(file.fileno())
        self._file = None
        if self._wanted[self._place.thing][self._place.inside] != self._digest.hexdigest():
            raise Flawed(Flaw.SPOILT)

    def finish(self) -> None:
        """Everything was handed over; raises OSError."""
        self._complete()

    def clear(self) -> None:
        """Remove what did not become whole."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._file = None
        if self._thing is None:
            return
        coming, self._thing = self._coming(self._thing), None
        with suppress(OSError):
            if coming.is_dir():
                shutil.rmtree(coming)
            else:
                coming.unlink()
        self._release()

    def _start(self, thing: str) -> None:
        path = path_of(self._places, thing)
        top = self._places.data if path.is_relative_to(self._places.data) else path.parent
        for above in (*(each for each in reversed(path.parents) if each.is_relative_to(top)),):
            make_private(above)
        coming = self._coming(thing)
        if is_folder(thing):
            _sweep(coming)
            coming.mkdir(0o700)
            self._thing = thing
            self._lock = claim(coming / LOCK_FILE)
        else:
            coming.unlink(missing_ok=True)
            self._thing = thing

    def _complete(self) -> None:
        if self._thing is None:
            return
        path, coming = path_of(self._places, self._thing), self._coming(self._thing)
        if path.exists():
            raise FileExistsError(EEXIST, "made by another program meanwhile", str(path))
        if coming.is_dir():
            for folder, _folders, _files in os.walk(coming):
                keep_folder(Path(folder))
        coming.rename(path)
        keep_folder(path.parent)
        self.done.append(self._thing)
        if is_folder(self._thing):
            ring(self._places, path.name)
        self._thing = None
        self._release()

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _coming(self, thing: str) -> Path:
        path = path_of(self._places, thing)
        return path.with_name(COMING + path.name) if is_folder(thing) else draft_of(path)


def _sweep(coming: Path) -> None:
    """Remove what a killed program left in the same place."""
    if coming.is_dir():
        try:
            with claim(coming / LOCK_FILE, patience=0):
                shutil.rmtree(coming)
        except Busy as error:
            raise FileExistsError(EEXIST, "another program is at it", str(coming)) from error


def _opened(path: Path) -> BinaryIO:
    make_private(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    file = os.fdopen(os.open(path, flags, 0o600), "wb")
    os.fchmod(file.fileno(), 0o600)  # the umask may have taken rights from the owner too
    return file
