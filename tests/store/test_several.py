"""Several writers' files, and copies that a sync program left, are one call on a real disk."""

import json
import random
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from callmate.domain.case import CaseFacts, Closed, Opened
from callmate.domain.seal import together
from callmate.store.atomic_file import as_json
from callmate.store.cabinet import Cabinet
from callmate.store.cases import CASES, Cases
from callmate.store.errors import Damaged, NotKept, Reason, Why
from callmate.store.journal_writer import JournalWriter
from callmate.store.places import Places
from tests.store.made_up import CALL, NOW, STARTED, loose, note, places_in
from tests.store.several import SYNC_COPIES, as_writer, leave_copy


def ids(cabinet: Cabinet) -> list[str]:
    return [entry.id for entry in cabinet.read(CALL).entries]


def spoilt(path: Path, before: str, after: str) -> None:
    raw = path.read_text()
    assert before in raw
    path.write_text(raw.replace(before, after))


@pytest.fixture
def several(cabinet: Cabinet) -> Cabinet:
    """A call of three writers, whose notes came by turns."""
    with cabinet.create(STARTED, CALL) as call:
        call.append(note(10))
    for number, writer in enumerate(["bob1", "anna", "", "bob1"], 2):
        with as_writer(cabinet, CALL, writer) as call:
            call.append(note(10 * number))
    return cabinet


def test_several_writers_are_one_call(several: Cabinet) -> None:
    assert ids(several) == ["start", "note-10", "note-20", "note-30", "note-40", "note-50"]
    folder = several.folder(CALL)
    names = sorted(each.name for each in folder.iterdir())
    assert names == ["call.anna.json", "call.bob1.json", "call.json", "lock"]
    assert loose(several.places.data) == {}
    chain = several.verify(CALL)
    assert (chain.broken_at, chain.broken_in, chain.unread) == (None, "", ())
    assert chain.fingerprint == several.kept(CALL).fingerprint
    first = json.loads((folder / "call.json").read_bytes())
    assert "writer" not in first, "the first writer's file is as it always was"
    second = json.loads((folder / "call.bob1.json").read_bytes())
    assert (second["version"], second["id"], second["writer"]) == (1, CALL, "bob1")
    assert [*second["entries"]] == ["1", "2"]


def test_the_fingerprint_is_over_the_end_of_each_file(several: Cabinet) -> None:
    folder = several.folder(CALL)
    ends = []
    for writer in ("", "anna", "bob1"):
        name = f"call.{writer}.json" if writer else "call.json"
        (*_, last) = json.loads((folder / name).read_bytes())["entries"].values()
        ends.append((writer, last["digest"]))
    assert several.kept(CALL).fingerprint == together(ends)


def test_an_open_call_shows_what_others_have_written(several: Cabinet) -> None:
    with several.take(CALL) as call:
        assert [entry.id for entry in call.call.entries] == ids(several)
        shown = call.append(note(35))
        assert shown == several.read(CALL)
        assert [entry.id for entry in shown.entries][4:] == ["note-40", "note-35", "note-50"]
        assert call.fingerprint == several.kept(CALL).fingerprint
        assert call.append(note(20)).entries == shown.entries, "bob1 has it already"


def test_a_writers_name_is_small_letters_digits_and_hyphens(several: Cabinet) -> None:
    for name in ("a", "Bob1", "bob 1", "../bob", "x" * 33, "bob1.json"):
        with pytest.raises(ValueError, match="name"), several.take(CALL) as call:
            JournalWriter(CASES, call.folder, name)


def test_a_file_that_is_not_its_writers_own_is_not_added_to(several: Cabinet) -> None:
    folder = several.folder(CALL)
    (folder / "call.carl.json").write_bytes((folder / "call.bob1.json").read_bytes())
    before = several.kept(CALL)
    with pytest.raises(Damaged) as caught:
        as_writer(several, CALL, "carl")
    assert caught.value.why is Why.WRONG_SHAPE
    spoilt(folder / "call.json", '"version":1', '"version":1,"writer":"bob1"')
    with pytest.raises(Damaged):
        several.read(CALL)
    spoilt(folder / "call.json", '"version":1,"writer":"bob1"', '"version":1')
    assert several.kept(CALL) == before


