"""Opus to age files that only the owner's private key opens, and back into memory."""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec
import pyrage

from callmate.audio import ogg
from callmate.audio.facts import (
    PartFacts,
    digest,
    drop_slices,
    parts,
    read_facts,
    slices,
    slices_path,
    whole_path,
    write_facts,
)
from callmate.audio.files import private_folder, write_private

__all__ = [
    "CannotOpenError",
    "OggSound",
    "PartFacts",
    "WrongKeyError",
    "consolidate",
    "digest",
    "open_beside",
    "parts",
    "read_part",
    "seal_beside",
    "seal_slice",
    "seal_whole",
]

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


def seal_slice(folder: Path, part: int, number: int, piece: bytes, recipient: str) -> None:
    """Keep one second of a part's stream. Raises OSError; what was kept before is untouched."""
    place = slices_path(folder, part)
    private_folder(place)
    write_private(place / f"{number:06d}.age", _sealed(piece, recipient))


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
    key = _key(identity)
    whole = whole_path(folder, part)
    if whole.is_file():
        stream = _opened(whole, key)
        if stream is None:
            raise CannotOpenError(whole.name)
        return _sound(stream, ())
    return _from_slices(slices(folder, part), key)


def seal_beside(path: Path, content: bytes, identity: str) -> None:
    """Keep something that was learnt from the sound, for whoever can open the sound.

    Raises WrongKeyError, OSError; an older file then stays.
    """
    write_private(path, _sealed(content, str(_key(identity).to_public())))


def open_beside(path: Path, identity: str) -> bytes | None:
    """Read such a thing again; None when it is not there or broken. Raises WrongKeyError."""
    return _opened(path, _key(identity))


def _key(identity: str) -> pyrage.x25519.Identity:
    try:
        return pyrage.x25519.Identity.from_str(identity)
    except pyrage.IdentityError as error:
        raise WrongKeyError from error


def _opened(path: Path, key: pyrage.x25519.Identity) -> bytes | None:
    """Decrypt one file; None when it is broken."""
    try:
        content = io.BytesIO()
        with path.open("rb") as source:  # so that sealed and opened never lie in memory together
            pyrage.decrypt_io(source, content, [key])
    except pyrage.DecryptError as error:
        if _NO_KEY in str(error):
            raise WrongKeyError(path.name) from error
        return None
    except OSError:
        return None
    return content.getvalue()


def _from_slices(found: tuple[Path, ...], key: pyrage.x25519.Identity) -> OggSound:
    if not found:
        raise CannotOpenError
    problems = list(_missing(found))
    pieces = []
    for path in found:
        piece = _opened(path, key)
        if piece is None:
            problems.append(f"unreadable-slice:{int(path.stem)}")
        else:
            pieces.append(piece)
    if not pieces:
        raise CannotOpenError(found[0].parent.name)
    return _sound(b"".join(pieces), tuple(problems))


def _missing(found: tuple[Path, ...]) -> Iterator[str]:
    have = {int(path.stem) for path in found}
    return (f"missing-slice:{n}" for n in range(1, max(have)) if n not in have)


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
