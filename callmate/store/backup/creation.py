"""Makes a backup: everything the owner has, read piece by piece, sealed, and read back."""

import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from callmate.store.atomic_file import drafted
from callmate.store.backup.contents import (
    FILES,
    HEAD,
    OWN,
    SUMS,
    BackupPlace,
    BackupSurvey,
    Changing,
    Files,
    Flawed,
    first,
    is_plain,
    line,
    path_of,
    sums,
)
from callmate.store.backup.envelope import seal
from callmate.store.backup.tar import END, PIECE, head, member, padding
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import Busy, Damaged, Why
from callmate.store.locks import LOCK_FILE, claim
from callmate.store.places import Places

_OPENED = os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK | os.O_NOFOLLOW


@dataclass
class Made:
    """What a backup came to hold, and what it does not."""

    things: dict[str, Files] = field(default_factory=dict)
    open_elsewhere: list[str] = field(default_factory=list)
    """Ids of calls and cases that another window was writing."""
    odd: list[Path] = field(default_factory=list)
    """Links and other things in a call's folder that no backup holds."""


def has_anything(cabinet: Cabinet) -> bool:
    """Whether there is anything to back up."""
    return any(True for _thing in _things(cabinet, Made()))


def make(cabinet: Cabinet, path: Path, passphrase: str) -> Made:
    """Make a backup; it takes the place of what is at ``path`` once it was read back.

    Raises:
        ValueError: The passphrase is no text.
        Changing: A file changed meanwhile; there is no backup.
        Damaged: A file cannot be read; there is no backup.
        OSError: The disk did not take the backup.
    """
    made = Made()
    with drafted(path) as descriptor, os.fdopen(descriptor, "w+b", closefd=False) as file:
        _fill(file, cabinet, passphrase, made)
    return made


def _fill(file: BinaryIO, cabinet: Cabinet, passphrase: str, made: Made) -> None:
    opened = seal(file, _pieces(cabinet, made), passphrase)
    survey = BackupSurvey()
    try:
        opened.unpack(survey)
        survey.finish()
    except Flawed as error:
        raise OSError("the disk gives back something else than was written") from error
    if survey.things != made.things:
        raise OSError("the disk gives back something else than was written")


def _pieces(cabinet: Cabinet, made: Made) -> Iterator[bytes]:
    lines: list[str] = []
    yield from member(HEAD, first())
    for thing in _things(cabinet, made):
        path = path_of(cabinet.places, thing)
        try:
            with _unchanged(path):
                yield from _thing(thing, path, made, lines)
        except Busy:
            made.open_elsewhere.append(path.name)
        except FileNotFoundError as error:
            raise Changing(str(path)) from error
    yield from member(SUMS, sums(lines))
    yield END


def _things(cabinet: Cabinet, made: Made) -> Iterator[str]:
    places = cabinet.places
    for name in FILES:
        if path_of(places, name).is_file():
            yield name
    for own in OWN:
        if path_of(places, own).is_dir():
            yield from (f"{own}/{inside}" for inside in _insides(path_of(places, own), "", made))
    for call_id in cabinet.ids():
        yield f"calls/{call_id[:4]}/{call_id}"
    for case_id in _case_ids(places):
        yield f"cases/{case_id}"


def _case_ids(places: Places) -> list[str]:
    found = Cases(places).ids()
    return sorted(each for each in found if (places.cases / each).is_dir())


@contextmanager
def _unchanged(path: Path) -> Iterator[None]:
    """Hold a call or a case, so that no window writes it meanwhile.

    Raises:
        Busy: One is just writing it.
    """
    with ExitStack() as held:
        if path.is_dir():
            with suppress(OSError):  # on a disk that is read-only nobody writes
                held.enter_context(claim(path / LOCK_FILE))
        yield


def _thing(thing: str, path: Path, made: Made, lines: list[str]) -> Iterator[bytes]:
    if not path.is_dir():
        yield from _file(BackupPlace(thing), path, made, lines)
        return
    for inside in _insides(path, "", made):
        yield from _file(BackupPlace(thing, inside), path / inside, made, lines)


def _insides(folder: Path, above: str, made: Made) -> Iterator[str]:
    with _readable(folder), os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        inside = f"{above}{entry.name}"
        if inside == LOCK_FILE or (entry.name.startswith(".") and entry.name.endswith(".tmp")):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _insides(Path(entry.path), f"{inside}/", made)
        elif entry.is_file(follow_symlinks=False) and is_plain(inside):
            yield inside
        else:
            made.odd.append(Path(entry.path))


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """Tell trouble with what is read from trouble with what is written."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Damaged(path, Why.UNREADABLE) from error


def _file(place: BackupPlace, path: Path, made: Made, lines: list[str]) -> Iterator[bytes]:
    flags = _OPENED if place.inside else _OPENED & ~os.O_NOFOLLOW
    with _readable(path), os.fdopen(os.open(path, flags), "rb", buffering=0) as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode):
            raise Changing(str(path))
        yield head(place.name, status.st_size, int(status.st_mtime))
        digest, left = sha256(), status.st_size
        while left:
            piece = file.read(min(PIECE, left))
            if not piece:
                raise Changing(str(path))
            digest.update(piece)
            left -= len(piece)
            yield piece
        if file.read(1):
            raise Changing(str(path))
        yield padding(status.st_size)
    made.things.setdefault(place.thing, {})[place.inside] = digest.hexdigest()
    lines.append(line(place, digest.hexdigest()))
