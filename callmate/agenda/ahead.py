"""Works out what the home screen shows above the calls."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time

from callmate.agenda.reading import pending_now
from callmate.domain.ahead import Ahead, Due, OpenCase
from callmate.domain.next_steps import Step
from callmate.domain.pending import Pending, Urgency, Waiting, due_now
from callmate.domain.plain import CallSummary
from callmate.domain.rules import Country, Words
from callmate.store.index import Index
from callmate.store.indexed import CaseRow
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
    first = {each.case: _first_step(each, now) for each in pending if each.case}
    return Ahead(tuple(due), _open_cases(index, rows, first))


def _first_step(pending: Pending, now: datetime) -> Words | None:
    """The most pressing thing that can be done now."""
    for item in due_now([pending], now):
        if isinstance(item.what, Step) and item.urgency in {Urgency.LOSING, Urgency.NOW}:
            return item.what.title
    return None


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


def _open_cases(
    index: Index, rows: Iterable[Row], steps: Mapping[str, Words | None]
) -> tuple[OpenCase, ...]:
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


def _open_case(case: CaseRow, calls: Sequence[datetime], step: Words | None) -> OpenCase:
    return OpenCase(
        id=case.id,
        name=case.name,
        company=case.company,
        calls=len(calls),
        last=max((case.last, *calls)),
        it=step.it if step else "",
        en=step.en if step else "",
    )
