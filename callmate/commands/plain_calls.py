"""Calls as plain values for programs, with what the disk knows of their sound."""

from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec.structs import replace

from callmate.commands.seeing import Seen, see
from callmate.domain.plain import CallRecord, CallSummary, PlainPart, record
from callmate.store.cabinet import Cabinet
from callmate.store.errors import Damaged, NoSuchCall, Why
from callmate.store.naming import folder_of
from callmate.store.rows import DamagedCall, Row

Summary = TypeVar("Summary", bound=CallSummary)


def plain_row(cabinet: Cabinet, row: Row) -> object:
    """A row of the list of calls, as programs read it."""
    if isinstance(row, DamagedCall):
        return _nothing_but(CallSummary, row.id, row.why)
    if _may_lack_sound(row):
        with suppress(Damaged, NoSuchCall):
            found = see(cabinet, row.id).call
            row = replace(row, recordings=record(found, None).recordings)
    return _placed(folder_of(cabinet.places, row.id), row) if row.recordings else row


def plain_record(seen: Seen) -> CallRecord:
    """A whole call, as programs read it."""
    whole = record(seen.kept.call, seen.kept.fingerprint)
    found = record(seen.call, None).recordings
    return _placed(seen.folder, replace(whole, recordings=found))


def plain_damaged(call_id: str, why: Why) -> dict[str, object]:
    """A call that cannot be read, as programs read it."""
    return _nothing_but(CallRecord, call_id, why)


def _nothing_but(kind: type[msgspec.Struct], call_id: str, why: Why) -> dict[str, object]:
    names = [field.encode_name for field in msgspec.structs.fields(kind)]
    return dict.fromkeys(names) | {"id": call_id, "damaged": why.value}


def _may_lack_sound(row: CallSummary) -> bool:
    return row.ended is None or any(part.seconds is None for part in row.recordings)


def _placed(folder: Path, row: Summary) -> Summary:
    return replace(row, recordings=tuple(_at(folder, part) for part in row.recordings))


def _at(folder: Path, part: PlainPart) -> PlainPart:
    # A name that is more than a name was not written by us, and leads nowhere.
    plain = Path(part.path).name == part.path
    return replace(part, path=str(folder / part.path)) if plain else part
