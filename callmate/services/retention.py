"""Deletes the sound of calls whose case is long closed, once the owner has said so.

It never does so by itself. What was deleted is written down in the call first; were the
sound then to stay, the owner would be asked again.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from callmate.audio.layout import digest, drop_part, parts
from callmate.domain.case import Case
from callmate.domain.records import CallSummary
from callmate.services.desk import Clock, Desk, now
from callmate.services.recovery import recover
from callmate.store.atomic_file import keep_folder
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.errors import NoSuchCall, NotDeleted
from callmate.store.index import Index


def is_over(case: Case, today: date) -> bool:
    """Whether the time is over for which the sound of a case's calls was wanted."""
    return case.sound_until is not None and case.sound_until <= today


def with_sound(cabinet: Cabinet, call_ids: Iterable[str]) -> tuple[str, ...]:
    """Those of the calls of which there is sound."""
    return tuple(call_id for call_id in call_ids if _has_sound(cabinet, call_id))


def to_decide(cabinet: Cabinet, today: date) -> Iterator[tuple[Case, tuple[str, ...]]]:
    """The cases whose time is over, each with those of its calls of which there is sound.

    Args:
        cabinet: Where the calls are.
        today: The day.
    """
    over = [case for case in Cases(cabinet.places).readable() if is_over(case, today)]
    if not over:
        return
    rows = [row for row in Index(cabinet).rows() if isinstance(row, CallSummary)]
    for case in over:
        lying = with_sound(cabinet, (row.id for row in rows if row.case == case.id))
        if lying:
            yield case, lying


def delete_sound(cabinet: Cabinet, call_id: str, clock: Clock = now) -> int:
    """Delete all sound of a call; its entries tell of it and keep its digests.

    Args:
        cabinet: Where the call is.
        call_id: The call.
        clock: Tells the time.

    Returns:
        How many parts there were.

    Raises:
        Busy: Another window has the call.
        NoSuchCall: It is not there.
        Damaged: Its file cannot be read, so nothing could be written down.
        CannotKeep: It could not be written down; nothing was deleted.
        NotDeleted: The disk refused; the sound, or a part of it, is still there.
    """
    with cabinet.take(call_id) as kept:
        desk = Desk(kept, clock)
        try:
            recover(desk, kept.folder)
            lying = [facts.part for facts in parts(kept.folder)]
            told = {part.number for part in desk.call.parts if part.deleted is not None}
            for part in lying:
                if part not in told:
                    desk.sound_deleted(part, digest(kept.folder, part))
            for part in lying:
                drop_part(kept.folder, part)
            keep_folder(kept.folder)
        except OSError as error:
            raise NotDeleted.because(error) from error
    return len(lying)


def _has_sound(cabinet: Cabinet, call_id: str) -> bool:
    try:
        return bool(parts(cabinet.folder(call_id)))
    except (NoSuchCall, OSError):
        return False
