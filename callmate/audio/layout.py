"""What is known of each recorded part without any key: names on disk and a small JSON beside them.

A call's folder holds, for part 2, `sound-2.json` (these facts), and `sound-2/000001.age …` while
it is being recorded or `sound-2.opus.age` once it ended well. `sound-2.wave.age` is worked out
from the sound when that is first gone through; it may be deleted at any time. `sound-2.words.age`
is what a machine understood of it, where its owner had that written down.
"""

import errno
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from callmate.audio.protocol import GapReport

_sync = getattr(os, "fdatasync", os.fsync)


def private_folder(path: Path) -> None:
    """Make a folder that only its owner can enter, whatever the umask."""
    path.mkdir(mode=0o700, exist_ok=True)
    path.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Put bytes under a name so that a power cut leaves the old file or the new one.

    Raises OSError; what was there before is then untouched.
    """
    _put(path, content, _sync)
    sync_folder(path.parent)


def put_private(path: Path, content: bytes) -> None:
    """Put bytes under a new name without waiting for the disk: a killed program has left them.

    Against a power cut it wants `sync_file` too. Raises OSError.
    """
    _put(path, content, lambda _descriptor: None)


def _put(path: Path, content: bytes, sync: Callable[[int], None]) -> None:
    draft = path.with_name(f".{path.name}.tmp")
    try:
        _fill(draft, content, sync)
        draft.replace(path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def sync_file(path: Path) -> None:
    """Have a file and its name reach the disk. Raises OSError."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        _sync(descriptor)
    finally:
        os.close(descriptor)
    sync_folder(path.parent)


def new_file(path: Path) -> int:
    """Make a file that was not there, for its owner alone, and open it to write.

    What a killed program left by that name goes first; a link there is never followed. Raises
    OSError.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    try:
        return os.open(path, flags, 0o600)
    except FileExistsError:
        path.unlink(missing_ok=True)
        return os.open(path, flags, 0o600)


def _fill(draft: Path, content: bytes, sync: Callable[[int], None]) -> None:
    descriptor = new_file(draft)
    try:
        os.fchmod(descriptor, 0o600)
        left = memoryview(content)
        while left:
            left = left[os.write(descriptor, left) :]
        sync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(path: Path) -> None:
    """Have the folder's list of names reach the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


_NAME = re.compile(r"sound-([1-9]\d*)(?:\.json|\.opus\.age)?")
_SLICE = re.compile(r"\d{6,7}\.age")  # up to 115 days of seconds
_CHUNK = 1 << 20
_YEARS = range(1970, 2201)
_MOST_FACTS = 1 << 24  # bytes
_LONGEST = 30 * 86_400.0  # seconds; no part lasts that long


class SoundSource(msgspec.Struct, frozen=True):
    """Where a part comes from that was not recorded here, as far as its file says."""

    name: str
    sha256: str
    """Hex digest of the file as it was."""
    made: datetime | None
    device: str
    cut_short: bool
    """Whether the file was cut short or damaged, so that sound may be missing."""


class SoundFacts(msgspec.Struct, frozen=True):
    """The JSON beside a part, written when it begins and again when it ends."""

    part: int
    device: str
    started: datetime
    ended: datetime | None = None
    seconds: float | None = None
    sha256: str | None = None
    gaps: tuple[GapReport, ...] = ()
    source: SoundSource | None = None
    words_sha256: str | None = None
    """Hex digest of the sealed words, once all of the part was written down."""
    version: int = 1


class PartFacts(msgspec.Struct, frozen=True):
    """One part as it lies on disk.

    `whole` says that it is one sealed file; otherwise it is slices of a second each, of a part
    still running or one whose process was killed. `damaged` says that its JSON cannot be read.
    `sha256` is None until the part ended well; `digest` can always work it out.
    """

    part: int
    path: Path
    whole: bool
    damaged: bool
    device: str
    started: datetime | None
    ended: datetime | None
    seconds: float
    sha256: str | None
    gaps: tuple[GapReport, ...]
    source: SoundSource | None


def facts_path(folder: Path, part: int) -> Path:
    """Name the JSON of a part."""
    return folder / f"sound-{part}.json"


def whole_path(folder: Path, part: int) -> Path:
    """Name the one sealed file of a part that ended well."""
    return folder / f"sound-{part}.opus.age"


def wave_path(folder: Path, part: int) -> Path:
    """Name the sealed file of how loud a part is, moment by moment."""
    return folder / f"sound-{part}.wave.age"


def words_path(folder: Path, part: int) -> Path:
    """Name the sealed file of what a machine understood of a part."""
    return folder / f"sound-{part}.words.age"


def slices_path(folder: Path, part: int) -> Path:
    """Name the folder of a part's slices."""
    return folder / f"sound-{part}"


