"""What is added to a past call is marked late; the next call begins with what is known."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from callmate.domain.case import Author, CaseFacts, Channel, Happened, Purpose
from callmate.domain.chronology import Chronology
from callmate.domain.corrections import words_in
from callmate.domain.entry import AnyEntry, HungUp, Note, Promised, Reworded, Sector
from callmate.services.case_desk import CaseDesk
from callmate.services.edits import CaseAddition, add_to_call, add_to_case, correction
from callmate.services.new_calls import (
    companies,
    known_sectors,
    recent_calls,
    sector_of,
    start_in_case,
    without_doubles,
)
from callmate.store.errors import NotKept
from callmate.store.places import fresh_id
from tests.made_up_case import EVERY_KIND
from tests.owner_store import START, OwnerStore, promise

LATER = START + timedelta(days=2)


def later() -> datetime:
    return LATER


def entries(store: OwnerStore, call_id: str) -> tuple[AnyEntry, ...]:
    return store.cabinet.read(call_id).entries


@pytest.mark.usefixtures("english")
def test_what_is_added_to_a_past_call_is_late(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.note("typed at once"))
    assert add_to_call(owner_store.cabinet, call, later, lambda desk: desk.note("remembered")) == ""
    *_others, note = entries(owner_store, call)
    assert isinstance(note, Note)
    assert (note.text, note.at, note.late) == ("remembered", LATER, True)


def test_why_it_was_not_added_is_a_sentence(owner_store: OwnerStore, language: str) -> None:
    call = owner_store.call()
    said = {
        "en": ("This call is open in another window.", "It could not be kept"),
        "it": ("Questa chiamata è aperta in un'altra finestra.", "Non è stato salvato"),
    }[language]
    with owner_store.cabinet.take(call):
        assert add_to_call(owner_store.cabinet, call, later, lambda desk: desk.mark()) == said[0]
    before = owner_store.call_file(call).read_bytes()
    owner_store.call_file(call).write_bytes(b"")
    assert add_to_call(owner_store.cabinet, call, later, lambda desk: desk.mark()).startswith(
        said[1]
    )
    assert owner_store.call_file(call).read_bytes() == b""
    owner_store.call_file(call).write_bytes(before)
    assert add_to_call(owner_store.cabinet, call, later, lambda desk: desk.mark()) == ""


@pytest.mark.usefixtures("english")
def test_a_corrected_promise_gets_the_day_that_its_new_words_say(owner_store: OwnerStore) -> None:
    call = owner_store.call(
        promise("a technician on Friday", START + timedelta(days=3)),
        lambda desk: desk.note("on Friday"),
    )
    for entry, words in (
        (_first(owner_store, call, Promised), "a technician on 30 November"),
        (_first(owner_store, call, Note), "on 30 November"),
    ):
        assert add_to_call(owner_store.cabinet, call, later, correction(entry, words, later)) == ""
    promised, noted = (each for each in entries(owner_store, call) if isinstance(each, Reworded))
    assert promised.due is not None
    assert promised.due.date() == date(2026, 11, 30)
    assert noted.due is None
    (kept,) = owner_store.cabinet.read(call).promises
    assert (kept.text, kept.due) == ("a technician on 30 November", promised.due)


def _first(store: OwnerStore, call: str, kind: type[AnyEntry]) -> AnyEntry:
    return next(each for each in entries(store, call) if isinstance(each, kind))


WORDS = {
    "started": "Zefiro Telecom",
    "pressed": "2 1",
    "given": "2093",
    "note": "guasto di zona",
    "refused": "non siamo tenuti",
    "promised": "un tecnico",
    "mistake": "sbagliata",
    "moved_here": "contatore guasto",
}


@pytest.mark.parametrize("entry", EVERY_KIND, ids=lambda entry: entry.id)
def test_only_what_has_words_of_the_owner_can_be_corrected(entry: AnyEntry) -> None:
    assert words_in(entry) == WORDS.get(entry.id)


@given(st.lists(st.text(max_size=6), max_size=8))
def test_questions_come_once_in_their_first_order(asked: list[str]) -> None:
    found = without_doubles(asked)
    assert all(text == text.strip() != "" for text in found)
    folded = [text.casefold() for text in found]
    assert len(set(folded)) == len(folded)
    assert without_doubles(found) == found
    assert set(folded) == {text.strip().casefold() for text in asked if text.strip()}


def test_questions_differ_by_more_than_their_letters_size() -> None:
    assert without_doubles([" Refund? ", "refund?", "", "Who?", "REFUND?"]) == ("Refund?", "Who?")


def test_the_next_call_of_a_case_begins_with_what_the_earlier_ones_brought(
    owner_store: OwnerStore,
) -> None:
    case = owner_store.case()
    first = start_in_case(Chronology(case, ()), later, ("Refund?", "Who are you?"))
    assert (first.company, first.number, first.matter) == ("Zefiro Telecom", "187", "Line dead")
    assert (first.case, first.sector, first.at) == (case.id, Sector.COMMUNICATIONS, LATER)
    assert first.questions == ("Refund?", "Who are you?")
    with owner_store.cabinet.create(first, fresh_id(LATER)) as kept:
        kept.append(HungUp(id="end", at=LATER + timedelta(minutes=1)))
        call = kept.call
    again = start_in_case(Chronology(case, (call,)), later, ("refund?", "When?"))
    assert again.questions == ("Refund?", "Who are you?", "When?")
    assert again.id != first.id


def test_the_latest_call_to_a_company_is_found_whatever_its_letters(
    owner_store: OwnerStore,
) -> None:
    old = owner_store.call(company="ZEFIRO telecom ")
    new = owner_store.call(company="Zefiro Telecom", at=START + timedelta(days=1))
    other = owner_store.call(company="Aurora", at=START + timedelta(days=2))
    spoilt = owner_store.call(company="Zefiro Telecom", at=START + timedelta(days=3))
    owner_store.call_file(spoilt).write_bytes(b"{")
    assert [call.id for call in recent_calls(owner_store.cabinet)] == [other, new, old]
    assert companies(owner_store.cabinet) == ["Aurora", "Zefiro Telecom", "ZEFIRO telecom"]


def test_where_nothing_is_kept_no_company_is_known(owner_store: OwnerStore) -> None:
    assert recent_calls(owner_store.cabinet) == []
    assert companies(owner_store.cabinet) == []


def test_the_trade_of_a_company_rung_before_or_of_a_case_is_known(owner_store: OwnerStore) -> None:
    owner_store.call(company="Nuvola", sector=Sector.BANK)
    owner_store.call(company="nuvola ", sector=Sector.OTHER, at=START + timedelta(days=1))
    owner_store.case(facts=CaseFacts(name="Leak", company="Fonte", sector=Sector.WATER))
    told = {
        name: sector_of(owner_store.cabinet, owner_store.cases, name)
        for name in (" NUVOLA", "Fonte", "Aurora Gas", "Zefiro")
    }
    assert list(told.values()) == [Sector.BANK, Sector.WATER, Sector.ENERGY, Sector.OTHER]


def test_what_was_stated_last_holds_and_a_call_before_a_case(owner_store: OwnerStore) -> None:
    owner_store.call(company="Fonte", sector=Sector.ENERGY)
    owner_store.call(company="Fonte", sector=Sector.BANK, at=START + timedelta(days=1))
    facts = CaseFacts(name="Leak", company="Fonte", sector=Sector.WATER)
    assert known_sectors(recent_calls(owner_store.cabinet), [facts]) == {"fonte": Sector.BANK}


def added(on: date, file: Path | None = None, text: str = "asked for a refund") -> CaseAddition:
    return CaseAddition(Channel.LETTER, Author.OWNER, on, text, "RR123IT", file, Purpose.COMPLAINT)


def put_in(store: OwnerStore, what: CaseAddition, now: datetime) -> Happened:
    """Put it into a new case; returns the entry that was made of it."""
    case = store.case()
    add_to_case(CaseDesk(store.cases, fresh_id, lambda: now), store.cases, case, what, now)
    entry = store.cases.read(case.id).entries[-1]
    assert isinstance(entry, Happened)
    return entry


def test_what_happened_today_has_its_hour_and_what_happened_before_its_noon(
    owner_store: OwnerStore,
) -> None:
    now = datetime(2026, 11, 26, 18, 30, tzinfo=UTC)
    today = put_in(owner_store, added(now.date()), now)
    assert (today.on, today.day_only) == (now, False)
    before = put_in(owner_store, added(date(2026, 11, 20)), now)
    assert (before.on, before.day_only) == (datetime(2026, 11, 20, 12, tzinfo=UTC), True)
    assert (before.reference, before.purpose) == ("RR123IT", Purpose.COMPLAINT)


def test_an_attached_file_is_copied_and_known_by_its_own_name(
    owner_store: OwnerStore, tmp_path: Path
) -> None:
    photo = tmp_path / "a photo.JPG"
    photo.write_bytes(b"\xff\xd8 a photograph")
    entry = put_in(owner_store, added(LATER.date(), photo), LATER)
    assert entry.attachment is not None
    assert (entry.attachment.name, entry.attachment.size) == ("a photo.JPG", 15)
    photo.unlink()
    (copy,) = owner_store.places.cases.glob("*/attached/*.jpg")
    assert copy.read_bytes() == b"\xff\xd8 a photograph"


def test_a_file_that_cannot_be_read_adds_nothing(owner_store: OwnerStore, tmp_path: Path) -> None:
    case = owner_store.case()
    desk = CaseDesk(owner_store.cases, fresh_id, later)
    for file in (tmp_path / "gone", tmp_path):
        with pytest.raises(OSError, match=file.name):
            add_to_case(desk, owner_store.cases, case, added(LATER.date(), file), LATER)
    assert owner_store.cases.read(case.id) == case


def test_a_disk_that_refuses_the_copy_adds_nothing(owner_store: OwnerStore, tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"x")
    case = owner_store.case()
    (owner_store.cases.folder(case.id) / "attached").write_text("in the way")
    with pytest.raises(NotKept):
        add_to_case(
            CaseDesk(owner_store.cases, fresh_id, later),
            owner_store.cases,
            case,
            added(LATER.date(), photo),
            LATER,
        )
    assert owner_store.cases.read(case.id) == case
