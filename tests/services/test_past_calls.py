"""A call that was noted on paper is kept whole, and tells that nobody noted it live."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from callmate.domain.entry import Outcome, Started, WrittenUp
from callmate.domain.past_call import PastCall
from callmate.services.past_calls import open_cases, write_up, write_up_many
from callmate.store.errors import NotKept
from tests.owner_store import START, OwnerStore

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
PAST = PastCall(
    company="Zefiro Telecom",
    at=START,
    approximate=True,
    length=timedelta(minutes=12),
    operator="4471",
    claim="A74K",
    notes=("modem off", "since Monday"),
    promise="a technician",
    due=START + timedelta(days=3),
    due_exact=True,
    outcome=Outcome.PROMISED,
)


def now() -> datetime:
    return NOW


def test_all_that_was_noted_is_in_the_call(owner_store: OwnerStore) -> None:
    call_id = write_up(owner_store.cabinet, PAST, now)
    call = owner_store.cabinet.read(call_id)
    assert call_id.startswith("20261124T103205Z-")
    assert (call.company, call.operator, call.claim_number) == ("Zefiro Telecom", "4471", "A74K")
    assert call.known_length == timedelta(minutes=12)
    assert [(one.text, one.due, one.due_exact) for one in call.promises] == [
        ("a technician", START + timedelta(days=3), True)
    ]
    assert call.outcome is Outcome.PROMISED
    assert call.ended == START + timedelta(minutes=12)
    assert all(entry.late for entry in call.entries)
    assert call.written_up is not None
    assert (call.written_up.at, call.written_up.source, call.written_up.row) == (NOW, "", "")


def test_a_line_of_a_list_can_be_known_again(owner_store: OwnerStore) -> None:
    call_id = write_up(owner_store.cabinet, PAST, now, source="calls.csv", row="ab" * 32)
    kept = owner_store.cabinet.read(call_id).written_up
    assert kept is not None
    assert (kept.source, kept.row, kept.approximate) == ("calls.csv", "ab" * 32, True)


def test_many_calls_of_a_list_are_kept_as_each_would_be(owner_store: OwnerStore) -> None:
    older = PastCall(company="Acqua Sud", at=START - timedelta(days=400))
    write_up_many(owner_store.cabinet, {"ab" * 32: PAST, "cd" * 32: older}, "calls.csv", now)
    newest, oldest = owner_store.cabinet.ids()
    assert [newest[:4], oldest[:4]] == ["2026", "2025"]
    alone = owner_store.cabinet.read(
        write_up(owner_store.cabinet, PAST, now, source="calls.csv", row="ab" * 32)
    )
    together = owner_store.cabinet.read(newest)
    assert [replace(each, id="") for each in together.entries] == [
        replace(each, id="") for each in alone.entries
    ]
    assert owner_store.cabinet.verify(oldest).broken_at is None
    folder = owner_store.cabinet.folder(oldest)
    modes = [path.stat().st_mode & 0o777 for path in (folder, folder / "call.json")]
    assert modes == [0o700, 0o600]
    with owner_store.cabinet.take(oldest) as call:
        assert call.call.company == "Acqua Sud"


def test_of_the_least_that_can_be_noted_nothing_more_is_said(owner_store: OwnerStore) -> None:
    call_id = write_up(owner_store.cabinet, PastCall(company="Zefiro", at=START), now)
    call = owner_store.cabinet.read(call_id)
    kinds = [type(entry) for entry in call.entries]
    assert kinds[0] is Started
    assert kinds[-1] is WrittenUp
    assert (call.known_length, call.operator, call.outcome) == (None, None, None)
    assert call.answered is None


def test_a_call_is_kept_whole_or_not_at_all(owner_store: OwnerStore) -> None:
    year = owner_store.places.calls / "2026"
    year.parent.mkdir(parents=True)
    year.write_text("in the way")
    with pytest.raises(NotKept):
        write_up(owner_store.cabinet, PAST, now)
    assert list(owner_store.cabinet.ids()) == []
    year.unlink()
    write_up(owner_store.cabinet, PAST, now)
    assert len(list(owner_store.cabinet.ids())) == 1


def test_a_list_may_name_the_cases_that_are_open(owner_store: OwnerStore) -> None:
    assert open_cases(owner_store.cases) == {}
    case = owner_store.case()
    other = owner_store.case(START + timedelta(seconds=1))
    owner_store.desk().close(other)
    spoilt = owner_store.case(START + timedelta(seconds=2))
    owner_store.case_file(spoilt.id).write_bytes(b"")
    assert open_cases(owner_store.cases) == {"line dead": case.id}
