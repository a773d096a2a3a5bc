"""What a call's file says, checked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import msgspec

from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Entry
from callmate.store.atomic_file import VERSION, as_json, contents, decoded, parse, top_of
from callmate.store.errors import Damaged, Why
from callmate.store.places import CALL_FILE

ENTRIES = "entries"
"""The table that holds a call's entries."""


class _Shape(msgspec.Struct):
    version: int
    id: str
    entries: dict[str, AnyEntry]


class _Digested(msgspec.Struct):
    digest: str = ""


class _Seals(msgspec.Struct):
    entries: dict[str, _Digested]


_SHAPE = msgspec.json.Decoder(_Shape)
_SEALS = msgspec.json.Decoder(_Seals)


@dataclass(frozen=True)
class Kept:
    """A call as it lies on the disk."""

    call: Call
    fingerprint: str
    """The digest that its last entry carries, in hex, unchecked."""


def read_kept(folder: Path) -> Kept:
    """The call in a folder.

    Raises:
        Damaged: Its file cannot be read as a call.
        NewerVersion: A newer version of the program wrote it.
    """
    path = folder / CALL_FILE
    raw = _contents(path)
    try:
        shape, seals = decoded(raw, _SHAPE), decoded(raw, _SEALS)
        ordered = sorted(shape.entries, key=_place)
        call = Call(shape.id, tuple(_timed(shape.entries[key]) for key in ordered))
    except (ValueError, RecursionError) as error:
        top_of(path, raw)  # says it more exactly, where it can
        raise Damaged(path, Why.WRONG_SHAPE) from error
    if shape.version != VERSION:
        top_of(path, raw)
        raise Damaged(path, Why.WRONG_SHAPE)
    if shape.id != folder.name:
        raise Damaged(path, Why.OTHER_ID)
    return Kept(call, seals.entries[ordered[-1]].digest)


def read_records(folder: Path) -> list[dict[str, object]]:
    """The entries in a folder's call file as they are stored, in order, digests and all.

    Raises:
        Damaged: The file does not hold a table of entries.
        NewerVersion: A newer version of the program wrote it.
    """
    path = folder / CALL_FILE
    table = top_of(path, _contents(path)).get(ENTRIES)
    try:
        records = msgspec.convert(table, dict[str, dict[str, object]])
        return [records[key] for key in sorted(records, key=_place)]
    except ValueError as error:
        raise Damaged(path, Why.WRONG_SHAPE) from error


def as_kept(entry: AnyEntry) -> tuple[AnyEntry, dict[str, object]]:
    """An entry as it will come back from the disk, and its record, without a digest yet.

    Raises:
        ValueError: It would not come back as a whole entry.
    """
    record = msgspec.convert(parse(as_json(entry)), dict[str, object])
    return _timed(msgspec.convert(record, AnyEntry)), record


def _contents(path: Path) -> bytes:
    try:
        return contents(path)
    except FileNotFoundError as error:
        raise Damaged(path, Why.MISSING) from error


def _place(key: str) -> int:
    if not (key.isascii() and key.isdecimal()) or key.startswith("0"):
        raise ValueError("entries are numbered from 1")
    return int(key)


def _timed(entry: AnyEntry) -> AnyEntry:
    for name in _moments(type(entry)):
        at = getattr(entry, name)
        if at is not None and at.tzinfo is None:
            raise ValueError("a time without its offset")
    return entry


@cache
def _moments(kind: type[Entry]) -> tuple[str, ...]:
    fields = msgspec.structs.fields(kind)
    return tuple(field.name for field in fields if field.type in {datetime, datetime | None})
