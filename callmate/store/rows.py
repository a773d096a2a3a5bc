"""Calls as rows of a list, the damaged ones among them, and a note of the newest ones."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import msgspec

from callmate.domain.records import CallSummary, summarise
from callmate.store.atomic_file import as_json, contents, replace_whole
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Busy, Damaged, NoSuchCall, Why
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


@dataclass(frozen=True)
class DamagedCall:
    """A call whose file cannot be read; it stays in the list, and on the disk as it is."""

    id: str
    why: Why


Row = CallSummary | DamagedCall


def row(cabinet: Cabinet, call_id: str) -> Row:
    """The row of one call, read from its file.

    Raises:
        NoSuchCall: It is not there.
    """
    try:
        kept = cabinet.kept(call_id)
    except Damaged as error:
        return DamagedCall(call_id, error.why)
    return summarise(kept.call, kept.fingerprint)


def row_if_there(cabinet: Cabinet, call_id: str) -> Row | None:
    """The row of one call; ``None`` when it was deleted a moment ago."""
    with suppress(NoSuchCall):
        return row(cabinet, call_id)
    return None


def latest(cabinet: Cabinet, count: int) -> list[Row]:
    """The newest rows, newest first, read from the calls themselves."""
    noted = read_recent(cabinet.places, count)
    found = (row_if_there(cabinet, each) for each in (cabinet.ids() if noted is None else noted))
    return list(islice((each for each in found if each is not None), count))
