"""The files of several writers make one story, whatever their clocks say and whatever is double."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given, strategies as st

from callmate.domain.entry import Note
from callmate.domain.seal import History, place_of_fingerprint, start, together
from callmate.domain.writers import Journal, JournalFile, put_together

START = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)
Files = list[JournalFile[Note]]


def note(name: str, minutes: int, text: str = "") -> Note:
    """A note so many minutes after the start."""
    return Note(id=name, at=START + timedelta(minutes=minutes), text=text or name)


def file_of(writer: str, *notes: Note, copy: bool = False) -> JournalFile[Note]:
    """A writer's file; its digest hangs on all that is in it."""
    name = f"call.{writer}.json" if writer else "call.json"
    digest = "".join(f"{each.id}{each.text}" for each in notes) or "0"
    return JournalFile(f"call-{digest}.json" if copy else name, writer, copy, notes, digest)


def told(*files: JournalFile[Note]) -> Journal[Note]:
    """The files, put together as the store hands them over."""
    first, *further = files
    further.sort(key=lambda file: (file.is_copy, file.writer, file.name))
    return put_together("x", [first, *further], ())


def names(journal: Journal[Note]) -> list[str]:
    return [entry.id for entry in journal.entries]


@st.composite
def stories(draw: st.DrawFn) -> Files:
    """The files of up to three writers, whose clocks go as they like."""
    writers = ["", *draw(st.sampled_from([[], ["anna"], ["anna", "bob1"]]))]
    files = []
    for writer in writers:
        times = draw(st.lists(st.integers(-3, 6), min_size=1, max_size=6))
        notes = [note(f"{writer or 'me'}{place}", each) for place, each in enumerate(times)]
        files.append(file_of(writer, *notes))
    return files


@given(stories())
def test_one_writers_order_is_the_order_of_their_file(files: Files) -> None:
    journal = told(files[0])
    assert journal.entries == files[0].entries
    assert journal.fingerprint == files[0].digest
    assert journal.further == ()


@given(stories())
def test_everything_is_in_it_once_and_each_file_keeps_its_order(files: Files) -> None:
    journal = told(*files)
    assert sorted(names(journal)) == sorted(each.id for file in files for each in file.entries)
    for file in files:
        own = [each for each in journal.entries if each in file.entries]
        assert own == list(file.entries)
    assert journal.entries[0] == files[0].entries[0], "the story begins with its beginning"


@given(stories())
def test_writers_whose_clocks_go_forward_are_told_in_the_order_of_time(files: Files) -> None:
    sorted_files = [
        file_of(file.writer, *sorted(file.entries, key=lambda each: each.at)) for file in files
    ]
    begun = sorted_files[0].entries[0].at
    times = [max(begun, each.at) for each in told(*sorted_files).entries]
    assert all(before <= after for before, after in pairwise(times))


@given(stories(), st.data())
def test_copies_of_what_is_there_change_nothing(files: Files, data: st.DataObject) -> None:
    copies = []
    for file in data.draw(st.lists(st.sampled_from(files), max_size=4)):
        length = data.draw(st.integers(1, len(file.entries)))
        copies.append(file_of(file.writer, *file.entries[:length], copy=True))
    journal = told(*files, *copies)
    assert journal.entries == told(*files).entries
    assert journal.fingerprint == told(*files).fingerprint
    assert not any(each.counts for each in journal.further if each.is_copy)


@given(stories(), st.data())
def test_what_only_a_copy_has_is_told_once_and_covered(files: Files, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(files))
    length = data.draw(st.integers(1, len(file.entries)))
    more = note("more", data.draw(st.integers(-3, 6)))
    copy = file_of(file.writer, *file.entries[:length], more, copy=True)
    journal = told(*files, copy)
    assert sorted(names(journal)) == sorted([*names(told(*files)), "more"])
    own = [each for each in journal.entries if each in copy.entries]
    assert own[0] == copy.entries[0]
    assert own.index(more) >= length
    assert journal.fingerprint != told(*files).fingerprint
    again = told(*files, copy, copy)
    assert (again.entries, again.fingerprint) == (journal.entries, journal.fingerprint)
    (counted,) = [each for each in journal.further if each.is_copy]
    assert (counted.added, counted.other, counted.counts) == (1, 0, True)


@given(stories(), st.data())
def test_where_two_files_disagree_the_first_is_believed(files: Files, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(files))
    place = data.draw(st.integers(0, len(file.entries) - 1))
    entry = file.entries[place]
    other = Note(id=entry.id, at=entry.at, text="other words")
    changed = (*file.entries[:place], other, *file.entries[place + 1 :])
    journal = told(*files, file_of(file.writer, *changed, copy=True))
    assert journal.entries == told(*files).entries
    assert journal.fingerprint != told(*files).fingerprint, "nobody can slip it in unseen"
    (counted,) = [each for each in journal.further if each.is_copy]
    assert (counted.added, counted.other) == (0, 1)


@given(stories(), st.data())
def test_every_file_bears_on_the_fingerprint(files: Files, data: st.DataObject) -> None:
    before = told(*files).fingerprint
    place = data.draw(st.integers(0, len(files) - 1))
    files[place] = file_of(files[place].writer, *files[place].entries, note("z", 9))
    assert told(*files).fingerprint != before


def test_times_alike_go_by_writer_and_then_by_number() -> None:
    files = [
        file_of("", note("me0", 0), note("me1", 5)),
        file_of("bob1", note("bob0", 5), note("bob1", 5)),
        file_of("anna", note("anna0", 5)),
    ]
    assert names(told(*files)) == ["me0", "me1", "anna0", "bob0", "bob1"]


def test_a_later_entry_with_an_earlier_time_stays_behind_the_one_before_it() -> None:
    files = [
        file_of("", note("me0", 0), note("me1", 6), note("late", 1)),
        file_of("anna", note("anna0", 3), note("anna1", 7)),
    ]
    assert names(told(*files)) == ["me0", "anna0", "me1", "late", "anna1"]


def test_the_fingerprint_of_several_is_what_the_seal_defines() -> None:
    files = [file_of("", note("a", 0)), file_of("bob1", note("b", 1))]
    assert told(*files).fingerprint == together([("bob1", "bb"), ("", "aa")])
    assert together([("", "aa")]) == "aa"
    whole = "c912dd9c7be42ea949f66b24aa4a0378895da69bd7f18d20aff5a3a352cb3e51"
    assert together([("", "aa"), ("bob1", "bb")]) == whole


def test_a_further_writers_chain_begins_elsewhere() -> None:
    call_id = "20261124T103205Z-7f3a9c"
    whole = "c618a54cf1de1ba48816b24af0c6e527952e6d7631d2e65fd54b3e72b77a0b40"
    assert start(call_id, "bob1") == whole
    assert start(call_id, "") == start(call_id) != whole


@given(stories(), st.data())
def test_a_fingerprint_that_was_ever_given_is_found_again(
    files: Files, data: st.DataObject
) -> None:
    histories = [
        History(
            file.writer,
            tuple(start(each.id) for each in file.entries),
            tuple(each.id for each in file.entries),
        )
        for file in files
    ]
    known = [
        data.draw(st.integers(1 if at == 0 else 0, len(f.digests)))
        for at, f in enumerate(histories)
    ]
    ends = [
        (file.writer, file.digests[length - 1])
        for file, length in zip(histories, known, strict=True)
        if length
    ]
    assert place_of_fingerprint(histories, together(ends)) == sum(known)
    assert place_of_fingerprint(histories, "nobody's") is None
