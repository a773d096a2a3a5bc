"""A file of entries in a chain, as each call and each case has one: read and checked.

Such a file is JSON: ``version``, ``id``, and the table ``entries``, in which each record stands
under its number, counted from 1, and carries a digest over itself and the record before it.
"""

from datetime import datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

import msgspec

from callmate.store.atomic_file import VERSION, as_json, contents, decoded, parse, top_of
from callmate.store.errors import Damaged, Why

if TYPE_CHECKING:
    from callmate.domain.seal import Chain

ENTRIES = "entries"
"""The table that holds the entries."""


class Dated(Protocol):
    """What a journal needs to know of an entry."""

    @property
    def id(self) -> str:
        """Unique among the entries of a call or a case."""
        ...

    @property
    def at(self) -> datetime:
        """When it was made, with its offset from UTC."""
        ...


E = TypeVar("E", bound=Dated)


class Shape(msgspec.Struct, Generic[E]):
    """What such a file looks like."""

    version: int
    id: str
    entries: dict[str, E]


class _Digested(msgspec.Struct):
    digest: str = ""


class _Seals(msgspec.Struct):
    entries: dict[str, _Digested]


_SEALS = msgspec.json.Decoder(_Seals)


class Journal(msgspec.Struct, Generic[E], frozen=True):
    """What a file says."""

    id: str
    """Of the call or the case."""
    entries: tuple[E, ...]
    """In the order of their numbers."""
    fingerprint: str
    """The digest that the last one carries, in hex, unchecked."""


class JournalKind(Generic[E]):
    """One kind of journal, such as that of calls.

    Args:
        stem: What its files are called, without the ending: ``call``.
        shape: ``Shape`` of its entries.
        entry: The type of its entries, a union of structs.
    """

    def __init__(self, stem: str, shape: type[Shape[E]], entry: Any) -> None:  # noqa: ANN401 - no name for a union
        self.stem = stem
        self._shape = shape
        self._entry = entry

    @cached_property
    def _decoder(self) -> msgspec.json.Decoder[Shape[E]]:
        return msgspec.json.Decoder(self._shape)

    @cached_property
    def _entry_decoder(self) -> msgspec.json.Decoder[E]:
        return msgspec.json.Decoder(self._entry)

    def path(self, folder: Path) -> Path:
        """The file in the folder of a call or a case."""
        return folder / f"{self.stem}.json"

    def read(self, folder: Path) -> Journal[E]:
        """The journal in a folder that has the id of its call or case for a name.

        Raises:
            Damaged: Its file cannot be read as one; it is left as it is.
            NewerVersion: A newer version of the program wrote it.
        """
        path = self.path(folder)
        return self.told_by(path, _contents(path))

    def told_by(self, path: Path, raw: bytes) -> Journal[E]:
        """What a file says; raises as ``read`` does.

        Args:
            path: The file.
            raw: All that it holds.
        """
        try:
            shape, seals = decoded(raw, self._decoder), decoded(raw, _SEALS)
            ordered = sorted(shape.entries, key=_number)
            entries = tuple(_timed(shape.entries[key]) for key in ordered)
        except (ValueError, RecursionError) as error:
            top_of(path, raw)  # says it more exactly, where it can
            raise Damaged(path, Why.WRONG_SHAPE) from error
        if shape.version != VERSION or not entries:
            top_of(path, raw)
            raise Damaged(path, Why.WRONG_SHAPE)
        if shape.id != path.parent.name:
            raise Damaged(path, Why.OTHER_ID)
        return Journal(shape.id, entries, seals.entries[ordered[-1]].digest)

    def records(self, folder: Path) -> list[dict[str, object]]:
        """The entries in a folder's file as they are stored, in order, digests and all.

        Raises:
            Damaged: The file does not hold a table of entries.
            NewerVersion: A newer version of the program wrote it.
        """
        path = self.path(folder)
        table = top_of(path, _contents(path)).get(ENTRIES)
        try:
            records = msgspec.convert(table, dict[str, dict[str, object]])
            return [records[key] for key in sorted(records, key=_number)]
        except ValueError as error:
            raise Damaged(path, Why.WRONG_SHAPE) from error

    def verify(self, folder: Path) -> "Chain":
        """Whether the entries in a folder fit their digests; raises as ``records`` does."""
        from callmate.domain.seal import check  # noqa: PLC0415 - off the first paint

        return check(folder.name, self.records(folder))

    def as_kept(self, entry: E) -> tuple[E, dict[str, object]]:
        """An entry as it will come back from the disk, and its record, without a digest yet.

        Raises:
            ValueError: It would not come back as a whole entry.
        """
        raw = as_json(entry)
        back = decoded(raw, self._entry_decoder)
        return _timed(back), msgspec.convert(parse(raw), dict)


def _contents(path: Path) -> bytes:
    try:
        return contents(path)
    except FileNotFoundError as error:
        raise Damaged(path, Why.MISSING) from error


def _number(key: str) -> int:
    if not (key.isascii() and key.isdecimal()) or key.startswith("0"):
        raise ValueError("entries are numbered from 1")
    return int(key)


def _timed(entry: E) -> E:
    for name in _moments(type(entry)):
        at = getattr(entry, name)
        if at is not None and at.tzinfo is None:
            raise ValueError("a time without its offset")
    return entry


@cache
def _moments(kind: Any) -> tuple[str, ...]:  # noqa: ANN401 - a struct, which msgspec does not name
    fields = msgspec.structs.fields(kind)
    return tuple(field.name for field in fields if field.type in {datetime, datetime | None})
