"""The parts of a call's recording, read off its entries."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from callmate.domain.entry import (
    AnyEntry,
    Imported,
    RecordingBegan,
    RecordingEnded,
    SoundDeleted,
    SoundGap,
)


class Gap(msgspec.Struct, frozen=True):
    """A span without sound."""

    since: datetime
    until: datetime
    reason: str


class RecordingPart(msgspec.Struct, frozen=True):
    """One unbroken piece of the recording."""

    number: int
    path: str
    """Its place inside the call's folder."""
    started: datetime
    seconds: float | None
    """Its length; ``None`` while it is being recorded, or when that was cut short."""
    sha256: str | None
    """Hex digest of the sealed sound; ``None`` until the part is closed."""
    gaps: tuple[Gap, ...] = ()
    imported: Imported | None = None
    """Where it comes from, when it was not recorded here."""
    deleted: datetime | None = None
    """When the owner had its sound deleted; ``None`` while it is there."""


def parts(entries: Sequence[AnyEntry]) -> tuple[RecordingPart, ...]:
    """The parts that ``entries`` speak of, by number."""
    found: dict[int, RecordingPart] = {}
    for entry in entries:
        if isinstance(entry, RecordingBegan):
            found.setdefault(
                entry.part, RecordingPart(entry.part, entry.path, entry.at, None, None)
            )
        elif isinstance(entry, RecordingEnded):
            gaps = found[entry.part].gaps if entry.part in found else ()
            found[entry.part] = RecordingPart(
                entry.part, entry.path, entry.started, entry.seconds, entry.sha256, gaps
            )
        elif isinstance(entry, SoundGap) and entry.part in found:
            gap = Gap(entry.since, entry.at, entry.reason)
            found[entry.part] = replace(found[entry.part], gaps=(*found[entry.part].gaps, gap))
    origins = {entry.part: entry for entry in entries if isinstance(entry, Imported)}
    gone = {entry.part: entry.at for entry in entries if isinstance(entry, SoundDeleted)}
    return tuple(
        replace(found[each], imported=origins.get(each), deleted=gone.get(each))
        for each in sorted(found)
    )
