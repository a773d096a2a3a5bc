"""Opus to age files that only the owner's private key opens, and back into memory."""

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec
import pyrage

from callmate.audio import ogg
from callmate.audio.layout import (
    PartFacts,
    digest,
    drop_slices,
    new_file,
    open_plain,
    parts,
    private_folder,
    put_private,
    read_facts,
    slices,
    slices_path,
    sync_folder,
    whole_path,
    write_facts,
    write_private,
)

__all__ = [
    "CannotOpenError",
    "OggSound",
    "Opener",
    "PartFacts",
    "WrongKeyError",
    "consolidate",
    "digest",
    "missing_slices",
    "open_beside",
    "parts",
    "read_part",
    "seal_beside",
    "seal_slice",
    "seal_whole",
]

Take = Callable[[bytes], object]
"""Takes a piece in; answers true when that is enough."""

_NO_KEY = "No matching keys"  # how pyrage says that a file was sealed to somebody else


class CannotOpenError(Exception):
    """A sealed part is missing, or none of it can be read."""


class WrongKeyError(Exception):
    """This identity does not open these files, or it is no identity."""


@dataclass(frozen=True)
class OggSound:
    """A part in the clear, in memory: one Ogg Opus stream.

    `complete` says that its end mark is there. `problems` are codes `kind:number`: those of
    `ogg.check`, and `missing-slice`, `unreadable-slice`, `unreadable:0` for a broken whole file.
    """

    stream: bytes
    seconds: float
    complete: bool
    problems: tuple[str, ...]


def seal_slice(folder: Path, part: int, number: int, piece: bytes, recipient: str) -> Path:
    """Keep one second of a part's stream, for `sync_file` to make last; get its name.

    Raises OSError; what was kept before is untouched.
    """
    place = slices_path(folder, part)
    private_folder(place)
    path = place / f"{number:06d}.age"
    put_private(path, _sealed(piece, recipient))
    return path


def seal_whole(folder: Path, part: int, stream: bytes, recipient: str) -> str:
    """Keep a part's whole stream as one file, then drop its slices; get its SHA-256 in hex.

    Raises OSError; the slices then stay.
    """
    write_private(whole_path(folder, part), _sealed(stream, recipient))
    drop_slices(folder, part)
    return digest(folder, part)


def _sealed(content: bytes, recipient: str) -> bytes:
    sealed: bytes = pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(recipient)])
    return sealed


def read_part(folder: Path, part: int, identity: str) -> OggSound:
    """Open a part into memory, telling whatever is wrong with it.

    Raises CannotOpenError when nothing can be read, WrongKeyError when the key does not fit.
    """
    opener = Opener(identity)
    whole = whole_path(folder, part)
    if whole.is_file():
        stream = opener.opened(whole)
        if stream is None:
            raise CannotOpenError(whole.name)
        return _sound(stream, ())
    return _from_slices(slices(folder, part), opener)


def seal_beside(path: Path, content: bytes, identity: str) -> None:
    """Keep something that was learnt from the sound, for whoever can open the sound.

    Raises WrongKeyError, OSError; an older file then stays.
    """
    write_private(path, _sealed(content, Opener(identity).recipient))


def open_beside(path: Path, identity: str) -> bytes | None:
    """Read such a thing again; None when it is not there or broken. Raises WrongKeyError."""
    return Opener(identity).opened(path)


class Opener:
    """Opens what was sealed to an owner, given their age secret key. Raises WrongKeyError."""

    def __init__(self, identity: str) -> None:
        try:
            self._key = pyrage.x25519.Identity.from_str(identity)
        except pyrage.IdentityError as error:
            raise WrongKeyError from error

    @property
    def recipient(self) -> str:
        """The public half of the key."""
        return str(self._key.to_public())

    def opened(self, path: Path) -> bytes | None:
        """Decrypt one file; None when it is broken or not there. Raises WrongKeyError."""
        content = io.BytesIO()
        return (
            content.getvalue() if self.pour(path, lambda piece: not content.write(piece)) else None
        )

    def pour(self, path: Path, take: Take) -> bool:
        """Decrypt a file piece by piece, until `take` answers that it has enough.

        False says that it is broken or not there. Raises WrongKeyError.
        """
        try:
            with open_plain(path) as source:
                pyrage.decrypt_io(source, _Outlet(take), [self._key])
        except _EnoughError:
            return True
        except pyrage.DecryptError as error:
            if _NO_KEY in str(error):
                raise WrongKeyError(path.name) from error
            return False
        except OSError:
            return False
        return True


class _EnoughError(Exception):
    """No more is wanted."""


