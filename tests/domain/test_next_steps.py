"""Steps come when their time has come, and go when it has passed."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import given, settings
from hypothesis.strategies import (
    SearchStrategy,
    builds,
    dates,
    datetimes,
    just,
    lists,
    sampled_from,
)

from callmate.domain.call import Call
from callmate.domain.case import Author, Case, CaseFacts, Channel, Happened, Opened, Purpose
from callmate.domain.case_events import events_of_case
from callmate.domain.entry import (
    Answered,
    AnyEntry,
    Given,
    HungUp,
    Outcome,
    OutcomeSet,
    Sector,
    Started,
)
from callmate.domain.next_steps import (
    CaseEvents,
    DatedEvent,
    Step,
    StepStanding,
    in_order,
    steps_of,
)
from callmate.domain.rules import Country, Event, Rule, RuleKind, Term, Unit, rules_for
from callmate.rulebook.countries import is_holiday
from callmate.rulebook.rule_files import read_rules

RULES = {rule.id: rule for rule in read_rules().rules}
TWO_YEARS = 730
BEGAN = date(2026, 2, 1)

DATED = builds(DatedEvent, dates(BEGAN, BEGAN + timedelta(days=200)), sampled_from(Event))
STORIES: SearchStrategy[CaseEvents] = builds(
    lambda sector, events: CaseEvents(sector, tuple(sorted(events))),
    sampled_from(Sector),
    lists(DATED, max_size=8),
)


MOMENTS = datetimes(
    datetime(2026, 2, 1),  # noqa: DTZ001 - the zone comes with the strategy
    datetime(2026, 8, 20, 23, 59),  # noqa: DTZ001 - the same
    timezones=just(ZoneInfo("Europe/Rome")),
)
HAPPENINGS = builds(
    lambda on, channel, author, purpose: Happened(
        id=str(on), at=on, on=on, channel=channel, text="x", author=author, purpose=purpose
    ),
    MOMENTS,
    sampled_from(Channel),
    sampled_from(Author),
    sampled_from([None, *Purpose]),
)


def made_call(at: datetime, claim: str, outcome: Outcome | None) -> Call:
    """An answered call, with or without a claim number and an outcome."""
    entries: list[AnyEntry] = [
        Started(id="s", at=at, company="Zefiro", sector=Sector.COMMUNICATIONS),
        Answered(id="a", at=at),
        *([Given(id="g", at=at, item="claim_number", text=claim)] if claim else []),
        HungUp(id="h", at=at),
        *([OutcomeSet(id="o", at=at, outcome=outcome)] if outcome else []),
    ]
    return Call(f"{at:%Y%m%d%H%M%S%f}", tuple(entries))


CALLS = builds(made_call, MOMENTS, sampled_from(["", "A7"]), sampled_from([None, *Outcome]))


def opened(sector: Sector) -> Opened:
    at = datetime(2026, 2, 1, tzinfo=ZoneInfo("Europe/Rome"))
    return Opened(id="o", at=at, facts=CaseFacts(name="x", sector=sector, noticed_on=BEGAN))


def told(sector: Sector, **days: date) -> CaseEvents:
    """A story in which each of these events happened on its day."""
    return CaseEvents(
        sector, tuple(sorted(DatedEvent(on, Event(name)) for name, on in days.items()))
    )


def steps(story: CaseEvents, country: Country = "it") -> dict[str, Step]:
    rules = rules_for(tuple(RULES.values()), country, story.sector)
    found = steps_of(story, rules, partial(is_holiday, country))
    return {step.rule: step for step in found}


def up_to(story: CaseEvents, day: date) -> CaseEvents:
    return CaseEvents(story.sector, tuple(each for each in story.events if each.on <= day))


def has_run(start: date, term: Term | None, day: date, country: Country) -> bool:
    """Whether a term has run out before a day, by another way of counting than the program's."""
    if term is None:
        return start <= day
    if term.unit is Unit.WORKING_DAYS:
        between = (start + timedelta(days=each) for each in range(1, (day - start).days))
        worked = [d for d in between if d.isoweekday() < 6 and not is_holiday(country, d)]
        return len(worked) >= term.count
    return bool(start + relativedelta(**{term.unit.value: term.count}) < day)


def started(story: CaseEvents, rule: Rule) -> date:
    wanted = {rule.starts}
    if rule.starts is Event.COMPLAINT and rule.phone_counts:
        wanted.add(Event.CALL)
    return min(each.on for each in story.events if each.event in wanted)


def is_possible(story: CaseEvents, rule: Rule, day: date, country: Country) -> bool:
    start = started(story, rule)
    terms = [rule.opens, *([rule.competing.term] if rule.competing else [])]
    sooner = rule.opens_with and story.first(rule.opens_with, start)
    return bool(sooner) or any(has_run(start, term, day, country) for term in terms)


def is_lost(story: CaseEvents, rule: Rule, day: date, country: Country) -> bool:
    since = story.first(rule.closes_from, started(story, rule)) if rule.closes_from else None
    since = since if rule.closes_from else started(story, rule)
    return bool(rule.closes and since and has_run(since, rule.closes, day, country))