def slices(folder: Path, part: int) -> tuple[Path, ...]:
    """List a part's slices in order; none when it has no folder of them.

    An empty one is no slice: the power was cut before the disk had it.
    """
    place = slices_path(folder, part)
    if not place.is_dir():
        return ()
    found = (path for path in place.iterdir() if _SLICE.fullmatch(path.name))
    return tuple(sorted(filter(_holds_something, found), key=lambda path: int(path.stem)))


def _holds_something(path: Path) -> bool:
    """Whether this is no empty file; what is no file, or cannot be looked at, its reader judges."""
    try:
        found = path.stat()
    except OSError:
        return True
    return found.st_size > 0 or not stat.S_ISREG(found.st_mode)


def drop_slices(folder: Path, part: int) -> None:
    """Remove the slices and their folder, once the whole file stands."""
    shutil.rmtree(slices_path(folder, part), ignore_errors=True)


def drop_whole(folder: Path, part: int) -> None:
    """Remove a part that is one file, its JSON, and drafts of either. Raises OSError."""
    for path in (whole_path(folder, part), facts_path(folder, part)):
        path.unlink(missing_ok=True)
        path.with_name(f".{path.name}.tmp").unlink(missing_ok=True)


def drop_part(folder: Path, part: int) -> None:
    """Remove the sound of a part and all that was worked out of it. Raises OSError."""
    drop_whole(folder, part)
    for path in (wave_path(folder, part), words_path(folder, part)):
        path.unlink(missing_ok=True)
        path.with_name(f".{path.name}.tmp").unlink(missing_ok=True)
    if slices_path(folder, part).is_dir():
        shutil.rmtree(slices_path(folder, part))


def write_facts(
    folder: Path, facts: SoundFacts, write: Callable[[Path, bytes], None] = write_private
) -> Path:
    """Keep the JSON of a part; get its name. Raises OSError."""
    path = facts_path(folder, facts.part)
    write(path, msgspec.json.encode(facts) + b"\n")
    return path


def open_plain(path: Path) -> BinaryIO:
    """Open a plain file to read. Raises OSError for a pipe or device too, which could wait on."""
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "no plain file", str(path))
    return os.fdopen(descriptor, "rb")


def read_facts(folder: Path, part: int) -> SoundFacts | None:
    """Read the JSON of a part; None when it is missing or cannot be understood."""
    try:
        with open_plain(facts_path(folder, part)) as file:
            found = msgspec.json.decode(file.read(_MOST_FACTS), type=SoundFacts)
    except (OSError, ValueError, RecursionError):
        return None
    return found if _can_be(found) else None


def _can_be(facts: SoundFacts) -> bool:
    made = facts.source.made if facts.source else None
    moments = [facts.started, facts.ended, made]
    moments += [at for gap in facts.gaps for at in (gap.begin, gap.end)]
    sensible = all(at is None or (at.tzinfo and at.year in _YEARS) for at in moments)
    return sensible and (facts.seconds is None or 0 <= facts.seconds <= _LONGEST)


def parts(folder: Path) -> tuple[PartFacts, ...]:
    """List the parts that hold sound, in order. Raises OSError when the folder cannot be read."""
    names = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    numbers = sorted({int(match[1]) for match in names if match})
    return tuple(found for number in numbers for found in _part(folder, number))


def _part(folder: Path, number: int) -> Iterator[PartFacts]:
    whole = whole_path(folder, number)
    pieces = slices(folder, number)
    facts = read_facts(folder, number)
    is_whole = whole.is_file()
    if not is_whole and not pieces:
        return  # begun and killed before the first second was kept: nothing to hear
    yield PartFacts(
        part=number,
        path=whole if is_whole else slices_path(folder, number),
        whole=is_whole,
        damaged=facts is None,
        device=facts.device if facts else "",
        started=facts.started if facts else None,
        ended=facts.ended if facts else None,
        seconds=float(len(pieces)) if facts is None or facts.seconds is None else facts.seconds,
        sha256=facts.sha256 if facts else None,
        gaps=facts.gaps if facts else (),
        source=facts.source if facts else None,
    )


def digest(folder: Path, part: int) -> str:
    """Give the SHA-256, in hex, of a part's sealed bytes as they lie on disk.

    For a part in slices these are the slice files, joined in the order of their numbers.
    Raises OSError when there is nothing to read.
    """
    whole = whole_path(folder, part)
    found = (whole,) if whole.is_file() else slices(folder, part)
    if not found:
        raise FileNotFoundError(whole)
    return file_digest(*found)


def file_digest(*paths: Path) -> str:
    """Give the SHA-256, in hex, of files, joined in this order. Raises OSError."""
    total = hashlib.sha256()
    for path in paths:
        with open_plain(path) as source:
            while chunk := source.read(_CHUNK):
                total.update(chunk)
    return total.hexdigest()
