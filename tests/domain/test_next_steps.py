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
    integers,
    just,
    lists,
    none,
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
    in_time_order,
    steps_of,
)
from callmate.domain.rules import SENT, Country, Event, Rule, RuleKind, Term, Unit, rules_for
from callmate.rulebook.countries import is_holiday
from callmate.rulebook.rule_files import read_rules

RULES = {rule.id: rule for rule in read_rules().rules}
TEN_YEARS = 3652
BEGAN = date(2026, 2, 1)


def dated(on: date, event: Event, later: int | None) -> DatedEvent:
    """An event; what was sent came there so many days later, where that is known."""
    known = later is not None and event in SENT
    return DatedEvent(on, event, on + timedelta(days=later or 0) if known else None)


DATED = builds(
    dated,
    dates(BEGAN, BEGAN + timedelta(days=TEN_YEARS)),
    sampled_from(Event),
    none() | integers(0, 40),
)
STORIES: SearchStrategy[CaseEvents] = builds(
    lambda sector, events: CaseEvents(sector, in_time_order(events)),
    sampled_from(Sector),
    lists(DATED, max_size=12),
)
DAYS = lists(integers(-3, 500), min_size=1, max_size=12)
"""How many days after some event one looks."""


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
        sector, in_time_order(DatedEvent(on, Event(name)) for name, on in days.items())
    )


def sent(on: date, came: date | None = None) -> DatedEvent:
    """A written complaint, and when it came there."""
    return DatedEvent(on, Event.COMPLAINT, came)


def steps(story: CaseEvents, country: Country = "it") -> dict[str, Step]:
    return {step.rule: step for step in reversed(every_step(story, country))}


def every_step(story: CaseEvents, country: Country = "it") -> tuple[Step, ...]:
    """All steps, of a renewed complaint too, the earliest of a rule first."""
    rules = rules_for(tuple(RULES.values()), country, story.sector)
    return steps_of(story, rules, partial(is_holiday, country))


def shown_on(story: CaseEvents, day: date, country: Country = "it") -> dict[str, Step]:
    """What is shown on a day, by the rules' ids."""
    return {step.rule: step for step in in_order(every_step(story, country), day)}


def up_to(story: CaseEvents, day: date) -> CaseEvents:
    return CaseEvents(story.sector, tuple(each for each in story.events if each.on <= day))


def has_run(start: date, term: Term | None, day: date, country: Country) -> bool:
    """Whether a term has run out before a day, by another way of counting than the program's."""
    if term is None:
        return start <= day
    if term.unit is Unit.WORKING_DAYS:
        most = min((day - start).days, 2 * term.count + 40)
        between = (start + timedelta(days=each) for each in range(1, most))
        worked = [d for d in between if d.isoweekday() < 6 and not is_holiday(country, d)]
        return len(worked) >= term.count
    return bool(start + relativedelta(**{term.unit.value: term.count}) < day)


RENEWED = {
    *(Event.COMPLAINT, Event.PHONE_COMPLAINT, Event.ACCESS),
    *(Event.NEXT_BODY, Event.FINAL, Event.NO_AGREEMENT),
}
ONCE_FOR_ALL = {Event.REGULATOR, Event.ASSOCIATION, Event.NEXT_BODY}


def starts(story: CaseEvents, rule: Rule) -> list[DatedEvent]:
    wanted = {rule.starts}
    if rule.starts is Event.COMPLAINT and rule.phone_counts:
        wanted.add(Event.PHONE_COMPLAINT)
    found = [each for each in story.events if each.event in wanted]
    return found if rule.starts in RENEWED else found[:1]


def happened_since(story: CaseEvents, event: Event, day: date) -> bool:
    return any(each.event is event and each.on >= day for each in story.events)


def is_over(story: CaseEvents, rule: Rule, start: DatedEvent) -> bool:
    """Whether it was never in force for this start, or is not needed any more."""
    first = starts(story, rule)[0].on
    done = (
        happened_since(story, each, first if each in ONCE_FOR_ALL else start.on)
        for each in rule.done_by
    )
    before = rule.valid_from is not None and start.on < rule.valid_from
    after = rule.valid_to is not None and rule.valid_to < start.on
    return before or after or any(done)


def is_possible(
    story: CaseEvents, rule: Rule, start: DatedEvent, day: date, country: Country
) -> bool:
    runs_from = (start.came if rule.from_receipt else None) or start.on
    terms = [rule.opens, *([rule.competing.term] if rule.competing else [])]
    sooner = rule.opens_with is not None and happened_since(story, rule.opens_with, start.on)
    return sooner or any(has_run(runs_from, term, day, country) for term in terms)


def is_lost(story: CaseEvents, rule: Rule, start: DatedEvent, day: date, country: Country) -> bool:
    since = story.first(rule.closes_from, start.on) if rule.closes_from else start.on
    return bool(rule.closes and since and has_run(since, rule.closes, day, country))


