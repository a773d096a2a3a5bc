"""The parts of a recording are read off the entries, in whatever order they were kept."""

from itertools import permutations

import pytest

from callmate.domain.entry import (
    AnyEntry,
    Imported,
    RecordingBegan,
    RecordingEnded,
    SoundDeleted,
    SoundGap,
)
from callmate.domain.recording import parts
from tests.made_up_case import after, small_call


def began(number: int) -> RecordingBegan:
    return RecordingBegan(id=f"b{number}", at=after(number), part=number, path=f"sound-{number}")


def ended(number: int) -> RecordingEnded:
    return RecordingEnded(
        id=f"e{number}",
        at=after(number + 60),
        part=number,
        path=f"sound-{number}.opus.age",
        started=after(number),
        seconds=59.5,
        sha256="ab" * 32,
    )


def gap(number: int, since: float, until: float) -> SoundGap:
    return SoundGap(id=f"g{since}", at=after(until), since=after(since), part=number, reason="lost")


GONE = SoundDeleted(id="d", at=after(900), part=1, sha256="ab" * 32)
CAME = Imported(id="i", at=after(800), part=1, name="a.m4a", sha256="cd" * 32)


def test_a_call_without_sound_has_no_parts() -> None:
    assert parts(()) == ()
    assert small_call().parts == ()


def test_a_part_that_goes_on_has_no_length_and_no_digest() -> None:
    (part,) = parts((began(1), gap(1, 5, 7)))
    assert (part.seconds, part.sha256, part.path, part.started) == (None, None, "sound-1", after(1))
    assert [(each.since, each.until, each.reason) for each in part.gaps] == [
        (after(5), after(7), "lost")
    ]


def test_a_part_that_was_closed_keeps_its_gaps() -> None:
    (part,) = parts((began(1), gap(1, 5, 7), ended(1), gap(1, 20, 21)))
    assert (part.seconds, part.path) == (59.5, "sound-1.opus.age")
    assert [each.since for each in part.gaps] == [after(5), after(20)]


def test_a_part_of_which_only_the_end_was_kept_is_whole() -> None:
    (part,) = parts((ended(1),))
    assert (part.started, part.seconds) == (after(1), 59.5)


def test_a_gap_of_a_part_that_is_not_known_makes_none() -> None:
    assert parts((gap(3, 5, 7), GONE, CAME)) == ()


def test_a_second_beginning_of_a_part_changes_nothing() -> None:
    again = RecordingBegan(id="b", at=after(500), part=1, path="elsewhere")
    assert parts((began(1), again, ended(1))) == parts((began(1), ended(1)))


@pytest.mark.parametrize("order", list(permutations((began(2), ended(2), began(1), began(10)))))
def test_parts_come_by_their_numbers(order: tuple[AnyEntry, ...]) -> None:
    assert [part.number for part in parts(order)] == [1, 2, 10]


def test_where_a_part_came_from_and_that_it_is_gone() -> None:
    first, second = parts((began(1), ended(1), began(2), ended(2), CAME, GONE))
    assert (first.imported, first.deleted) == (CAME, GONE.at)
    assert (second.imported, second.deleted) == (None, None)
    # All that is known of it stays.
    assert (first.seconds, first.sha256) == (59.5, GONE.sha256)
