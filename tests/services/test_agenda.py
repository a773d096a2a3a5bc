"""What is due is worked out of all cases and calls, and only what changed is read again."""

from datetime import UTC, date, datetime, timedelta

import pytest

from callmate.domain.case import CaseFacts, Channel
from callmate.domain.entry import Outcome
from callmate.domain.pending import Pending
from callmate.services.agenda import home_digest, pending_now
from callmate.store.due_cache import read_due
from tests.owner_store import START, OwnerStore, promise, unnoticed

NOW = START + timedelta(days=1)
SOON = START + timedelta(days=3)


def waiting(found: tuple[Pending, ...]) -> list[tuple[str | None, str]]:
    """What waits: in which case, and the words."""
    return [(each.case, one.text) for each in found for one in each.promises]


def due(store: OwnerStore, now: datetime = NOW) -> list[tuple[str | None, str]]:
    return waiting(pending_now(store.places, "us", now))


def test_of_nothing_nothing_is_due_and_nothing_is_made(owner_store: OwnerStore) -> None:
    assert pending_now(owner_store.places, "it", NOW) == ()
    assert read_due(owner_store.places) is None
    assert not owner_store.places.data.exists()


def test_a_promise_in_no_case_is_named_for_thirty_days_after_its_day(
    owner_store: OwnerStore,
) -> None:
    owner_store.call(promise("a technician", SOON), matter="line dead")
    (found,) = pending_now(owner_store.places, "us", NOW)
    assert (found.case, found.name, found.company) == (None, "line dead", "Zefiro Telecom")
    last = SOON + timedelta(days=30)
    assert due(owner_store, last - timedelta(seconds=1)) == [(None, "a technician")]
    assert due(owner_store, last) == []


@pytest.mark.parametrize(
    ("said", "exact"), [((2026, 11, 27, 23, 59), False), ((2026, 11, 27, 9, 30), True)]
)
def test_a_promise_in_no_case_tells_whether_an_hour_was_said(
    owner_store: OwnerStore, said: tuple[int, int, int, int, int], *, exact: bool
) -> None:
    owner_store.call(promise("a refund", datetime(*said, tzinfo=UTC), exact=exact))
    (found,) = pending_now(owner_store.places, "us", NOW)
    assert [one.due_exact for one in found.promises] == [exact]


def test_what_is_solved_or_has_no_day_is_not_named(owner_store: OwnerStore) -> None:
    owner_store.call(promise("a refund", SOON), lambda desk: desk.settle(Outcome.SOLVED))
    owner_store.call(promise("to call back", None))
    owner_store.call(promise("a mistake", SOON), lambda desk: desk.undo())
    assert due(owner_store) == []


def test_a_promise_in_a_case_waits_until_it_is_settled(owner_store: OwnerStore) -> None:
    case = owner_store.case()
    call = owner_store.call(
        lambda desk: desk.answer(),
        lambda desk: desk.give("operator", "4471"),
        promise("a technician", SOON),
        promise("to call back", None),
        case=case.id,
    )
    (found,) = pending_now(owner_store.places, "us", NOW)
    assert (found.case, found.name) == (case.id, "Line dead")
    first, second = found.promises
    assert (first.call, first.text, first.due, first.operator) == (
        call,
        "a technician",
        SOON,
        "4471",
    )
    assert second.due is None
    years_later = NOW + timedelta(days=1000)
    assert len(due(owner_store, years_later)) == 2

    owner_store.desk().settle(case, call, first.entry, kept=False)
    assert due(owner_store) == [(case.id, "to call back")]


def test_a_closed_case_waits_for_nothing_until_it_is_opened_again(owner_store: OwnerStore) -> None:
    case = owner_store.case()
    owner_store.call(promise("a technician", SOON), case=case.id)
    closed = owner_store.desk().close(case)
    assert pending_now(owner_store.places, "us", NOW) == ()
    owner_store.desk().close(closed)
    assert due(owner_store) == [(case.id, "a technician")]


def test_what_was_promised_outlives_a_deleted_case(owner_store: OwnerStore) -> None:
    case = owner_store.case()
    owner_store.call(promise("a technician", SOON), case=case.id)
    assert due(owner_store) == [(case.id, "a technician")]
    for path in owner_store.cases.folder(case.id).iterdir():
        path.unlink()
    owner_store.cases.folder(case.id).rmdir()
    assert due(owner_store) == [(None, "a technician")]


def test_what_cannot_be_read_hides_nothing_else(owner_store: OwnerStore) -> None:
    case, other = owner_store.case(), owner_store.case(START + timedelta(seconds=1))
    owner_store.call(promise("a technician", SOON), case=case.id)
    bad = owner_store.call(promise("lost", SOON), case=case.id, at=START + timedelta(hours=1))
    assert len(due(owner_store)) == 2
    owner_store.call_file(bad).write_bytes(b"{")
    owner_store.case_file(other.id).write_bytes(b"")
    assert due(owner_store) == [(case.id, "a technician")]


