"""Works out what is due in a case, and in all of them, and keeps it for the next time."""

import os
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time, timedelta
from functools import partial
from zlib import crc32

from callmate.domain.call import Call
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Outcome
from callmate.domain.home_digest import Ahead, DueNotice, OpenCase
from callmate.domain.next_steps import Step, steps_of, story, story_of
from callmate.domain.pending import Pending, Urgency, Waiting, due_now, waiting_after, waiting_in
from callmate.domain.records import CallSummary
from callmate.domain.rules import Country, Rule, Words, rules_for
from callmate.rulebook.rule_files import OURS, read_rules, rule_files
from callmate.rulebook.workdays import is_holiday
from callmate.store.cabinet import Cabinet
from callmate.store.caches import CachedCase, DueFile, read_due, write_due
from callmate.store.cases import Cases
from callmate.store.errors import Damaged, NoSuchCall, NoSuchCase
from callmate.store.index import Index
from callmate.store.index_pages import CaseRow, Stamp, Stamps, call_stamps, stamp_of
from callmate.store.places import CASE_FILE, Places, is_id
from callmate.store.rows import Row

_END_OF_DAY = "23:59"
"""What a promise is due at when only its day was said."""


def pending_in(told: Chronology, rules: Sequence[Rule], country: Country) -> Pending:
    """What is pending in one case, open or not.

    Args:
        told: The case and its calls.
        rules: All rules.
        country: Whose rules hold.
    """
    case = told.case
    looked_at = story(case, told.calls)
    own = rules_for(rules, country, looked_at.sector)
    return Pending(
        case=case.id,
        name=case.name,
        company=case.facts.company,
        waiting=waiting_in(told),
        steps=steps_of(looked_at, own, partial(is_holiday, country)),
    )


def pending_after(call: Call, rules: Sequence[Rule], country: Country) -> Pending:
    """What is pending after a call that is in no case.

    Args:
        call: The call.
        rules: All rules.
        country: Whose rules hold.
    """
    own = rules_for(rules, country, call.start.sector)
    steps = steps_of(story_of(call), own, partial(is_holiday, country))
    return Pending(
        case=None, name="", company=call.company, waiting=waiting_after(call), steps=steps
    )


def make(
    places: Places,
    country: Country,
    known: DueFile | None,
    made_by: str,
    index: Index | None = None,
) -> DueFile:
    """Work out what is due, where it is not known, and keep that.

    Args:
        places: Where the owner's things lie.
        country: Whose rules hold.
        known: What was worked out before from the same rules, if anything was.
        made_by: The country and the rules, as the cache names them.
        index: All calls, if somebody has them at hand.
    """
    stamps = call_stamps(places)
    listed = (index or Index(Cabinet(places))).rows()
    rows = [row for row in listed if isinstance(row, CallSummary)]
    filed: dict[str, dict[str, Stamp]] = {}
    for row in rows:
        if row.case and row.id in stamps:
            filed.setdefault(row.case, {})[row.id] = stamps[row.id]
    maker = _Maker(places, country)
    cases = {}
    for name in Cases(places).ids():
        stamp = stamp_of(f"{places.cases}/{name}/{CASE_FILE}")
        before = known.cases.get(name) if known else None
        if stamp is not None:
            cases[name] = maker.case(name, stamp, filed.get(name, {}), before)
    loose = tuple(_loose(row) for row in rows if _is_loose(row, cases))
    made = DueFile(made_by, stamps.mark, cases, loose)
    write_due(places, made)
    return made


class _Maker:
    """Reads cases and calls, and the rules once they are wanted."""

    def __init__(self, places: Places, country: Country) -> None:
        self._places = places
        self._country = country
        self._cabinet = Cabinet(places)
        self._rules: tuple[Rule, ...] | None = None

    def case(
        self, name: str, stamp: Stamp, calls: dict[str, Stamp], known: CachedCase | None
    ) -> CachedCase:
        """What is pending in a case, taken over from before where nothing changed."""
        if known and (known.case, known.calls) == (stamp, calls):
            return known
        try:
            case = Cases(self._places).read(name)
        except (Damaged, NoSuchCase):
            return CachedCase(stamp, calls, None)
        if case.closed:
            return CachedCase(stamp, calls, None)
        if self._rules is None:
            self._rules = read_rules(self._places.rules).rules
        told = Chronology(case, tuple(self._calls(sorted(calls))))
        return CachedCase(stamp, calls, pending_in(told, self._rules, self._country))

    def _calls(self, ids: Sequence[str]) -> Iterator[Call]:
        for call_id in ids:
            with suppress(Damaged, NoSuchCall):
                yield self._cabinet.read(call_id)


def _is_loose(row: CallSummary, cases: Container[str]) -> bool:
    # A case may have been deleted; its calls stay, and so does what was promised in them.
    open_still = row.case not in cases and row.outcome is not Outcome.SOLVED
    return open_still and any(promise.due for promise in row.promises)


def _loose(row: CallSummary) -> Pending:
    waiting = tuple(
        Waiting(
            call=row.id,
            at=promise.at,
            text=promise.text,
            due=promise.due,
            exact=f"{promise.due:%H:%M}" != _END_OF_DAY,
            operator=row.operator,
        )
        for promise in row.promises
        if promise.due
    )
    return Pending(case=None, name=row.matter, company=row.company, waiting=waiting)


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


def _due(pending: Pending, now: datetime) -> Iterator[DueNotice]:
    about = " · ".join(filter(None, (pending.name, pending.company)))
    for promise in pending.waiting:
        if promise.due is not None:
            yield _promise(pending, promise, promise.due, about)
    for step in pending.steps:
        if step.closes is not None and not step.guard and step.opens <= now.date():
            yield _step(pending, step, datetime.combine(step.closes, time.max, now.tzinfo), about)


def _promise(pending: Pending, promise: Waiting, due: datetime, about: str) -> DueNotice:
    return DueNotice(
        case=pending.case,
        call=promise.call,
        entry=promise.entry,
        it=promise.text,
        en=promise.text,
        about=about,
        due=due,
        exact=promise.exact,
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
