"""Finds sound that is on the disk but not among a call's entries, and writes it down.

The sound process outlives the screen: it may have closed a part after the screen was
killed, or been killed itself and left a part in slices.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from callmate.audio.layout import PartFacts, SoundSource, digest, parts, slices, slices_path
from callmate.domain.call import Call
from callmate.domain.entry import AnyEntry, Imported, RecordingBegan, RecordingEnded, SoundGap
from callmate.domain.recording import RecordingPart
from callmate.services.desk import Clock, Desk, new_id, now

_STILL = timedelta(seconds=3)
"""A part whose last slice is younger than this may still be growing: a slice is a second."""


@dataclass(frozen=True)
class RecoveredSound:
    """What the disk knows of a call's sound and its entries do not."""

    entries: tuple[AnyEntry, ...] = ()
    """What would have to be added, in order."""
    growing: tuple[int, ...] = ()
    """Parts that a sound process may still be writing; to be looked at again later."""
    unclear: tuple[int, ...] = ()
    """Parts of which nothing tells when they began or how long they are."""


def look(call: Call, folder: Path, clock: Clock = now) -> RecoveredSound:
    """Compare a call's entries with the sound in its folder; nothing is changed.

    Args:
        call: The call as kept.
        folder: Its folder.
        clock: Tells the time.

    Raises:
        OSError: The folder, or sound in it, cannot be read.
    """
    known = {part.number: part for part in call.parts}
    entries: list[AnyEntry] = []
    growing: list[int] = []
    unclear: list[int] = []
    for facts in parts(folder):
        if _is_settled(known.get(facts.part), folder):
            continue
        if _is_growing(facts, folder, clock()):
            growing.append(facts.part)
            continue
        found = tuple(_lacking(facts, call, folder, clock()))
        entries += found
        if not any(isinstance(entry, RecordingEnded) for entry in found):
            unclear.append(facts.part)
    return RecoveredSound(tuple(entries), tuple(growing), tuple(unclear))


def recover(desk: Desk, folder: Path) -> RecoveredSound:
    """Write down the sound that the entries do not know of; what is written stays written once.

    Args:
        desk: The call's desk; the call is this process's alone.
        folder: The call's folder.

    Returns:
        What was added, and what could not be yet.

    Raises:
        OSError: The folder, or sound in it, cannot be read.
        CannotKeep: The ledger did not take an entry; what was added before stays.
    """
    found = look(desk.call, folder)
    for entry in found.entries:
        desk.write_down(entry)
    return found


def next_part(call: Call, folder: Path) -> int:
    """The number of the next part of a call's sound.

    Args:
        call: The call as kept.
        folder: Its folder; a part may lie there that the call could not yet be told of.

    Raises:
        OSError: The folder cannot be read.
    """
    told = (part.number for part in call.parts)
    lying = (facts.part for facts in parts(folder))
    return max([0, *told, *lying]) + 1


def with_found(call: Call, found: RecoveredSound) -> Call:
    """The call as it would be with what was found written down."""
    return call.with_entries(*found.entries)


def _is_settled(part: RecordingPart | None, folder: Path) -> bool:
    """Whether the entries tell the end of a part, and it lies where they say."""
    return part is not None and part.seconds is not None and _lies_at(folder, part)


def _lies_at(folder: Path, part: RecordingPart) -> bool:
    """Whether a part lies where its entries say; slices may since have been joined."""
    return part.path != slices_path(folder, part.number).name or (folder / part.path).is_dir()


def _is_growing(facts: PartFacts, folder: Path, at: datetime) -> bool:
    if facts.ended is not None:
        return False
    try:
        newest = facts.path if facts.whole else slices(folder, facts.part)[-1]
        written = datetime.fromtimestamp(newest.stat().st_mtime, at.tzinfo)
    except (FileNotFoundError, IndexError):
        return True  # just now it was moved from slices into one file
    return at - written < _STILL


def _lacking(facts: PartFacts, call: Call, folder: Path, at: datetime) -> Iterator[AnyEntry]:
    known = next((part for part in call.parts if part.number == facts.part), None)
    started = facts.started or (known.started if known else None)
    if started is None:
        return
    late = facts.source is not None and call.ended is not None
    if facts.source is not None:
        yield from _came_from(facts.part, facts.source, call, at)
    elif known is None:
        path = slices_path(folder, facts.part).name
        yield RecordingBegan(part=facts.part, path=path, id=new_id(), at=started)
    told = {(gap.since, gap.until) for gap in known.gaps} if known else set()
    for gap in facts.gaps:
        if (gap.begin, gap.end) not in told:
            yield SoundGap(
                part=facts.part, since=gap.begin, reason=gap.reason, id=new_id(), at=gap.end
            )
    if facts.ended is None and facts.whole:
        return  # its length stands in the sealed sound alone
    yield RecordingEnded(
        part=facts.part,
        path=facts.path.name,
        started=started,
        seconds=facts.seconds,
        sha256=facts.sha256 or digest(folder, facts.part),
        id=new_id(),
        at=at,
        late=late,
    )


def _came_from(part: int, source: SoundSource, call: Call, at: datetime) -> Iterator[Imported]:
    if any(isinstance(entry, Imported) and entry.part == part for entry in call.entries):
        return
    yield Imported(
        part=part,
        name=source.name,
        sha256=source.sha256,
        made=source.made,
        device=source.device,
        cut_short=source.cut_short,
        id=new_id(),
        at=at,
        late=call.ended is not None,
    )
