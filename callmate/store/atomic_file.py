r"""Files replaced whole or not at all.

A text that holds bytes which are no UTF-8 reaches Python as lone surrogates. JSON
keeps them as escapes (``"\udce9"``), so the file stays plain ASCII there and the
text comes back as it was typed.
"""

import math
import os
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec

from callmate.store.errors import Damaged, NewerVersion, Why

VERSION = 1
"""The version of the files that this program writes."""

FileStamp = tuple[int, int, int]
"""Which file it is, its size in bytes, and when it was last written, in nanoseconds."""

_T = TypeVar("_T")

_FORGOTTEN = 60.0
"""Seconds after which whoever began a draft is dead: it takes the time of a few writes."""

_SURROGATES = (b"\\ud", b"\\uD")


def draft_of(path: Path) -> Path:
    """Where the next contents of a file are written before they take its place."""
    return path.with_name(f".{path.name}.tmp")


def replace_whole(path: Path, *pieces: bytes | memoryview, durable: bool = True) -> FileStamp:
    """Put other contents in place of a file, for its owner alone.

    Whoever reads meanwhile sees the old contents or the new, never a mixture. The
    caller sees to it that nobody else writes the same file.

    Args:
        path: The file.
        pieces: All of what it will hold, one after the other.
        durable: Whether it must be on the disk for good when this returns.

    Returns:
        The stamp of the file as it was written, whatever has become of it since.

    Raises:
        OSError: The disk did not take it. Unless it failed at the very last step,
            putting the folder on the disk, the old contents are still in place.
    """
    with drafted(path, durable=durable) as descriptor:
        write_all(descriptor, *pieces)
        return stamp_in(os.fstat(descriptor))


@contextmanager
def drafted(path: Path, *, durable: bool = True) -> Iterator[int]:
    """Write a file beside its name, which it takes, whole and on the disk, at the end.

    Args:
        path: The file.
        durable: Whether it must be on the disk for good then.

    Yields:
        The open file, for its owner alone, to be read and written. If anything is raised
        meanwhile, it is gone, and what had the name before still has it.

    Raises:
        OSError: The disk did not take it.
    """
    draft = draft_of(path)
    try:
        descriptor = _new_file(draft)
        try:
            os.fchmod(descriptor, 0o600)  # the umask may have taken rights from the owner too
            yield descriptor
            if durable:
                os.fsync(descriptor)
        finally:
            os.close(descriptor)
        draft.replace(path)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if durable:
        keep_folder(path.parent)