def test_only_what_changed_is_read_again(owner_store: OwnerStore) -> None:
    case, other = owner_store.case(), owner_store.case(START + timedelta(seconds=1))
    owner_store.call(promise("a technician", SOON), case=case.id)
    owner_store.call(promise("a refund", SOON), case=other.id)
    before = due(owner_store)
    with unnoticed(owner_store.case_file(case.id)) as file:
        file.write_bytes(b" " * file.stat().st_size)

    owner_store.desk().close(other)
    assert due(owner_store) == [each for each in before if each[0] == case.id]

    owner_store.case_file(case.id).touch()
    assert due(owner_store) == []


def test_another_call_in_a_case_has_the_case_read_again(owner_store: OwnerStore) -> None:
    case = owner_store.case()
    assert due(owner_store) == []
    owner_store.call(promise("a technician", SOON), case=case.id)
    assert due(owner_store) == [(case.id, "a technician")]


@pytest.mark.parametrize("spoilt", [b"", b"{", b"[]", b'{"version": 99}', b"\xff" * 20])
def test_a_spoilt_note_is_made_anew(owner_store: OwnerStore, spoilt: bytes) -> None:
    owner_store.call(promise("a technician", SOON))
    before = due(owner_store)
    owner_store.places.due.write_bytes(spoilt)
    assert read_due(owner_store.places) is None
    assert due(owner_store) == before
    assert read_due(owner_store.places) is not None


def own_steps(store: OwnerStore) -> list[str]:
    found = pending_now(store.places, "us", NOW)
    return [step.rule for each in found for step in each.steps if step.rule.startswith("own.")]


def test_a_new_rule_and_another_country_count_at_once(owner_store: OwnerStore) -> None:
    owner_store.case()
    assert own_steps(owner_store) == []
    own = owner_store.rule("mine")
    assert own_steps(owner_store) == [own]
    kept = read_due(owner_store.places)
    pending_now(owner_store.places, "gb", NOW)
    other = read_due(owner_store.places)
    assert kept is not None
    assert other is not None
    assert kept.made_by != other.made_by
    assert all(not each.pending or not each.pending.steps for each in other.cases.values())


def test_what_presses_is_told_with_its_day_and_what_it_is_about(owner_store: OwnerStore) -> None:
    own = owner_store.rule("mine", title="Ask again", more='closes = {count = 5, unit = "days"}')
    owner_store.rule(
        "later", more='opens = {count = 3, unit = "days"}\ncloses = {count = 9, unit = "days"}'
    )
    owner_store.rule("endless")
    case = owner_store.case()
    call = owner_store.call(promise("a technician", SOON, exact=False), case=case.id)
    owner_store.call(promise("to call back", None), case=case.id)
    index = owner_store.index
    ahead = home_digest(index, index.rows(), "us", NOW)

    told = {notice.en: notice for notice in ahead.due}
    assert set(told) == {"a technician", "Ask again"}
    technician, step = told["a technician"], told["Ask again"]
    assert (technician.case, technician.call, technician.exact) == (case.id, call, False)
    assert technician.about == "Line dead · Zefiro Telecom"
    assert technician.it == technician.en
    assert (step.call, step.it, step.entry) == (None, "IT Ask again", "")
    assert (step.due.date(), step.due.time().hour) == (date(2026, 11, 29), 23)
    assert own == "own.mine"


def test_open_cases_come_with_the_liveliest_first(owner_store: OwnerStore) -> None:
    owner_store.rule("mine", title="Ask again")
    quiet = owner_store.case(START, CaseFacts(name="quiet"))
    rung = owner_store.case(START + timedelta(seconds=1), CaseFacts(name="rung"))
    written = owner_store.case(START + timedelta(seconds=2), CaseFacts(name="written"))
    closed = owner_store.case(START + timedelta(seconds=3), CaseFacts(name="closed"))
    owner_store.desk().close(closed)
    for hours in (1, 2):
        owner_store.call(case=rung.id, at=START + timedelta(hours=hours))
    owner_store.desk(START + timedelta(hours=5)).add(written, Channel.LETTER, "please")
    index = owner_store.index
    ahead = home_digest(index, index.rows(), "us", NOW)
    assert [(case.name, case.calls) for case in ahead.cases] == [
        ("written", 0),
        ("rung", 2),
        ("quiet", 0),
    ]
    assert ahead.cases[1].last == START + timedelta(hours=2)
    assert ahead.cases[2].last == quiet.opened
    assert [case.en for case in ahead.cases][2] == "Ask again"
    assert [case.it for case in ahead.cases][2] == "IT Ask again"


def test_a_disk_that_takes_no_note_changes_nothing(owner_store: OwnerStore) -> None:
    owner_store.call(promise("a technician", SOON))
    owner_store.places.due.mkdir()
    assert due(owner_store) == [(None, "a technician")]
    assert due(owner_store) == [(None, "a technician")]
    assert read_due(owner_store.places) is None
