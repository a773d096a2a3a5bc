"""Brings a recording made by something else, a phone mostly, into a call."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from callmate.audio.door import Heard, receive
from callmate.audio.layout import drop_whole
from callmate.audio.requests import TakeInRequest
from callmate.domain.entry import AnyEntry, Imported
from callmate.domain.ledger import CannotKeep
from callmate.domain.recording import RecordingPart
from callmate.services.desk import Clock, Desk, now
from callmate.services.recovery import next_part, recover
from callmate.store.journal_writer import OpenCall


@dataclass(frozen=True)
class Wish:
    """What is to be brought in, and how."""

    file: Path
    recipient: str
    """The owner's public key, to which it is sealed."""
    at: datetime | None = None
    """When it began; ``None`` for what the file says, or else the call's start."""
    damaged_too: bool = False
    """Whether a file that was cut short is taken as far as it goes."""


async def bring_in(kept: OpenCall, wish: Wish, heard: Heard, clock: Clock = now) -> RecordingPart:
    """Take a recording into a call as its next part; when cancelled, nothing of it is left.

    Args:
        kept: The call, this process's alone.
        wish: The recording.
        heard: Is told every now and then how far it is.
        clock: Tells the time.

    Raises:
        RefusedError: It is none that can be taken in; nothing of it is left.
        CannotKeep: The call could not be written; nothing of it is left.
        OSError: The folder cannot be read, or nothing could be started.
    """
    desk = Desk(kept, clock)
    recover(desk, kept.folder)
    number = next_part(desk.call, kept.folder)
    request = TakeInRequest(
        str(kept.folder),
        number,
        wish.recipient,
        os.fsencode(wish.file),
        desk.call.start.at,
        wish.at,
        wish.damaged_too,
    )
    await receive(request, heard)
    try:
        recover(desk, kept.folder)
    except CannotKeep:
        if not any(_tells_of(entry, number) for entry in desk.call.entries):
            drop_whole(kept.folder, number)  # not even where it comes from could be written
        raise
    return next(part for part in desk.call.parts if part.number == number)


def _tells_of(entry: AnyEntry, part: int) -> bool:
    return isinstance(entry, Imported) and entry.part == part