def keep_folder(folder: Path) -> None:
    """Put the names in a folder on the disk for good.

    Raises:
        OSError: The disk did not take them.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def keep_all_below(folder: Path) -> None:
    """Put everything below a folder on the disk for good, at the cost of one wait for the disk.

    Raises:
        OSError: The disk did not take all of it.
    """
    import ctypes  # noqa: PLC0415 - takes a while to load, and only a list of calls needs it

    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        system = ctypes.CDLL(None, use_errno=True)
        if not hasattr(system, "syncfs"):  # only Linux has it
            for place, _folders, names in os.walk(folder):
                for path in (place, *(f"{place}/{name}" for name in names)):
                    keep_folder(Path(path))
        elif system.syncfs(descriptor):
            code = ctypes.get_errno()
            raise OSError(code, os.strerror(code), str(folder))
    finally:
        os.close(descriptor)


def _new_file(draft: Path) -> int:
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    try:
        return os.open(draft, flags, 0o600)
    except FileExistsError:
        draft.unlink(missing_ok=True)  # a killed program left it
        return os.open(draft, flags, 0o600)


def write_all(descriptor: int, *pieces: bytes | memoryview) -> None:
    """Write pieces, one after the other, to an open file.

    Raises:
        OSError: The disk did not take all of them.
    """
    for piece in pieces:
        rest = memoryview(piece)
        while rest:
            rest = rest[os.write(descriptor, rest) :]


def stamp_of_file(path: Path) -> FileStamp:
    """The stamp of a file; another one when it was written or replaced meanwhile.

    Raises:
        OSError: It is not there, or not to be looked at.
    """
    return stamp_in(path.stat())


def stamp_in(status: os.stat_result) -> FileStamp:
    """The stamp of a file, in what the system says of it."""
    return (status.st_ino, status.st_size, status.st_mtime_ns)


def sweep(folder: Path) -> None:
    """Remove drafts that a killed program left in a folder that nobody else is writing in.

    Raises:
        OSError: The folder cannot be read, or a draft not removed.
    """
    for draft in folder.glob(".*.tmp"):
        draft.unlink(missing_ok=True)


def sweep_old(*folders: Path) -> None:
    """Remove, where the disk lets it, drafts that nobody has written to for a minute.

    Args:
        folders: Where to look; others may be writing there, and not all need to be there.
    """
    for folder in folders:
        for draft in folder.glob(".*.tmp"):
            with suppress(OSError):
                if time.time() - draft.lstat().st_mtime > _FORGOTTEN:
                    draft.unlink()


def contents(path: Path) -> bytes:
    """All that a file holds; raises as ``read_file`` does."""
    return read_file(path)[0]


def read_file(path: Path) -> tuple[bytes, FileStamp]:
    """All that a file holds, and its stamp.

    Raises:
        FileNotFoundError: There is no such file.
        Damaged: It is no plain file, or the system does not hand it over.
    """
    try:
        # Without waiting: a pipe in the file's place would never open.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            status = os.fstat(file.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise Damaged(path, Why.UNREADABLE)
            return file.read(), stamp_in(status)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise Damaged(path, Why.UNREADABLE) from error


def parse(raw: bytes) -> object:
    """What a JSON text says.

    Raises:
        ValueError: It is not JSON in UTF-8.
        RecursionError: It is nested too deeply.
    """
    try:
        parsed: object = msgspec.json.decode(raw)
    except msgspec.DecodeError:
        if not any(mark in raw for mark in _SURROGATES):
            raise
        import json  # noqa: PLC0415 - takes a while to load, and only texts that are no text need it

        parsed = json.loads(raw.decode(), parse_constant=_no_constant, parse_float=_finite)
    return parsed


def decoded(raw: bytes, decoder: msgspec.json.Decoder[_T]) -> _T:
    """What a JSON text says, as the type that ``decoder`` is for.

    Raises:
        ValueError: It is not JSON in UTF-8, or not of that type.
        RecursionError: It is nested too deeply.
    """
    try:
        return decoder.decode(raw)
    except msgspec.ValidationError:
        raise
    except msgspec.DecodeError:
        return msgspec.convert(parse(raw), decoder.type)


def as_json(value: object) -> bytes:
    """A value as a JSON text."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return as_escaped_json(value)


def as_escaped_json(value: object) -> bytes:
    """A value as a JSON text in plain ASCII, as ``as_json`` gives it for texts that are no text."""
    import json  # noqa: PLC0415 - the same

    plain = msgspec.to_builtins(value)
    return json.dumps(plain, separators=(",", ":"), allow_nan=False).encode("ascii")


def _finite(number: str) -> float:
    value = float(number)
    return value if math.isfinite(value) else _no_constant(number)


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def top_of(path: Path, raw: bytes) -> dict[str, object]:
    """What stands at the top of a file of ours.

    Raises:
        Damaged: It is not JSON, or not a file of ours.
        NewerVersion: A newer version of the program wrote it.
    """
    if not raw:
        raise Damaged(path, Why.EMPTY)
    try:
        whole = parse(raw)
    except (ValueError, RecursionError) as error:
        raise Damaged(path, Why.NOT_JSON) from error
    if not isinstance(whole, dict):
        raise Damaged(path, Why.WRONG_SHAPE)
    version = whole.get("version")
    if type(version) is not int or version < 1:
        raise Damaged(path, Why.WRONG_SHAPE)
    if version > VERSION:
        raise NewerVersion(path, version)
    return whole
