"""What the first screen shows: calls as rows of a list, the damaged ones among them.

Notes of the newest ones, and of what stands above them, make it quick; both are worth nothing, and
made anew wherever they do not fit.
"""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from zlib import crc32

import msgspec
from msgspec.structs import fields

from callmate.domain.home_digest import HomeDigest
from callmate.domain.records import CallSummary, summarise
from callmate.store.atomic_file import as_json, contents, replace_whole
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Busy, Damaged, NoSuchCall, Why
from callmate.store.locks import claim
from callmate.store.places import CALL_FILE, Places, folder_of, is_id
from callmate.store.stamps import PageStamp, page_stamp

_KEPT = 200
"""Ids kept; more than any screen has rows."""
SHOWN = 80
"""Rows kept with them; hardly a screen has more."""


class _NotedRow(msgspec.Struct, array_like=True, frozen=True):
    stamp: PageStamp
    row: msgspec.Raw


class _Recent(msgspec.Struct, frozen=True):
    folders: dict[str, int]
    ids: list[str]
    rows: dict[str, _NotedRow] = {}
    version: int = 0


@cache
def _version() -> int:
    """Another one whenever a row has other fields."""
    return crc32(str([(each.name, str(each.type)) for each in fields(CallSummary)]).encode())


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


def _read_recent(places: Places) -> _Recent | None:
    """The note of the newest calls; ``None`` where calls have come or gone since."""
    try:
        kept = msgspec.json.decode(contents(places.recent), type=_Recent)
    except (OSError, Damaged, ValueError, RecursionError):
        return None
    now = folders_now(places)
    return kept if now and kept.folders == now else None


def write_recent(
    places: Places,
    folders: dict[str, int],
    ids: Iterable[str],
    rows: Mapping[str, tuple[PageStamp, CallSummary]],
) -> None:
    """Note the newest calls, unless the disk refuses.

    Args:
        places: Where.
        folders: What ``folders_now`` told before the calls were listed.
        ids: The calls, newest first.
        rows: Those of which one file is all there is, each with that file's stamp.
    """
    newest = list(islice(ids, _KEPT))
    noted = {each: _noted_row(*rows[each]) for each in newest[:SHOWN] if each in rows}
    whole = {name: each for name, each in noted.items() if each is not None}
    recent = _Recent(folders, newest, whole, _version())
    if folders and recent.ids:
        with suppress(OSError, Busy), claim(index_lock(places), patience=0):
            replace_whole(places.recent, as_json(recent), durable=False)


def _noted_row(stamp: PageStamp, row: CallSummary) -> _NotedRow | None:
    try:
        return _NotedRow(stamp, msgspec.Raw(msgspec.json.encode(row)))
    except UnicodeEncodeError:
        return None  # it holds bytes that are no text, and is read from the call itself


def read_digest(places: Places) -> HomeDigest:
    """What was noted of what stands above the calls; nothing where that is missing, or spoilt."""
    try:
        return msgspec.json.decode(contents(places.ahead), type=HomeDigest)
    except (OSError, Damaged, ValueError, RecursionError):
        return HomeDigest()


def write_digest(places: Places, ahead: HomeDigest) -> None:
    """Note what stands above the calls, unless the disk refuses or somebody else is at it."""
    if places.data.is_dir():
        with suppress(OSError, Busy), claim(index_lock(places), patience=0):
            replace_whole(places.ahead, as_json(ahead), durable=False)


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
    """The newest rows, newest first, as they are noted or read from the calls themselves."""
    recent = _read_recent(cabinet.places) if count <= _KEPT else None
    ids = recent.ids[:count] if recent else cabinet.ids()
    found = (_noted(cabinet, recent, each) or row_if_there(cabinet, each) for each in ids)
    return list(islice((each for each in found if each is not None), count))


def _noted(cabinet: Cabinet, recent: _Recent | None, call_id: str) -> Row | None:
    """The row of a call that is noted; ``None`` where it was written to since."""
    noted = recent.rows.get(call_id) if recent and recent.version == _version() else None
    if noted is None or not is_id(call_id):
        return None
    folder = folder_of(cabinet.places, call_id)
    if page_stamp(str(folder), CALL_FILE, several=False) != noted.stamp:
        return None
    try:
        return _decoder().decode(noted.row)
    except ValueError:
        return None


@cache
def _decoder() -> msgspec.json.Decoder[CallSummary]:
    return msgspec.json.Decoder(CallSummary)