def expected(story: CaseEvents, rule: Rule, day: date, country: Country) -> StepStanding | None:
    """How the step of a rule is to stand on a day; ``None`` where it is not to be shown."""
    open_still = [
        start
        for start in starts(story, rule)
        if not is_over(story, rule, start) and not is_lost(story, rule, start, day, country)
    ]
    if not open_still:
        return None
    possible = any(is_possible(story, rule, start, day, country) for start in open_still)
    return StepStanding.NOW if possible else StepStanding.LATER


def check(so_far: CaseEvents, day: date, country: Country) -> None:
    """Each rule stands as it is to, and no other step is shown."""
    found = every_step(so_far, country)
    shown = in_order(found, day)
    assert len({step.rule for step in shown}) == len(shown)
    by_rule = {step.rule: step.standing(day) for step in shown}
    for rule in rules_for(tuple(RULES.values()), country, so_far.sector):
        if rule.kind is RuleKind.FACT:
            assert rule.id not in by_rule
        else:
            assert by_rule.get(rule.id) == expected(so_far, rule, day, country), (rule.id, day)
    for step in found:
        counted_from_receipt = RULES[step.rule].from_receipt
        assert counted_from_receipt or not step.about


@pytest.mark.parametrize("country", get_args(Country))
@given(story=STORIES, days=DAYS)
@settings(max_examples=60)
def test_over_ten_years_with_receipts_and_renewals_no_step_is_shown_too_soon_or_too_late(
    country: Country, story: CaseEvents, days: list[int]
) -> None:
    moments = [each.on for each in story.events] or [BEGAN]
    for number, ahead in enumerate(days):
        day = moments[number % len(moments)] + timedelta(days=ahead)
        check(up_to(story, day), day, country)


@given(sampled_from(Sector), lists(HAPPENINGS, max_size=6), lists(CALLS, max_size=5), DAYS)
@settings(max_examples=60)
def test_so_it_is_with_a_case_of_calls_letters_and_replies(
    sector: Sector, happenings: list[Happened], calls: list[Call], days: list[int]
) -> None:
    for ahead in days:
        day = BEGAN + timedelta(days=ahead)
        entries = tuple(each for each in happenings if each.on.date() <= day)
        made = tuple(each for each in calls if each.start.at.date() <= day)
        check(events_of_case(Case("c", (opened(sector), *entries)), made), day, "it")


@given(dates(BEGAN, BEGAN + timedelta(days=TEN_YEARS)), integers(0, 60), sampled_from(Sector))
@settings(max_examples=60)
def test_a_receipt_puts_off_what_runs_from_it_and_nothing_else(
    on: date, later: int, sector: Sector
) -> None:
    came = on + timedelta(days=later)
    unknown = steps(CaseEvents(sector, (sent(on),)))
    known = steps(CaseEvents(sector, (sent(on, came),)))
    assert unknown.keys() == known.keys()
    for name, step in unknown.items():
        rule = RULES[name]
        assert step.about == rule.from_receipt
        assert not known[name].about
        assert known[name].closes == step.closes
        if rule.from_receipt:
            as_if_sent_then = steps(CaseEvents(sector, (sent(came),)))[name]
            assert (known[name].opens, known[name].certain) == (
                as_if_sent_then.opens,
                as_if_sent_then.certain,
            )
        else:
            assert known[name].opens == step.opens


def test_a_renewed_complaint_opens_the_way_that_the_first_one_lost() -> None:
    first, second = date(2025, 6, 10), date(2026, 8, 10)
    story = CaseEvents(Sector.BANK, (sent(first), sent(second)))
    ombudsman = "it.bank.ombudsman"
    assert shown_on(story, date(2026, 6, 10))[ombudsman].closes == date(2026, 6, 10)
    assert ombudsman not in shown_on(up_to(story, first), date(2026, 6, 11))
    renewed = shown_on(story, date(2026, 8, 11))[ombudsman]
    assert renewed.standing(date(2026, 8, 11)) is StepStanding.LATER
    assert (renewed.opens, renewed.closes) == (date(2026, 10, 10), date(2027, 8, 10))


def test_a_reminder_puts_off_nothing_and_a_letter_after_conciliation_asks_for_no_other() -> None:
    first = date(2026, 3, 2)
    reminded = CaseEvents(Sector.ENERGY, (sent(first), sent(date(2026, 4, 10))))
    assert shown_on(reminded, date(2026, 4, 11))["it.energy.reply"].opens == date(2026, 4, 2)
    asked = DatedEvent(date(2026, 4, 20), Event.NEXT_BODY)
    story = CaseEvents(Sector.ENERGY, (sent(first), asked, sent(date(2026, 4, 22))))
    assert "it.energy.conciliation" not in shown_on(story, date(2026, 8, 1))


