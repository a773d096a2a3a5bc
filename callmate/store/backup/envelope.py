"""The file around a backup: a key under the passphrase, and what is sealed to it.

Every byte counts: headers and padding must be exactly as they are written here, and the
rest is under age's own checks.
"""

import os
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

import pyrage

from callmate.store import passphrase_seal
from callmate.store.backup.contents import Flaw, Flawed
from callmate.store.backup.tar import BLOCK, END, Taker, Unpacking, head, padding
from callmate.store.errors import WrongPassphrase
from callmate.store.passphrase_seal import NotSealedError

_KEY, _CONTENTS = "key.age", "contents.age"
_LARGEST_KEY = 1 << 16
"""Bytes; a real one has some hundred."""


@dataclass(frozen=True)
class OpenedBackup:
    """A backup whose passphrase fitted."""

    file: BinaryIO
    secret: str
    """The key that was made for it."""
    since: int
    """Where its contents begin, in bytes."""
    size: int
    """How long they are, sealed, in bytes."""

    def unpack(self, taker: Taker) -> None:
        """Read all of it through; nothing is certain before this returns.

        Raises:
            Flawed: It was changed or cut short.
            Exception: Whatever the taker raises.
        """
        self.file.seek(self.since)
        unpacking = Unpacking(taker)
        source, drain = _Window(self.file, self.size), _Drain(unpacking.write)
        try:
            pyrage.decrypt_io(source, drain, [pyrage.x25519.Identity.from_str(self.secret)])
        except (pyrage.DecryptError, OSError) as error:
            # What a callback raised reaches us as the library's own words.
            raise drain.trouble or source.trouble or Flawed(Flaw.SPOILT) from error
        unpacking.finish()


def seal(file: BinaryIO, pieces: Iterator[bytes], passphrase: str) -> OpenedBackup:
    """Write a backup.

    Args:
        file: An empty one.
        pieces: The tar of its contents.
        passphrase: What it will open with.

    Raises:
        ValueError: The passphrase is no text.
        NoMemory: There is too little free memory just now.
        OSError: The disk did not take it.
        Exception: Whatever the pieces raise.
    """
    identity = pyrage.x25519.Identity.generate()
    secret = str(identity)
    key = _locked(f"{secret}\n".encode(), passphrase)
    file.write(head(_KEY, len(key)) + key + padding(len(key)))
    gap = file.tell()
    file.write(bytes(BLOCK))
    since = file.tell()
    source, drain = _Pieces(pieces), _Drain(file.write)
    try:
        pyrage.encrypt_io(source, drain, [identity.to_public()])
    except (pyrage.EncryptError, OSError) as error:
        raise source.trouble or drain.trouble or error from error
    size = file.tell() - since
    file.write(padding(size) + END)
    file.seek(gap)
    file.write(head(_CONTENTS, size))
    file.flush()
    return OpenedBackup(file, secret, since, size)


def unlock(file: BinaryIO, passphrase: str) -> OpenedBackup:
    """Open a backup with its passphrase; its contents are not looked at yet.

    Raises:
        Flawed: It is no backup, or does not open.
        NoMemory: There is too little free memory just now.
        OSError: It cannot be read.
    """
    length = os.fstat(file.fileno()).st_size
    file.seek(0)
    key = file.read(_size_after(file, _KEY, Flaw.NO_BACKUP, _LARGEST_KEY))
    _expect(file, padding(len(key)))
    size = _size_after(file, _CONTENTS, Flaw.SPOILT, length)
    since = file.tell()
    file.seek(size, os.SEEK_CUR)
    _expect(file, padding(size) + END)
    if file.read(1):
        raise Flawed(Flaw.SPOILT)
    try:
        secret = passphrase_seal.unseal(key, passphrase).decode().strip()
        pyrage.x25519.Identity.from_str(secret)
    except (WrongPassphrase, NotSealedError, pyrage.IdentityError, UnicodeError) as error:
        raise Flawed(Flaw.NOT_OPENED) from error
    return OpenedBackup(file, secret, since, size)


def _locked(secret: bytes, passphrase: str) -> bytes:
    locked = passphrase_seal.seal(secret, passphrase)
    if passphrase_seal.unseal(locked, passphrase) != secret:
        raise RuntimeError("what was sealed does not open again")
    return locked


def _size_after(file: BinaryIO, name: str, flaw: Flaw, largest: int) -> int:
    block = file.read(BLOCK)
    try:
        size = tarfile.TarInfo.frombuf(block, "ascii", "strict").size
    except (tarfile.TarError, UnicodeError) as error:
        raise Flawed(flaw) from error
    if not 0 < size <= largest or block != head(name, size):
        raise Flawed(flaw)
    return size


def _expect(file: BinaryIO, wanted: bytes) -> None:
    if file.read(len(wanted)) != wanted:
        raise Flawed(Flaw.SPOILT)


class _Pieces:
    """Pieces of any size, to be read like a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self._pieces = pieces
        self._rest = memoryview(b"")
        self.trouble: BaseException | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, ``size`` at most; none at the end."""
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except BaseException as error:
            self.trouble = error
            raise
        given, self._rest = bytes(self._rest[:size]), self._rest[size:]
        return given


class _Window:
    """A stretch of a file, to be read like a file of its own."""

    def __init__(self, file: BinaryIO, size: int) -> None:
        self._file = file
        self._left = size
        self.trouble: BaseException | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, ``size`` at most; none at the end."""
        try:
            piece = self._file.read(min(size, self._left))
        except BaseException as error:
            self.trouble = error
            raise
        self._left -= len(piece)
        return piece


class _Drain:
    """Where bytes are written to; remembers what went wrong there."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self._write = write
        self.trouble: BaseException | None = None

    def write(self, piece: bytes) -> int:
        """Take more."""
        try:
            return self._write(piece)
        except BaseException as error:
            self.trouble = error
            raise

    def flush(self) -> None:
        """Nothing waits here."""
