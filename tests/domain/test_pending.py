"""What is due comes in the order in which it presses, and goes when there is nothing to do."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from callmate.domain.home_digest import DueNotice, HomeDigest
from callmate.domain.next_steps import Step
from callmate.domain.pending import Urgency, due_now, guards
from callmate.domain.promise import Fate, Promise
from tests.made_up_case import CASE, NOW, ROME
from tests.made_up_steps import CALL, TODAY, open_promise, pending, step


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def after(**span: float) -> datetime:
    return NOW + timedelta(**span)


@pytest.mark.parametrize(
    ("what", "urgency", "day"),
    [
        (open_promise(), Urgency.LATER, None),
        (open_promise(after(days=3)), Urgency.LATER, days(3)),
        (open_promise(after(seconds=1)), Urgency.LATER, TODAY),
        (open_promise(after(seconds=-1)), Urgency.OVERDUE, TODAY),
        (open_promise(after(days=-300)), Urgency.OVERDUE, days(-300)),
        (step(), Urgency.NOW, TODAY),
        (step(opens=days(-5)), Urgency.NOW, days(-5)),
        (step(opens=days(5)), Urgency.LATER, days(5)),
        (step(opens=days(5), closes=days(9)), Urgency.LATER, days(5)),
        (step(closes=TODAY), Urgency.LOSING, TODAY),
        (step(closes=days(9)), Urgency.LOSING, days(9)),
    ],
)
def test_how_a_thing_presses(what: Promise | Step, urgency: Urgency, day: date | None) -> None:
    one = pending(promises=(what,)) if isinstance(what, Promise) else pending(what)
    (item,) = due_now([one], NOW)
    assert (item.what, item.urgency, item.day, item.pending) == (what, urgency, day, one)


def test_what_is_lost_and_what_better_not_to_do_is_not_due() -> None:
    guard = step("own.guard", guard=True)
    one = pending(step(closes=days(-1)), guard)
    assert due_now([one], NOW) == ()
    assert guards(one) == (guard,)
    assert guards(pending(step())) == ()


@pytest.mark.parametrize("written", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00"])
def test_a_day_that_cannot_be_counted_with_hides_nothing_else(written: str) -> None:
    odd = pending(promises=(open_promise(datetime.fromisoformat(written)),))
    fine = pending(step("own.now"))
    assert [item.pending for item in due_now([odd, fine], NOW)] == [fine]


def test_the_most_pressing_thing_comes_first_whichever_case_it_is_of() -> None:
    here = pending(step("own.now"), step("own.losing", closes=days(20)))
    there = pending(
        step("own.sooner", closes=days(3)),
        step("own.later", opens=days(1)),
        promises=(open_promise(), open_promise(after(days=-1)), open_promise(after(days=-9))),
        case=None,
    )
    found = [(item.urgency, item.day) for item in due_now([here, there], NOW)]
    assert found == [
        (Urgency.OVERDUE, days(-9)),
        (Urgency.OVERDUE, days(-1)),
        (Urgency.LOSING, days(3)),
        (Urgency.LOSING, days(20)),
        (Urgency.NOW, TODAY),
        (Urgency.LATER, days(1)),
        (Urgency.LATER, None),
    ]


SPANS = st.integers(-500, 500)
PROMISES = st.none() | SPANS.map(lambda hours: after(hours=hours))
STEPS = st.builds(
    lambda number, opens, closes, guard: step(
        f"own.{number}",
        opens=days(opens),
        closes=None if closes is None else days(opens + closes),
        guard=guard,
    ),
    st.integers(0, 99),
    SPANS,
    st.none() | st.integers(0, 90),
    st.booleans(),
)


@given(
    st.lists(STEPS, max_size=5, unique_by=lambda each: each.rule), st.lists(PROMISES, max_size=4)
)
def test_nothing_open_is_left_out_and_nothing_comes_twice(
    steps: list[Step], dues: list[datetime | None]
) -> None:
    promises = tuple(open_promise(due, f"{place}") for place, due in enumerate(dues))
    found = due_now([pending(*steps, promises=promises)], NOW)
    lost = {each.rule for each in steps if each.closes and each.closes < TODAY}
    shown = [item.what.rule for item in found if isinstance(item.what, Step)]
    assert sorted(shown) == sorted(
        each.rule for each in steps if not each.guard and each.rule not in lost
    )
    assert len(found) - len(shown) == len(promises)
    order = [list(Urgency).index(item.urgency) for item in found]
    assert order == sorted(order)
    for urgency in Urgency:
        by_day = [item.day or date.max for item in found if item.urgency is urgency]
        assert by_day == sorted(by_day)


@pytest.mark.parametrize(
    ("kept", "due", "fate"),
    [
        (True, after(days=-9), Fate.KEPT),
        (False, after(days=9), Fate.BROKEN),
        (None, None, Fate.OPEN),
        (None, after(seconds=0), Fate.OPEN),
        (None, after(seconds=-1), Fate.OVERDUE),
        (None, datetime(2026, 11, 24, 23, 59, tzinfo=ROME), Fate.OPEN),
    ],
)
def test_what_became_of_a_promise(due: datetime | None, fate: Fate, *, kept: bool | None) -> None:
    promise = Promise(call=CALL, at=NOW, text="x", due=due, kept=kept)
    assert promise.fate(NOW) is fate


def notice(due: datetime, *, case: str | None = CASE, call: str | None = CALL) -> DueNotice:
    return DueNotice(
        case=case, call=call, entry="p", it="x", en="x", about="y", due=due, exact=False
    )


@pytest.mark.parametrize(
    ("due", "case", "call", "pressing"),
    [
        (after(days=7), CASE, CALL, True),
        (after(days=7, seconds=1), CASE, CALL, False),
        (after(days=-900), CASE, CALL, True),
        (after(days=-29), None, CALL, True),
        (after(days=-30), None, CALL, False),
        (after(days=7), None, CALL, True),
        (after(days=7), CASE, None, True),
        (after(seconds=-1), CASE, None, False),
        (after(seconds=0), CASE, None, True),
        (after(seconds=-1), None, None, False),
    ],
)
def test_what_is_shown_above_the_calls(
    due: datetime, case: str | None, call: str | None, *, pressing: bool
) -> None:
    one = notice(due, case=case, call=call)
    assert HomeDigest((one,)).pressing(NOW) == ((one,) if pressing else ())


@given(st.lists(SPANS, max_size=8))
def test_what_presses_comes_with_the_earliest_first(hours: list[int]) -> None:
    digest = HomeDigest(tuple(notice(after(hours=each)) for each in hours))
    found = [each.due for each in digest.pressing(NOW)]
    assert found == sorted(each.due for each in digest.due if each.due <= after(days=7))
    assert HomeDigest().pressing(NOW) == ()
