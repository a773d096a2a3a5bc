"""What was changed, is gone or was deleted on purpose is told apart, and so is what is whole."""

import io
import json
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from callmate.audio.layout import SoundFacts, slices_path, wave_path, whole_path, write_facts
from callmate.domain.case import Case, CaseFacts, Channel
from callmate.domain.entry import Note
from callmate.services.retention import delete_sound
from callmate.services.verification import (
    CallCheck,
    CaseCheck,
    FingerprintMatch,
    call_on_disk,
    check_call,
    check_case,
    fingerprint,
    fingerprint_matches,
)
from callmate.store.errors import NoSuchCall, NoSuchCase, Why
from tests.owner_store import START, OwnerStore
from tests.store.several import as_writer


def states(checked: CallCheck) -> list[str]:
    return [sound.state for sound in checked.sounds]


def test_a_call_nobody_touched_is_unchanged(owner_store: OwnerStore) -> None:
    call = owner_store.recorded(2)
    found = check_call(owner_store.cabinet, call)
    assert found.unchanged
    assert states(found) == ["unchanged", "unchanged"]
    assert found.company == "Zefiro Telecom"
    assert found.fingerprint == owner_store.cabinet.kept(call).fingerprint
    folder = owner_store.cabinet.folder(call)
    assert [sound.path for sound in found.sounds] == [
        str(folder / "sound-1.opus.age"),
        str(folder / "sound-2.opus.age"),
    ]


def _truncate(folder: Path) -> None:
    os.truncate(whole_path(folder, 1), 3)


def _swap(folder: Path) -> None:
    whole_path(folder, 1).replace(folder / "kept")
    whole_path(folder, 2).replace(whole_path(folder, 1))
    (folder / "kept").replace(whole_path(folder, 2))


def _slice(folder: Path) -> None:
    slices_path(folder, 1).mkdir()
    (slices_path(folder, 1) / "000001.age").write_bytes(whole_path(folder, 1).read_bytes())
    whole_path(folder, 1).unlink()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda folder: whole_path(folder, 1).unlink(), ["missing", "unchanged"]),
        (_truncate, ["changed", "unchanged"]),
        (_swap, ["changed", "changed"]),
        (_slice, ["changed", "unchanged"]),
        (lambda folder: (folder / "sound-1.json").unlink(), ["unchanged", "unchanged"]),
        (lambda folder: wave_path(folder, 1).write_bytes(b"x"), ["unchanged", "unchanged"]),
        (lambda folder: (folder / "sound-1").write_text("x"), ["unchanged", "unchanged"]),
    ],
    ids=["gone", "cut short", "swapped", "in slices", "no facts", "another wave", "litter"],
)
def test_what_became_of_the_sound_is_told(
    owner_store: OwnerStore, change: Callable[[Path], object], told: list[str]
) -> None:
    call = owner_store.recorded(2)
    change(owner_store.cabinet.folder(call))
    found = check_call(owner_store.cabinet, call)
    assert states(found) == told
    assert found.unchanged == (set(told) == {"unchanged"})
    assert found.broken_at is None


def test_sound_that_its_owner_deleted_is_neither_changed_nor_missing(
    owner_store: OwnerStore,
) -> None:
    call = owner_store.recorded(2)
    delete_sound(owner_store.cabinet, call)
    found = check_call(owner_store.cabinet, call)
    assert states(found) == ["deleted", "deleted"]
    assert found.unchanged
    # Something was put back in its place: that is looked at like any sound.
    whole_path(owner_store.cabinet.folder(call), 1).write_bytes(b"sealed")
    whole_path(owner_store.cabinet.folder(call), 2).write_bytes(b"another")
    found = check_call(owner_store.cabinet, call)
    assert states(found) == ["unchanged", "changed"]


def test_sound_that_the_entries_do_not_know_of_is_open(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.note("first"))
    folder = owner_store.cabinet.folder(call)
    slices_path(folder, 1).mkdir()
    piece = slices_path(folder, 1) / "000001.age"
    piece.write_bytes(b"sealed")
    os.utime(piece, (0, 0))
    write_facts(folder, SoundFacts(1, "Telephone", START))
    found = check_call(owner_store.cabinet, call)
    assert states(found) == ["open"]
    assert found.unchanged
    seen = call_on_disk(owner_store.cabinet, call)
    assert [part.number for part in seen.call.parts] == [1]
    assert seen.kept.call.parts == ()
    assert not seen.running


def test_a_call_in_progress_is_seen_to_be_one(owner_store: OwnerStore) -> None:
    call = owner_store.call(ended=False)
    with owner_store.cabinet.take(call):
        assert call_on_disk(owner_store.cabinet, call).running
    assert not call_on_disk(owner_store.cabinet, call).running


Change = Callable[[dict[str, dict[str, object]]], object]


