"""The index on the disk: an SQLite file of rows and words, which may be deleted at any time.

It is written by whoever comes first and worth nothing by itself: one that is spoilt, or of
another version, is made anew from the calls and cases.
"""

import os
import sqlite3
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import time_ns
from zlib import crc32

from msgspec.structs import fields

from callmate.domain.records import CallSummary
from callmate.store.index_pages import CaseRow, IndexedText
from callmate.store.places import Places

_ROWS = [
    (each.name, str(each.type))
    for kind in (CallSummary, CaseRow, IndexedText)
    for each in fields(kind)
]

VERSION = f"4 {unicodedata.unidata_version} {crc32(str(_ROWS).encode())}"
"""Another one whenever a page is made differently, or letters are folded differently."""

_PATIENCE = 2.0
"""Seconds to wait while another window writes."""

_SCHEMA = """
CREATE TABLE meta (version TEXT, made INTEGER);
CREATE TABLE facts (
    place INTEGER PRIMARY KEY, id TEXT UNIQUE, is_case INTEGER, written INTEGER, size INTEGER,
    around INTEGER, further INTEGER,
    started REAL, seconds REAL, company TEXT, claim TEXT, missing TEXT, outcome TEXT, filed TEXT
);
CREATE TABLE pages (place INTEGER PRIMARY KEY, row BLOB, said BLOB);
CREATE VIRTUAL TABLE words USING fts5 (
    said, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 0"
);
"""

Unusable = sqlite3.Error
"""The index cannot be read or written now; everything is in the calls and cases themselves."""


@contextmanager
def opened(places: Places) -> Iterator[sqlite3.Connection]:
    """The index, made if need be; changes count only inside a transaction that is committed.

    Raises:
        Unusable: The disk refused, somebody else is writing it, or it is spoilt.
    """
    base = _connected(places)
    try:
        yield base
    except sqlite3.DatabaseError as error:
        if not isinstance(error, sqlite3.OperationalError):
            base.close()
            _discard(places)
        raise
    finally:
        base.close()


@contextmanager
def in_memory() -> Iterator[sqlite3.Connection]:
    """An empty index that lies nowhere and is gone afterwards.

    Raises:
        Unusable: There is no room in memory.
    """
    base = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        _make(base)
        yield base
    finally:
        base.close()


def made(base: sqlite3.Connection) -> int:
    """When the index was made, in nanoseconds; another one has been emptied since."""
    return int(base.execute("SELECT made FROM meta").fetchone()[0])


def _connected(places: Places) -> sqlite3.Connection:
    try:
        return _checked(places)
    except sqlite3.OperationalError:
        raise
    except sqlite3.DatabaseError:
        _discard(places)
        return _checked(places)


def _checked(places: Places) -> sqlite3.Connection:
    _make_private(places.index)
    base = sqlite3.connect(
        f"file:{_quoted(places.index)}?mode=rw",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.execute("PRAGMA secure_delete = ON")
        if _version(base) != VERSION:
            _make(base)
    except BaseException:
        base.close()
        raise
    return base


def _make_private(path: Path) -> None:
    # SQLite gives the files beside it the rights that this one has.
    flags = os.O_WRONLY | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW
    try:
        descriptor = os.open(path, flags, 0o600)
    except OSError as error:
        raise sqlite3.OperationalError(str(error)) from error
    try:
        os.fchmod(descriptor, 0o600)
    finally:
        os.close(descriptor)


def _quoted(path: Path) -> str:
    return "".join(f"%{ord(sign):02x}" if sign in "%?#" else sign for sign in str(path))


def _version(base: sqlite3.Connection) -> str | None:
    try:
        found = base.execute("SELECT version FROM meta").fetchone()
    except sqlite3.OperationalError:
        return None
    return str(found[0]) if found else None


def _make(base: sqlite3.Connection) -> None:
    base.execute("BEGIN IMMEDIATE")
    try:
        if _version(base) != VERSION:
            kept = ("words", "meta", "facts", "pages")
            for name in kept:
                base.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in _SCHEMA.split(";\n"):
                base.execute(statement)
            base.execute("INSERT INTO meta VALUES (?, ?)", (VERSION, time_ns()))
        base.execute("COMMIT")
    except BaseException:
        base.execute("ROLLBACK")
        raise


def drop_index(places: Places) -> None:
    """Empty the index, so that it tells nothing of a call that has just gone.

    Raises:
        OSError: The disk refused.
    """
    places.recent.unlink(missing_ok=True)
    places.due.unlink(missing_ok=True)
    places.ahead.unlink(missing_ok=True)
    if not places.index.exists():
        return
    try:
        # Unlinked, it would still be written by a window that has it open.
        with opened(places) as base:
            base.execute("UPDATE meta SET version = ''")
            _make(base)
            base.execute("VACUUM")
            base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except Unusable:
        _discard(places)


def _discard(places: Places) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        with suppress(OSError):
            places.index.with_name(places.index.name + ending).unlink(missing_ok=True)
