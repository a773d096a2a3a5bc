"""The cache on the disk of what the list of calls shows.

It is written by whoever comes first, never waited for, and worth nothing: what
cannot be read is taken for empty.
"""

from collections.abc import Callable, Container
from contextlib import nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from callmate.domain.plain import CallSummary
from callmate.store.errors import Busy, Damaged
from callmate.store.filing import as_json, contents, decoded, replace_whole
from callmate.store.locks import claim
from callmate.store.places import Places

if TYPE_CHECKING:
    from filelock import FileLock

VERSION = 1
"""Counted up whenever a row is made differently; other versions are taken for empty."""

_PATIENCE = 5.0
"""Seconds that a deletion waits for a writer, which takes a tenth of one for 10,000 calls."""


class Cached(msgspec.Struct, array_like=True, frozen=True):
    """The row of one call, and which contents of its file it was read from."""

    written: int
    """When the file was last written, in nanoseconds."""
    size: int
    """In bytes."""
    summary: CallSummary


Rows = dict[str, Cached]


class _Shape(msgspec.Struct):
    version: int
    rows: Rows


@cache
def _shape() -> msgspec.json.Decoder[_Shape]:
    return msgspec.json.Decoder(_Shape)


def read_index(places: Places) -> Rows:
    """What the cache holds; nothing when it is not there, spoilt or of another version."""
    try:
        shape = decoded(contents(places.index), _shape())
    except (OSError, Damaged, ValueError, RecursionError):
        return {}
    return shape.rows if shape.version == VERSION else {}


def write_index(places: Places, rows: Rows, existing: Callable[[], Container[str]]) -> None:
    """Put rows into the cache, unless the disk refuses or somebody else is at it.

    Args:
        places: Where.
        rows: The rows.
        existing: Asked, when nobody can delete a call unnoticed, which ids there are.
    """
    with suppress(OSError, Busy), _lock(places, 0):
        there = existing()
        kept = {call_id: row for call_id, row in rows.items() if call_id in there}
        replace_whole(places.index, as_json(_Shape(VERSION, kept)), durable=False)


def drop_index(places: Places) -> None:
    """Remove the cache, so that it tells nothing of a call that has just gone.

    Raises:
        OSError: The disk refused.
    """
    try:
        lock: FileLock | nullcontext[None] = _lock(places, _PATIENCE)
    except Busy:
        lock = nullcontext()
    with lock:
        places.index.unlink(missing_ok=True)
        places.recent.unlink(missing_ok=True)
        places.due.unlink(missing_ok=True)


def _lock(places: Places, patience: float) -> "FileLock":
    return claim(index_lock(places), patience)


def index_lock(places: Places) -> Path:
    """The file whose lock is held by whoever writes a cache."""
    return places.data / "index.lock"