def test_a_file_that_was_taken_away_is_not_begun_anew(several: Cabinet) -> None:
    with as_writer(several, CALL, "bob1") as call:
        (call.folder / "call.bob1.json").unlink()
        with pytest.raises(NotKept) as caught:
            call.append(note(60))
        assert caught.value.reason is Reason.GONE
        assert not (call.folder / "call.bob1.json").exists()


@pytest.mark.parametrize("name", SYNC_COPIES)
def test_what_only_a_copy_has_belongs_to_the_call(several: Cabinet, name: str) -> None:
    before = several.kept(CALL)
    copy = leave_copy(several, CALL, name, note(15), note(70))
    assert ids(several)[4:] == ["note-40", "note-15", "note-50", "note-70"]
    kept = several.kept(CALL)
    assert kept.fingerprint == several.verify(CALL).fingerprint != before.fingerprint
    (told,) = [each for each in kept.further if each.is_copy]
    assert (told.name, told.added, told.other, told.why) == (name, 2, 0, "")
    copy.unlink()
    assert several.kept(CALL) == before


@pytest.mark.parametrize("of", ["", "bob1"])
def test_a_copy_that_holds_nothing_more_changes_nothing(several: Cabinet, of: str) -> None:
    before = several.kept(CALL)
    for name in SYNC_COPIES:
        leave_copy(several, CALL, name, of=of)
    kept = several.kept(CALL)
    assert (kept.call, kept.fingerprint) == (before.call, before.fingerprint)
    assert several.verify(CALL).fingerprint == before.fingerprint
    assert not any(each.counts for each in kept.further if each.is_copy)


def test_copies_of_one_another_count_once(several: Cabinet) -> None:
    for name in SYNC_COPIES:
        leave_copy(several, CALL, name, note(70))
    kept = several.kept(CALL)
    assert [entry.id for entry in kept.call.entries].count("note-70") == 1
    assert sum(each.counts for each in kept.further if each.is_copy) == 1


def test_a_copy_that_contradicts_is_told_and_the_call_stays(several: Cabinet) -> None:
    before = several.kept(CALL)
    copy = leave_copy(several, CALL, SYNC_COPIES[0])
    spoilt(copy, "line 10", "other words")
    kept = several.kept(CALL)
    assert kept.call == before.call
    (told,) = [each for each in kept.further if each.is_copy]
    assert (told.added, told.other) == (0, 1)
    chain = several.verify(CALL)
    assert (chain.broken_at, chain.broken_in) == (1, SYNC_COPIES[0])


