r"""Files replaced whole or not at all.

A text that holds bytes which are no UTF-8 reaches Python as lone surrogates. JSON
keeps them as escapes (``"\udce9"``), so the file stays plain ASCII there and the
text comes back as it was typed.
"""

import math
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import NoReturn, TypeVar

import msgspec

from callmate.store.errors import Damaged, NewerVersion, Why
from callmate.store.places import keep_folder

VERSION = 1
"""The version of the files that this program writes."""

_T = TypeVar("_T")

_SURROGATES = (b"\\ud", b"\\uD")


def draft_of(path: Path) -> Path:
    """Where the next contents of a file are written before they take its place."""
    return path.with_name(f".{path.name}.tmp")


def replace_whole(path: Path, contents: bytes, *, durable: bool = True) -> None:
    """Put ``contents`` in place of a file, for its owner alone.

    Whoever reads meanwhile sees the old contents or the new, never a mixture. The
    caller sees to it that nobody else writes the same file.

    Args:
        path: The file.
        contents: All of what it will hold.
        durable: Whether it must be on the disk for good when this returns.

    Raises:
        OSError: The disk did not take it. Unless it failed at the very last step,
            putting the folder on the disk, the old contents are still in place.
    """
    draft = draft_of(path)
    draft.unlink(missing_ok=True)
    try:
        _write(draft, contents, durable=durable)
        draft.replace(path)
    except OSError:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise
    if durable:
        keep_folder(path.parent)


def _write(draft: Path, contents: bytes, *, durable: bool) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC
    with os.fdopen(os.open(draft, flags, 0o600), "wb", buffering=0) as file:
        os.fchmod(file.fileno(), 0o600)  # the umask may have taken rights from the owner too
        rest = memoryview(contents)
        while rest:
            rest = rest[file.write(rest) :]
        if durable:
            os.fsync(file.fileno())


def sweep(folder: Path) -> None:
    """Remove drafts that a killed program left in a folder.

    Raises:
        OSError: The folder cannot be read, or a draft not removed.
    """
    for draft in folder.glob(".*.tmp"):
        draft.unlink(missing_ok=True)


def contents(path: Path) -> bytes:
    """All that a file holds.

    Raises:
        FileNotFoundError: There is no such file.
        Damaged: It is no plain file, or the system does not hand it over.
    """
    try:
        # Without waiting: a pipe in the file's place would never open.
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise Damaged(path, Why.UNREADABLE)
            return file.read()
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
        import json  # noqa: PLC0415 - the same

        return json.dumps(
            msgspec.to_builtins(value), separators=(",", ":"), allow_nan=False
        ).encode("ascii")


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