def _reword(entries: dict[str, dict[str, object]]) -> None:
    entries["3"]["text"] = "another"


def _exchange(entries: dict[str, dict[str, object]]) -> None:
    entries["2"], entries["3"] = entries["3"], entries["2"]


@pytest.mark.parametrize(
    ("change", "broken_at"),
    [
        (_reword, 3),
        (_exchange, 2),
        (lambda entries: entries.pop("2"), 2),
        (lambda entries: entries["1"].update(company="Another"), 1),
        # Nothing tells of an end that was cut off but a fingerprint that somebody else holds.
        (lambda entries: entries.pop("4"), None),
    ],
    ids=["reworded", "exchanged", "taken out", "start", "end cut off"],
)
def test_the_first_entry_that_does_not_fit_is_named(
    owner_store: OwnerStore, change: Change, broken_at: int | None
) -> None:
    call = owner_store.call(lambda desk: desk.note("first"), lambda desk: desk.note("second"))
    file = owner_store.call_file(call)
    before = check_call(owner_store.cabinet, call).fingerprint
    held = json.loads(file.read_bytes())
    change(held["entries"])
    file.write_text(json.dumps(held))
    found = check_call(owner_store.cabinet, call)
    assert found.broken_at == broken_at
    assert found.unchanged == (broken_at is None)
    assert found.fingerprint != before


def test_an_entry_without_its_digest_does_not_fit(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.note("first"))
    file = owner_store.call_file(call)
    held = json.loads(file.read_bytes())
    del held["entries"]["2"]["digest"]
    file.write_text(json.dumps(held))
    assert check_call(owner_store.cabinet, call).broken_at == 2


@pytest.mark.parametrize(
    ("contents", "why"), [(b"", Why.EMPTY), (b"{", Why.NOT_JSON), (b"[]", Why.WRONG_SHAPE)]
)
def test_what_cannot_be_read_is_named_for_what_it_is(
    owner_store: OwnerStore, contents: bytes, why: Why
) -> None:
    call, case = owner_store.recorded(), owner_store.case()
    owner_store.call_file(call).write_bytes(contents)
    owner_store.case_file(case.id).write_bytes(contents)
    found = check_call(owner_store.cabinet, call)
    assert (found.damaged, found.unchanged, found.sounds) == (why, False, ())
    assert found.plain() == {
        "id": call,
        "company": None,
        "unchanged": False,
        "fingerprint": None,
        "broken_at": None,
        "broken_in": None,
        "unread": [],
        "damaged": why.value,
        "recordings": [],
    }
    of_case = check_case(owner_store.cases, case.id)
    assert (of_case.damaged, of_case.unchanged) == (why, False)
    assert of_case.plain()["damaged"] == why.value


def test_of_several_files_the_one_that_was_changed_is_named(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.note("first"))
    cabinet = owner_store.cabinet
    printed = cabinet.verify(call).fingerprint
    with as_writer(cabinet, call, "bob1") as beside:
        beside.append(Note(id="b", at=START, text="she said yes"))
    checked = check_call(cabinet, call)
    assert checked.unchanged
    assert fingerprint_matches(cabinet, owner_store.cases, printed) == [
        FingerprintMatch(call, "Zefiro Telecom", 3, 1),
    ]
    assert checked.fingerprint
    assert fingerprint_matches(cabinet, owner_store.cases, checked.fingerprint) == [
        FingerprintMatch(call, "Zefiro Telecom", 4, 0),
    ]
    file = cabinet.folder(call) / "call.bob1.json"
    file.write_bytes(file.read_bytes().replace(b"yes", b"no!"))
    found = check_call(cabinet, call)
    assert (found.unchanged, found.broken_at, found.broken_in) == (False, 1, "call.bob1.json")
    assert found.plain()["broken_in"] == "call.bob1.json"
    file.write_bytes(b"{")
    found = check_call(cabinet, call)
    assert (found.unchanged, found.broken_at, found.unread) == (False, None, ("call.bob1.json",))
    assert found.plain()["unread"] == ["call.bob1.json"]


def test_what_is_not_there_is_no_finding(owner_store: OwnerStore) -> None:
    with pytest.raises(NoSuchCall):
        check_call(owner_store.cabinet, "20261124T103205Z-000000")
    with pytest.raises(NoSuchCase):
        check_case(owner_store.cases, "20261124T103205Z-000000")


def case_with_files(store: OwnerStore) -> Case:
    case = store.case()
    for name, held in (("photo.jpg", b"a photograph"), ("bill.pdf", b"a bill")):
        attached = store.cases.attach(case.id, name, io.BytesIO(held))
        case = store.desk().add(case, Channel.BILL, name, attachment=attached)
    return case


