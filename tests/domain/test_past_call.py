"""A call noted on paper is read field by field, and never looks as if it had been led live."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import given, strategies as st

from callmate.domain.call import Call
from callmate.domain.checklist import ItemStanding
from callmate.domain.due import Due, find_due
from callmate.domain.entry import Note, Outcome
from callmate.domain.past_call import (
    PastCall,
    UnclearError,
    first_entry,
    further_entries,
    read_past,
    written_up,
)

NOW = datetime(2026, 11, 24, 12).astimezone()
BASE = {"company": "Zefiro", "day": "18/11/2026"}


def due(text: str, at: datetime) -> Due | None:
    return find_due(text, at, "it")


def read(**more: str) -> PastCall:
    return read_past(BASE | more, NOW, due, cases={"linea guasta": "c-1"})


def here(*when: int) -> datetime:
    return datetime(*when).astimezone()  # type: ignore[arg-type]


def numbered() -> Callable[[], str]:
    numbers = iter(range(100))
    return lambda: f"e{next(numbers)}"


def call(past: PastCall) -> Call:
    fresh = numbered()
    told = (first_entry(past, fresh), *further_entries(past, fresh), written_up(past, fresh, NOW))
    return Call("c", told)


def test_everything_that_was_noted_is_in_the_call() -> None:
    found = call(
        read(
            time="10:32",
            length="12",
            number="187",
            operator="4471",
            claim="A74K",
            notes="linea guasta\n\n  chiede il riavvio\r\n",
            promise="tecnico",
            due="27/11/2026",
            outcome="Promesso",
            case="Linea guasta",
        )
    )
    assert (found.company, found.start.number, found.start.at) == (
        "Zefiro",
        "187",
        here(2026, 11, 18, 10, 32),
    )
    assert (found.operator, found.claim_number, found.case) == ("4471", "A74K", "c-1")
    assert [e.text for e in found.entries if isinstance(e, Note)] == [
        "linea guasta",
        "  chiede il riavvio",
    ]
    (promise,) = found.promises
    assert promise.due is not None
    assert (promise.text, promise.due.date().isoformat()) == ("tecnico", "2026-11-27")
    assert found.outcome is Outcome.PROMISED
    assert found.ended == here(2026, 11, 18, 10, 44)
    assert found.answered == found.start.at


def test_every_entry_is_marked_and_the_call_says_when_it_was_written() -> None:
    found = call(read(time="10:32", operator="1", notes="x", promise="y", outcome="solved"))
    assert all(entry.late for entry in found.entries)
    assert found.written_up is not None
    assert found.written_up.at == NOW
    assert (found.written_up.approximate, found.written_up.untimed) == (False, True)
    assert found.ended == found.start.at


@pytest.mark.parametrize(
    ("fields", "at", "approximate"),
    [
        ({"time": "10:32"}, (2026, 11, 18, 10, 32), False),
        ({"time": ""}, (2026, 11, 18, 12), True),
        ({"time": "verso le 10"}, (2026, 11, 18, 10), True),
        ({"day": "18/11/2026 10:32"}, (2026, 11, 18, 10, 32), False),
        ({"day": "2026-11-18 10:32:05"}, (2026, 11, 18, 10, 32, 5), False),
        ({"day": "18/11"}, (2026, 11, 18, 12), True),
        ({"day": "24/11/2026", "time": "sera"}, (2026, 11, 24, 12), True),
        ({"day": "24/11/2026", "time": "11:59"}, (2026, 11, 24, 11, 59), False),
    ],
)
def test_the_time_may_be_known_or_not(
    fields: dict[str, str], at: tuple[int, ...], *, approximate: bool
) -> None:
    found = read(**fields)
    assert (found.at, found.approximate) == (here(*at), approximate)


@pytest.mark.parametrize(
    ("claim", "number", "standing"),
    [
        ("A74K", "A74K", ItemStanding.ANSWERED),
        ("", None, ItemStanding.MISSING),
        ("non dato", None, ItemStanding.MISSING),
        ("Rifiutato", None, ItemStanding.REFUSED),
        ("refused", None, ItemStanding.REFUSED),
    ],
)
def test_a_claim_number_may_be_given_or_refused(
    claim: str, number: str | None, standing: ItemStanding
) -> None:
    found = call(read(claim=claim))
    item = found.checklist.item("claim_number")
    assert item is not None
    assert (found.claim_number, item.standing) == (number, standing)


@pytest.mark.parametrize(
    ("fields", "field", "kind"),
    [
        ({"company": " "}, "company", "no_company"),
        ({"day": ""}, "day", "no_day"),
        ({"day": "31/11/2026"}, "day", "bad_day"),
        ({"day": "10:32"}, "day", "bad_day"),
        ({"time": "25:00"}, "time", "bad_time"),
        ({"day": "25/11/2026"}, "day", "future"),
        ({"day": "24/11/2026", "time": "12:01"}, "time", "future"),
        ({"length": "a while"}, "length", "bad_length"),
        ({"promise": "x", "due": "never"}, "due", "bad_due"),
        ({"due": "27/11/2026"}, "due", "due_of_nothing"),
        ({"outcome": "perhaps"}, "outcome", "bad_outcome"),
        ({"case": "another"}, "case", "bad_case"),
    ],
)
def test_what_cannot_be_understood_is_named(fields: dict[str, str], field: str, kind: str) -> None:
    with pytest.raises(UnclearError) as caught:
        read(**fields)
    assert (caught.value.field, caught.value.kind) == (field, kind)


def test_no_time_inside_the_call_and_no_length_is_made_up() -> None:
    exact = call(read(time="10:32", notes="x", length="12"))
    rough = call(read(time="mattina", notes="x"))
    said = {entry.id for entry in exact.entries[1:-1]}
    assert exact.timeless == said
    assert rough.timeless == said | {rough.start.id}
    assert exact.known_length == timedelta(minutes=12)
    assert rough.known_length is None
    later = Call("c", (*exact.entries, Note(id="late", at=NOW, late=True, text="y")))
    assert "late" not in later.timeless


def test_a_promise_counts_from_the_call_not_from_now() -> None:
    found = read(time="10:00", promise="richiamano entro 48h")
    assert found.due == here(2026, 11, 18, 10) + timedelta(hours=48)


@given(st.dictionaries(st.sampled_from(["day", "time", "length", "due", "notes"]), st.text()))
def test_nothing_that_is_written_breaks_it(fields: dict[str, str]) -> None:
    with suppress(UnclearError):
        assert call(read(**fields)).written_up
