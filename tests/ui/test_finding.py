"""What is found among the calls while somebody types."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from callmate.domain.call import Call
from callmate.domain.entry import Answered, Given, HungUp, Started
from callmate.domain.plain import CallSummary, summarise
from callmate.store.errors import Why
from callmate.store.rows import DamagedCall
from callmate.ui.finding import Finder

AT = datetime(2026, 11, 24, 10, 32, tzinfo=UTC)


def row(name: str, company: str, claim: str = "", **other: Any) -> CallSummary:  # noqa: ANN401 - msgspec's own
    entries = (
        Started(id="s", at=AT, company=company, matter="Città senz'acqua"),
        Answered(id="a", at=AT),
        Given(id="g", at=AT, item="claim_number", text=claim),
        HungUp(id="h", at=AT),
    )
    return msgspec.structs.replace(summarise(Call(name, entries), None), **other)


ZEFIRO, AURORA = row("1", "Zefiro Telecom", "A74K"), row("2", "Aurora Gas")
SPOILT = DamagedCall("3", Why.EMPTY)
ROWS = (ZEFIRO, AURORA, SPOILT)


def test_words_are_found_blind_to_case_and_accents() -> None:
    finder = Finder()
    assert finder.matching(ROWS, "zefiro") == [ZEFIRO]
    assert finder.matching(ROWS, "a74k ZEF") == [ZEFIRO]
    assert finder.matching(ROWS, "citta") == [ZEFIRO, AURORA]
    assert finder.matching(ROWS, "aurora a74k") == []


def test_a_call_that_changed_is_found_by_what_it_says_now() -> None:
    finder = Finder()
    assert finder.matching([AURORA], "B99") == []
    changed = row("2", "Aurora Gas", "B99")
    assert finder.matching([changed], "B99") == [changed]


def test_what_was_said_is_added_only_to_the_text_it_was_searched_for() -> None:
    finder = Finder()
    finder.said("modem", frozenset({"2", "3"}))
    assert finder.matching(ROWS, "modem") == [AURORA, SPOILT]
    assert finder.matching(ROWS, "modem spento") == []