def check(so_far: CaseEvents, found: dict[str, Step], day: date, country: Country) -> None:
    """Nothing is shown too soon, too late or when it is done; and nothing else is left out."""
    shown = in_order(tuple(found.values()), day)
    for step in shown:
        rule = RULES[step.rule]
        possible = is_possible(so_far, rule, day, country)
        assert (step.standing(day) is StepStanding.NOW) == possible, (step, day)
        assert not is_lost(so_far, rule, day, country), (step, day)
        assert not any(so_far.first(each, started(so_far, rule)) for each in rule.done_by)
    gone = found.keys() - {step.rule for step in shown}
    assert all(is_lost(so_far, RULES[each], day, country) for each in gone)


@pytest.mark.parametrize("country", get_args(Country))
@given(story=STORIES)
@settings(max_examples=12)
def test_replayed_day_by_day_no_step_is_shown_too_soon_or_too_late(
    country: Country, story: CaseEvents
) -> None:
    known: dict[CaseEvents, dict[str, Step]] = {}
    for number in range(TWO_YEARS):
        day = BEGAN + timedelta(days=number)
        so_far = up_to(story, day)
        if so_far not in known:
            known = {so_far: steps(so_far, country)}
        check(so_far, known[so_far], day, country)


@given(sampled_from(Sector), lists(HAPPENINGS, max_size=6), lists(CALLS, max_size=5))
@settings(max_examples=25)
def test_so_it_is_with_a_case_of_calls_letters_and_replies(
    sector: Sector, happenings: list[Happened], calls: list[Call]
) -> None:
    known: dict[CaseEvents, dict[str, Step]] = {}
    for number in range(TWO_YEARS):
        day = BEGAN + timedelta(days=number)
        entries = tuple(each for each in happenings if each.on.date() <= day)
        made = tuple(each for each in calls if each.start.at.date() <= day)
        so_far = events_of_case(Case("c", (opened(sector), *entries)), made)
        if so_far not in known:
            known = {so_far: steps(so_far)}
        check(so_far, known[so_far], day, "it")


def test_without_a_claim_number_three_steps_stand_ready_at_once() -> None:
    day = date(2026, 11, 24)
    story = told(Sector.COMMUNICATIONS, call=day, no_claim_number=day, unsolved=day)
    ready = [each.rule for each in in_order(tuple(steps(story).values()), day)]
    assert ready[0] == "it.common.do_not_cancel"
    assert ready[1:4] == [
        "it.common.association",
        "it.communications.ask_for_number",
        "it.communications.tell_agcom",
    ]


def test_each_of_them_goes_when_it_is_done() -> None:
    day = date(2026, 11, 24)
    story = told(
        Sector.COMMUNICATIONS,
        **dict.fromkeys(("call", "no_claim_number", "unsolved"), day),
        **dict.fromkeys(("complaint", "notice_to_regulator", "message_to_association"), day),
    )
    gone = {"it.common.association", "it.communications.ask_for_number"}
    assert not gone & steps(story).keys()
    assert "it.common.do_not_cancel" in steps(story)


def test_contradicting_terms_give_a_first_day_and_a_certain_one() -> None:
    step = steps(told(Sector.COMMUNICATIONS, call=date(2026, 11, 24)))["it.communications.reply"]
    assert (step.opens, step.certain) == (date(2026, 12, 25), date(2027, 1, 9))
    assert step.disputed


def test_a_call_starts_no_clock_where_it_has_to_be_written() -> None:
    called = told(Sector.ENERGY, call=date(2026, 3, 1))
    assert "it.energy.complaint" in steps(called)
    assert "it.energy.reply" not in steps(called)
    written = told(Sector.ENERGY, call=date(2026, 3, 1), complaint=date(2026, 3, 4))
    assert steps(written)["it.energy.reply"].opens == date(2026, 4, 4)
    assert "it.energy.complaint" not in steps(written)


def test_three_months_to_report_a_fault_are_over_after_their_last_day() -> None:
    (step,) = (
        each
        for each in steps(told(Sector.COMMUNICATIONS, noticed=date(2026, 11, 30))).values()
        if each.rule == "it.communications.report_in_time"
    )
    assert step.standing(date(2027, 2, 28)) is StepStanding.NOW
    assert step.standing(date(2027, 3, 1)) is StepStanding.LOST
    assert in_order((step,), date(2027, 3, 1)) == ()


def test_the_rule_of_the_day_on_which_the_clock_started_counts() -> None:
    before = steps(told(Sector.COMMUNICATIONS, complaint=date(2026, 4, 7)), "gb")
    after = steps(told(Sector.COMMUNICATIONS, complaint=date(2026, 4, 8)), "gb")
    assert [each.opens for each in before.values()] == [date(2026, 6, 3)]
    assert [each.opens for each in after.values()] == [date(2026, 5, 21)]


def test_a_final_reply_opens_the_way_at_once_and_starts_the_six_months() -> None:
    story = told(Sector.BANK, complaint=date(2026, 3, 1), final_reply=date(2026, 3, 20))
    step = steps(story, "gb")["gb.finance.ombudsman"]
    assert (step.opens, step.closes) == (date(2026, 3, 20), date(2026, 9, 20))


def test_what_may_be_lost_comes_first_and_guards_before_all() -> None:
    day = date(2026, 12, 1)
    story = told(Sector.BANK, unsolved=day, call=day, complaint=day)
    later = in_order(tuple(steps(story).values()), date(2027, 3, 1))
    assert [RULES[each.rule].kind for each in later[:1]] == [RuleKind.GUARD]
    assert later[1].rule == "it.bank.ombudsman"
