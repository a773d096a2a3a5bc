"""A note of the newest calls, good while no folder changed; ten thousand names take long to list.

It may be deleted or spoilt at any time: then the folders are listed.
"""

from collections.abc import Iterable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import msgspec

from callmate.store.errors import Busy
from callmate.store.filing import as_json, contents, replace_whole
from callmate.store.locks import claim
from callmate.store.places import Places

_KEPT = 200
"""Ids kept; more than any screen has rows."""


class _Recent(msgspec.Struct, frozen=True):
    folders: dict[str, int]
    ids: list[str]


def index_lock(places: Places) -> Path:
    """The file whose lock is held by whoever writes a note of what is on the disk."""
    return places.data / "index.lock"


def folders_now(places: Places) -> dict[str, int]:
    """When each folder that holds calls was last changed, in nanoseconds; empty when unknown."""
    try:
        years = [path for path in places.calls.iterdir() if path.is_dir()]
        return {path.name: path.stat().st_mtime_ns for path in (places.calls, *years)}
    except OSError:
        return {}


def read_recent(places: Places, count: int) -> list[str] | None:
    """The ids of the newest calls, newest first; ``None`` when they have to be listed."""
    if count > _KEPT:
        return None
    try:
        kept = msgspec.json.decode(contents(places.recent), type=_Recent)
    except (OSError, ValueError, RecursionError):
        return None
    now = folders_now(places)
    return kept.ids[:count] if now and kept.folders == now else None


def write_recent(places: Places, folders: dict[str, int], ids: Iterable[str]) -> None:
    """Note the newest calls, unless the disk refuses.

    Args:
        places: Where.
        folders: What ``folders_now`` told before the calls were listed.
        ids: The calls, newest first.
    """
    recent = _Recent(folders, list(islice(ids, _KEPT)))
    if folders and recent.ids:
        with suppress(OSError, Busy), claim(index_lock(places), patience=0):
            replace_whole(places.recent, as_json(recent), durable=False)
