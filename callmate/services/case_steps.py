"""What is pending in a case, after a call, and in all cases: open promises and next steps.

Calls, cases and rules are read for it, so that a screen asks from a thread.
"""

import os
from collections.abc import Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

from callmate.domain.call import Call
from callmate.domain.case_events import events_of_call, events_of_case
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Outcome, OutcomeSet, Sector
from callmate.domain.next_steps import steps_of
from callmate.domain.pending import Pending
from callmate.domain.promise import Promise
from callmate.domain.records import CallSummary
from callmate.domain.rules import Country, Rule, rules_for
from callmate.rulebook.countries import country_of, is_holiday
from callmate.rulebook.rule_files import read_rules
from callmate.store.cabinet import Cabinet
from callmate.store.cases import Cases, calls_of
from callmate.store.due_cache import CachedCase, DueFile, write_due
from callmate.store.errors import Damaged, NoSuchCall, NoSuchCase, StoreError
from callmate.store.index import Index
from callmate.store.places import CASE_FILE, Places
from callmate.store.settings import Settings
from callmate.store.stamps import Stamp, call_stamps, stamp_of

_END_OF_DAY = "23:59"
"""What a promise is due at when only its day was said."""


def pending_of_case(told: Chronology, rules: Sequence[Rule], country: Country) -> Pending:
    """What is pending in one case, open or not.

    Args:
        told: The case and its calls.
        rules: All rules.
        country: Whose rules hold.
    """
    case = told.case
    events = events_of_case(case, told.calls)
    own = rules_for(rules, country, events.sector)
    return Pending(
        case=case.id,
        name=case.name,
        company=case.facts.company,
        promises=tuple(each for each in told.promises if each.kept is None),
        steps=steps_of(events, own, partial(is_holiday, country)),
    )


def pending_of_call(call: Call, rules: Sequence[Rule], country: Country) -> Pending:
    """What is pending after a call that is in no case.

    Args:
        call: The call.
        rules: All rules.
        country: Whose rules hold.
    """
    own = rules_for(rules, country, call.start.sector)
    steps = steps_of(events_of_call(call), own, partial(is_holiday, country))
    # There nobody says whether they were kept.
    return Pending(case=None, name="", company=call.company, promises=call.promises, steps=steps)


@dataclass(frozen=True)
class NextSteps:
    """What is pending, and the rules of the country and the trade, by their ids."""

    pending: Pending
    rules: dict[str, Rule]
    country: Country
    sector: Sector
    told: Chronology | None = None
    """The case, where it is one."""


@dataclass(frozen=True)
class StepFinder:
    """Finds the next steps of one owner's cases and calls; to be asked from a thread.

    Args:
        index: The list of the owner's calls.
        settings: The owner's choices, the country among them.
    """

    index: Index
    settings: Settings

    def of_case(self, told: Chronology) -> NextSteps:
        """The next steps of a case."""
        rules = read_rules(self.index.cabinet.places.rules).rules
        sector = events_of_case(told.case, told.calls).sector
        return self._found(pending_of_case(told, rules, self._country), rules, sector, told)

    def after_call(self, call: Call, outcome: Outcome | None) -> NextSteps:
        """The next steps after a call, with those of its case where it is in one.

        Args:
            call: The call that has ended.
            outcome: How it ended, where that was just chosen and is not kept yet.
        """
        if outcome is not None:
            chosen = OutcomeSet(id="chosen", at=call.last_kept, outcome=outcome)
            call = call.with_entries(chosen)
        if call.case is not None:
            try:
                case = self.index.cases.read(call.case)
            except StoreError:
                pass  # it cannot be read just now: the call alone still gives its steps
            else:
                others = calls_of(self.index.cabinet, self.index.rows(), case.id)
                calls = (*(other for other in others if other.id != call.id), call)
                return self.of_case(Chronology(case, calls))
        rules = read_rules(self.index.cabinet.places.rules).rules
        return self._found(pending_of_call(call, rules, self._country), rules, call.start.sector)

    @property
    def _country(self) -> Country:
        return country_of(self.settings.country, os.environ)

    def _found(
        self,
        pending: Pending,
        rules: Sequence[Rule],
        sector: Sector,
        told: Chronology | None = None,
    ) -> NextSteps:
        own = {rule.id: rule for rule in rules_for(rules, self._country, sector)}
        return NextSteps(pending, own, self._country, sector, told)


def work_out_due(
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
    reader = _CaseReader(places, country)
    cases = {}
    for name in Cases(places).ids():
        stamp = stamp_of(f"{places.cases}/{name}/{CASE_FILE}")
        before = known.cases.get(name) if known else None
        if stamp is not None:
            cases[name] = reader.case(name, stamp, filed.get(name, {}), before)
    loose = tuple(_loose(row) for row in rows if _is_loose(row, cases))
    made = DueFile(made_by, stamps.mark, cases, loose)
    write_due(places, made)
    return made


class _CaseReader:
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
        return CachedCase(stamp, calls, pending_of_case(told, self._rules, self._country))

    def _calls(self, ids: Sequence[str]) -> Iterator[Call]:
        for call_id in ids:
            with suppress(Damaged, NoSuchCall):
                yield self._cabinet.read(call_id)


def _is_loose(row: CallSummary, cases: Container[str]) -> bool:
    # A case may have been deleted; its calls stay, and so does what was promised in them.
    open_still = row.case not in cases and row.outcome is not Outcome.SOLVED
    return open_still and any(promise.due for promise in row.promises)


def _loose(row: CallSummary) -> Pending:
    promises = tuple(
        Promise(
            call=row.id,
            at=promise.at,
            text=promise.text,
            due=promise.due,
            due_exact=f"{promise.due:%H:%M}" != _END_OF_DAY,
            operator=row.operator,
        )
        for promise in row.promises
        if promise.due
    )
    return Pending(case=None, name=row.matter, company=row.company, promises=promises)
