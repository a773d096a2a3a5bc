"""The entries of a call or a case, as they lie in its folder: read, and checked.

A file of entries is JSON: ``version``, ``id``, and the table ``entries``, in which each record
stands under its number, counted from 1, and carries a digest over itself and the record before it.

``call.json`` and ``case.json`` are the first writer's. Whoever else adds to a call, another person
or another computer, does so in a file of their own, ``call.WRITER.json``, which names the
``writer`` too; so no file has two writers. Any other file of the same kind and id is a copy, such
as a sync program leaves where it met two versions of a file.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, get_args

import msgspec

from callmate.domain.entry import FIRST_YEAR, LAST_YEAR
from callmate.domain.writers import E, FurtherFile, Journal, JournalFile, put_together
from callmate.store.atomic_file import VERSION, as_json, contents, decoded, parse, top_of
from callmate.store.errors import Damaged, Why
from callmate.store.places import is_id

if TYPE_CHECKING:
    from callmate.domain.seal import Chain, History

ENTRIES = "entries"
"""The table that holds the entries."""

_RECORD = re.compile(r'\{"kind":"')
_WRITER = re.compile(r"[a-z0-9-]{4,32}")


class Shape(msgspec.Struct, Generic[E]):
    """What a file looks like."""

    version: int
    id: str
    entries: dict[str, E]
    writer: str = ""


class _Digested(msgspec.Struct):
    digest: str = ""


class _Seals(msgspec.Struct):
    entries: dict[str, _Digested]


_SEALS = msgspec.json.Decoder(_Seals)


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

    def path(self, folder: Path, writer: str = "") -> Path:
        """A writer's file in the folder of a call or a case.

        Raises:
            ValueError: No writer has such a name.
        """
        if writer and not _WRITER.fullmatch(writer):
            raise ValueError("a writer's name has 4 to 32 small letters, digits and hyphens")
        return folder / f"{self.stem}{writer and '.'}{writer}.json"

    def further_names(self, folder: Path) -> list[str]:
        """The names of the files beside the first, further writers' before copies of any."""
        first = f"{self.stem}.json"
        try:
            names = os.listdir(folder)  # noqa: PTH208 - a Path for each name of many takes long
        except OSError:
            return []  # who may not list a folder may still read what is known to be there
        found = [n for n in names if n.startswith(self.stem) and n.endswith(".json") and n != first]
        return sorted(found)

    def read(self, folder: Path) -> Journal[E]:
        """The journal in a folder that has the id of its call or case for a name.

        A further file that cannot be read is left out, and told.

        Raises:
            Damaged: The first file cannot be read as one; it is left as it is.
            NewerVersion: A newer version of the program wrote it.
        """
        path = self.path(folder)
        first = self.told_by(path, _contents(path))
        names = self.further_names(folder)
        if not names:
            return Journal(folder.name, first.entries, first.digest)
        files, unread = self._further(folder, names)
        return put_together(folder.name, (first, *files), unread)

    def _further(
        self, folder: Path, names: Sequence[str]
    ) -> tuple[list[JournalFile[E]], list[FurtherFile]]:
        files, unread = [], []
        for name in names:
            raw = b""
            try:
                raw = _contents(folder / name)
                files.append(self.told_by(folder / name, raw))
            except Damaged as error:
                if not _is_of_another(folder.name, raw):
                    unread.append(FurtherFile(name, is_copy=True, why=error.why.value))
        return sorted(files, key=lambda file: (file.is_copy, file.writer, file.name)), unread

    def told_by(self, path: Path, raw: bytes) -> JournalFile[E]:
        """What a file says.

        Args:
            path: The file.
            raw: All that it holds.

        Raises:
            Damaged: It cannot be read as a file of this kind, or it is of another call or case.
            NewerVersion: A newer version of the program wrote it.
        """
        try:
            shape, seals = decoded(raw, self._decoder), decoded(raw, _SEALS)
            ordered = sorted(shape.entries, key=_number)
            entries = tuple(_timed(shape.entries[key]) for key in ordered)
        except _NoSuchTimeError as error:
            raise Damaged(path, Why.NO_SUCH_TIME) from error
        except (ValueError, RecursionError) as error:
            top_of(path, raw)  # says it more exactly, where it can
            raise Damaged(path, Why.WRONG_SHAPE) from error
        if shape.version != VERSION or not entries:
            top_of(path, raw)
            raise Damaged(path, Why.WRONG_SHAPE)
        if shape.id != path.parent.name:
            raise Damaged(path, Why.OTHER_ID)
        first = path.name == f"{self.stem}.json"
        if shape.writer and (first or not _WRITER.fullmatch(shape.writer)):
            raise Damaged(path, Why.WRONG_SHAPE)
        is_copy = path != self.path(path.parent, shape.writer)
        digest = seals.entries[ordered[-1]].digest
        return JournalFile(path.name, shape.writer, is_copy, entries, digest)

    def readable_entries(self, folder: Path) -> tuple[E, ...]:
        """What can still be read of the first file, entry by entry, however damaged it is."""
        try:
            text = _contents(self.path(folder)).decode("utf-8", "replace")
        except Damaged:
            return ()
        from json import JSONDecoder  # noqa: PLC0415 - only what is damaged needs it

        found: list[E] = []
        for match in _RECORD.finditer(text):
            try:
                record, _end = JSONDecoder().raw_decode(text, match.start())
                found.append(_timed(msgspec.convert(record, self._entry)))
            except (ValueError, RecursionError):
                continue
        return tuple(found)

    def records(self, folder: Path, name: str = "") -> list[dict[str, object]]:
        """The entries in a file as they are stored, in order, digests and all.

        Args:
            folder: The folder of the call or the case.
            name: The name of the file; the first writer's when left out.

        Raises:
            Damaged: The file does not hold a table of entries.
            NewerVersion: A newer version of the program wrote it.
        """
        path = folder / name if name else self.path(folder)
        table = top_of(path, _contents(path)).get(ENTRIES)
        try:
            records = msgspec.convert(table, dict[str, dict[str, object]])
            return [records[key] for key in sorted(records, key=_number)]
        except ValueError as error:
            raise Damaged(path, Why.WRONG_SHAPE) from error

    def verify(self, folder: Path) -> "Chain":
        """Whether the entries in a folder fit their digests, in every file of it.

        Raises:
            Damaged: The first file does not hold a table of entries.
            NewerVersion: A newer version of the program wrote it.
        """
        from callmate.domain.seal import Chain, check, together  # noqa: PLC0415 - off the first paint

        if not self.further_names(folder):
            return check(folder.name, self.records(folder))
        ends, broken = [], []
        for name, writer, counts in self._readable(folder):
            chain = check(folder.name, self.records(folder, name), writer)
            ends += [(writer, chain.fingerprint)] if counts else []
            broken += [] if chain.broken_at is None else [(chain.broken_at, name)]
        at, file = broken[0] if broken else (None, "")
        unread = tuple(each.name for each in self.read(folder).further if each.why)
        return Chain(together(ends), at, file, unread)

    def histories(self, folder: Path) -> "list[History]":
        """How the files that count came about; raises as ``verify`` does."""
        from callmate.domain.seal import History, digests  # noqa: PLC0415 - off the first paint

        found = []
        for name, writer, counts in self._readable(folder):
            if counts:
                records = self.records(folder, name)
                after = tuple(digests(folder.name, records, writer))
                found.append(History(writer, after, tuple(str(each.get("id")) for each in records)))
        return found

    def _readable(self, folder: Path) -> Iterator[tuple[str, str, bool]]:
        """The name of each file that can be read, its writer, and whether it counts."""
        yield f"{self.stem}.json", "", True
        names = self.further_names(folder)
        if not names:
            return
        counting = {each.name for each in self.read(folder).further if each.counts}
        for file in self._further(folder, names)[0]:
            yield file.name, file.writer, file.name in counting

    def as_kept(self, entry: E) -> tuple[E, dict[str, object]]:
        """An entry as it will come back from the disk, and its record, without a digest yet.

        Raises:
            ValueError: It would not come back as a whole entry.
        """
        raw = as_json(entry)
        back = decoded(raw, self._entry_decoder)
        record = parse(raw)
        assert isinstance(record, dict)  # noqa: S101 - tells the type; an entry is an object
        return _timed(back), record


