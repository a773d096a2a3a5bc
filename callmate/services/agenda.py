"""What is due in all cases, for prompts and the first screen: from a cache while nothing changed.

A prompt waits for it, so that what reads calls, cases and rules is loaded only when it is needed.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from zlib import crc32

from callmate.domain.home_digest import DueNotice, HomeDigest, OpenCase
from callmate.domain.next_steps import Step, in_order
from callmate.domain.pending import Pending, Urgency, due_now
from callmate.domain.promise import Promise
from callmate.domain.rules import Country, Words
from callmate.rulebook.rule_files import OURS, rule_files
from callmate.store.due_cache import DueFile, read_due
from callmate.store.places import CASE_FILE, Places, is_id
from callmate.store.stamps import Stamp, Stamps, call_stamps, stamp_of

if TYPE_CHECKING:
    from callmate.store.index import Index
    from callmate.store.index_pages import CaseRow
    from callmate.store.rows import Row

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
        from callmate.services.case_steps import work_out_due  # noqa: PLC0415 - see above

        known = kept if kept and kept.made_by == made_by else None
        kept = work_out_due(places, country, known, made_by, index)
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
        promises = tuple(p for p in each.promises if p.due and p.due > now - _REMEMBERED)
        if promises:
            yield Pending(case=None, name=each.name, company=each.company, promises=promises)


def home_digest(
    index: "Index", rows: "Sequence[Row]", country: Country, now: datetime
) -> HomeDigest:
    """What the first screen shows above the calls: what is due, and the open cases.

    Args:
        index: All calls and cases.
        rows: The rows that it has listed.
        country: Whose rules hold.
        now: The time, with its offset.
    """
    pending = pending_now(index.cabinet.places, country, now, index)
    due = (each for pended in pending for each in _due(pended, now))
    first = {each.case: _first_step(each, now) for each in pending if each.case}
    return HomeDigest(tuple(due), _open_cases(index, rows, first))


def _first_step(pending: Pending, now: datetime) -> Words | None:
    """The most pressing thing that can be done now."""
    for item in due_now([pending], now):
        if isinstance(item.what, Step) and item.urgency in {Urgency.LOSING, Urgency.NOW}:
            return item.what.title
    return None


def _due(pending: Pending, now: datetime) -> Iterator[DueNotice]:
    about = " · ".join(filter(None, (pending.name, pending.company)))
    for promise in pending.promises:
        if promise.due is not None:
            yield _promise(pending, promise, promise.due, about)
    for step in in_order(pending.steps, now.date()):
        if step.closes is not None and not step.guard and step.opens <= now.date():
            yield _step(pending, step, datetime.combine(step.closes, time.max, now.tzinfo), about)


def _promise(pending: Pending, promise: Promise, due: datetime, about: str) -> DueNotice:
    return DueNotice(
        case=pending.case,
        call=promise.call,
        entry=promise.entry,
        it=promise.text,
        en=promise.text,
        about=about,
        due=due,
        exact=promise.due_exact,
    )


def _step(pending: Pending, step: Step, until: datetime, about: str) -> DueNotice:
    return DueNotice(
        case=pending.case,
        call=None,
        entry="",
        it=step.title.it,
        en=step.title.en,
        about=about,
        due=until,
        exact=False,
    )


def _open_cases(
    index: "Index", rows: "Iterable[Row]", steps: Mapping[str, Words | None]
) -> tuple[OpenCase, ...]:
    from callmate.domain.records import CallSummary  # noqa: PLC0415 - see above

    filed: dict[str, list[datetime]] = {}
    for row in rows:
        if isinstance(row, CallSummary) and row.case:
            filed.setdefault(row.case, []).append(row.started)
    found = (
        _open_case(case, filed.get(case.id, []), steps.get(case.id))
        for case in index.case_rows()
        if case.closed is None
    )
    return tuple(sorted(found, key=lambda case: case.last, reverse=True))


def _open_case(case: "CaseRow", calls: Sequence[datetime], step: Words | None) -> OpenCase:
    return OpenCase(
        id=case.id,
        name=case.name,
        company=case.company,
        calls=len(calls),
        last=max((case.last, *calls)),
        it=step.it if step else "",
        en=step.en if step else "",
    )