def test_without_a_claim_number_three_steps_stand_ready_at_once() -> None:
    day = date(2026, 11, 24)
    story = told(
        Sector.COMMUNICATIONS,
        **dict.fromkeys(("call", "reported", "phone_complaint"), day),
        **dict.fromkeys(("no_claim_number", "unsolved"), day),
    )
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
    story = told(Sector.COMMUNICATIONS, phone_complaint=date(2026, 11, 24))
    step = steps(story)["it.communications.reply"]
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
    assert {each.rule for each in later[1:3]} == {
        "it.bank.ombudsman",
        "it.bank.ombudsman_payments",
    }


OPENS = [
    ("it", Sector.BANK, "it.bank.payments_reply", (2026, 12, 23), (2027, 1, 19)),
    ("it", Sector.BANK, "it.bank.ombudsman_payments", (2026, 12, 23), (2027, 1, 19)),
    ("it", Sector.BANK, "it.bank.reply", (2026, 12, 23), (2027, 2, 22)),
    ("it", Sector.WATER, "it.water.reply", (2026, 11, 10), (2026, 12, 24)),
    ("it", Sector.WATER, "it.water.reply", (2027, 9, 10), (2027, 10, 26)),
    ("it", Sector.ENERGY, "it.energy.reply", (2026, 9, 16), (2026, 10, 17)),
    ("it", Sector.ENERGY, "it.energy.conciliation", (2026, 9, 16), (2026, 10, 27)),
    ("gb", Sector.ENERGY, "gb.energy.ombudsman", (2026, 9, 1), (2026, 10, 28)),
]


@pytest.mark.parametrize(("country", "sector", "rule", "on", "opens"), OPENS)
def test_days_counted_by_hand_on_which_a_step_opens(
    country: Country,
    sector: Sector,
    rule: str,
    on: tuple[int, int, int],
    opens: tuple[int, int, int],
) -> None:
    story = CaseEvents(sector, (sent(date(*on)),))
    assert steps(story, country)[rule].opens == date(*opens)


def test_days_counted_by_hand_of_what_is_started_otherwise() -> None:
    access = steps(told(Sector.OTHER, access_request=date(2027, 1, 31)))
    assert access["it.data.access_reply"].opens == date(2027, 3, 1)
    court = steps(told(Sector.COMMUNICATIONS, next_body=date(2026, 10, 15)))
    assert court["it.communications.court"].opens == date(2026, 11, 15)


@pytest.mark.parametrize(
    ("sector", "rule", "event", "on", "closes"),
    [
        (Sector.COMMUNICATIONS, "report_in_time", "noticed", (2026, 11, 30), (2027, 2, 28)),
        (Sector.COMMUNICATIONS, "report_in_time", "noticed", (2026, 8, 31), (2026, 11, 30)),
        (Sector.COMMUNICATIONS, "report_in_time", "noticed", (2026, 11, 8), (2027, 2, 8)),
        (Sector.COMMUNICATIONS, "decision", "no_agreement", (2026, 11, 30), (2027, 2, 28)),
        (Sector.INSURANCE, "arbiter", "complaint", (2026, 8, 31), (2027, 8, 31)),
        (Sector.ENERGY, "conciliation", "complaint", (2025, 12, 1), (2026, 12, 1)),
        (Sector.WATER, "conciliation", "complaint", (2025, 12, 1), (2026, 12, 1)),
        (Sector.OTHER, "conciliation", "complaint", (2026, 2, 28), (2027, 2, 28)),
    ],
)
def test_days_counted_by_hand_on_which_a_step_closes(
    sector: Sector, rule: str, event: str, on: tuple[int, int, int], closes: tuple[int, int, int]
) -> None:
    found = steps(told(sector, **{event: date(*on)}))
    (step,) = (each for name, each in found.items() if name.endswith(f".{rule}"))
    assert step.closes == date(*closes)
    day = date(*closes)
    assert step.standing(day) is not StepStanding.LOST
    assert in_order((step,), day + timedelta(days=1)) == ()


def test_the_way_to_conciliation_stays_open_when_the_supplier_says_no() -> None:
    story = told(Sector.ENERGY, complaint=date(2026, 9, 16), reply=date(2026, 9, 30))
    found = steps(story)
    assert found["it.energy.conciliation"].opens == date(2026, 9, 30)
    assert "it.energy.reply" not in found


def test_who_is_offered_a_contract_by_phone_sees_until_when_it_can_be_left() -> None:
    story = told(Sector.ENERGY, call=date(2026, 11, 2), came_in=date(2026, 11, 2))
    first, later = date(2026, 11, 16), date(2026, 11, 17)
    assert shown_on(story, first)["it.distance.withdrawal"].closes == first
    assert "it.distance.withdrawal" not in shown_on(story, later)
    untold = shown_on(story, later)["it.distance.withdrawal_untold"]
    assert (untold.opens, untold.closes) == (later, date(2027, 11, 2))


def test_a_sales_enquiry_by_phone_starts_no_complaint_and_tells_no_authority() -> None:
    story = told(Sector.COMMUNICATIONS, call=date(2026, 11, 2), reported=date(2026, 11, 2))
    assert not {"it.communications.tell_agcom", "it.communications.reply"} & steps(story).keys()
