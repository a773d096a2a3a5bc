"""Reads what is due from a cache, as long as nothing changed; loads little, for prompts wait."""

import os
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from callmate.domain.pending import Pending
from callmate.domain.rules import Country
from callmate.rulebook.loading import OURS, rule_files
from callmate.store.due_file import DueFile, read_due
from callmate.store.naming import CASE_FILE, is_id
from callmate.store.places import Places
from callmate.store.stamps import Stamp, Stamps, call_stamps, stamp_of

if TYPE_CHECKING:
    from callmate.store.index import Index

_REMEMBERED = timedelta(days=30)
"""For how long a promise that is in no case, and so cannot be settled, goes on being named."""


def pending_now(
    places: Places, country: Country, now: datetime, index: "Index | None" = None
) -> tuple[Pending, ...]:
    """What is pending in every open case, and promises of calls that are in none.

    Args:
        places: Where the owner's things lie.
        country: Whose rules hold.
        now: The time, by which a promise in no case is too old to be named.
        index: All calls, if somebody has them at hand.
    """
    made_by, calls, cases = _made_by(places, country), call_stamps(places), _case_stamps(places)
    kept = read_due(places)
    if kept is None or not _fits(kept, made_by, calls, cases):
        from callmate.agenda.making import make  # noqa: PLC0415 - reads calls, cases and rules

        known = kept if kept and kept.made_by == made_by else None
        kept = make(places, country, known, made_by, index)
    inside = (each.pending for each in kept.cases.values())
    return (*(each for each in inside if each), *_still_named(kept.loose, now))


def remembered(places: Places, now: datetime) -> tuple[Pending, ...]:
    """What was pending when it was last looked at, whatever has changed since."""
    kept = read_due(places)
    if kept is None:
        return ()
    inside = (each.pending for each in kept.cases.values())
    return (*(each for each in inside if each), *_still_named(kept.loose, now))


def _fits(kept: DueFile, made_by: str, calls: Stamps, cases: dict[str, Stamp]) -> bool:
    same = kept.made_by == made_by and kept.calls == calls.mark
    return same and {name: each.case for name, each in kept.cases.items()} == cases


def _case_stamps(places: Places) -> dict[str, Stamp]:
    try:
        names = os.listdir(places.cases)  # noqa: PTH208 - the names are all that is wanted
    except OSError:
        return {}
    found = {name: stamp_of(f"{places.cases}/{name}/{CASE_FILE}") for name in names if is_id(name)}
    return {name: stamp for name, stamp in found.items() if stamp is not None}


def _made_by(places: Places, country: Country) -> str:
    files = map(str, (*rule_files(OURS), *rule_files(places.rules)))
    stamps = "\n".join(f"{path} {stamp_of(path)}" for path in files)
    return f"{country} {crc32(stamps.encode('utf-8', 'surrogateescape'))}"


def _still_named(loose: Sequence[Pending], now: datetime) -> Iterator[Pending]:
    for each in loose:
        waiting = tuple(p for p in each.waiting if p.due and p.due > now - _REMEMBERED)
        if waiting:
            yield Pending(case=None, name=each.name, company=each.company, waiting=waiting)