def attached(store: OwnerStore, case: Case, ending: str) -> Path:
    (found,) = (store.cases.folder(case.id) / "attached").glob(f"*{ending}")
    return found


def _other(path: Path) -> None:
    path.write_bytes(b"a photocopy!")


def _link(path: Path) -> None:
    path.replace(path.with_name("kept"))
    path.symlink_to("kept")


def _pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda path: path.touch(), ((), ())),
        (_other, (("photo.jpg",), ())),
        (lambda path: os.truncate(path, 3), (("photo.jpg",), ())),
        (lambda path: path.unlink(), ((), ("photo.jpg",))),
        (_link, (("photo.jpg",), ())),
        (_pipe, (("photo.jpg",), ())),
    ],
    ids=["untouched", "another", "cut short", "gone", "a link", "a pipe"],
)
def test_what_became_of_an_attached_file_is_told(
    owner_store: OwnerStore,
    change: Callable[[Path], object],
    told: tuple[tuple[str, ...], tuple[str, ...]],
) -> None:
    case = case_with_files(owner_store)
    change(attached(owner_store, case, ".jpg"))
    found = check_case(owner_store.cases, case.id)
    assert (found.changed, found.missing) == told
    assert found.unchanged == (told == ((), ()))
    assert found.name == "Line dead"
    plain = found.plain()
    assert (plain["case"], plain["changed"], plain["missing"]) == (
        "Line dead",
        list(told[0]),
        list(told[1]),
    )


def test_a_changed_entry_of_a_case_is_named(owner_store: OwnerStore) -> None:
    case = owner_store.desk().restate(owner_store.case(), CaseFacts(name="Line dead since May"))
    assert check_case(owner_store.cases, case.id).unchanged
    file = owner_store.case_file(case.id)
    file.write_bytes(file.read_bytes().replace(b"since May", b"since Mar"))
    found = check_case(owner_store.cases, case.id)
    assert (found.broken_at, found.unchanged) == (2, False)
    assert isinstance(found, CaseCheck)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("ABCDEF01", "abcdef01"),
        ("abcd ef01-2345 6789…", "abcdef0123456789"),
        ("abcdef01....", "abcdef01"),
        (" abcd\nef01 ", "abcdef01"),
        ("ab" * 32, "ab" * 32),
    ],
)
def test_a_fingerprint_is_read_as_it_stands_on_paper(typed: str, read: str) -> None:
    assert fingerprint(typed) == read


@pytest.mark.parametrize("typed", ["", "abcdef0", "abcdefg1", "ab" * 33, "%%%%%%%%", "…" * 9])
def test_what_is_no_fingerprint_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"^$"):
        fingerprint(typed)


@given(st.binary(min_size=32, max_size=32), st.integers(4, 32), st.sampled_from([" ", "-", "\n"]))
def test_however_it_is_set_in_groups_it_is_the_same(raw: bytes, shown: int, between: str) -> None:
    bare = raw.hex()[: 2 * shown]
    groups = between.join(bare[at : at + 4] for at in range(0, len(bare), 4))
    assert fingerprint(groups.upper() + "…") == bare


def test_who_gave_a_fingerprint_is_found_with_what_was_added_since(
    owner_store: OwnerStore,
) -> None:
    call = owner_store.call(lambda desk: desk.note("first"))
    then = owner_store.cabinet.kept(call).fingerprint
    case = owner_store.case()
    of_case = check_case(owner_store.cases, case.id).fingerprint
    assert of_case is not None
    owner_store.desk().close(case)
    with owner_store.cabinet.take(call) as kept:
        for note in ("more", "and more"):
            kept.append(_late(note))
    spoilt = owner_store.call(at=START + timedelta(days=1))
    owner_store.call_file(spoilt).write_bytes(b"")

    (held,) = fingerprint_matches(owner_store.cabinet, owner_store.cases, then[:8])
    assert held.plain() == {"id": call, "entries": 3, "later": 2}
    assert held.name == "Zefiro Telecom"
    (held,) = fingerprint_matches(owner_store.cabinet, owner_store.cases, of_case)
    assert (held.id, held.name, held.entries, held.later) == (case.id, "Line dead", 1, 1)
    assert fingerprint_matches(owner_store.cabinet, owner_store.cases, "0" * 64) == []


def test_a_fingerprint_of_what_was_changed_since_is_nobodys(owner_store: OwnerStore) -> None:
    call = owner_store.call(lambda desk: desk.note("first"))
    then = owner_store.cabinet.kept(call).fingerprint
    file = owner_store.call_file(call)
    file.write_bytes(file.read_bytes().replace(b"first", b"worst"))
    assert fingerprint_matches(owner_store.cabinet, owner_store.cases, then) == []


def _late(text: str) -> Note:
    return Note(id=f"late {text}", at=START, late=True, text=text)
