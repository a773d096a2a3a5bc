"""Works out the next steps of a case or a call for the screens; to be called from a thread."""

import os
from collections.abc import Sequence
from dataclasses import dataclass

from callmate.domain.call import Call
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Outcome, OutcomeSet, Sector
from callmate.domain.next_steps import story
from callmate.domain.pending import Pending
from callmate.domain.rules import Country, Rule, rules_for
from callmate.rulebook.country import country_of
from callmate.rulebook.rule_files import read_rules
from callmate.services.agenda import pending_after, pending_in
from callmate.store.cases import calls_of
from callmate.store.errors import StoreError
from callmate.store.index import Index
from callmate.store.settings import Settings


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
class Stepper:
    """Knows the rules of one owner.

    Args:
        index: The list of the owner's calls.
        settings: The owner's choices, the country among them.
    """

    index: Index
    settings: Settings

    def of_case(self, told: Chronology) -> NextSteps:
        """The next steps of a case."""
        rules = read_rules(self.index.cabinet.places.rules).rules
        sector = story(told.case, told.calls).sector
        return self._found(pending_in(told, rules, self._country), rules, sector, told)

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
        return self._found(pending_after(call, rules, self._country), rules, call.start.sector)

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
