"""A case is its entries, folded: what was taken back counts no more, the last word counts."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, strategies as st
from msgspec.structs import replace

from callmate.domain.case import (
    AnyCaseEntry,
    Case,
    Closed,
    Contradicted,
    Opened,
    Reopened,
    Restated,
    Retention,
    Settled,
    Statement,
    Withdrawn,
)
from tests.made_up_case import BILL, CASE, FACTS, LETTER, NOW, REPLY, ROME, case_of


def at(days: float) -> datetime:
    return NOW + timedelta(days=days)


def closed(days: float, name: str = "c") -> Closed:
    return Closed(id=name, at=at(days))


def retention(months: int | None, name: str = "r") -> Retention:
    return Retention(id=name, at=NOW, months=months)


LAST_OF_NOVEMBER = Closed(id="c", at=datetime(2026, 11, 30, tzinfo=ROME))


@pytest.mark.parametrize(
    ("entries", "until"),
    [
        ((), None),
        ((closed(0),), None),
        ((retention(6),), None),
        ((closed(0), retention(6)), date(2027, 5, 24)),
        ((retention(6), closed(0)), date(2027, 5, 24)),
        ((retention(6), retention(12, "s"), closed(0)), date(2027, 11, 24)),
        ((retention(6), retention(None, "s"), closed(0)), None),
        ((retention(6), closed(0), Reopened(id="o2", at=at(1))), None),
        ((retention(6), closed(0), Withdrawn(id="w", at=at(1), target="c")), None),
        ((retention(6), Withdrawn(id="w", at=at(1), target="r"), closed(0)), None),
        # The last day of a month stands for a day that the month does not have.
        ((retention(3), LAST_OF_NOVEMBER), date(2027, 2, 28)),
        (
            (retention(15), LAST_OF_NOVEMBER),
            date(2028, 2, 29),
        ),
        ((retention(100_000), closed(0)), None),
    ],
)
def test_from_which_day_the_owner_is_asked_about_the_sound(
    entries: tuple[AnyCaseEntry, ...], until: date | None
) -> None:
    assert case_of(*entries).sound_until == until


@pytest.mark.parametrize(
    ("entries", "when"),
    [
        ((), None),
        ((closed(1),), at(1)),
        ((closed(1), Reopened(id="o2", at=at(2))), None),
        ((closed(1), Reopened(id="o2", at=at(2)), closed(3, "c2")), at(3)),
        ((closed(1), Reopened(id="o2", at=at(2)), Withdrawn(id="w", at=at(3), target="o2")), at(1)),
        ((closed(1), closed(2, "c2")), at(2)),
    ],
)
def test_when_it_was_closed(entries: tuple[AnyCaseEntry, ...], when: datetime | None) -> None:
    assert case_of(*entries).closed == when


def settled(call: str, promise: str, name: str = "z", *, kept: bool) -> Settled:
    return Settled(id=name, at=NOW, call=call, promise=promise, kept=kept)


def test_the_last_word_about_a_promise_counts_and_no_other_promises() -> None:
    case = case_of(settled("c1", "p", kept=True), settled("c1", "p", "y", kept=False))
    assert case.kept("c1", "p") is False
    assert case.kept("c1", "q") is None
    assert case.kept("c2", "p") is None
    taken_back = case_of(*case.entries[1:], Withdrawn(id="w", at=NOW, target="y"))
    assert taken_back.kept("c1", "p") is True


def test_what_happened_comes_in_the_order_of_its_days_and_lines_in_that_of_writing() -> None:
    case = case_of(REPLY, LETTER, BILL)
    assert case.happenings == (LETTER, BILL, REPLY)
    assert case.lines == (REPLY, LETTER, BILL)


def test_facts_and_retentions_are_no_lines_of_the_story() -> None:
    mark = Contradicted(id="x", at=NOW, first=Statement("a", "b"), second=Statement("", "c"))
    restated = Restated(id="f", at=NOW, facts=replace(FACTS, name="anders"))
    case = case_of(restated, retention(6), mark, closed(1), settled("c", "p", kept=True))
    assert [type(line) for line in case.lines] == [Contradicted, Closed, Settled]
    assert case.name == "anders"
    assert case.opened == case.entries[0].at


TAKEN = st.lists(st.sampled_from(["a", "b", "c", "o", "w0", "nobody"]), max_size=6)


@given(TAKEN)
def test_what_was_taken_back_is_in_nothing_and_stays_in_the_entries(targets: list[str]) -> None:
    told = [replace(LETTER, id=name) for name in "abc"]
    back = [Withdrawn(id=f"w{n}", at=NOW, target=target) for n, target in enumerate(targets)]
    case = case_of(*told, *back)
    assert {each.id for each in case.happenings} == set("abc") - set(targets)
    assert not [each for each in case.standing if isinstance(each, Withdrawn)]
    assert len(case.entries) == 1 + len(told) + len(back)
    # The opening says what the case is, even where a file has it taken back.
    assert case.name == FACTS.name


def test_a_case_that_begins_otherwise_is_none() -> None:
    for entries in ((), (LETTER,), (closed(1), Opened(id="o", at=NOW, facts=FACTS))):
        with pytest.raises(ValueError, match="opening"):
            Case(CASE, entries)