CUT = {
    "empty": (lambda _raw: b"", Why.EMPTY),
    "cut short": (lambda raw: raw[: len(raw) // 2], Why.NOT_JSON),
    "newer": (lambda raw: raw.replace(b'"version":1', b'"version":2'), Why.NEWER),
    "no entries": (lambda _raw: as_json({"version": 1, "id": CALL}), Why.WRONG_SHAPE),
}


@pytest.mark.parametrize("name", ["call.bob1.json", SYNC_COPIES[0]])
@pytest.mark.parametrize(("harm", "why"), CUT.values(), ids=CUT)
def test_a_further_file_that_cannot_be_read_takes_nothing_else_with_it(
    several: Cabinet, name: str, harm: Callable[[bytes], bytes], why: Why
) -> None:
    leave_copy(several, CALL, SYNC_COPIES[0], note(70))
    path = several.folder(CALL) / name
    path.write_bytes(harm(path.read_bytes()))
    kept = several.kept(CALL)
    assert {"start", "note-10", "note-30", "note-40"} <= {each.id for each in kept.call.entries}
    (told,) = [each for each in kept.further if each.why]
    assert (told.name, told.why) == (name, why.value)
    chain = several.verify(CALL)
    assert chain.unread == (name,)
    assert chain.fingerprint == kept.fingerprint


@pytest.mark.parametrize("raw", [b'{"my":"list"}', b"[1]", b'{"version":1,"id":"x","entries":{}}'])
def test_a_file_that_is_no_copy_is_nobodys_business(several: Cabinet, raw: bytes) -> None:
    before = several.kept(CALL)
    (several.folder(CALL) / "callers I know.json").write_bytes(raw)
    assert several.kept(CALL) == before
    assert several.verify(CALL).unread == ()


def test_a_broken_file_is_named(several: Cabinet) -> None:
    spoilt(several.folder(CALL) / "call.anna.json", "line 30", "line 31")
    chain = several.verify(CALL)
    assert (chain.broken_at, chain.broken_in) == (0, "call.anna.json")


def test_a_file_renamed_to_another_writer_does_not_fit_its_chain(several: Cabinet) -> None:
    folder = several.folder(CALL)
    (folder / "call.anna.json").rename(folder / "call.carl.json")
    spoilt(folder / "call.carl.json", '"writer":"anna"', '"writer":"carl"')
    assert several.verify(CALL).broken_in == "call.carl.json"


def test_a_case_has_several_writers_too(places: Places) -> None:
    cases = Cases(places)
    cases.open(CALL, Opened(id="o", at=NOW, facts=CaseFacts(name="Line dead")))
    before = cases.verify(CALL).fingerprint
    JournalWriter(CASES, cases.folder(CALL), "bob1").append(Closed(id="c", at=NOW))
    assert [entry.id for entry in cases.read(CALL).entries] == ["o", "c"]
    case = cases.append(CALL, Closed(id="d", at=NOW))
    assert case == cases.read(CALL)
    assert [entry.id for entry in case.entries] == ["o", "d", "c"]
    chain = cases.verify(CALL)
    assert chain.broken_at is None
    assert chain.fingerprint != before
    assert len(cases.histories(CALL)) == 2


@settings(max_examples=25, deadline=None)
@given(seed=st.integers(0, 1 << 30), steps=st.integers(1, 14))
def test_whatever_is_written_and_copied_nothing_is_lost_or_doubled(
    tmp_path_factory: pytest.TempPathFactory, seed: int, steps: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - nothing is kept secret with it
    cabinet = Cabinet(places_in(tmp_path_factory.mktemp("several")))
    cabinet.create(STARTED, CALL).close()
    wanted, writers = {"start"}, [""]
    for number in range(steps):
        writer = chance.choice(["", "anna", "bob1"])
        entry = note(number, f"{chance.random()}")
        if chance.random() < 0.6 or writer not in writers:
            with as_writer(cabinet, CALL, writer) as call:
                call.append(entry)
                assert call.call == cabinet.read(CALL)
            writers.append(writer)
            wanted.add(entry.id)
        else:
            more = [entry] if chance.random() < 0.6 else []
            name = f"call {number} {chance.choice(SYNC_COPIES)}"
            leave_copy(cabinet, CALL, name, *more, of=writer)
            wanted |= {each.id for each in more}
        kept, chain = cabinet.kept(CALL), cabinet.verify(CALL)
        assert sorted(ids(cabinet)) == sorted(wanted)
        assert (chain.broken_at, chain.unread) == (None, ())
        assert chain.fingerprint == kept.fingerprint
    files = sorted(cabinet.folder(CALL).glob("call*.json"))
    before = {path: sha256(path.read_bytes()).digest() for path in files}
    victim = chance.choice(files)
    raw = victim.read_bytes()
    victim.write_bytes(raw.replace(b'"text":"0.', b'"text":"1.', 1).replace(b"Zefiro", b"Zefira"))
    if victim.read_bytes() != raw:
        broken = cabinet.verify(CALL)
        assert broken.broken_in == (victim.name if len(files) > 1 else "")
        assert broken.broken_at is not None
    victim.write_bytes(raw)
    assert {path: sha256(path.read_bytes()).digest() for path in files} == before


@pytest.mark.parametrize("gone", [b'"id":', b'"2026'])
def test_entries_that_do_not_say_of_which_call_they_are_are_told(
    several: Cabinet, gone: bytes
) -> None:
    copy = leave_copy(several, CALL, SYNC_COPIES[0], note(70))
    copy.write_bytes(copy.read_bytes().replace(gone, gone[:1] + b"x" + gone[2:], 1))
    (told,) = [each for each in several.kept(CALL).further if each.why]
    assert told.name == SYNC_COPIES[0]
