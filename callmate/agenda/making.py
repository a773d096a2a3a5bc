"""Works out what is due in a case, and in all of them, and keeps it for the next time."""

from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from functools import partial

from callmate.domain.call import Call
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Outcome
from callmate.domain.happened import story, story_of
from callmate.domain.next_steps import steps_of
from callmate.domain.pending import Pending, Waiting
from callmate.domain.plain import CallSummary
from callmate.domain.rules import Country, Rule, rules_for
from callmate.domain.waiting import waiting_after, waiting_in
from callmate.rulebook.loading import read_rules
from callmate.rulebook.workdays import is_holiday
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases
from callmate.store.due_file import CachedCase, DueFile, write_due
from callmate.store.errors import Damaged, NoSuchCall, NoSuchCase
from callmate.store.index import Index
from callmate.store.naming import CASE_FILE
from callmate.store.places import Places
from callmate.store.stamps import Stamp, call_stamps, stamp_of

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
