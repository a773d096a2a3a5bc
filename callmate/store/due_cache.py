"""The cache on the disk of what is due; worth nothing, and made anew wherever it does not fit."""

from contextlib import suppress

import msgspec

from callmate.domain.pending import Pending
from callmate.store.atomic_file import as_json, contents, decoded, replace_whole
from callmate.store.errors import Busy, Damaged
from callmate.store.places import Places
from callmate.store.stamps import Stamp

VERSION = 7
"""Counted up whenever what is kept here is made differently."""


class CachedCase(msgspec.Struct, array_like=True, frozen=True):
    """What is pending in a case, and which contents of its files it was read from."""

    case: Stamp
    calls: dict[str, Stamp]
    pending: Pending | None
    """``None`` for a case that is closed."""


class DueFile(msgspec.Struct, frozen=True):
    """What was due when it was last looked at."""

    made_by: str
    """The country and the rules that went into it."""
    calls: str
    """A digest over the stamps of all calls."""
    cases: dict[str, CachedCase]
    loose: tuple[Pending, ...]
    """Of calls that are in no case."""
    version: int = VERSION


def read_due(places: Places) -> DueFile | None:
    """What the cache holds; ``None`` when it is not there, spoilt or of another version."""
    try:
        kept = decoded(contents(places.due), msgspec.json.Decoder(DueFile))
    except (OSError, Damaged, ValueError, RecursionError):
        return None
    return kept if kept.version == VERSION else None


def write_due(places: Places, due: DueFile) -> None:
    """Put it into the cache, unless the disk refuses or somebody else is at it."""
    if not places.data.is_dir():
        return
    from callmate.store.locks import claim  # noqa: PLC0415 - reading does without
    from callmate.store.rows import index_lock  # noqa: PLC0415 - the same

    with suppress(OSError, Busy), claim(index_lock(places), 0):
        replace_whole(places.due, as_json(due), durable=False)
