"""What the sound process left on the disk is found and written down once."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from callmate.audio.layout import SoundFacts, digest, slices_path, whole_path, write_facts
from callmate.audio.protocol import GapReport
from callmate.domain.entry import RecordingBegan, RecordingEnded, SoundGap
from callmate.services.desk import Desk, begin
from callmate.services.recovery import look, recover, with_found
from callmate.store.cabinet import Cabinet
from callmate.store.journal_writer import OpenCall
from callmate.store.places import Places, fresh_id

AT = datetime(2026, 11, 24, 10, 32, 5, tzinfo=UTC)


@pytest.fixture
def kept(tmp_path: Path) -> OpenCall:
    started = begin("Zefiro", clock=lambda: AT)
    return Cabinet(Places(tmp_path / "data", tmp_path / "config")).create(started, fresh_id(AT))


def leave_slices(folder: Path, part: int, count: int, age: float = 60) -> None:
    place = slices_path(folder, part)
    place.mkdir(0o700)
    for number in range(1, count + 1):
        piece = place / f"{number:06d}.age"
        piece.write_bytes(f"sealed {number}".encode())
        moment = datetime.now(UTC).timestamp() - age
        os.utime(piece, (moment, moment))


def leave_facts(
    folder: Path,
    part: int,
    *,
    ended: datetime | None = None,
    seconds: float | None = None,
    sha256: str | None = None,
    gaps: tuple[GapReport, ...] = (),
) -> None:
    facts = SoundFacts(part, "Telephone", AT, ended, seconds, sha256, gaps)
    write_facts(folder, facts)


def test_a_part_closed_after_the_screen_died_is_written_down_with_its_gaps(kept: OpenCall) -> None:
    gap = GapReport(1, AT + timedelta(seconds=2), AT + timedelta(seconds=4), "silent")
    whole_path(kept.folder, 1).write_bytes(b"sealed")
    sha256 = digest(kept.folder, 1)
    ended = AT + timedelta(seconds=9)
    leave_facts(kept.folder, 1, ended=ended, seconds=9.0, sha256=sha256, gaps=(gap,))

    recover(Desk(kept), kept.folder)

    (part,) = kept.call.parts
    assert (part.path, part.seconds, part.sha256) == ("sound-1.opus.age", 9.0, sha256)
    assert [(g.since, g.until, g.reason) for g in part.gaps] == [(gap.begin, gap.end, "silent")]
    assert part.started == AT


def test_slices_of_a_killed_process_are_written_down_with_their_digest(kept: OpenCall) -> None:
    leave_facts(kept.folder, 1)
    leave_slices(kept.folder, 1, 7)
    Desk(kept).recording_began(1, "sound-1", AT)

    recover(Desk(kept), kept.folder)

    (part,) = kept.call.parts
    assert (part.path, part.seconds) == ("sound-1", 7.0)
    assert part.sha256 == digest(kept.folder, 1)


def test_writing_down_twice_adds_nothing(kept: OpenCall) -> None:
    leave_facts(kept.folder, 1, gaps=(GapReport(1, AT, AT + timedelta(seconds=1), "lost"),))
    leave_slices(kept.folder, 1, 3)
    first = recover(Desk(kept), kept.folder)
    entries = kept.call.entries

    second = recover(Desk(kept), kept.folder)

    assert [type(e) for e in first.entries] == [RecordingBegan, SoundGap, RecordingEnded]
    assert second.entries == ()
    assert kept.call.entries == entries


def test_a_part_that_may_still_grow_is_left_alone(kept: OpenCall) -> None:
    leave_facts(kept.folder, 1)
    leave_slices(kept.folder, 1, 3, age=0)

    found = recover(Desk(kept), kept.folder)

    assert found.growing == (1,)
    assert kept.call.parts == ()


def test_slices_joined_later_are_found_where_they_lie_now(kept: OpenCall) -> None:
    leave_facts(kept.folder, 1)
    leave_slices(kept.folder, 1, 3)
    recover(Desk(kept), kept.folder)
    for piece in slices_path(kept.folder, 1).iterdir():
        piece.unlink()
    slices_path(kept.folder, 1).rmdir()
    whole_path(kept.folder, 1).write_bytes(b"joined")
    leave_facts(kept.folder, 1, ended=AT, seconds=3.0, sha256=digest(kept.folder, 1))

    recover(Desk(kept), kept.folder)

    (part,) = kept.call.parts
    assert (part.path, part.sha256) == ("sound-1.opus.age", digest(kept.folder, 1))


def test_sound_that_was_changed_after_its_end_is_not_taken_for_its_own(kept: OpenCall) -> None:
    whole_path(kept.folder, 1).write_bytes(b"sealed")
    Desk(kept).recording_ended(1, "sound-1.opus.age", AT, 9.0, digest(kept.folder, 1))
    whole_path(kept.folder, 1).write_bytes(b"something else")
    leave_facts(kept.folder, 1, ended=AT, seconds=1.0, sha256=digest(kept.folder, 1))

    assert look(kept.call, kept.folder).entries == ()


@pytest.mark.parametrize("facts", [b"", b"{", b"\x00" * 50])
def test_sound_without_readable_facts_is_told_as_unclear(kept: OpenCall, facts: bytes) -> None:
    whole_path(kept.folder, 1).write_bytes(b"sealed")
    (kept.folder / "sound-1.json").write_bytes(facts)
    moment = datetime.now(UTC).timestamp() - 60
    os.utime(whole_path(kept.folder, 1), (moment, moment))

    found = recover(Desk(kept), kept.folder)

    assert found.unclear == (1,)
    assert kept.call.parts == ()


def test_looking_changes_nothing_and_shows_what_would_be(kept: OpenCall) -> None:
    leave_facts(kept.folder, 1)
    leave_slices(kept.folder, 1, 5)
    before = kept.call

    found = look(kept.call, kept.folder)

    assert with_found(kept.call, found).parts[0].seconds == 5.0
    assert kept.call == before
