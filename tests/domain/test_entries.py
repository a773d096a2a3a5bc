"""Entries are only added: the last word counts, what was taken back counts no more."""

import msgspec
import pytest
from hypothesis import given, strategies as st

from callmate.domain.corrections import (
    WORDED,
    corrections,
    fills_words,
    in_force,
    reworded,
    taken_back,
)
from callmate.domain.entry import (
    AnyEntry,
    Given,
    Note,
    Promised,
    Refused,
    Reworded,
    Started,
    Undone,
)
from tests.made_up_case import EVERY_KIND, NOW, START, after, small_call

STARTED = Started(id="s", at=START, company="Zefiro", number="187")


def better(target: str, text: str, name: str = "w") -> Reworded:
    return Reworded(id=name, at=after(50), target=target, text=text)


def undone(target: str, name: str = "u") -> Undone:
    return Undone(id=name, at=after(60), target=target)


@pytest.mark.parametrize("entry", EVERY_KIND, ids=lambda entry: entry.id)
def test_every_kind_is_kept_and_read_back_as_it_was(entry: AnyEntry) -> None:
    raw = msgspec.json.encode(entry)
    assert msgspec.json.decode(raw, type=AnyEntry) == entry
    assert msgspec.json.decode(raw)["kind"] == type(entry).__struct_config__.tag


@pytest.mark.parametrize("entry", EVERY_KIND, ids=lambda entry: entry.id)
def test_only_words_can_be_corrected(entry: AnyEntry) -> None:
    corrected = reworded(entry, better(entry.id, "better"))
    assert (corrected != entry) == isinstance(entry, WORDED)
    assert (corrected.id, corrected.at, type(corrected)) == (entry.id, entry.at, type(entry))


def test_of_a_start_the_company_is_corrected_and_nothing_else() -> None:
    corrected = reworded(STARTED, better("s", "Aurora"))
    assert corrected == Started(id="s", at=START, company="Aurora", number="187")


def test_a_promise_is_corrected_with_its_day() -> None:
    promise = Promised(id="p", at=START, text="x", due=NOW, due_exact=True)
    assert reworded(promise, better("p", "y")) == Promised(id="p", at=START, text="y")
    later = Reworded(id="w2", at=after(51), target="p", text="z", due=after(9), due_exact=True)
    assert reworded(promise, later) == Promised(
        id="p", at=START, text="z", due=after(9), due_exact=True
    )


def test_a_correction_that_was_taken_back_gives_the_one_before() -> None:
    note = Note(id="n", at=START, text="a")
    first, second = better("n", "b", "1"), better("n", "c", "2")
    assert in_force((note, first, second)) == (Note(id="n", at=START, text="c"),)
    assert in_force((note, first, second, undone("2"))) == (Note(id="n", at=START, text="b"),)
    assert in_force((note, first, second, undone("2"), undone("1", "v"))) == (note,)


def test_what_was_taken_back_stays_so_whatever_is_said_of_it_later() -> None:
    note = Note(id="n", at=START, text="a")
    entries = (note, undone("n"), better("n", "b"), undone("u", "v"))
    assert in_force(entries) == ()
    assert taken_back(entries) == {"n", "u"}


def test_a_correction_of_nothing_changes_nothing() -> None:
    note = Note(id="n", at=START, text="a")
    assert in_force((note, better("nobody", "b"), undone("nobody"))) == (note,)


@pytest.mark.parametrize(
    ("stamp", "fills"),
    [
        (Refused(id="x", at=START, item="claim_number"), True),
        (Refused(id="x", at=START, item="claim_number", text="no"), False),
        (Given(id="x", at=START, item="witness"), True),
        (Started(id="x", at=START, company=""), True),
        (Started(id="x", at=START, company="Z"), False),
        (undone("n", "x"), False),
        (better("n", "", "x"), False),
    ],
)
def test_words_fill_a_stamp_that_was_made_without_any(stamp: AnyEntry, *, fills: bool) -> None:
    words = better("x", "better")
    assert fills_words((stamp, words), words) == fills
    assert not fills_words((stamp, words), stamp)
    assert not fills_words((words,), words)


@given(st.lists(st.sampled_from(["n0", "n1", "n2", "w0", "u0", "s"]), max_size=6), st.booleans())
def test_nothing_in_force_was_taken_back_and_the_order_stays(
    targets: list[str],
    words: bool,  # noqa: FBT001 - drawn
) -> None:
    notes = [Note(id=f"n{place}", at=after(place), text="x") for place in range(3)]
    later: list[AnyEntry] = [
        better(target, f"y{place}", f"w{place}")
        if words and place % 2
        else undone(target, f"u{place}")
        for place, target in enumerate(targets)
    ]
    call = small_call(*notes, *later)
    standing = [entry.id for entry in call.standing]
    kept = [note.id for note in notes if note.id not in call.taken_back]
    assert [each for each in standing if each != "s"] == kept
    assert len(call.entries) == 1 + len(notes) + len(later)


def test_only_the_latest_correction_in_force_is_handed_out() -> None:
    first, second, other = better("n", "b", "1"), better("n", "c", "2"), better("m", "d", "3")
    assert corrections((first, second, other)) == {"n": second, "m": other}
    assert corrections((first, second, other, undone("2"), undone("3", "v"))) == {"n": first}
