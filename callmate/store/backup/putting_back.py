"""Restores from a backup: read through first, then put back what is not there.

A backup may come from somebody else. Whoever made it knows the key in it, and wrote the patterns,
rules and settings in it: those are put back only if the owner says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from callmate.store.backup.contents import Files, Survey
from callmate.store.backup.errors import OtherKey, PutBackInPart
from callmate.store.backup.place import PRIVATE, PUBLIC, is_folder, path_of
from callmate.store.backup.sealing import Opened, unlock
from callmate.store.backup.staging import Staging
from callmate.store.backup.tar import PIECE
from callmate.store.errors import NotKept
from callmate.store.places import Places

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
    survey = Survey()
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


def _put(opened: Opened, places: Places, wanted: dict[str, Files]) -> None:
    if not wanted:
        return
    staging = Staging(places, wanted)
    try:
        opened.unpack(staging)
        staging.finish()
    except OSError as error:
        done = _ids(staging.done)
        raise PutBackInPart(NotKept.because(error).reason, len(done)) from error
    finally:
        staging.clear()
