"""A rule is a dated, sourced value: one that contradicts itself is none."""

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from callmate.domain.entry import Sector
from callmate.domain.rules import Competing, Event, RuleKind, Term, Unit, Words, rules_for
from tests.made_up_steps import rule

DAY = date(2026, 11, 24)
MONTH = Term(1, Unit.MONTHS)
OTHER = Competing(Term(45, Unit.DAYS), "somebody")


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"id": " "}, "id"),
        ({"source": "\t"}, "source"),
        ({"review_by": date(2026, 10, 31)}, "review_by"),
        ({"valid_from": DAY, "valid_to": DAY - timedelta(days=1)}, "valid_to"),
        ({"starts": None}, "starts"),
        ({"kind": RuleKind.FACT}, "starts"),
        ({"kind": RuleKind.GUARD, "starts": None}, "starts"),
        ({"competing": OTHER}, "competing"),
        ({"competing": OTHER, "disputed": True}, "competing"),
        ({"competing": OTHER, "opens": MONTH}, "competing"),
    ],
)
def test_what_contradicts_itself_is_no_rule(more: dict[str, object], said: str) -> None:
    with pytest.raises(ValueError, match=f"^{said}"):
        rule(**more)


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"kind": RuleKind.FACT, "starts": None},
        {"kind": RuleKind.GUARD},
        {"review_by": date(2026, 11, 1)},
        {"valid_from": DAY, "valid_to": DAY},
        {"competing": OTHER, "opens": MONTH, "disputed": True},
    ],
)
def test_what_fits_together_is_one(more: dict[str, object]) -> None:
    assert rule(**more).id == "own.ask"


@pytest.mark.parametrize("count", [0, -1, 5001, 10**9])
def test_a_term_without_end_or_beginning_is_none(count: int) -> None:
    with pytest.raises(ValueError, match="count"):
        Term(count, Unit.DAYS)
    assert Term(5000, Unit.DAYS).count == 5000


@pytest.mark.parametrize(("italian", "english"), [("", "x"), ("x", " "), ("", "")])
def test_something_is_said_in_both_languages(italian: str, english: str) -> None:
    with pytest.raises(ValueError, match="both languages"):
        Words(italian, english)


@pytest.mark.parametrize(
    ("day", "stale"),
    [(date(2027, 10, 31), False), (date(2027, 11, 1), False), (date(2027, 11, 2), True)],
)
def test_a_rule_is_stale_after_its_day(day: date, *, stale: bool) -> None:
    assert rule().is_stale(day) == stale


@pytest.mark.parametrize(
    ("begins", "ends", "day", "holds"),
    [
        (None, None, DAY, True),
        (DAY, None, DAY, True),
        (DAY, None, DAY - timedelta(days=1), False),
        (None, DAY, DAY, True),
        (None, DAY, DAY + timedelta(days=1), False),
        (DAY, DAY, DAY, True),
    ],
)
def test_both_its_first_and_its_last_day_count(
    begins: date | None, ends: date | None, day: date, *, holds: bool
) -> None:
    assert rule(valid_from=begins, valid_to=ends).holds_on(day) == holds


def test_a_rule_without_trades_holds_in_all_and_no_rule_in_another_country() -> None:
    everywhere, water = rule(id="a"), rule(id="b", sectors=(Sector.WATER,))
    for sector in Sector:
        assert everywhere.holds_in("it", sector)
        assert water.holds_in("it", sector) == (sector is Sector.WATER)
        assert not everywhere.holds_in("gb", sector)


@given(st.lists(st.sampled_from([(), (Sector.WATER,), (Sector.BANK, Sector.WATER)])))
def test_the_rules_of_a_trade_keep_their_order(trades: list[tuple[Sector, ...]]) -> None:
    rules = [rule(id=f"r{place}", sectors=sectors) for place, sectors in enumerate(trades)]
    found = rules_for(rules, "it", Sector.BANK)
    wanted = [one for one in rules if not one.sectors or Sector.BANK in one.sectors]
    assert list(found) == wanted
    assert rules_for(rules, "us", Sector.BANK) == ()


def test_every_event_and_unit_is_written_as_rule_files_have_it() -> None:
    # Owners' own files on their disks hold these words.
    assert [event.value for event in Event] == [
        *("opened", "noticed", "call", "reported", "came_in", "no_claim_number", "unsolved"),
        *("complaint", "phone_complaint", "reply"),
        *("final_reply", "access_request", "notice_to_regulator", "message_to_association"),
        *("next_body", "no_agreement"),
    ]
    assert [unit.value for unit in Unit] == ["days", "working_days", "weeks", "months", "years"]
