"""Works out what the home screen shows above the calls."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, time

from callmate.agenda.reading import pending_now
from callmate.domain.ahead import Ahead, Due, OpenCase
from callmate.domain.next_steps import Step
from callmate.domain.pending import Pending, Waiting
from callmate.domain.plain import CallSummary
from callmate.domain.rules import Country
from callmate.store.index import Index
from callmate.store.rows import Row


def look_ahead(index: Index, rows: Sequence[Row], country: Country, now: datetime) -> Ahead:
    """What is due and which cases are open.

    Args:
        index: All calls and cases.
        rows: The rows that it has listed.
        country: Whose rules hold.
        now: The time, with its offset.
    """
    pending = pending_now(index.cabinet.places, country, now, index)
    due = (each for pended in pending for each in _due(pended, now))
    return Ahead(tuple(due), _open_cases(index, rows))


def _due(pending: Pending, now: datetime) -> Iterator[Due]:
    about = " · ".join(filter(None, (pending.name, pending.company)))
    for promise in pending.waiting:
        if promise.due is not None:
            yield _promise(pending, promise, promise.due, about)
    for step in pending.steps:
        if step.closes is not None and not step.guard and step.opens <= now.date():
            yield _step(pending, step, datetime.combine(step.closes, time.max, now.tzinfo), about)


def _promise(pending: Pending, promise: Waiting, due: datetime, about: str) -> Due:
    return Due(
        case=pending.case,
        call=promise.call,
        entry=promise.entry,
        it=promise.text,
        en=promise.text,
        about=about,
        due=due,
        exact=promise.exact,
    )


def _step(pending: Pending, step: Step, until: datetime, about: str) -> Due:
    return Due(
        case=pending.case,
        call=None,
        entry="",
        it=step.title.it,
        en=step.title.en,
        about=about,
        due=until,
        exact=False,
    )


def _open_cases(index: Index, rows: Iterable[Row]) -> tuple[OpenCase, ...]:
    filed: dict[str, list[datetime]] = {}
    for row in rows:
        if isinstance(row, CallSummary) and row.case:
            filed.setdefault(row.case, []).append(row.started)
    found = (
        OpenCase(
            id=case.id,
            name=case.name,
            company=case.company,
            calls=len(filed.get(case.id, ())),
            last=max((case.last, *filed.get(case.id, ()))),
        )
        for case in index.case_rows()
        if case.closed is None
    )
    return tuple(sorted(found, key=lambda case: case.last, reverse=True))