class _Outlet:
    """What pyrage writes to."""

    def __init__(self, take: Take) -> None:
        self._take = take
        self._enough = False

    def write(self, piece: bytes) -> int:
        """Hand a piece on."""
        # Stopped, pyrage tries once more to write the piece it was stopped with.
        self._enough = self._enough or bool(self._take(piece))
        if self._enough:
            raise _EnoughError
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""


def _from_slices(found: tuple[Path, ...], opener: Opener) -> OggSound:
    if not found:
        raise CannotOpenError
    problems = list(missing_slices(found))
    pieces = []
    for path in found:
        piece = opener.opened(path)
        if piece is None:
            problems.append(f"unreadable-slice:{int(path.stem)}")
        else:
            pieces.append(piece)
    if not pieces:
        raise CannotOpenError(found[0].parent.name)
    return _sound(b"".join(pieces), tuple(problems))


def missing_slices(found: tuple[Path, ...]) -> Iterator[str]:
    """Name the slices that lack between others, as problems; the first of very many."""
    numbers = [0, *(int(path.stem) for path in found)]
    missing = (range(before + 1, after) for before, after in pairwise(numbers))
    return (f"missing-slice:{n}" for n in islice(chain.from_iterable(missing), ogg.MOST_PROBLEMS))


def _sound(stream: bytes, problems: tuple[str, ...]) -> OggSound:
    seen = ogg.check(stream)
    return OggSound(stream, seen.seconds, seen.complete, problems + seen.problems)


def consolidate(folder: Path, part: int, identity: str, recipient: str) -> PartFacts:
    """Join the slices a killed process left into one sealed file of the same stream.

    A part that is one file already is left as it is. Raises CannotOpenError when a slice is
    missing or broken, since joining the rest would hide that; the slices then stay. Raises
    WrongKeyError, OSError.
    """
    if not whole_path(folder, part).is_file():
        sound = read_part(folder, part, identity)
        if sound.problems:
            raise CannotOpenError(*sound.problems)
        seal_whole(folder, part, sound.stream, recipient)
        _complete_facts(folder, part, sound.seconds)
    return next(facts for facts in parts(folder) if facts.part == part)


def _complete_facts(folder: Path, part: int, seconds: float) -> None:
    facts = read_facts(folder, part)
    if facts is None:
        return  # without a start there is nothing true to write
    ended = facts.ended or facts.started + timedelta(seconds=seconds)
    completed = msgspec.structs.replace(
        facts, ended=ended, seconds=seconds, sha256=digest(folder, part)
    )
    write_facts(folder, completed)


class Draft(NamedTuple):
    """A sealed stream that lies beside its name still; `sha256` is that of the sealed bytes."""

    path: Path
    sha256: str


@contextmanager
def sealed_draft(target: Path, pieces: Iterator[bytes], recipient: str) -> Iterator[Draft]:
    """Seal pieces to an age recipient, beside a name; it is gone again unless it gets that name.

    Raises OSError, and whatever `pieces` raises.
    """
    path = target.with_name(f".{target.name}.tmp")
    try:
        with _made(path) as file:
            outlet = _SealedOutlet(file)
            _seal(_Inlet(pieces), outlet, recipient)
            file.flush()
            os.fsync(file.fileno())
        yield Draft(path, outlet.digest.hexdigest())
    finally:
        path.unlink(missing_ok=True)


def settle(draft: Draft, target: Path) -> None:
    """Give a draft its name. Raises OSError."""
    draft.path.replace(target)
    sync_folder(target.parent)


def _made(path: Path) -> BinaryIO:
    descriptor = new_file(path)
    os.fchmod(descriptor, 0o600)
    return os.fdopen(descriptor, "wb")


class _Inlet(io.RawIOBase):
    """What is to be sealed, read as a file; keeps what went wrong for whoever asked."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._left = b""
        self.failure: BaseException | None = None

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        try:
            while not self._left:
                self._left = next(self._pieces)
        except StopIteration:
            return b""
        except BaseException as error:
            self.failure = error
            raise
        found = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(found) :]
        return found


class _SealedOutlet(io.RawIOBase):
    """Where sealed bytes go; keeps what went wrong for whoever asked."""

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self.digest = hashlib.sha256()
        self.failure: OSError | None = None

    def writable(self) -> bool:
        return True

    def write(self, content: object) -> int:
        piece = bytes(content)  # type: ignore[call-overload]  # any buffer, as the protocol has it
        try:
            self._file.write(piece)
        except OSError as error:
            self.failure = error
            raise
        self.digest.update(piece)
        return len(piece)


def _seal(inlet: _Inlet, outlet: _SealedOutlet, recipient: str) -> None:
    try:
        pyrage.encrypt_io(inlet, outlet, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.EncryptError as error:
        # It words every exception anew, Ctrl+C too.
        raise (inlet.failure or outlet.failure or OSError(str(error))) from error
