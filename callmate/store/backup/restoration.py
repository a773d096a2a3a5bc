"""Restores from a backup: read through first, then put back what is not there.

A backup may come from somebody else. Whoever made it knows the key in it, and wrote the patterns,
rules and settings in it: those are put back only if the owner says so.
"""

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from errno import EEXIST
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from callmate.store.atomic_file import draft_of, keep_folder
from callmate.store.backup.contents import (
    HEAD,
    PRIVATE,
    PUBLIC,
    SUMS,
    BackupPlace,
    BackupSurvey,
    Files,
    Flaw,
    Flawed,
    OtherKey,
    PutBackInPart,
    is_folder,
    path_of,
    place_of,
)
from callmate.store.backup.envelope import OpenedBackup, unlock
from callmate.store.backup.tar import PIECE
from callmate.store.changes import ring
from callmate.store.errors import Busy, NotKept
from callmate.store.keys import OwnerKeys
from callmate.store.locks import LOCK_FILE, claim
from callmate.store.places import COMING, Places, make_private

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
        self._place: BackupPlace | None = None
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


Adopt = Callable[[tuple[str, ...]], bool]
"""Whether these are to be put back, which stand beside the calls and cases: the names of files
in the backup, such as ``owner.age`` or ``letters/complaint.j2``."""


@dataclass(frozen=True)
class Restored:
    """What became of what a backup holds."""

    put_back: tuple[str, ...]
    """Ids of calls and cases."""
    there: tuple[str, ...]
    """Those that were there already, with the same contents."""
    kept: tuple[str, ...]
    """Those that are otherwise here, and were left as they are here."""
    files_kept: tuple[str, ...]
    """Settings and other files of the owner that are otherwise here, and were left."""
    adopted: tuple[str, ...]
    """Keys, settings and other such files that were put back."""
    left_out: tuple[str, ...]
    """Those that were not to be put back."""


def restore(file: BinaryIO, places: Places, passphrase: str, adopt: Adopt) -> Restored:
    """Put back what a backup holds and the store does not; nothing there is replaced.

    Args:
        file: The backup.
        places: Where to.
        passphrase: What opens it; trying it takes seconds and up to 1 GB.
        adopt: Is asked once the backup was read through, if there is anything to ask.

    Raises:
        Flawed: The backup cannot be restored from; nothing was touched.
        OtherKey: Its sound would not open with the key that is here; nothing was touched.
        PutBackInPart: The disk did not take all of it.
        OSError: The backup, or what is there, cannot be read; nothing was touched.
    """
    opened = unlock(file, passphrase)
    survey = BackupSurvey()
    opened.unpack(survey)
    survey.finish()
    _check_key(survey.things, places)
    there, kept, lacking = _compared(survey.things, places)
    beside = _files(lacking)
    adopted = beside if beside and adopt(beside) else ()
    if adopted:
        _check_key(survey.things, places)  # one may have been made while the owner was asked
    wanted = [each for each in lacking if is_folder(each) or each in adopted]
    _put(opened, places, {name: survey.things[name] for name in wanted})
    return Restored(
        _ids(lacking),
        _ids(there),
        _ids(kept),
        tuple(each for each in _files(kept) if each not in {PUBLIC, PRIVATE}),
        adopted,
        () if adopted else beside,
    )


def _check_key(things: dict[str, Files], places: Places) -> None:
    if PUBLIC not in things and PRIVATE not in things:
        return
    if not places.public_key.exists() and not places.private_key.exists():
        return
    # The private half may be under another passphrase by now; the public one tells the pair.
    same = PUBLIC in things and _sum(places.public_key) == things[PUBLIC][""]
    if not same and _sum(places.private_key) != things.get(PRIVATE, {}).get(""):
        raise OtherKey(str(places.public_key))


def _compared(things: dict[str, Files], places: Places) -> tuple[list[str], list[str], list[str]]:
    """Which things are there, there otherwise, and not there."""
    there: list[str] = []
    kept: list[str] = []
    lacking: list[str] = []
    for thing, files in things.items():
        path = path_of(places, thing)
        if not path.exists() and not path.is_symlink():
            lacking.append(thing)
        elif all(_sum(path / inside) == digest for inside, digest in files.items()):
            there.append(thing)
        else:
            kept.append(thing)
    return there, kept, lacking


def _sum(path: Path) -> str | None:
    """The SHA-256, in hex, of a file; ``None`` when it is not there."""
    digest = sha256()
    try:
        with path.open("rb") as file:
            while piece := file.read(PIECE):
                digest.update(piece)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError):
        return None
    return digest.hexdigest()


def _ids(things: list[str]) -> tuple[str, ...]:
    return tuple(thing.rpartition("/")[2] for thing in things if is_folder(thing))


def _files(things: list[str]) -> tuple[str, ...]:
    return tuple(thing for thing in things if not is_folder(thing))


def _put(opened: OpenedBackup, places: Places, wanted: dict[str, Files]) -> None:
    if not wanted:
        return
    staging = Staging(places, wanted)
    try:
        opened.unpack(staging)
        staging.finish()
        if PUBLIC in staging.done:
            OwnerKeys(places).remember()
    except OSError as error:
        done = _ids(staging.done)
        raise PutBackInPart(NotKept.because(error).reason, len(done)) from error
    finally:
        staging.clear()
