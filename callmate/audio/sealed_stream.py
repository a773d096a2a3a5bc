"""Seals a stream while it comes, so that memory does not grow with its length."""

import hashlib
import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

import pyrage

from callmate.audio.files import sync_folder


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
            outlet = _Outlet(file)
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
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)
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


class _Outlet(io.RawIOBase):
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


def _seal(inlet: _Inlet, outlet: _Outlet, recipient: str) -> None:
    try:
        pyrage.encrypt_io(inlet, outlet, [pyrage.x25519.Recipient.from_str(recipient)])
    except pyrage.EncryptError as error:
        # It words every exception anew, Ctrl+C too.
        raise (inlet.failure or outlet.failure or OSError(str(error))) from error