def _is_of_another(thing_id: str, raw: bytes) -> bool:
    """Whether a file is whole, and none of this call or case.

    One with entries that does not say of what they are is damaged: it may be of this one.
    """
    try:
        whole = parse(raw)
    except (ValueError, RecursionError):
        return False
    said = whole.get("id") if isinstance(whole, dict) else None
    if said == thing_id:
        return False
    holds_none = not isinstance(whole, dict) or not whole.get(ENTRIES)
    return holds_none or (isinstance(said, str) and is_id(said))


def _contents(path: Path) -> bytes:
    try:
        return contents(path)
    except FileNotFoundError as error:
        raise Damaged(path, Why.MISSING) from error


def _number(key: str) -> int:
    if not (key.isascii() and key.isdecimal()) or key.startswith("0"):
        raise ValueError("entries are numbered from 1")
    return int(key)


_Names = tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]


class _NoSuchTimeError(ValueError):
    """A time in an entry is none that a call or a case can hold."""


def _timed(entry: E) -> E:
    _check(entry)
    return entry


def _check(value: object) -> None:
    kind: Any = type(value)
    moments, days, inside = _times_of(kind)
    for name in moments:
        at = getattr(value, name)
        if at is not None and (at.tzinfo is None or not FIRST_YEAR <= at.year <= LAST_YEAR):
            raise _NoSuchTimeError(f"{name} has no offset, or lies in no year of a call")
    for name in days:
        on = getattr(value, name)
        if on is not None and not FIRST_YEAR <= on.year <= LAST_YEAR:
            raise _NoSuchTimeError(f"{name} lies in no year of a call")
    for name in inside:
        _check(getattr(value, name))


@cache
def _times_of(kind: Any) -> _Names:  # noqa: ANN401 - a struct, which msgspec does not name
    """The fields of a struct that are moments, those that are days, and those with times inside."""
    if not issubclass(kind, msgspec.Struct):
        return (), (), ()
    moments, days, inside = [], [], []
    for field in msgspec.structs.fields(kind):
        kinds = {field.type, *get_args(field.type)}
        if datetime in kinds:
            moments.append(field.name)
        elif date in kinds:
            days.append(field.name)
        elif any(isinstance(each, type) and issubclass(each, msgspec.Struct) for each in kinds):
            inside.append(field.name)
    return tuple(moments), tuple(days), tuple(inside)
