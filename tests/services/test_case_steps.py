"""The next steps are those of the country, the trade and what happened, in a case or without."""

from dataclasses import replace
from datetime import timedelta

import pytest

from callmate.domain.case import CaseFacts, Channel
from callmate.domain.chronology import Chronology
from callmate.domain.entry import Outcome, Sector
from callmate.services.case_steps import NextSteps, StepFinder
from callmate.store.settings import Settings
from tests.owner_store import START, OwnerStore, promise

FCC = "us.communications.fcc"


def stepper(store: OwnerStore, country: str = "us") -> StepFinder:
    settings = Settings(country=country)  # type: ignore[arg-type] # each test names a real one
    return StepFinder(store.index, settings)


def rules_of(found: NextSteps) -> list[str]:
    return [step.rule for step in found.pending.steps]


def after(store: OwnerStore, call: str, outcome: Outcome | None = None) -> NextSteps:
    return stepper(store).after_call(store.cabinet.read(call), outcome)


def test_after_a_call_that_solved_nothing_the_next_body_is_named(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.answer())
    found = after(owner_store, call)
    assert FCC in rules_of(found)
    assert (found.country, found.sector, found.told) == ("us", Sector.COMMUNICATIONS, None)
    assert found.pending.case is None
    assert found.pending.company == "Zefiro Telecom"


@pytest.mark.parametrize("sector", [Sector.BANK, Sector.OTHER, Sector.ENERGY])
def test_only_the_rules_of_the_country_and_the_trade_come_along(
    owner_store: OwnerStore, sector: Sector
) -> None:
    call = owner_store.call(lambda desk: desk.answer(), sector=sector)
    found = after(owner_store, call)
    assert FCC not in rules_of(found)
    assert set(rules_of(found)) <= set(found.rules)
    assert {rule.country for rule in found.rules.values()} == {"us"}
    assert all(not rule.sectors or sector in rule.sectors for rule in found.rules.values())


def test_an_outcome_that_was_chosen_and_not_kept_yet_counts(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.answer())
    assert FCC not in rules_of(after(owner_store, call, Outcome.SOLVED))
    assert FCC in rules_of(after(owner_store, call, Outcome.REFUSED))
    assert owner_store.cabinet.read(call).outcome is None


def test_the_owners_own_rule_takes_the_place_of_ours(owner_store: OwnerStore) -> None:
    own = owner_store.rule("mine", title="Ask again", more='sectors = ["communications"]')
    case = owner_store.case()
    found = stepper(owner_store).of_case(Chronology(case, ()))
    assert own in rules_of(found)
    assert found.rules[own].title.en == "Ask again"
    assert found.told == Chronology(case, ())
    assert own not in rules_of(stepper(owner_store, "gb").of_case(Chronology(case, ())))


def test_after_a_call_of_a_case_the_whole_case_counts(owner_store: OwnerStore) -> None:
    own = owner_store.rule("mine", more='done_by = ["complaint"]')
    case = owner_store.case()
    first = owner_store.call(promise("a technician", START), case=case.id)
    last = owner_store.call(case=case.id, at=START + timedelta(days=1))
    found = after(owner_store, last)
    assert found.told is not None
    assert [call.id for call in found.told.calls] == [first, last]
    assert [one.text for one in found.pending.promises] == ["a technician"]
    assert own in rules_of(found)
    owner_store.desk().add(case, Channel.LETTER, "a complaint")
    assert own not in rules_of(after(owner_store, last))


def test_the_call_is_taken_as_it_is_handed_over_and_only_once(owner_store: OwnerStore) -> None:
    case = owner_store.case()
    call_id = owner_store.call(case=case.id)
    call = owner_store.cabinet.read(call_id)
    shorter = replace(call, entries=call.entries[:1])
    found = stepper(owner_store).after_call(shorter, None)
    assert found.told is not None
    assert found.told.calls == (shorter,)


def test_a_case_without_a_trade_takes_it_from_its_calls(owner_store: OwnerStore) -> None:
    case = owner_store.case(facts=CaseFacts(name="Line dead"))
    call = owner_store.call(lambda desk: desk.answer(), case=case.id)
    assert after(owner_store, call).sector is Sector.COMMUNICATIONS
    nothing = stepper(owner_store).of_case(Chronology(case, ()))
    assert nothing.sector is Sector.OTHER


def test_a_case_that_cannot_be_read_still_leaves_the_steps_of_the_call(
    owner_store: OwnerStore,
) -> None:
    case = owner_store.case()
    call = owner_store.call(lambda desk: desk.answer(), case=case.id)
    owner_store.case_file(case.id).write_bytes(b"{")
    found = after(owner_store, call)
    assert found.told is None
    assert FCC in rules_of(found)
