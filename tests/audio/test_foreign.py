"""Recordings that phones make are read bit by bit, and what is wrong with them is noticed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from callmate.audio.foreign import opened
from callmate.audio.foreign_facts import UnfitError, origin, telling
from tests import hearing
from tests.audio.conftest import sweep
from tests.foreign_files import KINDS, make

SECONDS = 6
SOUND = sweep(SECONDS)
MADE = datetime(2026, 11, 18, 9, 32, 5, tzinfo=UTC)
SAYS_WHEN = {"m4a", "mp3", "3gp", "3gp-aac", "opus", "vorbis", "flac"}
TELLS_NO_CUT_AT_ALL = {"m4a", "3gp", "3gp-aac"}
"""Formats whose list of what is where comes last: without it nothing can be opened."""


def decoded(file: Path, longest: float = 60) -> tuple[bytes, bool]:
    """What was read, and whether more should have come."""
    with file.open("rb") as source, opened(source, longest) as sound:
        return b"".join(sound.blocks()), sound.is_cut_short()


@pytest.mark.parametrize("kind", KINDS)
def test_each_format_sounds_as_it_did(kind: str, tmp_path: Path) -> None:
    found, cut_short = decoded(make(kind, SOUND, tmp_path))
    assert not cut_short
    assert len(found) / 2 / hearing.RATE == pytest.approx(SECONDS, abs=0.05)
    middle = hearing.raw(SOUND)[hearing.RATE : 4 * hearing.RATE]
    alike, at = hearing.placed(hearing.raw(found), middle)
    assert alike > (0.9 if KINDS[kind].rate == 8000 else 0.99)
    assert at == pytest.approx(1, abs=0.03)


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_cut_short_is_noticed(kind: str, tmp_path: Path) -> None:
    file = make(kind, SOUND, tmp_path)
    whole = file.read_bytes()
    for share in (0.35, 0.6, 0.85):
        file.write_bytes(whole[: round(len(whole) * share)])
        if kind in TELLS_NO_CUT_AT_ALL:
            with pytest.raises(UnfitError, match="broken"):
                decoded(file)
        else:
            found, cut_short = decoded(file)
            assert cut_short
            assert 0 < len(found) < len(SOUND)


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_too_long_is_refused(kind: str, tmp_path: Path) -> None:
    with pytest.raises(UnfitError, match="too_long"):
        decoded(make(kind, SOUND, tmp_path), longest=5)


@pytest.mark.parametrize("kind", sorted(SAYS_WHEN))
def test_a_file_says_when_it_was_made(kind: str, tmp_path: Path) -> None:
    file = make(kind, sweep(1), tmp_path, creation_time="2026-11-18T09:32:05Z")
    with file.open("rb") as source, opened(source, 60) as sound:
        assert origin(sound.tags, sound.total).made == MADE


@pytest.mark.parametrize(
    "content",
    [b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(4000), b"10:32 I rang\n" * 400, b"\0", b"#EXTM3U\n/x"],
)
def test_what_is_no_recording_is_refused(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "file.m4a"
    file.write_bytes(content)
    with pytest.raises(UnfitError, match="no_sound"):
        decoded(file)


@pytest.mark.parametrize(
    ("tags", "made", "device"),
    [
        ({}, None, ""),
        ({"creation_time": "1904-01-01T00:00:00.000000Z"}, None, ""),
        ({"date": "2026-11-18"}, None, ""),
        ({"creation_time": "soon"}, None, ""),
        (
            {
                "com.apple.quicktime.creationdate": "2026-11-18T10:32:05+0100",
                "creation_time": "2026-11-20T00:00:00Z",
                "com.apple.quicktime.make": "Apple",
                "com.apple.quicktime.model": "iPhone 13",
            },
            MADE,
            "Apple iPhone 13",
        ),
        # Android's recorder takes its time when it stops: ten seconds later.
        ({"creation_time": "2026-11-18T09:32:15Z", "com.android.version": "14"}, MADE, ""),
        (
            {"date": "2026-11-18", "creation_time": "09:32:05+00:00", "originator": "ZOOM"},
            MADE,
            "ZOOM",
        ),
    ],
)
def test_tags_are_taken_for_what_they_are(
    tags: dict[str, str], made: datetime | None, device: str
) -> None:
    assert origin(telling(tags, {}), 10.0) == (made, device)
